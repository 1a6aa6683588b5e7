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

void html_lines(struct text *out, str s)
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
        html_text(out, line);
        open = true;
    }
    if (open) text_add(out, STR("</p>"));
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
