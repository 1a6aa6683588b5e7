#include "channel/email/encoded.h"

#include <glib.h>

#include "channel/email/charset.h"
#include "channel/email/mail.h"
#include "text/utf8.h"

/* RFC 2047 §2 allows 75 bytes; some programs write a whole subject into one. */
enum { WORD_BYTES = 8 << 10 };

struct word {
    str charset, coded;
    char encoding; /* 'b' or 'q' */
    size_t n;      /* bytes it took */
};

static int hex(char c)
{
    return g_ascii_xdigit_value(c);
}

static str unquoted(struct arena *a, str s, char mark, bool underscore)
{
    struct text out = { .arena = a };
    for (size_t i = 0; i < s.n; i++) {
        bool code = s.at[i] == mark && i + 2 < s.n && hex(s.at[i + 1]) >= 0 && hex(s.at[i + 2]) >= 0;
        if (code) {
            text_addc(&out, (char)(hex(s.at[i + 1]) << 4 | hex(s.at[i + 2])));
            i += 2;
        } else
            text_addc(&out, underscore && s.at[i] == '_' ? ' ' : s.at[i]);
    }
    return text_str(&out);
}

/* Base64 goes on from one word to the next when the first has not ended: some programs cut inside a group of four. */
struct base64 {
    gint state;
    guint save;
};

static void add_unbased(struct text *out, struct base64 *b, str s)
{
    out->n += g_base64_decode_step(s.at, s.n, (guchar *)text_room(out, s.n + 3), &b->state, &b->save);
    if (str_ends(s, STR("="))) *b = (struct base64){ 0 };
}

/* An encoded word at the beginning of s. Blanks inside, which RFC 2047 forbids, many programs write. */
static bool read_word(str s, struct word *w)
{
    if (!str_starts(s, STR("=?"))) return false;
    str rest = str_from(s, 2);
    str charset = str_split(&rest, '?');
    if (charset.n == 0 || charset.n > 64 || rest.n < 3 || rest.at[1] != '?') return false;
    w->encoding = g_ascii_tolower(rest.at[0]);
    str coded = str_from(rest, 2);
    const char *end = memmem(coded.at, coded.n < WORD_BYTES ? coded.n : WORD_BYTES, "?=", 2);
    if ((w->encoding != 'q' && w->encoding != 'b') || !end) return false;
    coded = str_cut(coded, (size_t)(end - coded.at));
    w->charset = str_split(&charset, '*'); /* RFC 2231 §5: the language behind a star */
    w->coded = coded;
    w->n = (size_t)(end + 2 - s.at);
    return true;
}

static size_t blanks(str s)
{
    size_t n = 0;
    while (n < s.n && strchr(" \t\r\n", s.at[n]) && s.at[n]) n++;
    return n;
}

/* A run of words in one charset, decoded together; *used tells how far it went. */
static str read_words(struct arena *a, str s, size_t *used)
{
    struct text bytes = { .arena = a };
    struct word first = { 0 }, w = { 0 };
    struct base64 b = { 0 };
    *used = 0;
    for (size_t gap = 0; read_word(str_from(s, *used + gap), &w); gap = blanks(str_from(s, *used))) {
        if (*used && !str_is_nocase(w.charset, first.charset)) break;
        if (!*used) first = w;
        if (w.encoding == 'b')
            add_unbased(&bytes, &b, w.coded);
        else
            text_add(&bytes, unquoted(a, w.coded, '=', true));
        *used += gap + w.n;
    }
    return *used ? charset_text(a, text_str(&bytes), first.charset) : (str){ 0 };
}

typedef void put_words(struct text *out, str decoded);

static void put_plain(struct text *out, str decoded)
{
    text_add(out, decoded);
}

static void put_again(struct text *out, str decoded)
{
    str line = utf8_line(out->arena, decoded);
    text_add(out, STR("=?utf-8?b?"));
    gint state = 0, save = 0;
    char *to = text_room(out, line.n * 2 + 8);
    size_t n = g_base64_encode_step((const guchar *)line.at, line.n, FALSE, to, &state, &save);
    out->n += n + g_base64_encode_close(FALSE, to + n, &state, &save);
    text_add(out, STR("?="));
}

static str with_words(struct arena *a, str value, put_words *put)
{
    struct text out = { .arena = a };
    bool after_word = false;
    while (value.n) {
        size_t gap = blanks(value), used = 0;
        str decoded = read_words(a, str_from(value, gap), &used);
        if (!(after_word && used)) text_add(&out, str_cut(value, gap)); /* blanks between words are none */
        value = str_from(value, gap);
        after_word = used > 0;
        if (used)
            put(&out, decoded);
        else
            for (used = 0; used < value.n && !blanks(str_from(value, used));) {
                used++;
                if (str_starts(str_from(value, used), STR("=?"))) break;
            }
        if (!after_word) text_add(&out, str_cut(value, used));
        value = str_from(value, used);
    }
    return text_str(&out);
}

