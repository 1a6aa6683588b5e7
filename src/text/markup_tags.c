/* The first pass. It reads tags as the tokenizer of the standard does (13.2.5), keeps those we know, and writes each
 * anew: name, at most the attributes that matter, quoted and escaped. Its output has no "<" but at the start of a tag
 * of ours, so no parser can read it in another way than we wrote it. */
#include "text/markup_part.h"

enum { OPEN_MOST = 200 };

enum sort {
    UNKNOWN, /* the tag goes, its words stay */
    RAW,     /* goes with all that is in it, up to its own end */
    ALONE,   /* br, hr, img: never ended */
    LOOSE,   /* its end may be left out, or it never holds itself */
    NESTS,   /* anything else */
};

static const struct known {
    const char *name, *as;
    enum sort sort;
} known[] = {
    { "a", "a", NESTS },
    { "address", "div", NESTS },
    { "article", "div", NESTS },
    { "aside", "div", NESTS },
    { "b", "strong", NESTS },
    { "bdi", "span", NESTS },
    { "blockquote", "blockquote", NESTS },
    { "br", "br", ALONE },
    { "caption", "caption", LOOSE },
    { "center", "div", NESTS },
    { "cite", "em", NESTS },
    { "code", "code", NESTS },
    { "dd", "div", NESTS },
    { "del", "s", NESTS },
    { "details", "div", NESTS },
    { "dir", "ul", NESTS },
    { "div", "div", NESTS },
    { "dl", "div", NESTS },
    { "dt", "div", NESTS },
    { "em", "em", NESTS },
    { "fieldset", "div", NESTS },
    { "figcaption", "div", NESTS },
    { "figure", "div", NESTS },
    { "footer", "div", NESTS },
    { "form", "div", NESTS },
    { "h1", "h1", LOOSE },
    { "h2", "h2", LOOSE },
    { "h3", "h3", LOOSE },
    { "h4", "h3", LOOSE },
    { "h5", "h3", LOOSE },
    { "h6", "h3", LOOSE },
    { "header", "div", NESTS },
    { "hr", "hr", ALONE },
    { "i", "em", NESTS },
    { "iframe", NULL, RAW },
    { "img", "img", ALONE },
    { "ins", "u", NESTS },
    { "kbd", "code", NESTS },
    { "li", "li", LOOSE },
    { "main", "div", NESTS },
    { "menu", "ul", NESTS },
    { "nav", "div", NESTS },
    { "noembed", NULL, RAW },
    { "noframes", NULL, RAW },
    { "noscript", NULL, RAW },
    { "ol", "ol", NESTS },
    { "p", "p", LOOSE },
    { "pre", "pre", NESTS },
    { "q", "em", NESTS },
    { "s", "s", NESTS },
    { "samp", "code", NESTS },
    { "script", NULL, RAW },
    { "section", "div", NESTS },
    { "span", "span", NESTS },
    { "strike", "s", NESTS },
    { "strong", "strong", NESTS },
    { "style", NULL, RAW },
    { "summary", "div", NESTS },
    { "table", "table", NESTS },
    { "tbody", "tbody", LOOSE },
    { "td", "td", LOOSE },
    { "textarea", NULL, RAW },
    { "tfoot", "tfoot", LOOSE },
    { "th", "th", LOOSE },
    { "thead", "thead", LOOSE },
    { "title", NULL, RAW },
    { "tr", "tr", LOOSE },
    { "tt", "code", NESTS },
    { "u", "u", NESTS },
    { "ul", "ul", NESTS },
    { "var", "em", NESTS },
    { "xmp", NULL, RAW },
};

static const struct kept_attribute {
    const char *of, *name;
} kept_attributes[] = {
    { "a", "href" },     { "img", "alt" },  { "img", "src" },   { "img", "width" },
    { "img", "height" }, { "span", "dir" }, { "span", "lang" },
};
enum { ATTRIBUTES = COUNT_OF(kept_attributes) };

