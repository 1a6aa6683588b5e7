/* JSON out: straight from the struct into the arena. On the path of every answer, so it copies runs of
 * plain bytes whole. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "text/json.h"
#include "text/utf8.h"

/* Bytes that may stand in a JSON string, in HTML and in a <script> as they are: a bit each, 64 in a word. */
static bool is_plain(unsigned char c)
{
    static const uint64_t plain[4] = {
        ~(UINT64_C(0xffffffff) | UINT64_C(1) << '"' | UINT64_C(1) << '&' | UINT64_C(1) << '<' | UINT64_C(1) << '>'),
        ~(UINT64_C(1) << ('\\' - 64)),
    };
    return plain[c >> 6] >> (c & 63) & 1;
}

/* Eight bytes at once: the high bit of some byte of the sum is set when one of them is not plain. A byte is below
 * n, or zero, when taking n, or one, away borrows (Bit Twiddling Hacks, S. E. Anderson). " and & differ in one bit, so
 * do < and >. */
#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

static uint64_t zeros(uint64_t x)
{
    return (x - EACH(1)) & ~x;
}

static bool are_plain(const char *at)
{
    uint64_t x;
    memcpy(&x, at, sizeof x);
    uint64_t odd = x | ((x - EACH(0x20)) & ~x) | zeros((x | EACH('"' ^ '&')) ^ EACH('&')) |
                   zeros((x | EACH('<' ^ '>')) ^ EACH('>')) | zeros(x ^ EACH('\\'));
    return (odd & EACH(0x80)) == 0;
}

static void put_escape(struct text *out, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    char *to = text_room(out, 6);
    char letter = c == '\n' ? 'n' : c == '\t' ? 't' : c == '\r' ? 'r' : c == '"' || c == '\\' ? (char)c : 0;
    if (letter) {
        to[0] = '\\';
        to[1] = letter;
        out->n += 2;
        return;
    }
    memcpy(to, "\\u00", 4);
    to[4] = hex[c >> 4];
    to[5] = hex[c & 15];
    out->n += 6;
}

static size_t put_rune(struct text *out, str s, size_t at)
{
    uint32_t code;
    size_t n = str_rune(s, at, &code);
    if (n == 0) {
        utf8_put(out, 0xFFFD); /* nothing of ours ever sends invalid UTF-8 */
        return 1;
    }
    if (code == 0x2028 || code == 0x2029)
        text_add(out, code == 0x2028 ? STR("\\u2028") : STR("\\u2029"));
    else
        text_add(out, (str){ .at = s.at + at, .n = n });
    return n;
}

void json_quote(struct text *out, str s)
{
    text_room(out, s.n + 2);
    text_addc(out, '"');
    for (size_t at = 0; at < s.n;) {
        size_t from = at;
        while (s.n - at >= 8 && are_plain(s.at + at)) at += 8;
        while (at < s.n && is_plain((unsigned char)s.at[at])) at++;
        if (at > from) text_add(out, (str){ .at = s.at + from, .n = at - from });
        if (at == s.n) break;
        if ((unsigned char)s.at[at] < 0x80)
            put_escape(out, (unsigned char)s.at[at++]);
        else
            at += put_rune(out, s, at);
    }
    text_addc(out, '"');
}

void json_number(struct text *out, double real)
{
    char digits[40];
    if (!isfinite(real)) {
        text_add(out, STR("null"));
        return;
    }
    if (fabs(real) < 1e15 && real == (double)(int64_t)real) {
        text_addi(out, (int64_t)real);
        return;
    }
    int n = 0;
    for (int precision = 15; precision <= 17; precision++) { /* the shortest that reads back the same */
        n = snprintf(digits, sizeof digits, "%.*g", precision, real);
        if (strtod(digits, NULL) == real) break;
    }
    text_add(out, (str){ .at = digits, .n = (size_t)n });
}

static void put_id(struct text *out, id which)
{
    text_addc(out, '"');
    text_addi(out, which);
    text_addc(out, '"');
}

static void put_time(struct text *out, usec at)
{
    char *to = text_room(out, TIME_ISO_BYTES + 2);
    to[0] = '"';
    time_put(to + 1, at);
    to[TIME_ISO_BYTES + 1] = '"';
    out->n += TIME_ISO_BYTES + 2;
}

static void put_enum(struct text *out, const struct field *f, int value)
{
    for (int i = 0; f->words[i]; i++)
        if (i == value) {
            json_quote(out, str_of(f->words[i]));
            return;
        }
    bug("%s has no word for %d", f->name, value);
}

static void put_ids(struct text *out, const struct id_list *ids)
{
    text_addc(out, '[');
    for (size_t i = 0; i < ids->n; i++) {
        if (i) text_addc(out, ',');
        put_id(out, ids->at[i]);
    }
    text_addc(out, ']');
}

static void put_texts(struct text *out, const struct str_list *texts)
{
    text_addc(out, '[');
    for (size_t i = 0; i < texts->n; i++) {
        if (i) text_addc(out, ',');
        json_quote(out, texts->at[i]);
    }
    text_addc(out, ']');
}

static void put_list(struct text *out, const struct shape *shape, size_t size, const struct list *things)
{
    text_addc(out, '[');
    for (size_t i = 0; i < things->n; i++) {
        if (i) text_addc(out, ',');
        json_write(out, shape, (const char *)things->at + i * size);
    }
    text_addc(out, ']');
}

static void put_or_null(struct text *out, str json)
{
    text_add(out, json.n ? json : STR("null"));
}

static void put_field(struct text *out, const struct field *f, const void *at)
{
    const int64_t *n = at;
    switch (f->kind) {
        case FIELD_ID: *n ? put_id(out, *n) : text_add(out, STR("null")); break;
        case FIELD_TIME: *n ? put_time(out, *n) : text_add(out, STR("null")); break;
        case FIELD_INT: text_addi(out, *n); break;
        case FIELD_REAL: json_number(out, *(const double *)at); break;
        case FIELD_BOOL: text_add(out, *(const bool *)at ? STR("true") : STR("false")); break;
        case FIELD_TEXT: json_quote(out, *(const str *)at); break;
        case FIELD_ENUM: put_enum(out, f, *(const int *)at); break;
        case FIELD_JSON: put_or_null(out, *(const str *)at); break;
        case FIELD_SHAPE: json_write(out, f->shape, at); break;
        case FIELD_LIST: put_list(out, f->shape, f->size, at); break;
        case FIELD_IDS: put_ids(out, at); break;
        case FIELD_TEXTS: put_texts(out, at); break;
        case FIELD_BYTES:
        case FIELD_GIVEN: break;
    }
}

static void put_name(struct text *out, const char *name, bool first)
{
    size_t n = strlen(name), at = 0; /* a member's name: letters, digits, "_" */
    char *to = text_room(out, n + 4);
    if (!first) to[at++] = ',';
    to[at++] = '"';
    memcpy(to + at, name, n);
    at += n;
    to[at++] = '"';
    to[at++] = ':';
    out->n += at;
}

void json_write(struct text *out, const struct shape *shape, const void *thing)
{
    bool first = true;
    text_addc(out, '{');
    for (size_t i = 0; i < shape->n; i++) {
        const struct field *f = &shape->fields[i];
        if (f->kind == FIELD_BYTES || f->kind == FIELD_GIVEN) continue;
        put_name(out, f->name, first);
        put_field(out, f, field_of(f, thing));
        first = false;
    }
    text_addc(out, '}');
}

void json_write_list(struct text *out, const struct shape *shape, const struct list *things)
{
    put_list(out, shape, shape->size, things);
}