/* Whole characters, at most so many bytes. */
static str cut_bytes(str s, size_t most)
{
    if (s.n <= most) return s;
    while (most && ((unsigned char)s.at[most] & 0xC0) == 0x80) most--;
    return str_trim(str_cut(s, most));
}

str encoded_line(struct arena *a, str value)
{
    str decoded = with_words(a, str_cut(value, (size_t)16 * MAIL_LINE_BYTES), put_plain);
    return cut_bytes(utf8_line(a, charset_text(a, decoded, (str){ 0 })), MAIL_LINE_BYTES);
}

str encoded_again(struct arena *a, str value)
{
    return with_words(a, value, put_again);
}

/* One "name=value" behind a ";"; comments and quotes read as RFC 2045 has them. */
static str next_item(str *rest)
{
    size_t i = 0;
    bool quoted = false;
    for (; i < rest->n; i++) {
        char c = rest->at[i];
        if (quoted && c == '\\' && i + 1 < rest->n)
            i++;
        else if (c == '"')
            quoted = !quoted;
        else if (c == ';' && !quoted)
            break;
    }
    str item = str_cut(*rest, i);
    *rest = str_from(*rest, i + 1);
    return item;
}

str parameter_head(str value)
{
    str head = str_trim(next_item(&value));
    ptrdiff_t comment = str_find(head, STR("("));
    return str_trim(comment > 0 ? str_cut(head, (size_t)comment) : head);
}

static str bare_value(struct arena *a, str s)
{
    s = str_trim(s);
    if (!str_starts(s, STR("\""))) {
        ptrdiff_t comment = str_find(s, STR(" ("));
        return comment > 0 ? str_trim(str_cut(s, (size_t)comment)) : s;
    }
    struct text out = { .arena = a };
    for (size_t i = 1; i < s.n && s.at[i] != '"'; i++) {
        if (s.at[i] == '\\' && i + 1 < s.n && (s.at[i + 1] == '"' || s.at[i + 1] == '\\')) i++;
        text_addc(&out, s.at[i]);
    }
    return text_str(&out);
}

enum { PIECES = 256 };

/* A parameter as it may come: plain, in a charset ("name*"), in pieces ("name*0", "name*1*"). */
struct pieces {
    struct arena *arena;
    str plain, charset, at[PIECES];
    bool coded[PIECES], has[PIECES], whole; /* whole: "name*=" was there */
};

static void take_piece(struct pieces *p, str key, str value)
{
    if (key.n == 0) {
        if (!p->plain.n) p->plain = value; /* the first one counts */
        return;
    }
    str_split(&key, '*');
    bool coded = key.n == 0 || str_ends(key, STR("*"));
    int64_t which = 0;
    if (key.n && !str_int(str_trim(str_cut(key, key.n - coded)), &which)) return;
    if (which < 0 || which >= PIECES || p->has[which]) return;
    if (which == 0 && coded) {
        str rest = value, charset = str_split(&rest, '\'');
        if (rest.n || str_ends(value, STR("'"))) {
            p->charset = charset;
            str_split(&rest, '\'');
            value = rest;
        }
    }
    p->whole |= key.n == 0;
    p->has[which] = true;
    p->coded[which] = coded;
    p->at[which] = value;
}

str parameter(struct arena *a, str value, const char *name)
{
    next_item(&value);
    if (!value.n) return (str){ 0 };
    struct pieces *p = ARENA_NEW(a, struct pieces);
    size_t long_name = strlen(name);
    while (value.n) {
        str item = next_item(&value), key = str_trim(str_split(&item, '='));
        bool ours = str_is_nocase(str_cut(key, long_name), str_of(name)) &&
                    (key.n == long_name || key.at[long_name] == '*');
        if (ours) take_piece(p, str_from(key, long_name), bare_value(a, item));
    }
    if (!p->has[0]) return encoded_line(a, p->plain);
    struct text out = { .arena = a };
    for (size_t i = 0; i < PIECES && p->has[i] && out.n < MAIL_LINE_BYTES; i++)
        text_add(&out, p->coded[i] ? unquoted(a, p->at[i], '%', false) : p->at[i]);
    str bytes = text_str(&out);
    if (p->charset.n) return cut_bytes(utf8_line(a, charset_text(a, bytes, p->charset)), MAIL_LINE_BYTES);
    return encoded_line(a, bytes);
}