struct pass {
    struct text *out;
    str in;
    size_t at, tags;
    int64_t open[COUNT_OF(known)], open_all;
};

struct tag {
    str name;
    bool ends;
    str values[ATTRIBUTES];
    bool given[ATTRIBUTES];
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_more(const struct pass *p)
{
    return p->at < p->in.n;
}

static char here(const struct pass *p)
{
    return p->in.at[p->at];
}

/* "&" stays: references are read by the parser. */
static void put_escaped(struct text *out, str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.at[i];
        if (c == '<')
            text_addz(out, "&lt;");
        else if (c == '>')
            text_addz(out, "&gt;");
        else if (c == '"')
            text_addz(out, "&quot;");
        else if ((unsigned char)c >= ' ' || is_blank(c))
            text_addc(out, c);
    }
}

static const struct known *known_tag(str name)
{
    size_t from = 0, to = COUNT_OF(known);
    while (from < to) {
        size_t middle = (from + to) / 2;
        int order = str_compare(name, str_of(known[middle].name));
        if (order == 0) return &known[middle];
        if (order < 0)
            to = middle;
        else
            from = middle + 1;
    }
    return NULL;
}

/* ---- what is no tag ---- */

static void skip_past(struct pass *p, const char *end)
{
    ptrdiff_t at = str_find(str_from(p->in, p->at), str_of(end));
    p->at = at < 0 ? p->in.n : p->at + (size_t)at + strlen(end);
}

/* Behind "<!--". */
static void skip_comment(struct pass *p)
{
    str rest = str_from(p->in, p->at);
    if (str_starts(rest, STR(">")) || str_starts(rest, STR("->"))) {
        skip_past(p, ">");
        return;
    }
    for (; is_more(p); p->at++) {
        rest = str_from(p->in, p->at);
        if (here(p) != '-' || !str_starts(rest, STR("--"))) continue;
        if (str_starts(rest, STR("-->")) || str_starts(rest, STR("--!>"))) {
            skip_past(p, ">");
            return;
        }
    }
}

/* All of a script, up to its own end. */
static void skip_raw(struct pass *p, const char *name)
{
    size_t n = strlen(name);
    for (; is_more(p); p->at++) {
        str rest = str_from(p->in, p->at);
        if (here(p) != '<' || !str_starts(rest, STR("</"))) continue;
        rest = str_from(rest, 2);
        if (!str_is_nocase(str_cut(rest, n), str_of(name))) continue;
        if (rest.n == n || is_blank(rest.at[n]) || rest.at[n] == '/' || rest.at[n] == '>') return;
    }
}

/* ---- a tag ---- */

static str take_until(struct pass *p, const char *marks, bool blank_ends)
{
    size_t from = p->at;
    while (is_more(p) && !strchr(marks, here(p) ? here(p) : '\1') && !(blank_ends && is_blank(here(p)))) p->at++;
    return str_cut(str_from(p->in, from), p->at - from);
}

static void skip_blanks(struct pass *p)
{
    while (is_more(p) && is_blank(here(p))) p->at++;
}

static str take_value(struct pass *p)
{
    skip_blanks(p);
    if (!is_more(p) || here(p) == '>') return (str){ 0 };
    char quote = here(p);
    if (quote != '"' && quote != '\'') return take_until(p, ">", true);
    p->at++;
    str value = take_until(p, quote == '"' ? "\"" : "'", false);
    if (is_more(p)) p->at++;
    return value;
}

/* The first of a name counts, as in a browser. */
static void keep_attribute(struct tag *tag, const char *of, str name, str value)
{
    for (size_t i = 0; i < ATTRIBUTES; i++) {
        const struct kept_attribute *it = &kept_attributes[i];
        if (strcmp(it->of, of) != 0 || tag->given[i] || !str_is_nocase(name, str_of(it->name))) continue;
        tag->given[i] = true;
        tag->values[i] = value;
    }
}

