/* What the store makes of a disk: durable writes a second with 1, 64 and 256 works waiting, against one transaction a
 * request and against the same disk's bare group commit (append, fdatasync). One run, so that the ratios mean
 * something.
 *
 *     build/release/bench_store [FOLDER] [SECONDS_EACH]      the folder's disk is what is measured
 *
 * One write = INSERT message + UPDATE conversation + INSERT event. */
#include "db/db.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { CONVERSATIONS = 1000, ROW_BYTES = 400, WAITING_MOST = 256, SAMPLES_MOST = 1 << 20 };

static const char schema[] =
    "create table if not exists message (id integer primary key, conversation integer not null, body text not null, at "
    "bigint);"
    "create table if not exists conversation (id integer primary key, last_at bigint, n bigint);"
    "create table if not exists event (id integer primary key, kind text not null, subject bigint, at bigint);"
    "create index if not exists message_of on message (conversation, id);";
static const char words[] =
    "I ordered two pairs of shoes last week, and only one has arrived. Could you please have a look where the "
    "other one is? The number on the parcel was unreadable. Thank you for your help, and have a good day.";

#define QUERY(variable, words_, ...)                                                                                   \
    static const struct query_place variable##_places[] = { __VA_ARGS__ };                                             \
    static const struct query_part variable##_part = { .sql = words_,                                                  \
                                                       .places = variable##_places,                                    \
                                                       .n_places = COUNT_OF(variable##_places) };                      \
    static const struct query variable = { .name = #variable,                                                          \
                                           .parts = { &variable##_part, &variable##_part },                            \
                                           .n_parts = { 1, 1 } }
QUERY(add_message, "insert into message (id, conversation, body, at) values (\1, \1, \1, \1)", { .arg = 0 },
      { .arg = 1 }, { .arg = 2 }, { .arg = 0 });
QUERY(touch, "update conversation set last_at = \1, n = n + 1 where id = \1", { .arg = 0 }, { .arg = 1 });
QUERY(add_event, "insert into event (id, kind, subject, at) values (\1, 'message.received', \1, \1)", { .arg = 0 },
      { .arg = 1 }, { .arg = 0 });

static struct store *store;
static _Atomic(int64_t) next_id = 1;
static atomic_int flying;
static usec over;
static int64_t done_count, waits[SAMPLES_MOST];

struct write {
    struct work work;
    usec began;
};

static enum err run(struct db *db, struct work *w)
{
    int64_t n = atomic_fetch_add(&next_id, 1);
    const struct value args[] = { { .kind = VALUE_INT, .n = n },
                                  { .kind = VALUE_INT, .n = n % CONVERSATIONS + 1 },
                                  { .kind = VALUE_TEXT, .text = { .at = words, .n = sizeof words - 1 } } };
    (void)w;
    TRY(db_do(db, &add_message, args, NULL));
    TRY(db_do(db, &touch, args, NULL));
    return db_do(db, &add_event, args, NULL);
}

/* On the writer's thread: count, and ask again as a client would. */
static void done(struct work *w, enum err outcome)
{
    struct write *it = (struct write *)w;
    usec now = monotonic_now();
    if (outcome != OK) bug("a write failed: %.*s", STR_ARG(w->why.words));
    if (done_count < SAMPLES_MOST) waits[done_count] = now - it->began;
    done_count++;
    if (now >= over) {
        atomic_fetch_sub(&flying, 1);
        return;
    }
    arena_reset(w->arena);
    it->began = now;
    store_write(store, w);
}

static int by_size(const void *x, const void *y)
{
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
    return (a > b) - (a < b);
}

static double store_rate(int waiting, double seconds)
{
    static struct write writes[WAITING_MOST];
    usec began = monotonic_now();
    int64_t commits = count_read(COUNT_COMMITS);
    over = began + (usec)(seconds * SECOND);
    done_count = 0;
    atomic_store(&flying, waiting);
    for (int i = 0; i < waiting; i++) {
        writes[i] = (struct write){ .work = { .run = run, .done = done, .arena = arena_open() },
                                    .began = monotonic_now() };
        store_write(store, &writes[i].work);
    }
    while (atomic_load(&flying)) usleep(1000);
    double took = (double)(monotonic_now() - began) / SECOND;
    for (int i = 0; i < waiting; i++) arena_close(writes[i].work.arena);
    int64_t n = done_count < SAMPLES_MOST ? done_count : SAMPLES_MOST;
    qsort(waits, (size_t)n, sizeof *waits, by_size);
    printf("store, %3d waiting              %8.0f writes/s   p50 %6.2f ms   p99 %6.2f ms   %5.1f writes a commit\n",
           waiting, (double)done_count / took, (double)waits[n / 2] / 1000, (double)waits[n * 99 / 100] / 1000,
           (double)done_count / (double)(count_read(COUNT_COMMITS) - commits));
    return (double)done_count / took;
}

static void must(int code, sqlite3 *it)
{
    if (code != SQLITE_OK && code != SQLITE_DONE) bug("%s", sqlite3_errmsg(it));
}

/* The same three statements, prepared, on a connection of their own: one transaction and one wait for the disk each. */
static double one_by_one_rate(const char *path, double seconds)
{
    static const char *const sql[] = {
        "begin immediate", "insert into message (id, conversation, body, at) values (?1, ?2, ?3, ?1)",
        "update conversation set last_at = ?1, n = n + 1 where id = ?2",
        "insert into event (id, kind, subject, at) values (?1, 'message.received', ?2, ?1)", "commit"
    };
    sqlite3_stmt *steps[COUNT_OF(sql)];
    sqlite3 *it = NULL;
    int64_t n = 0;
    must(sqlite3_open(path, &it), it);
    must(sqlite3_exec(it, "pragma synchronous=full; pragma cache_size=-4000", NULL, NULL, NULL), it);
    for (size_t i = 0; i < COUNT_OF(sql); i++) must(sqlite3_prepare_v2(it, sql[i], -1, &steps[i], NULL), it);
    usec began = monotonic_now();
    for (; monotonic_now() < began + (usec)(seconds * SECOND); n++) {
        int64_t which = atomic_fetch_add(&next_id, 1);
        for (size_t i = 0; i < COUNT_OF(sql); i++) {
            int wanted = sqlite3_bind_parameter_count(steps[i]);
            if (wanted > 0) must(sqlite3_bind_int64(steps[i], 1, which), it);
            if (wanted > 1) must(sqlite3_bind_int64(steps[i], 2, which % CONVERSATIONS + 1), it);
            if (wanted > 2) must(sqlite3_bind_text(steps[i], 3, words, -1, SQLITE_STATIC), it);
            must(sqlite3_step(steps[i]), it);
            sqlite3_reset(steps[i]);
        }
    }
    double rate = (double)n * SECOND / (double)(monotonic_now() - began);
    for (size_t i = 0; i < COUNT_OF(sql); i++) sqlite3_finalize(steps[i]);
    sqlite3_close(it);
    printf("one transaction a request       %8.0f writes/s\n", rate);
    return rate;
}

/* The floor: append what a group would log, wait for the disk, again. */
static double bare_rate(const char *path, int group, double seconds)
{
    static char rows[WAITING_MOST * ROW_BYTES];
    int file = open(path, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    usec began = monotonic_now();
    int64_t n = 0;
    if (file < 0) bug("%s cannot be written", path);
    for (; monotonic_now() < began + (usec)(seconds * SECOND); n += group)
        if (write(file, rows, (size_t)group * ROW_BYTES) < 0 || fdatasync(file) != 0) bug("the disk refused");
    double rate = (double)n * SECOND / (double)(monotonic_now() - began);
    close(file);
    unlink(path);
    printf("bare append + fdatasync, by %3d %8.0f rows/s\n", group, rate);
    return rate;
}

static void prepare(const char *path)
{
    sqlite3 *it = NULL;
    must(sqlite3_open(path, &it), it);
    must(sqlite3_exec(it, "pragma journal_mode=wal", NULL, NULL, NULL), it);
    must(sqlite3_exec(it, schema, NULL, NULL, NULL), it);
    must(sqlite3_exec(it,
                      "with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000)"
                      " insert into conversation select i, 0, 0 from n",
                      NULL, NULL, NULL),
         it);
    sqlite3_close(it);
}

static void clear(struct arena *a, str folder)
{
    static const char *const names[] = { "bench.db", "bench.db-wal", "bench.db-shm" };
    for (size_t i = 0; i < COUNT_OF(names); i++) unlink(str_z(a, str_format(a, "%.*s/%s", STR_ARG(folder), names[i])));
    rmdir(str_z(a, folder));
}

int main(int argc, char **argv)
{
    struct arena *a = arena_open();
    struct why why = { 0 };
    double seconds = argc > 2 ? strtod(argv[2], NULL) : 1.5;
    str template = str_format(a, "%s/regulars-bench-XXXXXX", argc > 1 ? argv[1] : ".");
    char *folder = arena_copy(a, str_z(a, template), template.n + 1);
    if (!mkdtemp(folder)) bug("no folder to measure in");
    str path = str_format(a, "%s/bench.db", folder);
    prepare(str_z(a, path));
    double alone = one_by_one_rate(str_z(a, path), seconds);
    double bare = bare_rate(str_z(a, str_format(a, "%s/bare", folder)), 64, seconds);
    struct store_options options = { .address = path };
    if (store_open(a, &why, &options, &store) != OK) bug("%.*s", STR_ARG(why.words));
    store_rate(1, seconds);
    double with_64 = store_rate(64, seconds), with_256 = store_rate(256, seconds);
    store_close(store);
    printf("ratios at 64 waiting: %.1f x one transaction a request, %.2f of the bare disk; 256 waiting: %.1f x\n",
           with_64 / alone, with_64 / bare, with_256 / alone);
    printf("{\"alone\":%.0f,\"bare\":%.0f,\"store_64\":%.0f,\"store_256\":%.0f}\n", alone, bare, with_64, with_256);
    clear(a, str_of(folder));
    arena_close(a);
    return 0;
}
