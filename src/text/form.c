/* What a browser sends when a form is submitted: application/x-www-form-urlencoded. */
#include "text/url.h"
#include "text/utf8.h"

/* A browser sends every line end as CR LF (HTML: multipart and urlencoded alike); a line end is one character. */
static str line_ends(struct arena *a, str s)
{
    struct text x = { .arena = a };
    if (str_find(s, STR("\r")) < 0) return s;
    for (size_t i = 0; i < s.n; i++) {
        if (s.at[i] != '\r')
            text_addc(&x, s.at[i]);
        else if (i + 1 == s.n || s.at[i + 1] != '\n')
            text_addc(&x, '\n');
    }
    return text_str(&x);
}

bool form_next(struct arena *a, str *rest, str *name, str *value, enum err *err)
{
    *err = OK;
    str pair = { 0 };
    while (rest->n && str_empty(pair)) pair = str_split(rest, '&');
    if (str_empty(pair)) return false;
    str key = str_split(&pair, '=');
    if (url_decode(a, key, true, name) && url_decode(a, pair, true, value)) {
        *value = line_ends(a, *value);
        return true;
    }
    *err = MALFORMED;
    return false;
}

enum err form_read(struct arena *a, struct why *w, str body, const struct shape *shape, void *out, uint64_t skip)
{
    uint64_t given = 0;
    str name, value;
    enum err err;
    while (form_next(a, &body, &name, &value, &err)) {
        ptrdiff_t i = shape_index(shape, name);
        const struct field *f = i >= 0 && i < 64 ? &shape->fields[i] : NULL;
        if (!f || f->kind == FIELD_GIVEN || (skip >> i & 1))
            return why_fail(w, a, INVALID, utf8_line(a, utf8_cut(name, 64)), "is not a field here");
        bool many = f->kind == FIELD_IDS || f->kind == FIELD_TEXTS;
        if ((given >> i & 1) && !many) return why_fail(w, a, INVALID, str_of(f->name), "is named twice");
        if (value.n == 0 && (!f->required || f->kind == FIELD_IDS)) continue;
        given |= UINT64_C(1) << i;
        TRY(field_read_text(a, w, f, value, out));
    }
    if (err != OK) return why_fail(w, a, err, (str){ 0 }, "not a form: a broken %% escape, or not valid UTF-8");
    for (size_t i = 0; i < shape->n; i++)
        if (shape->fields[i].kind == FIELD_GIVEN) *(uint64_t *)field_at(&shape->fields[i], out) = given;
    return shape_check(a, w, shape, out, given | skip);
}
