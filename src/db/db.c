/* The questions modules ask, in terms of one engine call. */
#include "db/engine.h"
#include "db/part.h"

enum err db_part_begin(struct db *db)
{
    return db->ops->mark(db);
}

enum err db_part_end(struct db *db, bool keep)
{
    return keep ? db->ops->keep(db) : db->ops->undo(db);
}

enum engine db_engine(const struct db *db)
{
    return db->ops->engine;
}
bool db_reads(const struct db *db)
{
    return db->reads;
}
struct arena *db_arena(const struct db *db)
{
    return db->arena;
}
struct why *db_why(const struct db *db)
{
    return db->why;
}

struct db *db_open(const struct engine_ops *ops, str address, bool reads, enum err *err, struct why *why,
                   struct arena *a)
{
    struct arena *own = arena_open();
    struct db *db = ARENA_NEW(own, struct db);
    *db = (struct db){
        .ops = ops, .own = own, .address = str_copy(own, address), .reads = reads, .why = why, .arena = a
    };
    *err = ops->open(db);
    if (*err == OK) return db;
    arena_close(own);
    return NULL;
}

void db_close(struct db *db)
{
    for (size_t i = 0; i < db->room; i++)
        if (db->statements[i] && db->statements[i]->prepared) db->ops->forget(db, db->statements[i]);
    db->ops->close(db);
    arena_close(db->own);
}

static enum err ask(struct db *db, const struct query *q, const struct value *args, struct sink *to)
{
    return db->ops->run(db, statement_for(db, q, args), args, to);
}

enum err db_do(struct db *db, const struct query *q, const struct value *args, int64_t *changed)
{
    struct sink to = { .wants_changed = changed != NULL };
    TRY(ask(db, q, args, &to));
    if (changed) *changed = to.changed;
    return OK;
}

enum err db_maybe(struct db *db, const struct query *q, const struct value *args, const struct shape *shape, void *out,
                  bool *found)
{
    memset(out, 0, shape->size);
    struct sink to = { .shape = shape, .one = out };
    TRY(ask(db, q, args, &to));
    if (to.rows > 1) bug("query %s gave %d rows where one was meant", q->name, to.rows);
    *found = to.rows == 1;
    return OK;
}

enum err db_one(struct db *db, const struct query *q, const struct value *args, const struct shape *shape, void *out)
{
    bool found = false;
    TRY(db_maybe(db, q, args, shape, out, &found));
    if (found) return OK;
    return why_fail(db->why, db->arena, NOT_FOUND, (str){ 0 }, "there is no such %s", shape->name);
}

enum err db_list(struct db *db, const struct query *q, const struct value *args, const struct shape *shape,
                 struct list *out)
{
    *out = (struct list){ 0 };
    struct sink to = { .shape = shape, .list = out };
    return ask(db, q, args, &to);
}

enum err db_each(struct db *db, const struct query *q, const struct value *args, const struct shape *shape,
                 enum err (*each)(void *with, const void *row), void *with)
{
    struct sink to = { .shape = shape, .each = each, .with = with };
    return ask(db, q, args, &to);
}

enum err db_int(struct db *db, const struct query *q, const struct value *args, int64_t *out)
{
    *out = 0;
    struct sink to = { .number = out };
    return ask(db, q, args, &to);
}

enum err db_text(struct db *db, const struct query *q, const struct value *args, str *out)
{
    *out = (str){ 0 };
    struct sink to = { .text = out };
    return ask(db, q, args, &to);
}
