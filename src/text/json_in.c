/* JSON in: jansson reads the text; what it would let through is refused before, and what it refuses is
 * told with the place. Then the tree is poured into a struct. */
#include <jansson.h>

#include <math.h>

#include "text/json.h"
#include "text/utf8.h"

/* More than JSON_DEPTH levels? Brackets inside strings do not count. Without recursion: this is what
 * keeps jansson's own recursion short. */
static bool is_too_deep(str s, size_t *where)
{
    size_t depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.at[i];
        if (quoted && c == '\\')
            i++;
        else if (c == '"')
            quoted = !quoted;
        else if (quoted)
            continue;
        else if (c == '[' || c == '{') {
            *where = i;
            if (++depth > JSON_DEPTH) return true;
        } else if ((c == ']' || c == '}') && depth)
            depth--;
    }
    return false;
}

struct step {
    str key;      /* of an object, as written between the quotes */
    size_t index; /* of an array */
    bool is_array;
};

static str quoted_at(str s, size_t *at)
{
    size_t from = *at + 1, to = from;
    while (to < s.n && s.at[to] != '"') to += s.at[to] == '\\' ? 2 : 1;
    if (to > s.n) to = s.n;
    *at = to;
    return str_cut(str_from(s, from), to - from);
}

static str path_text(struct arena *a, const struct step *steps, size_t depth)
{
    struct text path = { .arena = a };
    for (size_t i = 0; i < depth && path.n < 512; i++) {
        if (steps[i].is_array)
            text_addf(&path, "[%zu]", steps[i].index);
        else if (steps[i].key.n) {
            if (path.n) text_addc(&path, '.');
            text_add(&path, str_cut(steps[i].key, 128));
        }
    }
    return utf8_line(a, text_str(&path));
}

/* The path of the value that ends at or holds byte `end`: "survey.answers[2].score". The text before it
 * has been read by jansson already, so only its nesting matters. */
static str path_at(struct arena *a, str s, size_t end)
{
    struct step steps[JSON_DEPTH + 1] = { 0 };
    size_t depth = 0;
    s = str_cut(s, end);
    for (size_t i = 0; i < s.n; i++) {
        struct step *top = depth ? &steps[depth - 1] : NULL;
        char c = s.at[i];
        if (c == '"') {
            str text = quoted_at(s, &i);
            if (top && !top->is_array && top->key.n == 0) top->key = text;
        } else if ((c == '[' || c == '{') && depth < COUNT_OF(steps)) {
            steps[depth++] = (struct step){ .is_array = c == '[' };
        } else if ((c == ']' || c == '}') && depth)
            depth--;
        else if (c == ',' && top) {
            if (top->is_array)
                top->index++;
            else
                top->key = (str){ 0 };
        }
    }
    return path_text(a, steps, depth);
}

static enum err explain(struct arena *a, struct why *w, str json, const json_error_t *e)
{
    if (!w) return MALFORMED;
    str path = path_at(a, json, e->position > 0 ? (size_t)e->position : 0);
    switch (json_error_code(e)) {
        case json_error_duplicate_key: return why_fail(w, a, INVALID, path, "is named twice");
        case json_error_numeric_overflow: return why_fail(w, a, INVALID, path, "is a number out of range (64 bits)");
        case json_error_null_character:
        case json_error_null_byte_in_key: return why_fail(w, a, INVALID, path, "must not contain the character NUL");
        default: break;
    }
    str words = utf8_line(a, utf8_mend(a, str_of(e->text)));
    return why_fail(w, a, MALFORMED, (str){ 0 }, "not JSON: line %d, column %d: %.*s", e->line, e->column,
                    STR_ARG(words));
}

static bool is_invalid_code(const json_error_t *e)
{
    enum json_error_code code = json_error_code(e);
    return code == json_error_duplicate_key || code == json_error_numeric_overflow ||
           code == json_error_null_character || code == json_error_null_byte_in_key;
}

