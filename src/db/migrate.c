/* Migrations: each once, in order, each in one transaction together with the row that remembers it. */
#include "db/engine.h"

struct migration_row {
    int64_t number;
    str hash;
};
LIST(migration_row);
static const struct shape migration_row_shape = SHAPE(struct migration_row, F_INT(struct migration_row, number),
                                                      F_TEXT(struct migration_row, hash));

#define ASK(variable, words, gives)                                                                                    \
    static const struct query_place variable##_places[] = { { .arg = 0 }, { .arg = 1 }, { .arg = 2 } };                \
    static const struct query_part variable##_part = { .sql = words, .places = variable##_places, .n_places = gives }; \
    static const struct query variable = { .name = #variable,                                                          \
                                           .parts = { &variable##_part, &variable##_part },                            \
                                           .n_parts = { 1, 1 } }
ASK(applied_rows, "SELECT number, hash FROM migration ORDER BY number", 0);
ASK(remember_row, "INSERT INTO migration (number, name, hash) VALUES (\1, \1, \1)", 3);

struct migrating {
    struct work work;
    struct migration_row_list rows;
    const struct migration *step;
    int known, applied;
    bool did;
    struct arena *arena;
};

static enum err read_applied(struct db *db, struct work *w)
{
    struct migrating *it = (struct migrating *)w;
    struct list rows = { 0 };
    if (db->ops->lock) TRY(db->ops->lock(db)); /* two that begin at once */
    TRY(db->ops->script(
        db,
        "CREATE TABLE IF NOT EXISTS migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL)"));
    TRY(db_list(db, &applied_rows, NULL, &migration_row_shape, &rows));
    it->rows = (struct migration_row_list){ .at = rows.at, .n = rows.n, .room = rows.room };
    return OK;
}

static enum err refuse_strange(struct arena *a, struct why *w, const struct migration_row_list *rows, int known)
{
    for (size_t i = 0; i < rows->n; i++) {
        const struct migration_row *row = &rows->at[i];
        if (row->number != (int64_t)i + 1 || row->number > known)
            return why_fail(w, a, CONFLICT, STR("database"),
                            "this database is at migration %lld, newer than this program knows (%d): "
                            "start the newer program, or restore the copy made before the upgrade",
                            (long long)row->number, known);
        if (!str_is(row->hash, str_of(migrations[i].hash)))
            return why_fail(w, a, CONFLICT, STR("database"),
                            "migration %03d was applied from another file than this program has: "
                            "it must come from another build",
                            migrations[i].number);
    }
    return OK;
}

static enum err apply(struct db *db, struct work *w)
{
    struct migrating *it = (struct migrating *)w;
    const struct migration *m = it->step;
    struct list rows = { 0 };
    if (db->ops->lock) TRY(db->ops->lock(db));
    TRY(db_list(db, &applied_rows, NULL, &migration_row_shape, &rows));
    it->did = rows.n < (size_t)m->number;
    if (!it->did) return OK; /* another process was quicker */
    TRY(db->ops->script(db, m->sql[db->ops->engine]));
    const struct value args[] = { { .kind = VALUE_INT, .n = m->number },
                                  { .kind = VALUE_TEXT, .text = str_of(m->name) },
                                  { .kind = VALUE_TEXT, .text = str_of(m->hash) } };
    return db_do(db, &remember_row, args, NULL);
}

/* A copy first, when there is something to lose. Outside any transaction, so on a connection of its own. */
static enum err copy_first(struct store *s, str address, struct arena *a, struct why *w, int number)
{
    enum err err = OK;
    if (store_engine(s) != SQLITE) return OK;
    struct db *db = db_open(&sqlite_ops, address, false, &err, w, a);
    if (!db) return err;
    err = db->ops->copy(db, number);
    db_close(db);
    return err;
}

/* In an arena of its own, which the store may reset; the words of a failure are copied to the caller's. */
static enum err in_turn(struct store *s, struct arena *a, struct why *w, struct migrating *it,
                        enum err (*run)(struct db *, struct work *))
{
    it->work = (struct work){ .run = run, .arena = it->arena, .key = 1 };
    enum err err = store_write_now(s, &it->work);
    if (err == OK) return OK;
    str words = it->work.why.words, field = str_copy(a, it->work.why.field);
    return why_fail(w, a, err, field, "%.*s", STR_ARG(words));
}

static enum err migrate(struct store *s, struct arena *a, struct why *w, struct migrating *it)
{
    while (migrations[it->known].number) it->known++;
    TRY(in_turn(s, a, w, it, read_applied));
    TRY(refuse_strange(a, w, &it->rows, it->known));
    int from = (int)it->rows.n;
    if (from > 0 && from < it->known) TRY(copy_first(s, store_address(s), a, w, from + 1));
    for (int i = from; i < it->known; i++) {
        it->step = &migrations[i];
        TRY(in_turn(s, a, w, it, apply));
        if (!it->did) continue;
        it->applied++;
        log_note("migrated", LOG_INT("number", migrations[i].number), LOG_TEXT("name", str_of(migrations[i].name)));
    }
    return OK;
}

enum err store_migrate(struct store *s, struct arena *a, struct why *w, int *applied)
{
    struct migrating it = { .arena = arena_open() };
    enum err err = migrate(s, a, w, &it);
    *applied = it.applied;
    arena_close(it.arena);
    return err;
}
