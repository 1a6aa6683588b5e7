#include "net/head.h"

#include "text/utf8.h"

static bool is_token(char c)
{
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return true;
    return c != 0 && strchr("!#$%&'*+-.^_`|~", c) != NULL;
}

static bool is_word(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_token(s.at[i])) return false;
    return s.n > 0;
}

static int hex(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

str head_value(const struct head *h, const char *name)
{
    for (size_t i = 0; i < h->n && i < HEAD_LINES; i++)
        if (str_is_nocase(h->line[i].name, str_of(name))) return h->line[i].value;
    return (str){ 0 };
}

size_t head_count(const struct head *h, const char *name)
{
    size_t n = 0;
    for (size_t i = 0; i < h->n && i < HEAD_LINES; i++) n += str_is_nocase(h->line[i].name, str_of(name));
    return n;
}

bool head_has_word(const struct head *h, const char *name, const char *word)
{
    for (size_t i = 0; i < h->n && i < HEAD_LINES; i++) {
        if (!str_is_nocase(h->line[i].name, str_of(name))) continue;
        str rest = h->line[i].value;
        while (rest.n > 0)
            if (str_is_nocase(str_trim(str_split(&rest, ',')), str_of(word))) return true;
    }
    return false;
}

bool head_is_exact(const struct head *h)
{
    const char *at = h->method.at + h->method.n + 1;
    if (h->target.at != at) return false;
    at += h->target.n + 1;
    if (h->version.at != at) return false;
    at += h->version.n + 2;
    for (size_t i = 0; i < h->n; i++) {
        const struct head_line *l = &h->line[i];
        if (l->name.at != at) return false;
        at += l->name.n + 1;
        if (l->value.n > 0 || l->value.at != NULL) {
            if (l->value.at < at) return false;
            at = l->value.at + l->value.n;
        }
        at += 2;
    }
    return (size_t)(at - h->method.at) + 2 == h->bytes;
}

/* Decodes one byte of a path; false for what a path may not hold: raw bytes outside RFC 3986's pchar, and escapes that
 * would make a slash, a backslash or a control character, which proxies and we could read differently. */
static bool path_byte(str raw, size_t *i, char *out)
{
    unsigned char c = (unsigned char)raw.at[*i];
    if (c != '%') {
        *out = (char)c;
        return c > ' ' && c < 0x7f && strchr("\"#<>\\^`{|}", (int)c) == NULL;
    }
    if (*i + 2 >= raw.n) return false;
    int high = hex(raw.at[*i + 1]), low = hex(raw.at[*i + 2]);
    if (high < 0 || low < 0) return false;
    *i += 2;
    c = (unsigned char)(high * 16 + low);
    *out = (char)c;
    return c >= ' ' && c != 0x7f && c != '/' && c != '\\';
}

static bool has_dots(str path)
{
    str rest = str_from(path, 1);
    while (rest.n > 0) {
        str part = str_split(&rest, '/');
        if (str_is(part, STR(".")) || str_is(part, STR(".."))) return true;
    }
    return false;
}

bool head_path(struct arena *a, str raw, str *path)
{
    if (raw.n == 0 || raw.at[0] != '/') return false;
    char *to = arena_take(a, raw.n);
    size_t n = 0;
    for (size_t i = 0; i < raw.n; i++) {
        if (!path_byte(raw, &i, &to[n])) return false;
        if (to[n] == '/' && n > 0 && to[n - 1] == '/') return false;
        n++;
    }
    *path = (str){ .at = to, .n = n };
    return !has_dots(*path) && utf8_valid(*path);
}

static bool is_port(str s)
{
    int64_t port = 0;
    return str_int(s, &port) && port >= 1 && port <= 65535;
}

bool head_host(str value)
{
    size_t n = 0;
    if (value.n > 0 && value.at[0] == '[') {
        n = 1;
        while (n < value.n && (hex(value.at[n]) >= 0 || value.at[n] == ':' || value.at[n] == '.')) n++;
        if (n < 4 || n >= value.n || value.at[n++] != ']') return false;
    } else {
        while (n < value.n && n < 256) {
            char c = value.at[n];
            if (!(hex(c) >= 0 || (c >= 'g' && c <= 'z') || (c >= 'G' && c <= 'Z') || (c != 0 && strchr("-._", c))))
                break;
            n++;
        }
        if (n == 0 || n > 255) return false;
    }
    return n == value.n || (value.at[n] == ':' && is_port(str_from(value, n + 1)));
}

static enum err check_lines(struct arena *a, struct why *w, const struct head *h)
{
    if (h->n > HEAD_LINES || h->bytes > HEAD_BYTES)
        return why_fail(w, a, HEAD_TOO_LARGE, (str){ 0 }, "the request head is larger than %d lines or %d bytes",
                        HEAD_LINES, HEAD_BYTES);
    for (size_t i = 0; i < h->n; i++) {
        if (!is_word(h->line[i].name))
            return why_fail(w, a, MALFORMED, (str){ 0 }, "a header has a name that is not a token");
        str v = h->line[i].value;
        for (size_t k = 0; k < v.n; k++)
            if (((unsigned char)v.at[k] < ' ' && v.at[k] != '\t') || v.at[k] == 0x7f)
                return why_fail(w, a, MALFORMED, (str){ 0 }, "a header holds a control character");
        if (!utf8_valid(v)) return why_fail(w, a, MALFORMED, (str){ 0 }, "a header is not valid UTF-8");
    }
    return OK;
}

static enum err read_target(struct arena *a, struct why *w, const struct head *h, struct head_told *out, int *code)
{
    if (h->raw.n > HEAD_TARGET) {
        *code = 414;
        return why_fail(w, a, MALFORMED, (str){ 0 }, "the address is longer than %d bytes", HEAD_TARGET);
    }
    ptrdiff_t mark = str_find(h->raw, STR("?"));
    str raw = mark < 0 ? h->raw : str_cut(h->raw, (size_t)mark);
    out->query = mark < 0 ? (str){ 0 } : str_from(h->raw, (size_t)mark + 1);
    for (size_t i = 0; i < out->query.n; i++)
        if ((unsigned char)out->query.at[i] <= ' ' || (unsigned char)out->query.at[i] >= 0x7f ||
            out->query.at[i] == '#')
            return why_fail(w, a, MALFORMED, (str){ 0 }, "the query holds a character that must be escaped");
    if (!head_path(a, raw, &out->path))
        return why_fail(w, a, MALFORMED, (str){ 0 }, "the path is not one plain, absolute path");
    return OK;
}

static enum err read_method(struct arena *a, struct why *w, str s, enum method *out)
{
    static const char *const names[] = { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" };
    if (!is_word(s)) return why_fail(w, a, MALFORMED, (str){ 0 }, "the method is not a token");
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_is(s, str_of(names[i]))) {
            *out = (enum method)i;
            return OK;
        }
    return why_fail(w, a, NOT_ALLOWED, (str){ 0 }, "this method is not used here");
}

static enum err read_length(struct arena *a, struct why *w, const struct head *h, struct head_told *out)
{
    size_t lengths = head_count(h, "Content-Length"), codings = head_count(h, "Transfer-Encoding");
    out->length = -1;
    if (lengths + codings > 1) return why_fail(w, a, MALFORMED, (str){ 0 }, "the length of the body is told twice");
    if (codings == 1) {
        if (out->old || !str_is_nocase(head_value(h, "Transfer-Encoding"), STR("chunked")))
            return why_fail(w, a, MALFORMED, (str){ 0 }, "the only transfer coding understood is chunked");
        out->chunked = true;
    }
    if (lengths == 1) {
        /* RFC 9110 §8.6 allows leading zeros; nothing honest sends them, and readers differ about them */
        str v = head_value(h, "Content-Length");
        if (!str_int(v, &out->length) || out->length < 0)
            return why_fail(w, a, MALFORMED, (str){ 0 }, "Content-Length is not a plain decimal number");
    }
    return OK;
}

static enum err check_host(struct arena *a, struct why *w, const struct head *h, bool old)
{
    size_t hosts = head_count(h, "Host");
    if (hosts == 0 && old) return OK;
    if (hosts != 1 || !head_host(head_value(h, "Host")))
        return why_fail(w, a, MALFORMED, (str){ 0 },
                        "there must be exactly one Host header, a name or address with an optional port");
    return OK;
}

enum err head_read(struct arena *a, struct why *w, const struct head *h, struct head_told *out, int *code)
{
    *out = (struct head_told){ .length = -1, .method = OTHER_METHOD };
    *code = 0;
    out->old = str_is(h->version, STR("HTTP/1.0"));
    if (!out->old && !str_is(h->version, STR("HTTP/1.1"))) {
        *code = 505;
        return why_fail(w, a, MALFORMED, (str){ 0 }, "only HTTP/1.1 and HTTP/1.0 are understood");
    }
    TRY(check_lines(a, w, h));
    if (!head_is_exact(h))
        return why_fail(w, a, MALFORMED, (str){ 0 }, "the request head is not written as RFC 9112 says");
    TRY(read_length(a, w, h, out));
    TRY(check_host(a, w, h, out->old));
    TRY(read_target(a, w, h, out, code));
    str expect = head_value(h, "Expect");
    if (expect.n > 0 && (!str_is_nocase(expect, STR("100-continue")) || out->old)) {
        *code = 417;
        return why_fail(w, a, MALFORMED, (str){ 0 }, "the only expectation understood is 100-continue");
    }
    return read_method(a, w, h->method, &out->method);
}
