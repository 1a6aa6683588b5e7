#include "channel/email/encode.h"

#include <glib.h>

#include "text/email.h"
#include "text/utf8.h"

enum {
    LINE = 76,
    NAME_CHARACTERS = 128,
    WORD_AROUND = 12,  /* "=?utf-8?q?" and "?=" */
    WORD_PAYLOAD = 60, /* with them at most 75 bytes: RFC 2047 §2 */
    LEAST_PAYLOAD = 16,
    PIECE_BYTES = 58,  /* of a parameter, with its name on one line */
    BASE64_BYTES = 57, /* make a line of 76 */
};

static const char hex[] = "0123456789ABCDEF";

static bool is_alnum(unsigned char c)
{
    return g_ascii_isalnum((gchar)c);
}

/* Letters that stand for themselves in an encoded word anywhere, also before an address: RFC 2047 §5 (3). */
static bool is_word_letter(unsigned char c)
{
    return is_alnum(c) || (c && strchr("!*+-/", c));
}

static bool is_atom_letter(unsigned char c)
{
    return is_alnum(c) || c == ' ' || (c && strchr("!#$%&'*+-/=?^_`{|}~", c));
}

/* Fine between quotes, and in no way like an address. */
static bool is_quotable(unsigned char c)
{
    return c >= ' ' && c < 127 && !strchr("\"\\@<>()", c);
}

static bool all(str s, bool (*is)(unsigned char c))
{
    for (size_t i = 0; i < s.n; i++)
        if (!is((unsigned char)s.at[i])) return false;
    return str_find(s, STR("=?")) < 0;
}

static bool is_ascii(unsigned char c)
{
    return c >= ' ' && c < 127;
}

static size_t column(const struct text *out)
{
    const char *end = out->n ? memrchr(out->at, '\n', out->n) : NULL;
    return end ? (size_t)(out->at + out->n - end - 1) : out->n;
}

static void fold(struct text *out)
{
    text_add(out, STR("\r\n "));
}

static void put_base64(struct text *out, str s)
{
    gint state = 0, save = 0;
    char *to = text_room(out, s.n / 3 * 4 + 8);
    size_t n = g_base64_encode_step((const guchar *)s.at, s.n, FALSE, to, &state, &save);
    out->n += n + g_base64_encode_close(FALSE, to + n, &state, &save);
}

static void put_escaped(struct text *out, char mark, unsigned char c)
{
    text_addc(out, mark);
    text_addc(out, hex[c >> 4]);
    text_addc(out, hex[c & 15]);
}

static size_t coded_size(str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) n += is_word_letter((unsigned char)s.at[i]) || s.at[i] == ' ' ? 1 : 3;
    return n;
}

/* As many whole characters as fit. */
static size_t word_size(str s, size_t payload, bool base64)
{
    uint32_t code;
    size_t most = base64 ? payload / 4 * 3 : payload;
    for (size_t at = 0, used = 0, n; at < s.n; at += n) {
        n = str_rune(s, at, &code);
        used += base64 ? n : coded_size((str){ .at = s.at + at, .n = n });
        if (used > most) return at;
    }
    return s.n;
}

static void put_word(struct text *out, str word, bool base64)
{
    text_addz(out, base64 ? "=?utf-8?b?" : "=?utf-8?q?");
    if (base64) put_base64(out, word);
    for (size_t i = 0; i < word.n && !base64; i++) {
        unsigned char c = (unsigned char)word.at[i];
        if (is_word_letter(c) || c == ' ')
            text_addc(out, c == ' ' ? '_' : (char)c);
        else
            put_escaped(out, '=', c);
    }
    text_add(out, STR("?="));
}

static void put_words(struct text *out, str s)
{
    bool base64 = coded_size(s) > s.n + s.n / 2;
    for (size_t i = 0, n; s.n; i++, s = str_from(s, n)) {
        if (i || column(out) + WORD_AROUND + LEAST_PAYLOAD > LINE) fold(out);
        size_t room = LINE - column(out) - WORD_AROUND;
        n = word_size(s, room < WORD_PAYLOAD ? room : WORD_PAYLOAD, base64);
        put_word(out, str_cut(s, n), base64);
    }
}

