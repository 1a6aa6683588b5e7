/* One way to ask, whichever database answers.
 *
 * A `store` is a database: SQLite (one writer thread that commits in groups, readers beside it) or
 * PostgreSQL (several writers, each pipelining its group, readers beside them). A `db` is one
 * connection as one piece of work sees it: it allocates from that work's arena and leaves its words
 * there. Modules never call these functions: tools/queries makes typed ones from their .sql files. */
#ifndef DB_DB_H
#define DB_DB_H

#include "base/base.h"
#include "text/shape.h"

struct store;
struct db;

enum engine { SQLITE, POSTGRES };

/* ---- queries, made by tools/queries ---- */

/* A bound value. ids and times of 0 are bound as NULL; ids lists become the engine's list. */
struct value {
    enum { VALUE_NULL, VALUE_INT, VALUE_REAL, VALUE_TEXT, VALUE_BYTES, VALUE_IDS, VALUE_STRUCT } kind;
    int64_t n;
    double real;
    str text;
    const struct id_list *ids;
    const void *thing; /* STRUCT: its members are bound by name, through `shape` */
    const struct shape *shape;
    bool absent; /* an optional argument that was not given: its [[ … ]] parts are left out */
};

/* Where the k-th placeholder of the SQL takes its value: argument `arg`, and for a STRUCT its member. */
struct query_place {
    int arg;
    const char *member;
};

/* SQL in parts: a part with `needs` ≠ 0 is kept only when all the optional arguments in that bit set
 * are present (bit i = argument i). Placeholders inside parts are marked \1 and numbered at preparation. */
struct query_part {
    const char *sql;
    uint32_t needs;
    const struct query_place *places;
    int n_places;
};
struct query {
    const char *name;                  /* "conversation.resolve" */
    const struct query_part *parts[2]; /* by engine */
    int n_parts[2];
    uint32_t optional; /* which arguments are optional */
    int n_args;
    bool answers; /* gives rows */
};

enum err db_do(struct db *db, const struct query *q, const struct value *args,
               int64_t *changed); /* changed may be NULL */
enum err db_one(struct db *db, const struct query *q, const struct value *args, const struct shape *shape,
                void *out); /* NOT_FOUND when there is none */
enum err db_maybe(struct db *db, const struct query *q, const struct value *args, const struct shape *shape, void *out,
                  bool *found);
enum err db_list(struct db *db, const struct query *q, const struct value *args, const struct shape *shape,
                 struct list *out);
enum err db_each(struct db *db, const struct query *q, const struct value *args, const struct shape *shape,
                 enum err (*each)(void *with, const void *row), void *with); /* streams; the row dies after the call */
enum err db_int(struct db *db, const struct query *q, const struct value *args,
                int64_t *out); /* one row, one number; NULL is 0 */
enum err db_text(struct db *db, const struct query *q, const struct value *args, str *out);

/* Errors: CONFLICT a unique rule said no (why.field = the constraint's column when known) · INVALID a
 * check or reference said no · BUSY the database is not there now · FULL no disk · BROKEN the rest. */

/* What the database says of itself: whether its commits wait for the disk, and the newest migration it has had and the
 * newest this program knows. */
enum err db_durability(struct db *db, str *setting, bool *durable) MUST_USE;
enum err db_schema(struct db *db, int64_t *newest, int64_t *known) MUST_USE;

enum engine db_engine(const struct db *db);
bool db_reads(const struct db *db); /* only: what it writes is refused */
struct arena *db_arena(const struct db *db);
struct why *db_why(const struct db *db);

/* ---- work: how a turn gets a connection ---- */

/* A piece of work with a fate of its own. The store runs it on one of its threads inside a
 * transaction (writes) or on a reading snapshot (reads).
 *
 * WRITE: many works share one commit; each stands in a SAVEPOINT of its own, so that its failure undoes
 * only itself. `run` may be run again from the beginning (when the group's commit must be redone one
 * by one), so it keeps its results in the arena, which is reset before each run. `done` is called
 * after the commit is on disk (OK) or after the work was undone (its error), on a thread of the store; it
 * must not wait. After a failed fsync every later write gets BROKEN and the process must end. */
struct work {
    enum err (*run)(struct db *db, struct work *w);
    void (*done)(struct work *w, enum err outcome);
    struct arena *arena; /* the work's memory; whoever made the work closes it */
    struct why why;
    uint64_t key;           /* writes with the same key ≠ 0 run in order on the same writer; 0 = any */
    bool later;             /* background: runs when no other work waits, and gets a fair small share when some does */
    bool shared;            /* the arena holds more than this work's: it is not reset between runs */
    struct work *next;      /* the store's own, like the next */
    unsigned long long saw; /* a read: so many commits had begun at its end */
    enum err outcome;
};

void store_write(struct store *s, struct work *w);
void store_read(struct store *s, struct work *w);

/* The same, waiting. Only for threads that may wait: the strangers' pool, commands, tests; never from
 * inside another work. */
enum err store_write_now(struct store *s, struct work *w);
enum err store_read_now(struct store *s, struct work *w);

/* ---- opening ---- */

struct store_options {
    str address;                                   /* "postgres://…", or the path of an SQLite file */
    int readers;                                   /* threads; 0 = 2 */
    int writers;                                   /* PostgreSQL only; 0 = 4 */
    int group;                                     /* most works in one commit; 0 = 256 */
    bool alone;                                    /* in haste: see store_settle */
    void (*broken)(void *with, const char *words); /* a failed fsync or commit: nothing may be acknowledged any more */
    void *with;
};

enum err store_open(struct arena *a, struct why *w, const struct store_options *options, struct store **out);
void store_stop(struct store *s);  /* finishes what is queued; what comes later gets BUSY at once */
void store_close(struct store *s); /* stops, and is gone: nobody may ask any more */
enum engine store_engine(const struct store *s);
str store_address(const struct store *s);
/* A store for one program that tells itself a long story. SQLite: each work, reading or writing, runs at once on the
 * thread that asks, and thousands share a commit; PostgreSQL: commits do not wait for the disk. So what it calls done
 * may be lost in a power cut, until this returned OK; nothing a person was promised may go through it. */
enum err store_settle(struct store *s) MUST_USE;
size_t store_waiting(const struct store *s); /* writes queued: a full queue answers BUSY before anything is accepted */

/* ---- migrations: schema/001_….sql in order, compiled in by tools/schema ---- */

struct migration {
    int number;
    const char *name;
    const char *sql[2]; /* by engine: tools/schema put ID, BYTES and REAL into its words */
    const char *hash;   /* SHA-256 of the file, hex */
};
extern const struct migration migrations[]; /* ends with number 0 */

/* Applies what is missing, each in one transaction; CONFLICT: an applied one has another hash, or an unknown number.
 * SQLite: a copy beside the file first when there is something to lose. PostgreSQL: under an advisory lock. */
enum err store_migrate(struct store *s, struct arena *a, struct why *w, int *applied);

#endif
