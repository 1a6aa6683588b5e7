/* Every query of the product, with every choice of its optional filters, against the migrated schema of each engine. */
#include "db/engine.h"

#include "test/database.h"
#include "test/snapshot.h"
#include "test/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

extern const struct query *const queries_all[]
    __attribute__((weak)); /* made by tools/queries --all, when there are any */

enum { ARGUMENTS_MOST = 32, CHOICES_MOST = 64 };

/* The database reads the statement with the filters in `given`; nothing is run. */
static enum err prepare_one(struct db *db, const struct query *q, uint32_t given, int number)
{
    struct value args[ARGUMENTS_MOST] = { 0 };
    for (int i = 0; i < ARGUMENTS_MOST; i++) args[i].absent = !(given >> i & 1);
    struct statement *s = statement_for(db, q, args);
    str sql = db_engine(db) == SQLITE ? str_format(db_arena(db), "explain %s", s->sql.at)
                                      : str_format(db_arena(db), "prepare every_%d as %s", number, s->sql.at);
    enum err err = db->ops->script(db, str_z(db_arena(db), sql));
    if (err != OK) fprintf(stderr, "  %s does not prepare: %s\n", q->name, s->sql.at);
    return err;
}

static enum err prepare_all(struct db *db, struct work *w)
{
    int number = 0;
    (void)w;
    for (const struct query *const *q = queries_all; *q; q++) {
        uint32_t given = (*q)->optional;
        for (int choice = 0; choice < CHOICES_MOST; choice++) { /* counts down through the subsets of `optional` */
            TRY(prepare_one(db, *q, given, number++));
            if (given == 0) break;
            given = (given - 1) & (*q)->optional;
        }
        TRY(prepare_one(db, *q, 0, number++));
    }
    return OK;
}

EACH_DATABASE(every_query_prepares_with_every_choice_of_its_filters)
{
    if (!queries_all) skip("there is no query yet");
    struct arena *a = arena_open();
    struct why why = { 0 };
    struct store *s = test_store_open(a);
    int applied = 0;
    check_ok(store_migrate(s, a, &why, &applied));
    struct work w = { .run = prepare_all, .arena = arena_open() };
    check_ok(store_write_now(s, &w));
    arena_close(w.arena);
    test_store_close(s);
    arena_close(a);
}

/* ---- the schema that the migrations make, as SQLite prints it ---- */

static const struct query_part schema_part = {
    .sql = "select group_concat(sql, ';' || char(10)) from (select sql from sqlite_master"
           " where sql is not null and name not like 'sqlite_%' order by tbl_name, type desc, name)"
};
static const struct query schema_query = {
    .name = "test.schema", .parts = { &schema_part, &schema_part }, .n_parts = { 1, 1 }, .answers = true
};

struct printing {
    struct work work;
    str schema;
};

static enum err print_schema(struct db *db, struct work *w)
{
    return db_text(db, &schema_query, NULL, &((struct printing *)w)->schema);
}

PURE(the_schema_is_the_one_in_the_snapshot)
{
    static const char path[] = "schema/snapshot.sql";
    if (!getenv("REGULARS_SNAPSHOT") && access(path, F_OK) != 0) skip("no snapshot has been made yet");
    struct arena *a = arena_open();
    struct why why = { 0 };
    struct store *s = test_store_open(a);
    int applied = 0;
    check_ok(store_migrate(s, a, &why, &applied));
    struct printing p = { .work = { .run = print_schema, .arena = a } };
    check_ok(store_read_now(s, &p.work));
    str now = str_format(a,
                         "-- What the migrations make, as SQLite prints it. Refresh: REGULARS_SNAPSHOT=write "
                         "build/debug/tests --only snapshot\n%.*s;\n",
                         STR_ARG(p.schema));
    test_store_close(s);
    check_snapshot(a, path, now, "snapshot");
    arena_close(a);
}
