#include "text/utf8.h"

size_t utf8_next(str s, size_t at, uint32_t *code)
{
    return str_rune(s, at, code);
}

/* Eight bytes at a time while they are all ASCII, which most text is. */
static size_t ascii_from(str s, size_t at)
{
    const uint64_t high = UINT64_C(0x8080808080808080);
    for (uint64_t eight; s.n - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, s.at + at, sizeof eight);
        if (eight & high) break;
    }
    while (at < s.n && (unsigned char)s.at[at] < 0x80) at++;
    return at;
}

bool utf8_valid(str s)
{
    uint32_t code;
    for (size_t at = ascii_from(s, 0), n; at < s.n; at = ascii_from(s, at + n))
        if ((n = str_rune(s, at, &code)) == 0) return false;
    return true;
}

size_t utf8_count(str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) n += ((unsigned char)s.at[i] & 0xC0) != 0x80;
    return n;
}

/* The longest start of a sequence that could still have become valid: Unicode §3.9, "maximal subpart". */
static size_t broken_part(str s, size_t at)
{
    unsigned char first = (unsigned char)s.at[at];
    if (first < 0xC2 || first > 0xF4 || at + 1 >= s.n) return 1;
    unsigned char low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    unsigned char high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    unsigned char second = (unsigned char)s.at[at + 1];
    if (second < low || second > high || first < 0xE0) return 1;
    if (first < 0xF0 || at + 2 >= s.n) return 2;
    return ((unsigned char)s.at[at + 2] & 0xC0) == 0x80 ? 3 : 2;
}

str utf8_mend(struct arena *a, str s)
{
    if (utf8_valid(s)) return s;
    struct text out = { .arena = a };
    uint32_t code;
    for (size_t at = 0, n; at < s.n; at += n) {
        n = str_rune(s, at, &code);
        if (n)
            text_add(&out, (str){ .at = s.at + at, .n = n });
        else {
            utf8_put(&out, 0xFFFD);
            n = broken_part(s, at);
        }
    }
    return text_str(&out);
}

str utf8_cut(str s, size_t characters)
{
    size_t at = 0;
    for (; at < s.n; at++)
        if (((unsigned char)s.at[at] & 0xC0) != 0x80 && characters-- == 0) break;
    return str_cut(s, at);
}

/* Where the last whole word ends, unless more than a third would go with the rest. */
static str whole_words(str s)
{
    for (size_t n = s.n; n > s.n - s.n / 3; n--)
        if (s.at[n - 1] == ' ') return str_trim(str_cut(s, n));
    return str_trim(s);
}

str utf8_shorten(struct arena *a, str s, size_t characters)
{
    if (characters == 0 || utf8_count(s) <= characters) return s;
    str kept = whole_words(utf8_cut(s, characters - 1));
    return str_format(a, "%.*s…", STR_ARG(kept));
}

void utf8_put(struct text *out, uint32_t code)
{
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) code = 0xFFFD;
    char *to = text_room(out, 4);
    if (code < 0x80) {
        to[0] = (char)code;
        out->n += 1;
        return;
    }
    size_t n = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--, code >>= 6) to[i] = (char)(0x80 | (code & 0x3F));
    to[0] = (char)(0xF00u >> n | code);
    out->n += n;
}

static bool is_white(uint32_t c)
{
    return c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

static bool is_plain_white(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The joiners U+200C and U+200D stay: Persian and families of emoji need them. */
static bool is_unseen(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x61C || c == 0x200B || c == 0x200E || c == 0x200F ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
           (c >= 0xFFF9 && c <= 0xFFFB) || c == 0xE0001;
}

bool utf8_blank(str s)
{
    uint32_t code;
    for (size_t at = 0, n; at < s.n; at += n) {
        n = str_rune(s, at, &code);
        if (n == 0 || !(is_white(code) || is_unseen(code) || code == 0x200C || code == 0x200D)) return false;
    }
    return true;
}

static str line_of(struct arena *a, str s, bool marked)
{
    struct text out = { .arena = a };
    bool blank = false;
    uint32_t code;
    for (size_t at = 0, n; at < s.n; at += n) {
        n = str_rune(s, at, &code);
        if (n == 0) {
            code = 0xFFFD;
            n = broken_part(s, at);
        }
        if (marked && (is_unseen(code) || is_white(code)) && !is_plain_white(code)) code = 0xFFFD;
        if (is_white(code))
            blank = true;
        else if (!is_unseen(code)) {
            if (blank && out.n) text_addc(&out, ' ');
            blank = false;
            utf8_put(&out, code);
        }
    }
    return text_str(&out);
}

str utf8_line(struct arena *a, str s)
{
    return line_of(a, s, false);
}

str utf8_line_marked(struct arena *a, str s)
{
    return line_of(a, s, true);
}
