#include "text/multipart.h"

#include "text/utf8.h"

static enum err no_form(struct arena *a, struct why *w, const char *words)
{
    return why_fail(w, a, MALFORMED, (str){ 0 }, "not a form with files: %s", words);
}

/* RFC 2046: letters, digits and '()+_,-./:=? ; what would need escaping is refused. */
static bool is_boundary(str s)
{
    if (s.n == 0 || s.n > BOUNDARY_BYTES) return false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && !memchr("'()+_,-./:=?", c, 12)) return false;
    }
    return true;
}

static str unquoted(str s)
{
    s = str_trim(s);
    return s.n >= 2 && s.at[0] == '"' && s.at[s.n - 1] == '"' ? str_cut(str_from(s, 1), s.n - 2) : s;
}

bool multipart_boundary(str content_type, str *boundary)
{
    str type = str_trim(str_split(&content_type, ';'));
    if (!str_is_nocase(type, STR("multipart/form-data"))) return false;
    while (content_type.n) {
        str value = str_split(&content_type, ';');
        str name = str_trim(str_split(&value, '='));
        if (!str_is_nocase(name, STR("boundary"))) continue;
        *boundary = unquoted(value);
        return is_boundary(*boundary);
    }
    return false;
}

/* A quoted value: browsers write %22, %0D and %0A for what would end it (HTML, multipart/form-data encoding). */
static bool read_quoted(struct arena *a, str *rest, str *value)
{
    struct text out = { .arena = a };
    static const struct {
        str code;
        char is;
    } codes[] = { { STR_INIT("%22"), '"' }, { STR_INIT("%0D"), '\r' }, { STR_INIT("%0A"), '\n' } };
    if (!str_starts(*rest, STR("\""))) return false;
    for (*rest = str_from(*rest, 1); rest->n; *rest = str_from(*rest, 1)) {
        char c = rest->at[0];
        if (c == '"') {
            *rest = str_from(*rest, 1);
            *value = text_str(&out);
            return true;
        }
        for (size_t i = 0; i < COUNT_OF(codes); i++) {
            if (!str_starts(*rest, codes[i].code)) continue;
            c = codes[i].is;
            *rest = str_from(*rest, 2);
            break;
        }
        text_addc(&out, c);
    }
    return false;
}

/* "form-data; name="a"; filename="b.png"" */
static bool read_disposition(struct arena *a, str value, struct part *p)
{
    str kind = str_trim(str_split(&value, ';'));
    if (!str_is_nocase(kind, STR("form-data"))) return false;
    while (value = str_trim(value), value.n) {
        str said = { 0 }, name = str_trim(str_split(&value, '='));
        if (!read_quoted(a, &value, &said)) return false;
        value = str_trim(value);
        if (value.n && value.at[0] != ';') return false;
        value = str_from(value, 1);
        if (str_is_nocase(name, STR("name"))) p->name = said;
        if (!str_is_nocase(name, STR("filename"))) continue;
        p->is_file = true;
        p->file = utf8_valid(said) ? said : (str){ 0 };
    }
    return p->name.n > 0 && p->name.n <= PART_NAME_BYTES && utf8_valid(p->name);
}

static bool read_head(struct arena *a, str head, struct part *p)
{
    bool found = false;
    while (head.n) {
        ptrdiff_t end = str_find(head, STR("\r\n"));
        str line = end < 0 ? head : str_cut(head, (size_t)end);
        head = end < 0 ? (str){ 0 } : str_from(head, (size_t)end + 2);
        str name = str_split(&line, ':');
        if (!str_is_nocase(str_trim(name), STR("content-disposition"))) continue;
        if (found || !read_disposition(a, line, p)) return false;
        found = true;
    }
    return found;
}

/* Where `what` begins in it, or -1. Boundaries are long: memmem is linear in both. */
static ptrdiff_t find(str in, str what)
{
    const char *at = in.n ? memmem(in.at, in.n, what.at, what.n) : NULL;
    return at ? at - in.at : -1;
}

enum err multipart_read(struct arena *a, struct why *w, str body, str boundary, struct part_list *out)
{
    str between = str_format(a, "\r\n--%.*s", STR_ARG(boundary));
    str rest = body;
    if (!str_starts(rest, str_from(between, 2))) return no_form(a, w, "it does not begin with its boundary");
    rest = str_from(rest, between.n - 2);
    while (!str_starts(rest, STR("--"))) {
        struct part p = { 0 };
        if (out->n == PARTS_MOST) return no_form(a, w, "it has too many parts");
        if (!str_starts(rest, STR("\r\n"))) return no_form(a, w, "a boundary does not end its line");
        rest = str_from(rest, 2);
        ptrdiff_t head = find(str_cut(rest, PART_HEAD_BYTES), STR("\r\n\r\n"));
        if (head < 0 || !read_head(a, str_cut(rest, (size_t)head), &p))
            return no_form(a, w, "a part does not say its name");
        rest = str_from(rest, (size_t)head + 4);
        ptrdiff_t end = find(rest, between);
        if (end < 0) return no_form(a, w, "it ends in the middle of a part");
        p.bytes = str_cut(rest, (size_t)end);
        rest = str_from(rest, (size_t)end + between.n);
        *LIST_ADD(a, out) = p;
    }
    return OK;
}

struct multipart_watch multipart_watch(struct arena *a, str boundary)
{
    struct multipart_watch w = { .delimiter = str_format(a, "\r\n--%.*s", STR_ARG(boundary)) };
    w.matched = 2; /* the first one has no line before it */
    return w;
}

/* Only its first byte is a CR, so what breaks off begins again at once. */
void multipart_watch_more(struct multipart_watch *w, str piece)
{
    for (size_t i = 0; i < piece.n; i++) {
        if (piece.at[i] == w->delimiter.at[w->matched])
            w->matched++;
        else
            w->matched = piece.at[i] == '\r';
        if (w->matched < w->delimiter.n) continue;
        w->matched = 0;
        w->delimiters++;
    }
}
