#include "text/shape.h"

#include "text/utf8.h"

enum { TEXT_CHARACTERS = 64 * 1024 };

ptrdiff_t shape_index(const struct shape *shape, str name)
{
    for (size_t i = 0; i < shape->n; i++)
        if (str_is(str_of(shape->fields[i].name), name)) return (ptrdiff_t)i;
    return -1;
}

const struct field *shape_field(const struct shape *shape, str name)
{
    ptrdiff_t i = shape_index(shape, name);
    return i < 0 ? NULL : &shape->fields[i];
}

bool field_word(const struct field *f, str word, int *value)
{
    for (int i = 0; f->words[i]; i++)
        if (str_is(str_of(f->words[i]), word)) return *value = i, true;
    return false;
}

static enum err refuse(struct arena *a, struct why *w, const struct field *f, const char *words)
{
    return why_fail(w, a, INVALID, str_of(f->name), "%s", words);
}

static enum err read_enum(struct arena *a, struct why *w, const struct field *f, str word, void *to)
{
    int value;
    if (field_word(f, word, &value)) return memcpy(to, &value, sizeof value), OK;
    if (!w) return INVALID;
    struct text words = { .arena = a };
    text_add(&words, STR("must be one of: "));
    for (int i = 0; f->words[i]; i++) {
        if (i) text_add(&words, STR(", "));
        text_addz(&words, f->words[i]);
    }
    return why_fail(w, a, INVALID, str_of(f->name), "%.*s", STR_ARG(text_str(&words)));
}

/* What a checkbox sends is "on", or nothing. */
static bool read_bool(str s, bool *to)
{
    static const char *const words[] = { "false", "true", "0", "1", "off", "on", "no", "yes" };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_is(s, str_of(words[i]))) return *to = i % 2, true;
    return false;
}

static enum err read_id(struct arena *a, struct why *w, const struct field *f, str s, id *to)
{
    *to = 0;
    if (str_empty(s) && f->kind == FIELD_ID) return OK;
    return id_parse(s, to) ? OK : refuse(a, w, f, "must be an id: digits only");
}

static enum err read_time(struct arena *a, struct why *w, const struct field *f, str s, usec *to)
{
    *to = 0;
    if (str_empty(s) || time_parse(s, to)) return OK;
    return refuse(a, w, f, "must be a time such as 2026-11-24T09:30:00Z");
}

static enum err check_utf8(struct arena *a, struct why *w, const struct field *f, str s)
{
    if (s.n && memchr(s.at, 0, s.n)) return refuse(a, w, f, "must not contain the character NUL");
    return utf8_valid(s) ? OK : refuse(a, w, f, "must be valid UTF-8");
}

static enum err read_kind(struct arena *a, struct why *w, const struct field *f, str text, void *to)
{
    id one;
    switch (f->kind) {
        case FIELD_ID: return read_id(a, w, f, text, to);
        case FIELD_TIME: return read_time(a, w, f, text, to);
        case FIELD_INT: return str_int(text, to) ? OK : refuse(a, w, f, "must be a whole number");
        case FIELD_REAL: return str_real(text, to) ? OK : refuse(a, w, f, "must be a number");
        case FIELD_BOOL: return read_bool(text, to) ? OK : refuse(a, w, f, "must be true or false");
        case FIELD_ENUM: return read_enum(a, w, f, text, to);
        case FIELD_TEXT:
            TRY(check_utf8(a, w, f, text));
            *(str *)to = str_copy(a, text);
            return OK;
        case FIELD_TEXTS:
            TRY(check_utf8(a, w, f, text));
            *LIST_ADD(a, (struct str_list *)to) = str_copy(a, text);
            return OK;
        case FIELD_IDS:
            TRY(read_id(a, w, f, text, &one));
            *LIST_ADD(a, (struct id_list *)to) = one;
            return OK;
        case FIELD_BYTES:
        case FIELD_JSON:
        case FIELD_SHAPE:
        case FIELD_LIST:
        case FIELD_GIVEN: break;
    }
    return refuse(a, w, f, "cannot be given as plain text");
}

