#include "text/html.h"

#include "text/url.h"

/* The apostrophe and the grave accent too: old browsers take them for quotes. */
static str escape_of(char c)
{
    switch (c) {
        case '&': return STR("&amp;");
        case '<': return STR("&lt;");
        case '>': return STR("&gt;");
        case '"': return STR("&quot;");
        case '\'': return STR("&#39;");
        case '`': return STR("&#96;");
        case '\0': return STR("\xEF\xBF\xBD"); /* HTML has no way to write it */
        default: return (str){ 0 };
    }
}

void html_text(struct text *out, str s)
{
    size_t from = 0;
    for (size_t at = 0; at < s.n; at++) {
        str escape = escape_of(s.at[at]);
        if (escape.n == 0) continue;
        text_add(out, str_cut(str_from(s, from), at - from));
        text_add(out, escape);
        from = at + 1;
    }
    text_add(out, str_from(s, from));
}

/* Cuts one line off: \n, \r\n or \r end it. */
static str line_next(str *rest)
{
    size_t n = 0;
    while (n < rest->n && rest->at[n] != '\n' && rest->at[n] != '\r') n++;
    str line = str_cut(*rest, n);
    bool pair = n + 1 < rest->n && rest->at[n] == '\r' && rest->at[n + 1] == '\n';
    *rest = str_from(*rest, n + 1 + pair);
    return line;
}

static void put_lines(struct text *out, str s, void (*put)(struct text *out, str line))
{
    bool open = false;
    while (s.n) {
        str line = line_next(&s);
        if (str_empty(str_trim(line))) {
            if (open) text_add(out, STR("</p>"));
            open = false;
            continue;
        }
        text_add(out, open ? STR("<br>") : STR("<p>"));
        put(out, line);
        open = true;
    }
    if (open) text_add(out, STR("</p>"));
}

void html_lines(struct text *out, str s)
{
    put_lines(out, s, html_text);
}

static bool has_scheme(str s, str scheme)
{
    return s.n > scheme.n && str_is_nocase(str_cut(s, scheme.n), scheme);
}

/* Nothing that a browser drops, or reads as "/", before it looks at the scheme and the host. */
static bool is_clean(str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.at[i];
        if (c <= ' ' || c == 0x7F || c == '\\') return false;
    }
    return true;
}

static bool is_safe_url(str s)
{
    if (url_is_own_path(s)) return true;
    if (!is_clean(s)) return false;
    if (has_scheme(s, STR("mailto:")) || has_scheme(s, STR("tel:"))) return true;
    size_t head = has_scheme(s, STR("http://")) ? 7 : has_scheme(s, STR("https://")) ? 8 : 0;
    return head && s.at[head] != '/' && s.at[head] != '?' && s.at[head] != '#';
}

void html_url(struct text *out, str s)
{
    if (is_safe_url(s))
        html_text(out, s);
    else
        text_addc(out, '#');
}

/* ---- addresses in what people say ---- */

/* Ends an address: blanks, quotes, angles, and what would only change how it looks (zero width, direction). */
static bool ends_address(str rest)
{
    uint32_t code = 0;
    if (str_rune(rest, 0, &code) == 0) return true;
    if (code <= ' ' || code == 0x7F || (code < 0x80 && strchr("<>\"'`\\", (int)code))) return true;
    return (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
           (code >= 0x2060 && code <= 0x2069) || code == 0xFEFF || code == 0xA0;
}

/* Which pair of brackets, and which side of it; -1: none. */
static int bracket(char c, const char *side)
{
    const char *at = c ? strchr(side, c) : NULL;
    return at ? (int)(at - side) : -1;
}

/* What belongs to the sentence and not to the address: "(see https://a.example/b)." */
static str without_end(str s)
{
    static const char opening[] = "([{", closing[] = ")]}";
    long unpaired[3] = { 0 }; /* closing ones that nothing opens */
    for (size_t i = 0; i < s.n; i++) {
        int opens = bracket(s.at[i], opening), closes = bracket(s.at[i], closing);
        if (opens >= 0) unpaired[opens]--;
        if (closes >= 0) unpaired[closes]++;
    }
    while (s.n) {
        char last = s.at[s.n - 1];
        int closes = bracket(last, closing);
        if (closes >= 0 ? unpaired[closes] <= 0 : bracket(last, ".,;:!?") < 0) return s;
        if (closes >= 0) unpaired[closes]--;
        s = str_cut(s, s.n - 1);
    }
    return s;
}

/* How many bytes before the first of `marks`. */
static size_t before_any(str s, const char *marks)
{
    size_t n = 0;
    while (n < s.n && !strchr(marks, s.at[n])) n++;
    return n;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* The address that begins here, or empty; either way `looked` bytes are judged and need no second look. One with a name
 * before its host only pretends to lead there. */
static str address_at(str rest, size_t *looked)
{
    size_t head = has_scheme(rest, STR("http://")) ? 7 : has_scheme(rest, STR("https://")) ? 8 : 0, n = head;
    *looked = 0;
    if (!head) return (str){ 0 };
    while (n < rest.n && !ends_address(str_from(rest, n))) {
        uint32_t code = 0;
        n += str_rune(rest, n, &code);
    }
    *looked = n;
    str whole = without_end(str_cut(rest, n)), host = str_from(whole, head < whole.n ? head : whole.n);
    host = str_cut(host, before_any(host, "/?#"));
    return whole.n > head && host.n && str_find(host, STR("@")) < 0 && is_safe_url(whole) ? whole : (str){ 0 };
}

void html_words(struct text *out, str s)
{
    size_t from = 0;
    for (size_t at = 0; at < s.n; at++) {
        bool begins = (s.at[at] | 32) == 'h' && (at == 0 || !is_letter(s.at[at - 1]));
        size_t looked = 0;
        str address = begins ? address_at(str_from(s, at), &looked) : (str){ 0 };
        if (address.n == 0) {
            at += looked ? looked - 1 : 0;
            continue;
        }
        html_text(out, str_cut(str_from(s, from), at - from));
        text_add(out, STR("<a rel=\"noopener noreferrer nofollow\" href=\""));
        html_url(out, address);
        text_add(out, STR("\">"));
        html_text(out, address);
        text_add(out, STR("</a>"));
        from = at + address.n;
        at = from - 1;
    }
    html_text(out, str_from(s, from));
}

void html_linked(struct text *out, str s)
{
    put_lines(out, s, html_words);
}