static enum err check_before(struct arena *a, struct why *w, str json)
{
    size_t where = 0;
    if (json.n > JSON_BYTES) return why_fail(w, a, TOO_LARGE, (str){ 0 }, "more than %d bytes of JSON", JSON_BYTES);
    if (str_empty(str_trim(json))) return why_fail(w, a, MALFORMED, (str){ 0 }, "not JSON: the body is empty");
    if (memchr(json.at, 0, json.n)) /* jansson would end there and be content */
        return why_fail(w, a, MALFORMED, (str){ 0 }, "not JSON: contains the character NUL");
    if (!utf8_valid(json)) return why_fail(w, a, MALFORMED, (str){ 0 }, "not JSON: not valid UTF-8");
    if (is_too_deep(json, &where))
        return why_fail(w, a, INVALID, w ? path_at(a, json, where) : (str){ 0 }, "is nested deeper than %d levels",
                        JSON_DEPTH);
    return OK;
}

static enum err parse(struct arena *a, struct why *w, str json, json_t **out)
{
    json_error_t e;
    TRY(check_before(a, w, json));
    *out = json_loadb(json.at, json.n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &e);
    if (*out) return OK;
    enum err err = explain(a, w, json, &e);
    return is_invalid_code(&e) ? INVALID : err;
}

enum err json_check(struct arena *a, struct why *w, str json)
{
    json_t *tree;
    TRY(parse(a, w, json, &tree));
    json_decref(tree);
    return OK;
}

struct reader {
    struct arena *arena;
    struct why *why;
};

static enum err read_object(struct reader r, json_t *from, const struct shape *shape, void *out, uint64_t skip);

static enum err refuse(struct reader r, const struct field *f, const char *words)
{
    return why_fail(r.why, r.arena, INVALID, str_of(f->name), "%s", words);
}

/* An error inside `name`, or its item `index` (−1: not a list): put that before the field's path. */
static enum err inside(struct reader r, const char *name, ptrdiff_t index, enum err err)
{
    if (!r.why) return err;
    str rest = r.why->field;
    struct text path = { .arena = r.arena };
    text_addz(&path, name);
    if (index >= 0) text_addf(&path, "[%td]", index);
    if (rest.n && rest.at[0] != '[') text_addc(&path, '.');
    text_add(&path, rest);
    r.why->field = text_str(&path);
    return err;
}

static str text_of(json_t *value)
{
    return (str){ .at = json_string_value(value), .n = json_string_length(value) };
}

/* Any value, back into text: FIELD_JSON. Its depth is bounded by is_too_deep. */
static void put_value(struct text *out, json_t *value)
{
    const char *key;
    json_t *item;
    size_t i = 0;
    switch (json_typeof(value)) {
        case JSON_OBJECT:
            text_addc(out, '{');
            json_object_foreach(value, key, item)
            {
                if (i++) text_addc(out, ',');
                json_quote(out, str_of(key));
                text_addc(out, ':');
                put_value(out, item);
            }
            text_addc(out, '}');
            break;
        case JSON_ARRAY:
            text_addc(out, '[');
            json_array_foreach(value, i, item)
            {
                if (i) text_addc(out, ',');
                put_value(out, item);
            }
            text_addc(out, ']');
            break;
        case JSON_STRING: json_quote(out, text_of(value)); break;
        case JSON_INTEGER: text_addi(out, json_integer_value(value)); break;
        case JSON_REAL: json_number(out, json_real_value(value)); break;
        case JSON_TRUE: text_add(out, STR("true")); break;
        case JSON_FALSE: text_add(out, STR("false")); break;
        case JSON_NULL: text_add(out, STR("null")); break;
    }
}

static enum err read_list(struct reader r, const struct field *f, json_t *from, struct list *out)
{
    size_t n = json_array_size(from);
    out->at = arena_take_many(r.arena, f->size, n);
    out->n = out->room = n;
    for (size_t i = 0; i < n; i++) {
        enum err err = read_object(r, json_array_get(from, i), f->shape, (char *)out->at + i * f->size, 0);
        if (err != OK) return inside(r, f->name, (ptrdiff_t)i, err);
    }
    return OK;
}

/* Lists of ids and texts: each item is what a form would send. */
static enum err read_items(struct reader r, const struct field *f, json_t *from, void *out)
{
    struct field one = *f;
    one.offset = 0;
    one.max = one.min = 0;
    for (size_t i = 0; i < json_array_size(from); i++) {
        json_t *item = json_array_get(from, i);
        enum err err = json_is_string(item) ? field_read_text(r.arena, r.why, &one, text_of(item), out)
                                            : refuse(r, f, "must be text in quotes");
        if (err == OK) continue;
        if (r.why) r.why->field = (str){ 0 };
        return inside(r, f->name, (ptrdiff_t)i, err);
    }
    return OK;
}

