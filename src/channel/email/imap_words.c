#include "channel/email/imap_words.h"

struct cursor {
    str rest;
    struct arena *arena;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool imap_number(str s, int64_t most, int64_t *out)
{
    int64_t n = 0;
    if (s.n == 0) return false;
    for (size_t i = 0; i < s.n; i++) {
        if (!is_digit(s.at[i]) || __builtin_mul_overflow(n, 10, &n) || __builtin_add_overflow(n, s.at[i] - '0', &n))
            return false;
        if (n > most) return false;
    }
    *out = n;
    return true;
}

static str without_line_end(str line)
{
    if (str_ends(line, STR("\n"))) line.n--;
    if (str_ends(line, STR("\r"))) line.n--;
    return line;
}

static bool take(struct cursor *c, const char *what)
{
    str word = str_of(what);
    if (!str_is_nocase(str_cut(c->rest, word.n), word)) return false;
    c->rest = str_from(c->rest, word.n);
    return true;
}

/* An atom, as generous as servers are: everything up to a blank, a bracket, a quote or an end of line. */
static bool take_atom(struct cursor *c, str *out)
{
    size_t n = 0;
    while (n < c->rest.n && (unsigned char)c->rest.at[n] > ' ' && !memchr("(){\"", c->rest.at[n], 4)) n++;
    *out = str_cut(c->rest, n);
    c->rest = str_from(c->rest, n);
    return n > 0;
}

static bool take_number(struct cursor *c, int64_t most, int64_t *out)
{
    size_t n = 0;
    while (n < c->rest.n && is_digit(c->rest.at[n])) n++;
    str digits = str_cut(c->rest, n);
    c->rest = str_from(c->rest, n);
    return imap_number(digits, most, out);
}

static bool take_quoted(struct cursor *c, str *out)
{
    struct text x = { .arena = c->arena };
    for (size_t i = 1; i < c->rest.n; i++) {
        char at = c->rest.at[i];
        if (at == '"') {
            c->rest = str_from(c->rest, i + 1);
            *out = text_str(&x);
            return true;
        }
        if (at == '\\' && ++i == c->rest.n) return false;
        at = c->rest.at[i];
        if (at == '\r' || at == '\n' || at == 0) return false;
        text_addc(&x, at);
    }
    return false;
}

static bool take_literal(struct cursor *c, str *out)
{
    int64_t n = 0;
    struct cursor at = { .rest = str_from(c->rest, 1) };
    if (!take_number(&at, IMAP_LITERAL_MOST, &n) || !take(&at, "}\r\n") || (size_t)n > at.rest.n) return false;
    *out = str_cut(at.rest, (size_t)n);
    c->rest = str_from(at.rest, (size_t)n);
    return true;
}

/* A string, or NIL, which is none: *nil. */
static bool take_string(struct cursor *c, str *out, bool *nil)
{
    *nil = false;
    *out = (str){ 0 };
    if (c->rest.n == 0) return false;
    if (c->rest.at[0] == '"') return take_quoted(c, out);
    if (c->rest.at[0] == '{') return take_literal(c, out);
    if (!take_atom(c, out)) return false;
    *nil = str_is_nocase(*out, STR("NIL"));
    return true;
}

/* Any value: an atom, a string, a list of values. */
static bool step_over(struct cursor *c)
{
    int depth = 0;
    do {
        str ignored;
        bool nil;
        if (depth > 0 && take(c, " ")) continue;
        if (take(c, "(")) {
            if (++depth > IMAP_NESTING) return false;
        } else if (depth > 0 && take(c, ")")) {
            depth--;
        } else if (!take_string(c, &ignored, &nil)) {
            return false;
        }
    } while (depth > 0);
    return true;
}

/* "BODY[HEADER.FIELDS (TO CC)]<0>" is one name, blanks and all. */
static bool take_item_name(struct cursor *c, str *out)
{
    size_t n = 0;
    bool inside = false;
    for (; n < c->rest.n; n++) {
        char at = c->rest.at[n];
        if (at == '[') inside = true;
        if (at == ']') inside = false;
        if ((unsigned char)at < ' ' || (!inside && (at == ' ' || memchr("(){\"", at, 4)))) break;
    }
    *out = str_cut(c->rest, n);
    c->rest = str_from(c->rest, n);
    return n > 0;
}

static bool is_body(str item)
{
    return str_is_nocase(item, STR("BODY[]")) || str_is_nocase(item, STR("BODY[]<0>"));
}

static bool read_fetch(struct cursor *c, struct imap_answer *out)
{
    if (!take(c, "(")) return false;
    for (bool first = true; !take(c, ")"); first = false) {
        str item;
        bool nil;
        int64_t n = 0;
        if ((!first && !take(c, " ")) || !take_item_name(c, &item) || !take(c, " ")) return false;
        if (str_is_nocase(item, STR("UID"))) {
            if (out->uid || !take_number(c, UINT32_MAX, &n) || n == 0) return false;
            out->uid = (uint32_t)n;
        } else if (str_is_nocase(item, STR("RFC822.SIZE"))) {
            if (!take_number(c, INT64_MAX, &out->size)) return false;
        } else if (is_body(item)) {
            if (out->has_body || !take_string(c, &out->body, &nil)) return false;
            out->has_body = !nil;
        } else if (!step_over(c)) {
            return false;
        }
    }
    return c->rest.n == 0;
}

/* LIST (\HasNoChildren) "/" "name" and whatever an extension adds behind it (RFC 5258). */
static bool read_list(struct cursor *c, struct imap_answer *out)
{
    str ignored;
    bool nil;
    ptrdiff_t end = str_find(c->rest, STR(")"));
    if (!take(c, "(") || end < 0) return false;
    out->flags = str_cut(c->rest, (size_t)end - 1);
    c->rest = str_from(c->rest, (size_t)end);
    return take(c, " ") && take_string(c, &ignored, &nil) && take(c, " ") && take_string(c, &out->folder, &nil);
}

static void read_status(struct cursor *c, struct imap_answer *out)
{
    take(c, " ");
    ptrdiff_t end = str_find(c->rest, STR("]"));
    if (c->rest.n && c->rest.at[0] == '[' && end > 0) {
        str inside = str_from(str_cut(c->rest, (size_t)end), 1);
        out->code = str_split(&inside, ' ');
        out->argument = inside;
        c->rest = str_from(c->rest, (size_t)end + 1);
    }
    out->text = str_trim(c->rest);
}

/* "OK", "OK …", but not "OKAY". */
static bool take_word(struct cursor *c, const char *what)
{
    struct cursor was = *c;
    if (take(c, what) && (c->rest.n == 0 || c->rest.at[0] == ' ')) return true;
    *c = was;
    return false;
}

static const struct {
    const char *word;
    enum imap_says says;
} statuses[] = {
    { "OK", IMAP_OK }, { "NO", IMAP_NO }, { "BAD", IMAP_BAD }, { "BYE", IMAP_BYE }, { "PREAUTH", IMAP_PREAUTH }
};

static bool take_status(struct cursor *c, enum imap_says *says)
{
    for (size_t i = 0; i < COUNT_OF(statuses); i++)
        if (take_word(c, statuses[i].word)) {
            *says = statuses[i].says;
            return true;
        }
    return false;
}

static bool read_numbered(struct cursor *c, struct imap_answer *out)
{
    int64_t n = 0;
    if (!take_number(c, UINT32_MAX, &n) || !take(c, " ")) return false;
    out->number = (uint32_t)n;
    if (take_word(c, "EXISTS")) {
        out->says = IMAP_EXISTS;
        return true;
    }
    if (n > 0 && take_word(c, "EXPUNGE")) {
        out->says = IMAP_EXPUNGE;
        return true;
    }
    if (n == 0 || !take_word(c, "FETCH")) return true; /* RECENT, and what is not known */
    out->says = IMAP_FETCH;
    return take(c, " ") && read_fetch(c, out);
}

static bool read_untagged(struct cursor *c, struct imap_answer *out)
{
    out->says = IMAP_OTHER;
    if (take_status(c, &out->says)) {
        read_status(c, out);
        return true;
    }
    if (c->rest.n && is_digit(c->rest.at[0])) return read_numbered(c, out);
    if (take_word(c, "CAPABILITY")) {
        out->says = IMAP_CAPABILITY;
        out->text = str_trim(c->rest);
        return true;
    }
    if (take_word(c, "LIST")) {
        out->says = IMAP_LIST;
        return take(c, " ") && read_list(c, out);
    }
    return c->rest.n > 0;
}

bool imap_read(struct arena *a, str line, struct imap_answer *out)
{
    *out = (struct imap_answer){ .size = -1 };
    struct cursor c = { .rest = without_line_end(line), .arena = a };
    if (memchr(line.n ? line.at : "", 0, line.n)) return false;
    if (take(&c, "* ")) {
        out->tag = STR("*");
        return read_untagged(&c, out);
    }
    if (take_word(&c, "+")) {
        *out = (struct imap_answer){ .says = IMAP_GO_ON, .tag = STR("+"), .text = str_trim(c.rest), .size = -1 };
        return true;
    }
    if (!take_atom(&c, &out->tag) || !take(&c, " ") || !take_status(&c, &out->says) || out->says > IMAP_BAD)
        return false;
    read_status(&c, out);
    return true;
}

bool imap_is_status(str line)
{
    struct cursor c = { .rest = without_line_end(line) };
    enum imap_says says;
    if (!take(&c, "* ")) return true; /* a tagged line, or "+" */
    return take_status(&c, &says);
}

int imap_literal(str answer, size_t line_from, int64_t *bytes)
{
    if (imap_is_status(answer)) return 0;
    str line = without_line_end(str_from(answer, line_from));
    if (!str_ends(line, STR("}"))) return 0;
    size_t from = line.n - 1;
    while (from > 0 && is_digit(line.at[from - 1])) from--;
    str digits = str_from(str_cut(line, line.n - 1), from);
    if (from == 0 || line.at[from - 1] != '{' || digits.n == 0) return 0;
    return imap_number(digits, IMAP_LITERAL_MOST, bytes) ? 1 : -1;
}

bool imap_body_follows(str line)
{
    struct cursor c = { .rest = line };
    int64_t n;
    if (!take(&c, "* ") || !take_number(&c, UINT32_MAX, &n) || !take(&c, " FETCH (")) return false;
    ptrdiff_t brace = -1;
    for (size_t i = 0; i < line.n; i++)
        if (line.at[i] == '{') brace = (ptrdiff_t)i;
    if (brace < 0) return false;
    str before = str_cut(line, (size_t)brace);
    static const char *const ends[] = { " BODY[] ", "(BODY[] ", " BODY[]<0> ", "(BODY[]<0> " };
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        str end = str_of(ends[i]);
        if (before.n >= end.n && str_is_nocase(str_from(before, before.n - end.n), end)) return true;
    }
    return false;
}

bool imap_has(str list, const char *word)
{
    while (list.n > 0)
        if (str_is_nocase(str_split(&list, ' '), str_of(word))) return true;
    return false;
}
