/* All rows of one database into another: as INSERTs of many rows each, so that no row waits for an answer. */
#include "db/pour.h"

#include "db/engine.h"

#include <sqlite3.h>

enum { CHUNK_BYTES = 256 * 1024, COLUMNS_MOST = 64 };

struct pouring {
    struct work work;
    str path, but;
    sqlite3 *from;
    struct db *into;
    struct text sql;
};

static enum err unreadable(struct pouring *p)
{
    return why_fail(p->into->why, p->into->arena, BROKEN, STR("database"), "%.*s cannot be read: %s", STR_ARG(p->path),
                    sqlite3_errmsg(p->from));
}

static enum err ask(struct pouring *p, const char *sql, sqlite3_stmt **out)
{
    return sqlite3_prepare_v2(p->from, sql, -1, out, NULL) == SQLITE_OK ? OK : unreadable(p);
}

static void quote(struct text *sql, str words)
{
    text_addc(sql, '\'');
    for (size_t i = 0; i < words.n; i++) {
        if (words.at[i] == '\'') text_addc(sql, '\'');
        text_addc(sql, words.at[i]);
    }
    text_addc(sql, '\'');
}

static void quote_bytes(struct text *sql, enum engine engine, str bytes)
{
    text_addz(sql, engine == SQLITE ? "x'" : "'\\x");
    for (size_t i = 0; i < bytes.n; i++) text_addf(sql, "%02x", (unsigned char)bytes.at[i]);
    text_addc(sql, '\'');
}

static void add_value(struct pouring *p, sqlite3_stmt *row, int i)
{
    const void *at = NULL;
    switch (sqlite3_column_type(row, i)) {
        case SQLITE_INTEGER: text_addf(&p->sql, "%lld", (long long)sqlite3_column_int64(row, i)); return;
        case SQLITE_FLOAT: text_addf(&p->sql, "%.17g", sqlite3_column_double(row, i)); return;
        case SQLITE_TEXT:
            at = sqlite3_column_text(row, i);
            quote(&p->sql, (str){ .at = at, .n = (size_t)sqlite3_column_bytes(row, i) });
            return;
        case SQLITE_BLOB:
            at = sqlite3_column_blob(row, i);
            quote_bytes(&p->sql, p->into->ops->engine,
                        (str){ .at = at ? at : "", .n = (size_t)sqlite3_column_bytes(row, i) });
            return;
        default: text_addz(&p->sql, "NULL");
    }
}

static enum err send(struct pouring *p)
{
    if (p->sql.n == 0) return OK;
    text_addc(&p->sql, '\0');
    enum err err = p->into->ops->script(p->into, p->sql.at);
    p->sql.n = 0;
    return err;
}

/* "INSERT INTO tag (id, name) VALUES " */
static void add_head(struct pouring *p, str table, sqlite3_stmt *row)
{
    text_addf(&p->sql, "INSERT INTO %.*s (", STR_ARG(table));
    for (int i = 0; i < sqlite3_column_count(row); i++)
        text_addf(&p->sql, "%s%s", i ? ", " : "", sqlite3_column_name(row, i));
    text_addz(&p->sql, ") VALUES ");
}

static enum err pour_rows(struct pouring *p, str table, sqlite3_stmt *row)
{
    int code;
    while ((code = sqlite3_step(row)) == SQLITE_ROW) {
        if (p->sql.n)
            text_addc(&p->sql, ',');
        else
            add_head(p, table, row);
        for (int i = 0; i < sqlite3_column_count(row); i++) {
            text_addc(&p->sql, i ? ',' : '(');
            add_value(p, row, i);
        }
        text_addc(&p->sql, ')');
        if (p->sql.n > CHUNK_BYTES) TRY(send(p));
    }
    return code == SQLITE_DONE ? send(p) : unreadable(p);
}

static enum err pour_table(struct pouring *p, str table)
{
    sqlite3_stmt *row = NULL;
    str all = str_format(p->work.arena, "SELECT * FROM %.*s", STR_ARG(table));
    TRY(ask(p, str_z(p->work.arena, all), &row));
    enum err err = pour_rows(p, table, row);
    sqlite3_finalize(row);
    return err;
}

/* In the order in which they were made: what refers comes after what it refers to. What an index keeps for itself (an
 * index of words has tables of its own) is no table of ours. */
static enum err list_tables(struct pouring *p, struct str_list *out)
{
    sqlite3_stmt *row = NULL;
    int code;
    TRY(ask(p,
            "SELECT m.name FROM sqlite_master m JOIN pragma_table_list l ON l.name = m.name AND l.schema = 'main' "
            "WHERE m.type = 'table' AND l.type = 'table' AND m.name <> 'migration' AND m.name NOT LIKE 'sqlite_%' "
            "ORDER BY m.rowid",
            &row));
    while ((code = sqlite3_step(row)) == SQLITE_ROW) {
        str name = str_of((const char *)sqlite3_column_text(row, 0));
        if (!str_is(name, p->but)) *LIST_ADD(p->work.arena, out) = str_copy(p->work.arena, name);
    }
    enum err err = code == SQLITE_DONE ? OK : unreadable(p);
    sqlite3_finalize(row);
    return err;
}

static enum err pour_all(struct pouring *p)
{
    struct str_list tables = { 0 };
    TRY(list_tables(p, &tables));
    for (size_t i = tables.n; i-- > 0;) text_addf(&p->sql, "DELETE FROM %.*s;", STR_ARG(tables.at[i]));
    TRY(send(p));
    for (size_t i = 0; i < tables.n; i++) TRY(pour_table(p, tables.at[i]));
    return OK;
}

static enum err run(struct db *db, struct work *w)
{
    struct pouring *p = (struct pouring *)w;
    p->into = db;
    p->sql = (struct text){ .arena = w->arena };
    int code = sqlite3_open_v2(str_z(w->arena, p->path), &p->from, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
    enum err err = code == SQLITE_OK ? pour_all(p) : unreadable(p);
    sqlite3_close(p->from);
    return err;
}

enum err store_pour(struct store *s, struct arena *a, struct why *w, str path, str but)
{
    struct pouring p = { .work = { .run = run, .arena = arena_open(), .key = 1 }, .path = path, .but = but };
    enum err err = store_write_now(s, &p.work);
    if (err == OK)
        err = store_settle(s);
    else
        why_fail(w, a, err, str_copy(a, p.work.why.field), "%.*s", STR_ARG(p.work.why.words));
    arena_close(p.work.arena);
    return err;
}
