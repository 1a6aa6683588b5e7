/* From an answer's columns into the members of structs. */
#include "db/engine.h"

static struct column column_named(const struct shape *shape, str name, size_t base)
{
    str rest = name;
    str head = str_split(&rest, '.');
    const struct field *f = shape_field(shape, head);
    if (!f) return (struct column){ 0 };
    if (f->kind != FIELD_SHAPE) return (struct column){ .field = f, .base = base };
    return column_named(f->shape, rest, base + f->offset);
}

void statement_match(struct db *db, struct statement *s, const struct shape *shape, int n,
                     const char *(*name)(void *with, int i), void *with)
{
    if (s->shape == shape) return;
    s->columns = ARENA_MANY(db->own, struct column, (size_t)n + 1);
    s->n_columns = n;
    for (int i = 0; i < n; i++) {
        s->columns[i] = column_named(shape, str_of(name(with, i)), 0);
        if (!s->columns[i].field)
            bug("query %s: %s has no member for column %s", s->query->name, shape->name, name(with, i));
    }
    s->shape = shape;
}

bool column_is_text(const struct column *c)
{
    enum field_kind kind = c->field->kind;
    return kind == FIELD_TEXT || kind == FIELD_JSON || kind == FIELD_BYTES || kind == FIELD_ENUM;
}

void column_set(struct db *db, const struct column *c, void *thing, const struct cell *cell)
{
    void *at = (char *)thing + c->base + c->field->offset;
    int word = 0;
    if (cell->null) return; /* nothing is zero, and the row was zeroed */
    switch (c->field->kind) {
        case FIELD_ID:
        case FIELD_TIME:
        case FIELD_INT: *(int64_t *)at = cell->n; break;
        case FIELD_BOOL: *(bool *)at = cell->n != 0; break;
        case FIELD_REAL: *(double *)at = cell->real; break;
        case FIELD_TEXT:
        case FIELD_JSON:
        case FIELD_BYTES: *(str *)at = str_copy(db->arena, cell->text); break;
        case FIELD_ENUM:
            if (!field_word(c->field, cell->text, &word))
                bug("%s in the database has an unknown word: %.*s", c->field->name, STR_ARG(cell->text));
            *(int *)at = word;
            break;
        default: bug("member %s cannot come from a column", c->field->name);
    }
}

void *sink_row(struct db *db, struct sink *to)
{
    to->rows++;
    if (to->one) return to->one;
    if (to->each) return arena_take(db->arena, to->shape->size);
    if (to->list->n == to->list->room)
        to->list->at = list_room(db->arena, to->list->at, to->shape->size, &to->list->room);
    void *row = (char *)to->list->at + to->list->n++ * to->shape->size;
    return memset(row, 0, to->shape->size);
}

enum err sink_took(struct sink *to, void *row)
{
    return to->each ? to->each(to->with, row) : OK;
}