/* One blank between words, as utf8_line leaves it; a line end before it when the next word would not fit. */
static void put_plain(struct text *out, str s)
{
    for (bool first = true; s.n; first = false) {
        str word = str_split(&s, ' ');
        if (!first && column(out) + 1 + word.n > LINE)
            fold(out);
        else if (!first)
            text_addc(out, ' ');
        text_add(out, word);
    }
}

static size_t longest_word(str s)
{
    size_t longest = 0;
    while (s.n) {
        str word = str_split(&s, ' ');
        longest = word.n > longest ? word.n : longest;
    }
    return longest;
}

/* Whole characters, at most so many bytes. */
static str cut_bytes(str s, size_t most)
{
    if (s.n <= most) return s;
    while (most && ((unsigned char)s.at[most] & 0xC0) == 0x80) most--;
    return str_trim(str_cut(s, most));
}

void encode_field(struct text *out, const char *name, str value)
{
    str line = cut_bytes(utf8_line(out->arena, value), MAIL_LINE_BYTES);
    text_addz(out, name);
    text_add(out, STR(": "));
    if (all(line, is_ascii) && longest_word(line) + column(out) <= LINE)
        put_plain(out, line);
    else
        put_words(out, line);
    text_add(out, STR("\r\n"));
}

str encode_name(struct arena *a, str name)
{
    str line = utf8_shorten(a, utf8_line(a, name), NAME_CHARACTERS);
    if (str_find(line, STR("=?")) < 0) return line;
    struct text out = { .arena = a };
    for (size_t i = 0; i < line.n; i++)
        if (!(line.at[i] == '?' && str_ends(text_str(&out), STR("=")))) text_addc(&out, line.at[i]);
    return text_str(&out);
}

static void put_person(struct text *out, const struct mail_address *who)
{
    str name = encode_name(out->arena, who->name);
    bool quoted = !all(name, is_atom_letter);
    if (all(name, is_quotable) && name.n <= WORD_PAYLOAD) {
        if (quoted) text_addc(out, '"');
        text_add(out, name);
        if (quoted) text_addc(out, '"');
    } else
        put_words(out, name);
    if (name.n && column(out) + who->email.n + 3 > LINE)
        fold(out);
    else if (name.n)
        text_addc(out, ' ');
    text_addf(out, name.n ? "<%.*s>" : "%.*s", STR_ARG(who->email));
}

void encode_people(struct text *out, const char *name, const struct mail_address_list *people)
{
    if (people->n == 0) return;
    text_addz(out, name);
    text_add(out, STR(": "));
    for (size_t i = 0; i < people->n; i++) {
        if (i) text_add(out, STR(",\r\n "));
        put_person(out, &people->at[i]);
    }
    text_add(out, STR("\r\n"));
}

static size_t piece_size(str s)
{
    uint32_t code;
    for (size_t at = 0, used = 0, n; at < s.n; at += n) {
        n = str_rune(s, at, &code);
        used += n == 1 && is_alnum((unsigned char)s.at[at]) ? 1 : 3 * n;
        if (used > PIECE_BYTES) return at;
    }
    return s.n;
}

/* RFC 2231 §3 and §4: name*0*=utf-8''…; name*1*=… */
static void put_pieces(struct text *out, const char *name, str s)
{
    bool several = piece_size(s) < s.n;
    for (int i = 0; s.n; i++) {
        str piece = str_cut(s, piece_size(s));
        if (i) text_add(out, STR(";\r\n "));
        text_addz(out, name);
        if (several) text_addf(out, "*%d", i);
        text_addz(out, i ? "*=" : "*=utf-8''");
        for (size_t k = 0; k < piece.n; k++)
            if (is_alnum((unsigned char)piece.at[k]))
                text_addc(out, piece.at[k]);
            else
                put_escaped(out, '%', (unsigned char)piece.at[k]);
        s = str_from(s, piece.n);
    }
}