static enum err read_quoted(struct reader r, const struct field *f, json_t *from, void *thing)
{
    bool may_be_null = f->kind == FIELD_ID || f->kind == FIELD_TIME;
    if (may_be_null && json_is_null(from)) return memset(field_at(f, thing), 0, sizeof(int64_t)), OK;
    if (!json_is_string(from))
        return refuse(r, f, may_be_null ? "must be text in quotes, or null" : "must be text in quotes");
    str text = text_of(from);
    if (may_be_null && str_empty(text)) return refuse(r, f, "must be null, not empty, to say that there is none");
    return field_read_text(r.arena, r.why, f, text, thing);
}

static enum err read_number(struct reader r, const struct field *f, json_t *from, void *to)
{
    if (f->kind == FIELD_INT) {
        if (!json_is_integer(from)) return refuse(r, f, "must be a whole number");
        *(int64_t *)to = json_integer_value(from);
        return OK;
    }
    if (!json_is_number(from) && !(json_is_null(from) && !f->required)) return refuse(r, f, "must be a number");
    *(double *)to = json_is_null(from) ? (double)NAN : json_number_value(from);
    return OK;
}

static enum err read_field(struct reader r, const struct field *f, json_t *from, void *thing)
{
    void *to = field_at(f, thing);
    struct text out = { .arena = r.arena };
    switch (f->kind) {
        case FIELD_ID:
        case FIELD_TIME:
        case FIELD_TEXT:
        case FIELD_ENUM: return read_quoted(r, f, from, thing);
        case FIELD_INT:
        case FIELD_REAL: return read_number(r, f, from, to);
        case FIELD_BOOL:
            if (!json_is_boolean(from)) return refuse(r, f, "must be true or false");
            *(bool *)to = json_is_true(from);
            return OK;
        case FIELD_JSON:
            put_value(&out, from);
            *(str *)to = text_str(&out);
            return OK;
        case FIELD_SHAPE: {
            enum err err = read_object(r, from, f->shape, to, 0);
            return err == OK ? OK : inside(r, f->name, -1, err);
        }
        case FIELD_LIST:
            if (!json_is_array(from)) return refuse(r, f, "must be a list in brackets");
            return read_list(r, f, from, to);
        case FIELD_IDS:
        case FIELD_TEXTS:
            if (!json_is_array(from)) return refuse(r, f, "must be a list in brackets");
            return read_items(r, f, from, to);
        case FIELD_BYTES:
        case FIELD_GIVEN: break;
    }
    return refuse(r, f, "is not a field here");
}

static void keep_given(const struct shape *shape, void *out, uint64_t given)
{
    for (size_t i = 0; i < shape->n; i++)
        if (shape->fields[i].kind == FIELD_GIVEN) *(uint64_t *)field_at(&shape->fields[i], out) = given;
}

static enum err read_object(struct reader r, json_t *from, const struct shape *shape, void *out, uint64_t skip)
{
    const char *key;
    json_t *value;
    uint64_t given = 0;
    if (!json_is_object(from)) return why_fail(r.why, r.arena, INVALID, (str){ 0 }, "must be an object in braces");
    json_object_foreach(from, key, value)
    {
        ptrdiff_t i = shape_index(shape, str_of(key));
        if (i < 0 || i > 63 || (skip >> i & 1)) {
            str shown = utf8_line(r.arena, utf8_cut(str_of(key), 64));
            return why_fail(r.why, r.arena, INVALID, shown, "is not a field here");
        }
        TRY(read_field(r, &shape->fields[i], value, out));
        given |= UINT64_C(1) << i;
    }
    keep_given(shape, out, given);
    return shape_check(r.arena, r.why, shape, out, given | skip);
}

enum err json_read_some(struct arena *a, struct why *w, str json, const struct shape *shape, void *out, uint64_t skip)
{
    json_t *tree;
    TRY(parse(a, w, json, &tree));
    enum err err = read_object((struct reader){ .arena = a, .why = w }, tree, shape, out, skip);
    json_decref(tree);
    return err;
}

enum err json_read(struct arena *a, struct why *w, str json, const struct shape *shape, void *out)
{
    return json_read_some(a, w, json, shape, out, 0);
}
