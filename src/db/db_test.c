/* The store on both engines: SQLite in a file of its own, PostgreSQL in a schema of its own. */
#include "db/db.h"

#include "test/database.h"
#include "test/test.h"

#include <stdatomic.h>

struct fruit {
    id id;
    str name;
    usec picked;
    int64_t weight;
};
LIST(fruit);
static const struct shape fruit_shape = SHAPE(struct fruit, F_ID(struct fruit, id), F_TEXT(struct fruit, name),
                                              F_TIME(struct fruit, picked), F_INT(struct fruit, weight));

/* Queries by hand: what tools/queries would make. */
#define QUERY(variable, gives, n, ...)                                                                                 \
    static const struct query_part variable##_parts[] = { __VA_ARGS__ };                                               \
    static const struct query variable = { .name = #variable,                                                          \
                                           .parts = { variable##_parts, variable##_parts },                            \
                                           .n_parts = { COUNT_OF(variable##_parts), COUNT_OF(variable##_parts) },      \
                                           .optional = (n),                                                            \
                                           .answers = (gives) }
QUERY(make_table, false, 0,
      { .sql = "CREATE TABLE fruit (id BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE, picked BIGINT, weight BIGINT NOT "
               "NULL CHECK (weight >= 0))" });
QUERY(add_fruit, false, 0,
      { .sql = "INSERT INTO fruit (id, name, picked, weight) VALUES (\1, \1, \1, \1)",
        .n_places = 4,
        .places = (const struct query_place[]){
            { .member = "id" }, { .member = "name" }, { .member = "picked" }, { .member = "weight" } } });
QUERY(count_fruit, true, 0, { .sql = "SELECT count(*) FROM fruit" });
QUERY(find_fruit, true, 3, { .sql = "SELECT id, name, picked, weight FROM fruit WHERE 1 = 1" },
      { .sql = " AND name = \1", .needs = 1, .n_places = 1, .places = (const struct query_place[]){ { .arg = 0 } } },
      { .sql = " AND weight > \1", .needs = 2, .n_places = 1, .places = (const struct query_place[]){ { .arg = 1 } } },
      { .sql = " ORDER BY id" });

struct job {
    struct work work;
    struct fruit fruit;
    enum err end; /* what the work itself returns after writing */
    atomic_int *told;
    enum err outcome;
};

static enum err add(struct db *db, struct work *w)
{
    struct job *job = (struct job *)w;
    const struct value args[] = { { .kind = VALUE_STRUCT, .thing = &job->fruit, .shape = &fruit_shape } };
    TRY(db_do(db, &add_fruit, args, NULL));
    if (job->end != OK) return why_fail(db_why(db), db_arena(db), job->end, STR("fruit"), "is not welcome");
    return OK;
}

static void told(struct work *w, enum err outcome)
{
    struct job *job = (struct job *)w;
    job->outcome = outcome;
    atomic_fetch_add(job->told, 1);
}

static enum err run_make(struct db *db, struct work *w)
{
    (void)w;
    return db_do(db, &make_table, NULL, NULL);
}

struct counting {
    struct work work;
    int64_t n;
};
static enum err run_count(struct db *db, struct work *w)
{
    return db_int(db, &count_fruit, NULL, &((struct counting *)w)->n);
}

static int64_t how_many(struct store *s)
{
    struct counting c = { .work = { .run = run_count, .arena = arena_open() } };
    check_ok(store_read_now(s, &c.work));
    arena_close(c.work.arena);
    return c.n;
}

static void put_all(struct store *s, struct job *jobs, int n)
{
    atomic_int heard = 0;
    for (int i = 0; i < n; i++) {
        jobs[i].work.run = add;
        jobs[i].work.done = told;
        jobs[i].work.arena = arena_open();
        jobs[i].told = &heard;
        store_write(s, &jobs[i].work);
    }
    while (atomic_load(&heard) < n) test_pause();
}

static void close_all(struct job *jobs, int n)
{
    for (int i = 0; i < n; i++) arena_close(jobs[i].work.arena);
}

static struct store *open_with_table(struct arena *a)
{
    struct store *s = test_store_open(a);
    struct work make = { .run = run_make, .arena = a };
    if (s) check_ok(store_write_now(s, &make));
    return s;
}

EACH_DATABASE(a_work_that_fails_in_a_group_undoes_only_itself)
{
    enum { N = 500 };
    struct arena *a = arena_open();
    struct store *s = open_with_table(a);
    struct job *jobs = ARENA_MANY(a, struct job, N);
    for (int i = 0; i < N; i++) {
        jobs[i].fruit = (struct fruit){ .id = i + 1, .name = str_format(a, "fruit %d", i), .weight = i };
        if (i % 100 == 7) jobs[i].end = FORBIDDEN;
        if (i % 100 == 8) jobs[i].fruit.name = str_format(a, "fruit %d", i - 2); /* taken */
        if (i % 100 == 9) jobs[i].fruit.weight = -1;                             /* a check says no */
    }
    put_all(s, jobs, N);
    for (int i = 0; i < N; i++)
        check_int(jobs[i].outcome, i % 100 == 7 ? FORBIDDEN : i % 100 == 8 ? CONFLICT : i % 100 == 9 ? INVALID : OK);
    check_str(jobs[7].work.why.words, "is not welcome");
    check_str(jobs[8].work.why.field, "name");
    check_int(how_many(s), N - 15);
    close_all(jobs, N);
    test_store_close(s);
    arena_close(a);
}

/* On PostgreSQL the option changes nothing, and the promise is the same. */
EACH_DATABASE(a_store_alone_undoes_only_the_work_that_fails_and_keeps_the_others_when_it_settles)
{
    struct arena *a = arena_open();
    struct store *first = open_with_table(a), *s = NULL;
    struct why why = { 0 };
    str address = str_copy(a, store_address(first));
    store_close(first);
    check_ok(store_open(a, &why, &(struct store_options){ .address = address, .writers = 1, .alone = true }, &s));
    struct job jobs[4] = { { .fruit = { .id = 1, .name = STR("fig"), .weight = 1 } },
                           { .fruit = { .id = 2, .name = STR("plum"), .weight = 2 }, .end = FORBIDDEN },
                           { .fruit = { .id = 3, .name = STR("fig"), .weight = 3 } },
                           { .fruit = { .id = 4, .name = STR("pear"), .weight = 4 } } };
    put_all(s, jobs, COUNT_OF(jobs));
    check_int(jobs[0].outcome, OK);
    check_int(jobs[1].outcome, FORBIDDEN);
    check_int(jobs[2].outcome, CONFLICT);
    check_int(jobs[3].outcome, OK);
    check_int(how_many(s), 2); /* who reads sees them before they are committed */
    check_ok(store_settle(s));
    close_all(jobs, COUNT_OF(jobs));
    store_close(s);
    check_ok(store_open(a, &why, &(struct store_options){ .address = address }, &s));
    check_int(how_many(s), 2);
    test_store_close(s);
    arena_close(a);
}

struct finding {
    struct work work;
    const char *name;
    int64_t weight;
    bool by_name, by_weight;
    struct fruit_list found;
};
static enum err run_find(struct db *db, struct work *w)
{
    struct finding *f = (struct finding *)w;
    const struct value args[] = { { .kind = VALUE_TEXT, .text = str_of(f->name), .absent = !f->by_name },
                                  { .kind = VALUE_INT, .n = f->weight, .absent = !f->by_weight } };
    struct list rows = { 0 };
    TRY(db_list(db, &find_fruit, args, &fruit_shape, &rows));
    f->found = (struct fruit_list){ .at = rows.at, .n = rows.n };
    return OK;
}

EACH_DATABASE(optional_filters_count_only_when_they_are_given)
{
    struct arena *a = arena_open();
    struct store *s = open_with_table(a);
    struct job jobs[3] = { { .fruit = { .id = 1, .name = STR("apple"), .weight = 150, .picked = 99 } },
                           { .fruit = { .id = 2, .name = STR("pear"), .weight = 170 } },
                           { .fruit = { .id = 3, .name = STR("плум 'quoted'"), .weight = 30 } } };
    put_all(s, jobs, 3);
    close_all(jobs, 3);
    struct finding f = { .work = { .run = run_find, .arena = a }, .name = "pear", .weight = 100 };
    check_ok(store_read_now(s, &f.work));
    check_int(f.found.n, 3);
    check_int(f.found.at[0].picked, 99);
    check_int(f.found.at[1].picked, 0);
    check_str(f.found.at[2].name, "плум 'quoted'");
    f.by_weight = true;
    check_ok(store_read_now(s, &f.work));
    check_int(f.found.n, 2);
    f.by_name = true;
    check_ok(store_read_now(s, &f.work));
    check_int(f.found.n, 1);
    check_int(f.found.at[0].id, 2);
    f.weight = 200;
    check_ok(store_read_now(s, &f.work));
    check_int(f.found.n, 0);
    test_store_close(s);
    arena_close(a);
}

static enum err note_order(struct db *db, struct work *w)
{
    struct job *job = (struct job *)w;
    int64_t before = 0;
    TRY(db_int(db, &count_fruit, NULL, &before));
    job->fruit.weight = before;
    return add(db, w);
}

EACH_DATABASE(writes_with_one_key_run_in_the_order_they_came)
{
    enum { N = 100 };
    struct arena *a = arena_open();
    struct store *s = open_with_table(a);
    struct job *jobs = ARENA_MANY(a, struct job, N);
    atomic_int heard = 0;
    for (int i = 0; i < N; i++) {
        jobs[i].fruit = (struct fruit){ .id = i + 1, .name = str_format(a, "%d", i) };
        jobs[i].work = (struct work){ .run = note_order, .done = told, .arena = arena_open(), .key = 42 };
        jobs[i].told = &heard;
        store_write(s, &jobs[i].work);
    }
    while (atomic_load(&heard) < N) test_pause();
    for (int i = 0; i < N; i++) check_int(jobs[i].fruit.weight, i);
    close_all(jobs, N);
    test_store_close(s);
    arena_close(a);
}

EACH_DATABASE(closing_finishes_what_is_queued)
{
    enum { N = 300 };
    struct arena *a = arena_open();
    struct store *s = open_with_table(a);
    struct job *jobs = ARENA_MANY(a, struct job, N);
    atomic_int heard = 0;
    for (int i = 0; i < N; i++) {
        jobs[i].fruit = (struct fruit){ .id = i + 1, .name = str_format(a, "%d", i) };
        jobs[i].work = (struct work){ .run = add, .done = told, .arena = arena_open(), .later = i % 2 };
        jobs[i].told = &heard;
        store_write(s, &jobs[i].work);
    }
    test_store_close(s);
    check_int(atomic_load(&heard), N);
    for (int i = 0; i < N; i++) check_int(jobs[i].outcome, OK);
    close_all(jobs, N);
    arena_close(a);
}

EACH_DATABASE(migrations_run_once_and_a_second_start_finds_nothing_to_do)
{
    struct arena *a = arena_open();
    struct why why = { 0 };
    struct store *s = test_store_open(a);
    int applied = 0, known = 0;
    while (migrations[known].number) known++;
    check_ok(store_migrate(s, a, &why, &applied));
    check_int(applied, known);
    check_ok(store_migrate(s, a, &why, &applied));
    check_int(applied, 0);
    test_store_close(s);
    arena_close(a);
}

QUERY(strange_row, false, 0,
      { .sql = "INSERT INTO migration (number, name, hash) VALUES (999, 'from the future', 'x')" });
QUERY(other_hash, false, 0, { .sql = "UPDATE migration SET hash = 'other' WHERE number = 1" });
static const struct query *to_run;
static enum err run_that(struct db *db, struct work *w)
{
    (void)w;
    return db_do(db, to_run, NULL, NULL);
}

static void refused_after(const struct query *q, const char *words)
{
    struct arena *a = arena_open();
    struct why why = { 0 };
    struct store *s = test_store_open(a);
    int applied = 0;
    check_ok(store_migrate(s, a, &why, &applied));
    struct work spoil = { .run = run_that, .arena = a };
    to_run = q;
    check_ok(store_write_now(s, &spoil));
    check_err(store_migrate(s, a, &why, &applied), CONFLICT);
    check(str_find(why.words, str_of(words)) >= 0);
    test_store_close(s);
    arena_close(a);
}

EACH_DATABASE(a_database_from_a_newer_program_is_refused)
{
    refused_after(&strange_row, "newer than this program");
}
EACH_DATABASE(a_migration_that_was_changed_afterwards_is_refused)
{
    refused_after(&other_hash, "another file");
}