void encode_parameter(struct text *out, const char *name, str value)
{
    str line = cut_bytes(utf8_line(out->arena, value), MAIL_LINE_BYTES);
    if (line.n == 0) return;
    text_add(out, STR(";\r\n "));
    if (all(line, is_quotable) && line.n <= PIECE_BYTES)
        text_addf(out, "%s=\"%.*s\"", name, STR_ARG(line));
    else
        put_pieces(out, name, line);
}

bool encode_address(struct arena *a, str email, str *out)
{
    str rest = { 0 };
    if (!email_norm(a, email, &rest)) return false;
    str local = str_split(&rest, '@');
    char *ascii = g_hostname_to_ascii(str_z(a, rest));
    str domain = str_copy(a, str_of(ascii));
    g_free(ascii);
    bool plain = domain.n > 0 && all(local, is_ascii) && all(domain, is_ascii);
    *out = str_format(a, "%.*s@%.*s", STR_ARG(local), STR_ARG(domain));
    return plain && out->n <= EMAIL_BYTES;
}

/* What some server on the way could take for the end of a mail or the beginning of another. */
static bool is_odd_line(str line)
{
    return str_starts(line, STR(".")) || str_starts(line, STR("From ")) || line.n > LINE ||
           str_find(line, STR("=_")) >= 0; /* "=_" is in our boundaries and never in what is encoded */
}

static bool is_simple(str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (!is_ascii((unsigned char)text.at[i]) && text.at[i] != '\n') return false;
    while (text.n)
        if (is_odd_line(str_split(&text, '\n'))) return false;
    return true;
}

static bool is_printed(str line, size_t i)
{
    unsigned char c = (unsigned char)line.at[i];
    if (i == 0 && str_starts(line, STR("From "))) return false;
    if (c == ' ' || c == '\t') return i + 1 < line.n; /* not at the end: RFC 2045 §6.7 (3) */
    return c > ' ' && c < 127 && c != '=';
}

static void put_quoted_line(struct text *out, str line)
{
    size_t used = 0;
    for (size_t i = 0; i < line.n; i++) {
        bool printed = is_printed(line, i);
        size_t n = printed ? 1 : 3, last = i + 1 == line.n;
        if (used + n > LINE - !last) {
            text_add(out, STR("=\r\n"));
            used = 0;
        }
        bool dot = used == 0 && line.at[i] == '.'; /* also where we broke the line */
        if (printed && !dot)
            text_addc(out, line.at[i]);
        else
            put_escaped(out, '=', (unsigned char)line.at[i]);
        used += dot ? 3 : n;
    }
    text_add(out, STR("\r\n"));
}

static size_t escapes(str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) n += (unsigned char)text.at[i] >= 127;
    return n;
}

void encode_text(struct text *out, str text)
{
    bool simple = is_simple(text);
    if (!simple && escapes(text) > text.n / 6) {
        struct text lines = { .arena = out->arena };
        while (text.n) {
            text_add(&lines, str_split(&text, '\n'));
            text_add(&lines, STR("\r\n"));
        }
        encode_bytes(out, text_str(&lines));
        return;
    }
    text_addf(out, "Content-Transfer-Encoding: %s\r\n\r\n", simple ? "7bit" : "quoted-printable");
    while (text.n) {
        str line = str_split(&text, '\n');
        if (!simple) {
            put_quoted_line(out, line);
            continue;
        }
        text_add(out, line);
        text_add(out, STR("\r\n"));
    }
}

void encode_bytes(struct text *out, str bytes)
{
    text_add(out, STR("Content-Transfer-Encoding: base64\r\n\r\n"));
    text_room(out, bytes.n / BASE64_BYTES * (LINE + 2) + LINE + 2);
    for (; bytes.n; bytes = str_from(bytes, BASE64_BYTES)) {
        put_base64(out, str_cut(bytes, BASE64_BYTES));
        text_add(out, STR("\r\n"));
    }
}
