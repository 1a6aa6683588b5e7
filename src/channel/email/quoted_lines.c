#include "channel/email/quoted_lines.h"

#include "text/utf8.h"

enum { LINES = 200000 };

void quoted_lines_of_text(struct arena *a, str text, struct quoted_line_list *out)
{
    for (size_t at = 0; at < text.n && out->n < LINES;) {
        str rest = str_from(text, at), line = str_split(&rest, '\n');
        str trimmed = str_trim(line);
        *LIST_ADD(a,
                  out) = (struct quoted_line){ .text = trimmed, .from = at, .quoted = str_starts(trimmed, STR(">")) };
        at += line.n + 1;
    }
}

struct html {
    struct arena *arena;
    struct quoted_line_list *out;
    struct text line;
    size_t line_from, depth; /* of blockquotes */
    bool no_tag, no_comment; /* none ends from here on: it need not be looked for again */
    bool mark, silent;       /* silent: inside <style>, <script>, <title> */
};

static void end_line(struct html *h, size_t next)
{
    str text = str_trim(text_str(&h->line));
    if ((text.n || h->mark) && h->out->n < LINES)
        *LIST_ADD(h->arena, h->out) = (struct quoted_line){
            .text = str_copy(h->arena, text), .from = h->line_from, .quoted = h->depth > 0, .mark = h->mark
        };
    h->mark = false;
    h->line.n = 0;
    h->line_from = next;
}

static bool tag_is(str tag, const char *name)
{
    size_t n = strlen(name);
    return str_is_nocase(str_cut(tag, n), str_of(name)) && (tag.n == n || strchr(" \t\r\n/>", tag.at[n]));
}

static bool is_block(str tag)
{
    static const char *const blocks[] = { "br", "p",  "div", "hr", "tr",   "td",         "table", "li",    "ul",
                                          "ol", "h1", "h2",  "h3", "body", "blockquote", "pre",   "center" };
    for (size_t i = 0; i < COUNT_OF(blocks); i++)
        if (tag_is(tag, blocks[i])) return true;
    return false;
}

/* What mail programs write where the earlier mail begins. */
static bool is_mark(struct arena *a, str tag)
{
    static const char *const marks[] = {
        "gmail_quote",
        "yahoo_quoted",
        "moz-cite-prefix",
        "protonmail_quote",
        "olk_src_body_section",
        "divrplyfwdmsg",
        "appendonsend",
        "stopspelling",
        "outlookmessageheader",
        "zmail_extra",
        "reply-intro",
        "tutanota_quote",
        "id=\"reply-header",
        "mail-editor-reference-message-container",
        "ms-outlook-mobile-reference-message",
        NULL,
    };
    str low = str_lower(a, str_cut(tag, 2000));
    for (size_t i = 0; marks[i]; i++)
        if (memmem(low.at, low.n, marks[i], strlen(marks[i]))) return true;
    return tag_is(tag, "blockquote") && memmem(low.at, low.n, "cite", 4);
}

static void take_tag(struct html *h, str tag, size_t from, size_t next)
{
    bool closes = str_starts(tag, STR("/"));
    str name = closes ? str_from(tag, 1) : tag;
    if (tag_is(name, "style") || tag_is(name, "script") || tag_is(name, "title")) h->silent = !closes;
    bool mark = !closes && !h->depth && is_mark(h->arena, tag);
    if (mark || is_block(name)) end_line(h, from);
    h->mark |= mark;
    if (tag_is(name, "hr") && !h->silent) {
        text_addz(&h->line, "________________________________");
        end_line(h, from);
    }
    if (tag_is(name, "blockquote")) {
        if (closes && h->depth)
            h->depth--;
        else if (!closes)
            h->depth++;
    }
    if (!h->line.n && !h->mark) h->line_from = is_block(name) && !closes && !tag_is(name, "br") ? from : next;
}

static size_t take_reference(struct html *h, str s)
{
    static const struct {
        const char *name, *is;
    } known[] = { { "&nbsp;", " " },  { "&lt;", "<" },  { "&gt;", ">" },   { "&amp;", "&" },
                  { "&quot;", "\"" }, { "&#39;", "'" }, { "&#8217;", "'" } };
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (str_starts(s, str_of(known[i].name))) {
            text_addz(&h->line, known[i].is);
            return strlen(known[i].name);
        }
    text_addc(&h->line, '&');
    return 1;
}

/* Behind the tag or comment that begins here; 0: it never ends, so it is none. */
static size_t tag_bytes(struct html *h, str s)
{
    if (s.at[0] != '<') return 0;
    bool comment = str_starts(s, STR("<!--")), *none = comment ? &h->no_comment : &h->no_tag;
    if (*none) return 0;
    const char *end = comment ? memmem(s.at, s.n, "-->", 3) : memchr(s.at, '>', s.n);
    *none = !end;
    return end ? (size_t)(end - s.at) + (comment ? 3 : 1) : 0;
}

void quoted_lines_of_html(struct arena *a, str html, struct quoted_line_list *out)
{
    struct html h = { .arena = a, .out = out, .line = { .arena = a } };
    for (size_t at = 0; at < html.n;) {
        str rest = str_from(html, at);
        size_t n = tag_bytes(&h, rest);
        if (n) {
            take_tag(&h, str_cut(str_from(rest, 1), n > 2 ? n - 2 : 0), at, at + n);
            at += n;
        } else if (h.silent)
            at++;
        else if (rest.at[0] == '&')
            at += take_reference(&h, rest);
        else {
            bool blank = (unsigned char)rest.at[0] <= ' ';
            if (!blank)
                text_addc(&h.line, rest.at[0]);
            else if (h.line.n && h.line.at[h.line.n - 1] != ' ')
                text_addc(&h.line, ' ');
            at++;
        }
    }
    end_line(&h, html.n);
}