enum err field_read_text(struct arena *a, struct why *w, const struct field *f, str text, void *thing)
{
    TRY(read_kind(a, w, f, text, field_at(f, thing)));
    return field_check(a, w, f, thing);
}

/* min = max = 0 is no limit; a min above a max of 0 is a lower limit only. */
static int64_t most(const struct field *f)
{
    if (f->max || f->min < 0) return f->max;
    return f->kind == FIELD_TEXT ? TEXT_CHARACTERS : INT64_MAX;
}

static enum err check_text(struct arena *a, struct why *w, const struct field *f, str s)
{
    if (f->required && utf8_blank(s)) return refuse(a, w, f, "must not be empty");
    int64_t n = (int64_t)utf8_count(s);
    if (n > most(f))
        return why_fail(w, a, INVALID, str_of(f->name), "must be at most %lld characters (this has %lld)",
                        (long long)most(f), (long long)n);
    if (n && n < f->min)
        return why_fail(w, a, INVALID, str_of(f->name), "must be at least %lld characters (this has %lld)",
                        (long long)f->min, (long long)n);
    return OK;
}

static enum err check_items(struct arena *a, struct why *w, const struct field *f, size_t n)
{
    if (f->required && n == 0) return refuse(a, w, f, "must not be empty");
    if ((int64_t)n > most(f))
        return why_fail(w, a, INVALID, str_of(f->name), "must have at most %lld items (this has %zu)",
                        (long long)most(f), n);
    if ((int64_t)n < f->min)
        return why_fail(w, a, INVALID, str_of(f->name), "must have at least %lld items (this has %zu)",
                        (long long)f->min, n);
    return OK;
}

static enum err check_range(struct arena *a, struct why *w, const struct field *f, double n)
{
    if (f->max == 0 && f->min == 0) return OK;
    if (n >= (double)f->min && n <= (double)most(f)) return OK;
    if (most(f) == INT64_MAX)
        return why_fail(w, a, INVALID, str_of(f->name), "must be at least %lld", (long long)f->min);
    return why_fail(w, a, INVALID, str_of(f->name), "must be between %lld and %lld", (long long)f->min,
                    (long long)f->max);
}

enum err field_check(struct arena *a, struct why *w, const struct field *f, const void *thing)
{
    const void *at = field_of(f, thing);
    switch (f->kind) {
        case FIELD_ID:
        case FIELD_TIME:
            return f->required && !f->nullable && *(const int64_t *)at == 0 ? refuse(a, w, f, "is required") : OK;
        case FIELD_INT: return check_range(a, w, f, (double)*(const int64_t *)at);
        case FIELD_REAL: return check_range(a, w, f, *(const double *)at);
        case FIELD_TEXT: return check_text(a, w, f, *(const str *)at);
        case FIELD_LIST:
        case FIELD_IDS:
        case FIELD_TEXTS: return check_items(a, w, f, ((const struct list *)at)->n);
        case FIELD_JSON: return f->required && str_empty(*(const str *)at) ? refuse(a, w, f, "is required") : OK;
        case FIELD_BOOL:
        case FIELD_BYTES:
        case FIELD_ENUM:
        case FIELD_SHAPE:
        case FIELD_GIVEN: break;
    }
    return OK;
}

enum err shape_check(struct arena *a, struct why *w, const struct shape *shape, const void *thing, uint64_t given)
{
    if (shape->n > 64) bug("%s has %zu fields; 64 is the end", shape->name, shape->n);
    for (size_t i = 0; i < shape->n; i++) {
        const struct field *f = &shape->fields[i];
        bool was_given = given >> i & 1;
        if (f->required && !was_given) return refuse(a, w, f, "is required");
        if (was_given) TRY(field_check(a, w, f, thing));
    }
    return OK;
}
