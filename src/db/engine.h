/* What differs between the databases, and nothing else. Internal to db/. */
#ifndef DB_ENGINE_H
#define DB_ENGINE_H

#include "db/db.h"

/* A column's way into a struct: the member and where its (possibly nested) struct begins. */
struct column {
    const struct field *field;
    size_t base;
};

/* A query with one choice of optional parts, prepared on one connection. */
struct statement {
    const struct query *query;
    uint32_t absent;              /* bit i: optional argument i was not given */
    str sql;                      /* with ?1 or $1 */
    struct query_place *places;   /* of each placeholder */
    const struct field **members; /* of each place in a struct argument, found at the first binding */
    int n_places;
    const struct shape *shape; /* that `columns` were matched to */
    struct column *columns;
    int n_columns;
    void *prepared; /* the engine's own */
};

/* One value as an engine hands it over. */
struct cell {
    bool null;
    int64_t n;
    double real;
    str text;
};

/* Where the rows of an answer go. */
struct sink {
    const struct shape *shape; /* NULL: the first column alone, into `number` or `text` */
    void *one;
    struct list *list;
    enum err (*each)(void *with, const void *row);
    void *with;
    int64_t *number;
    str *text;
    int64_t changed;
    bool wants_changed;
    int rows;
};

struct db {
    const struct engine_ops *ops;
    struct arena *arena; /* of the work that runs now */
    struct why *why;
    struct arena *own;             /* of the connection: statements */
    struct statement **statements; /* open addressing by query and absent */
    size_t n_statements, room;
    void *connection;
    str address;
    bool reads;
    bool hasty; /* of a store alone */
    bool owes;  /* its commits may leave the disk's part to `sync` */
    void *log;  /* SQLite's own */
};

struct engine_ops {
    enum engine engine;
    bool commit_is_disk; /* a failed commit means that the disk can no longer be trusted */
    enum err (*open)(struct db *db);
    void (*close)(struct db *db);
    enum err (*begin)(struct db *db);
    enum err (*commit)(struct db *db);
    void (*rollback)(struct db *db);
    enum err (*mark)(struct db *db);       /* SAVEPOINT */
    enum err (*keep)(struct db *db);       /* RELEASE */
    enum err (*undo)(struct db *db);       /* ROLLBACK TO and RELEASE */
    bool (*in_transaction)(struct db *db); /* false: the engine undid the whole group by itself */
    bool (*lost)(
        struct db *db); /* the connection broke: what was being committed may be there or not. NULL: cannot be */
    bool (*collided)(struct db *db); /* deadlock or serialisation: worth doing again at once. NULL: cannot be */
    enum err (*run)(struct db *db, struct statement *s, const struct value *args, struct sink *to);
    enum err (*script)(struct db *db, const char *sql); /* many statements, ours */
    void (*forget)(struct db *db, struct statement *s); /* before the connection closes */
    enum err (*copy)(struct db *db, int number);        /* a backup before migration `number`; NULL: not here */
    enum err (*hurry)(struct db *db);                   /* of a store alone: after opening */
    enum err (*settle)(struct db *db); /* this commit waits for the disk, and for all before it; NULL: each one does */
    enum err (*sync)(struct db *db);   /* brings down what was committed, from any thread; NULL: each commit does */
    enum err (*home)(
        struct db *db); /* after a commit: what belongs to it and can wait; BROKEN as of a commit; NULL: none */
    enum err (*lock)(struct db *db); /* one migrator at a time; NULL: a transaction is enough */
};
extern const struct engine_ops sqlite_ops, postgres_ops;

struct db *db_open(const struct engine_ops *ops, str address, bool reads, enum err *err, struct why *why,
                   struct arena *a);
void db_close(struct db *db);

/* The statement for these arguments, prepared text and places; cached. */
struct statement *statement_for(struct db *db, const struct query *q, const struct value *args);

/* The value of the k-th placeholder. Struct members are looked up by name once. */
struct value statement_value(struct statement *s, int k, const struct value *args);

/* Match the answer's columns to the shape's members once. A column without one is a bug. */
void statement_match(struct db *db, struct statement *s, const struct shape *shape, int n,
                     const char *(*name)(void *with, int i), void *with);

/* Does this column want its text (else its number)? And put the cell into its member. */
bool column_is_text(const struct column *c);
void column_set(struct db *db, const struct column *c, void *thing, const struct cell *cell);

/* Room for the next row of the sink; and its end. */
void *sink_row(struct db *db, struct sink *to);
enum err sink_took(struct sink *to, void *row);

#endif