static void take_attribute(struct pass *p, struct tag *tag, const char *of)
{
    size_t from = p->at++; /* a "=" in front is part of the name */
    take_until(p, "/>=", true);
    str name = str_cut(str_from(p->in, from), p->at - from), value = { 0 };
    size_t behind = p->at;
    skip_blanks(p);
    if (is_more(p) && here(p) == '=') {
        p->at++;
        value = take_value(p);
    } else {
        p->at = behind;
    }
    keep_attribute(tag, of, name, value);
}

/* Behind its name, up to and with its ">". False: the text ends before. */
static bool take_rest(struct pass *p, struct tag *tag, const char *of)
{
    while (is_more(p)) {
        if (here(p) == '>') {
            p->at++;
            return true;
        }
        if (is_blank(here(p)) || here(p) == '/')
            p->at++;
        else
            take_attribute(p, tag, of);
    }
    return false;
}

static void put_tag(struct pass *p, const struct tag *tag, const struct known *it)
{
    text_addz(p->out, tag->ends ? "</" : "<");
    text_addz(p->out, it->as);
    for (size_t i = 0; i < ATTRIBUTES && !tag->ends; i++) {
        if (!tag->given[i] || str_empty(tag->values[i])) continue;
        text_addc(p->out, ' ');
        text_addz(p->out, kept_attributes[i].name);
        text_addz(p->out, "=\"");
        put_escaped(p->out, tag->values[i]);
        text_addc(p->out, '"');
    }
    text_addc(p->out, '>');
}

/* What nests too deep is not opened, and what nothing opened is not closed: a parser looks through all that is open. */
static bool may_stand(struct pass *p, const struct tag *tag, const struct known *it)
{
    int64_t *open = &p->open[it - known];
    if (p->tags >= MARKUP_TAGS) return false;
    if (it->sort == NESTS && tag->ends) {
        if (*open == 0) return false;
        --*open, --p->open_all;
    } else if (it->sort == NESTS) {
        if (p->open_all >= OPEN_MOST) return false;
        ++*open, ++p->open_all;
    }
    p->tags++;
    return it->sort != ALONE || !tag->ends;
}

static void take_tag(struct pass *p, bool ends)
{
    char lower[16];
    struct tag tag = { .ends = ends };
    str name = take_until(p, "/>", true);
    const struct known *it = NULL;
    if (name.n < sizeof lower) {
        for (size_t i = 0; i < name.n; i++) {
            char c = name.at[i];
            lower[i] = (char)(c >= 'A' && c <= 'Z' ? c | 32 : c);
        }
        it = known_tag((str){ .at = lower, .n = name.n });
    }
    if (!take_rest(p, &tag, it && it->as ? it->as : "") || !it) return;
    if (it->sort == RAW) {
        if (!ends) skip_raw(p, it->name);
        return;
    }
    if (may_stand(p, &tag, it)) put_tag(p, &tag, it);
}

/* At a "<". */
static void take_angle(struct pass *p)
{
    str rest = str_from(p->in, p->at);
    bool ends = str_starts(rest, STR("</"));
    char next = rest.n > 1u + ends ? rest.at[1 + ends] : 0;
    if (is_letter(next)) {
        p->at += 1u + ends;
        take_tag(p, ends);
        return;
    }
    if (str_starts(rest, STR("<!--"))) {
        p->at += 4;
        skip_comment(p);
        return;
    }
    if (ends ? next != 0 : next == '!' || next == '?') {
        skip_past(p, ">");
        return;
    }
    text_addz(p->out, "&lt;");
    p->at++;
}

str markup_tags(struct arena *a, str html)
{
    struct text out = { .arena = a };
    struct pass *p = ARENA_NEW(a, struct pass);
    *p = (struct pass){ .out = &out, .in = html };
    while (is_more(p)) {
        put_escaped(&out, take_until(p, "<", false));
        if (is_more(p)) take_angle(p);
    }
    return text_str(&out);
}
