#include "db/engine.h"

enum { ROOM_AT_FIRST = 64 };

static uint32_t absent_of(const struct query *q, const struct value *args)
{
    uint32_t absent = 0;
    for (int i = 0; q->optional >> i; i++)
        if (q->optional >> i & 1 && args[i].absent) absent |= 1u << i;
    return absent;
}

/* Joins the parts that are kept and numbers their placeholders. */
static struct statement *statement_make(struct db *db, const struct query *q, uint32_t absent)
{
    enum engine engine = db->ops->engine;
    struct statement *s = ARENA_NEW(db->own, struct statement);
    struct text sql = { .arena = db->own };
    int most = 0;
    for (int i = 0; i < q->n_parts[engine]; i++) most += q->parts[engine][i].n_places;
    *s = (struct statement){ .query = q, .absent = absent };
    s->places = ARENA_MANY(db->own, struct query_place, (size_t)most + 1);
    s->members = ARENA_MANY(db->own, const struct field *, (size_t)most + 1);
    for (int i = 0; i < q->n_parts[engine]; i++) {
        const struct query_part *part = &q->parts[engine][i];
        if (part->needs & absent) continue;
        int place = 0;
        for (const char *c = part->sql; *c; c++) {
            if (*c != '\1') {
                text_addc(&sql, *c);
                continue;
            }
            s->places[s->n_places++] = part->places[place++];
            text_addf(&sql, "%c%d", engine == SQLITE ? '?' : '$', s->n_places);
        }
    }
    text_addc(&sql, '\0');
    s->sql = str_cut(text_str(&sql), sql.n - 1);
    return s;
}

static size_t slot_of(const struct db *db, const struct query *q, uint32_t absent)
{
    uint64_t mixed = ((uint64_t)(uintptr_t)q ^ absent) * 0x9E3779B97F4A7C15u;
    size_t at = mixed >> 32 & (db->room - 1);
    while (db->statements[at] && (db->statements[at]->query != q || db->statements[at]->absent != absent))
        at = (at + 1) & (db->room - 1);
    return at;
}

static void statements_grow(struct db *db)
{
    struct statement **old = db->statements;
    size_t n = db->room;
    db->room = n ? n * 2 : ROOM_AT_FIRST;
    db->statements = ARENA_MANY(db->own, struct statement *, db->room);
    for (size_t i = 0; i < n; i++)
        if (old[i]) db->statements[slot_of(db, old[i]->query, old[i]->absent)] = old[i];
}

struct statement *statement_for(struct db *db, const struct query *q, const struct value *args)
{
    if (db->n_statements * 2 >= db->room) statements_grow(db);
    uint32_t absent = absent_of(q, args);
    size_t at = slot_of(db, q, absent);
    if (!db->statements[at]) {
        db->statements[at] = statement_make(db, q, absent);
        db->n_statements++;
    }
    return db->statements[at];
}

static struct value member_value(const struct field *f, const void *thing)
{
    const void *at = field_of(f, thing);
    int64_t n = 0;
    switch (f->kind) {
        case FIELD_ID:
        case FIELD_TIME: n = *(const int64_t *)at; return (struct value){ .kind = n ? VALUE_INT : VALUE_NULL, .n = n };
        case FIELD_INT: return (struct value){ .kind = VALUE_INT, .n = *(const int64_t *)at };
        case FIELD_BOOL: return (struct value){ .kind = VALUE_INT, .n = *(const bool *)at };
        case FIELD_REAL: return (struct value){ .kind = VALUE_REAL, .real = *(const double *)at };
        case FIELD_ENUM: return (struct value){ .kind = VALUE_TEXT, .text = str_of(f->words[*(const int *)at]) };
        case FIELD_TEXT:
        case FIELD_JSON: return (struct value){ .kind = VALUE_TEXT, .text = *(const str *)at };
        case FIELD_BYTES: return (struct value){ .kind = VALUE_BYTES, .text = *(const str *)at };
        case FIELD_IDS: return (struct value){ .kind = VALUE_IDS, .ids = at };
        default: bug("member %s cannot be bound", f->name);
    }
}

struct value statement_value(struct statement *s, int k, const struct value *args)
{
    const struct query_place *place = &s->places[k];
    const struct value *arg = &args[place->arg];
    if (arg->absent) return (struct value){ .kind = VALUE_NULL };
    if (arg->kind != VALUE_STRUCT) return *arg;
    if (!s->members[k]) s->members[k] = shape_field(arg->shape, str_of(place->member));
    if (!s->members[k]) bug("query %s: %s has no member %s", s->query->name, arg->shape->name, place->member);
    return member_value(s->members[k], arg->thing);
}
