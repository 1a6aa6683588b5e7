#include "text/markup.h"

#include <gumbo.h>

#include "text/html.h"
#include "text/language.h"
#include "text/markup_part.h"
#include "text/utf8.h"

/* One that we are in, as the tree has it. Those that are written are always a prefix of these. */
struct within {
    const GumboNode *node;
    struct marked it;
    int64_t number; /* the same number: the same element */
    bool implied;   /* an item that nobody wrote */
};

struct clean {
    struct arena *arena;
    struct markup_ways ways;
    struct writer w;
    struct within in[MARKUP_DEPTH], words[MARKUP_DEPTH]; /* containers; what marks words */
    size_t n_in, n_words;
    struct within out[MARKUP_DEPTH], out_words[MARKUP_DEPTH]; /* written, and open */
    size_t n_out, n_out_words;
    const GumboNode *kind_of; /* the h1–h3 or pre that we are in */
    enum mark kind;           /* of lines: P, H1–H3, PRE */
    struct marked line;       /* written, and open; NO_MARK: none */
    int64_t line_number, wanted_line;
    int64_t numbers;
    bool filled, blank; /* this line has words; a blank is owed */
    int breaks;         /* owed */
};

/* What a parser would read as something else when it is not written as a reference: C1 controls, what is no character.
 */
static bool is_unstable(uint32_t code)
{
    return (code >= 0x7F && code < 0xA0) || (code >= 0xFDD0 && code <= 0xFDEF) || (code & 0xFFFE) == 0xFFFE;
}

static str without_unstable(struct arena *a, str s)
{
    struct text out = { .arena = a };
    size_t from = 0, bytes = 0;
    for (size_t at = 0; at < s.n; at += bytes) {
        uint32_t code = 0;
        bytes = str_rune(s, at, &code);
        if (bytes && !is_unstable(code)) continue;
        if (!bytes) bytes = 1;
        text_add(&out, str_cut(str_from(s, from), at - from));
        from = at + bytes;
    }
    if (from == 0) return s;
    text_add(&out, str_from(s, from));
    return text_str(&out);
}

/* ---- writing what is wanted ---- */

static bool is_bare(const struct clean *c)
{
    enum mark top = c->n_in ? c->in[c->n_in - 1].it.mark : NO_MARK;
    return top == LI || top == TD;
}

static bool is_verbatim(const struct clean *c)
{
    return c->kind == PRE && !is_bare(c);
}

static void close_words(struct clean *c, size_t down_to)
{
    while (c->n_out_words > down_to) write_close(&c->w, &c->out_words[--c->n_out_words].it);
}

static void close_line(struct clean *c)
{
    close_words(c, 0);
    if (c->line.mark != NO_MARK) write_close(&c->w, &c->line);
    c->line.mark = NO_MARK;
}

static void close_containers(struct clean *c, size_t down_to)
{
    if (c->n_out > down_to) close_line(c);
    while (c->n_out > down_to) write_close(&c->w, &c->out[--c->n_out].it);
}

/* What follows stands on a line of its own kind, with space around it. */
static void end_line(struct clean *c)
{
    c->wanted_line = ++c->numbers;
    c->filled = c->blank = false;
    c->breaks = 0;
}

/* What follows stands below. */
static void end_block(struct clean *c)
{
    c->blank = false;
    if (c->filled && c->breaks == 0) c->breaks = 1;
}

/* An item for words that stand in a list and in none. */
static void imply_item(struct clean *c)
{
    enum mark top = c->n_in ? c->in[c->n_in - 1].it.mark : NO_MARK;
    if ((top != UL && top != OL) || c->n_in == MARKUP_DEPTH) return;
    c->in[c->n_in++] = (struct within){ .it.mark = LI, .number = ++c->numbers, .implied = true };
    end_line(c);
}

static void open_containers(struct clean *c)
{
    size_t same = 0;
    while (same < c->n_out && same < c->n_in && c->out[same].number == c->in[same].number) same++;
    close_containers(c, same);
    if (c->n_in > same) close_line(c);
    while (c->n_out < c->n_in) {
        c->out[c->n_out] = c->in[c->n_out];
        write_open(&c->w, &c->out[c->n_out++].it);
    }
}

static void open_line(struct clean *c)
{
    if (c->line_number == c->wanted_line && (c->line.mark != NO_MARK || is_bare(c))) return;
    close_line(c);
    c->line_number = c->wanted_line;
    if (is_bare(c)) return;
    c->line = (struct marked){ .mark = c->kind };
    write_open(&c->w, &c->line);
}

static bool is_same(const struct marked *x, const struct marked *y)
{
    return x->mark == y->mark && str_is(x->href, y->href) && str_is(x->dir, y->dir) && str_is(x->lang, y->lang);
}

static void put_owed(struct clean *c)
{
    if (c->filled)
        for (int i = 0; i < c->breaks && (i < 2 || is_verbatim(c)); i++) write_break(&c->w, is_verbatim(c));
    if (c->filled && c->blank && c->breaks == 0) write_words(&c->w, STR(" "));
    c->breaks = 0;
    c->blank = false;
}

/* Everything that must be open where the next words stand. An empty line begins another paragraph. */
static void prepare(struct clean *c)
{
    if (c->filled && c->breaks >= 2 && c->kind == P && !is_bare(c)) end_line(c);
    imply_item(c);
    open_containers(c);
    open_line(c);
    size_t same = 0, marks = c->w.html.n + c->w.text.n > MARKUP_MARKED_BYTES ? 0 : c->n_words;
    while (same < c->n_out_words && same < marks && is_same(&c->out_words[same].it, &c->words[same].it)) same++;
    close_words(c, same);
    put_owed(c);
    while (c->n_out_words < marks) {
        c->out_words[c->n_out_words] = c->words[c->n_out_words];
        write_open(&c->w, &c->out_words[c->n_out_words++].it);
    }
    c->w.linked = !is_verbatim(c);
    for (size_t i = 0; i < c->n_words; i++)
        if (c->words[i].it.mark == A || c->words[i].it.mark == CODE) c->w.linked = false;
    c->filled = true;
}

/* ---- words ---- */

static bool is_space(char ch)
{
    return ch == ' ' || ch == '\t' || ch == '\n' || ch == '\r' || ch == '\f';
}

static bool is_control(char ch)
{
    return (unsigned char)ch < ' ' || ch == 0x7F;
}

static void take_verbatim(struct clean *c, str text)
{
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        while (at < text.n && (!is_control(text.at[at]) || text.at[at] == '\t')) at++;
        if (at > from) {
            prepare(c);
            write_words(&c->w, str_cut(str_from(text, from), at - from));
        } else {
            if (text.at[at] == '\n' && c->filled) c->breaks++;
            at++;
        }
    }
}

static bool may_hold_words(const struct clean *c)
{
    enum mark top = c->n_in ? c->in[c->n_in - 1].it.mark : NO_MARK;
    return top != TABLE && top != TR;
}

static void take_words(struct clean *c, str text)
{
    if (!may_hold_words(c)) return;
    if (is_verbatim(c)) {
        take_verbatim(c, text);
        return;
    }
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        while (at < text.n && !is_control(text.at[at]) && text.at[at] != ' ') at++;
        if (at > from) {
            prepare(c);
            write_words(&c->w, str_cut(str_from(text, from), at - from));
        } else {
            bool line = text.at[at] == '\n' && c->kind == PRE; /* a pre where only lines may be */
            if (line && c->filled) c->breaks++;
            if (is_space(text.at[at]) && c->filled && c->breaks == 0) c->blank = true;
            at++;
        }
    }
}

/* ---- elements ---- */

static str attribute(const struct clean *c, const GumboNode *node, const char *name)
{
    const GumboAttribute *it = gumbo_get_attribute(&node->v.element.attributes, name);
    return it ? without_unstable(c->arena, str_of(it->value)) : (str){ 0 };
}

static bool is_in(const struct clean *c, enum mark mark)
{
    for (size_t i = 0; i < c->n_in; i++)
        if (c->in[i].it.mark == mark) return true;
    return false;
}

static bool has_name_before_host(str href)
{
    ptrdiff_t at = str_find(href, STR("//"));
    if (at < 0) return false;
    for (size_t i = (size_t)at + 2; i < href.n && !strchr("/?#", href.at[i]); i++)
        if (href.at[i] == '@') return true;
    return false;
}

/* As it may stand in a link, or empty. A name before the host only pretends to lead there. */
static str address(struct arena *a, str href)
{
    struct text x = { .arena = a }, judged = { .arena = a };
    href = str_trim(href);
    if (href.n > MARKUP_ADDRESS_BYTES || str_starts(href, STR("/"))) return (str){ 0 };
    for (size_t i = 0; i < href.n; i++)
        if (href.at[i] == ' ')
            text_addz(&x, "%20");
        else
            text_addc(&x, href.at[i]);
    str whole = text_str(&x);
    html_url(&judged, whole);
    if (str_is(text_str(&judged), STR("#")) || has_name_before_host(whole)) return (str){ 0 };
    return whole;
}

static str direction(str dir)
{
    static const char *const words[] = { "ltr", "rtl", "auto" };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_is_nocase(dir, str_of(words[i]))) return str_of(words[i]);
    return (str){ 0 };
}

static str language(str lang)
{
    return lang.n && lang.n <= LANGUAGE_CHARACTERS && language_is_tag(lang) ? lang : (str){ 0 };
}

static void enter_words(struct clean *c, const GumboNode *node, struct marked it)
{
    if (c->n_words == MARKUP_DEPTH || (it.mark == CODE && is_verbatim(c))) return;
    if (it.mark == A && str_empty(it.href)) return;
    if (it.mark == SPAN && str_empty(it.dir) && str_empty(it.lang)) return;
    for (size_t i = 0; i < c->n_words; i++)
        if (is_same(&c->words[i].it, &it) || (it.mark == A && c->words[i].it.mark == A)) return;
    c->words[c->n_words++] = (struct within){ .node = node, .it = it };
}

static void enter_container(struct clean *c, const GumboNode *node, enum mark mark)
{
    if (mark == LI && c->n_in && c->in[c->n_in - 1].implied) c->n_in--;
    end_line(c);
    c->in[c->n_in++] = (struct within){ .node = node, .it.mark = mark, .number = ++c->numbers };
}

static void enter_list(struct clean *c, const GumboNode *node, enum mark mark)
{
    if (c->n_in + 2 >= MARKUP_DEPTH || is_in(c, TD)) {
        end_block(c);
        return;
    }
    imply_item(c);
    enter_container(c, node, mark);
}

static void enter_item(struct clean *c, const GumboNode *node)
{
    const struct within *top = c->n_in ? &c->in[c->n_in - 1] : NULL;
    bool listed = top && (top->it.mark == UL || top->it.mark == OL || top->implied);
    if (!listed || c->n_in == MARKUP_DEPTH) {
        end_block(c);
        return;
    }
    enter_container(c, node, LI);
}

static void enter_quote(struct clean *c, const GumboNode *node)
{
    imply_item(c);
    if (c->n_in + 2 >= MARKUP_DEPTH || is_bare(c)) {
        end_block(c);
        return;
    }
    enter_container(c, node, BLOCKQUOTE);
}

static void enter_kind(struct clean *c, const GumboNode *node, enum mark kind)
{
    imply_item(c);
    if (is_bare(c)) end_block(c);
    if (!is_bare(c)) end_line(c);
    if (c->kind_of) return; /* a heading in a heading: the outer one says */
    c->kind_of = node;
    c->kind = kind;
}

static void leave_kind(struct clean *c)
{
    if (is_bare(c))
        end_block(c);
    else
        end_line(c);
    c->kind_of = NULL;
    c->kind = P;
}

/* ---- tables ---- */

struct surveyed {
    int cells, cells_most;
    bool words, other; /* other: what a cell of ours cannot hold */
};

static bool is_other(GumboTag tag)
{
    switch (tag) {
        case GUMBO_TAG_TABLE:
        case GUMBO_TAG_CAPTION:
        case GUMBO_TAG_UL:
        case GUMBO_TAG_OL:
        case GUMBO_TAG_BLOCKQUOTE:
        case GUMBO_TAG_PRE:
        case GUMBO_TAG_H1:
        case GUMBO_TAG_H2:
        case GUMBO_TAG_H3: return true;
        default: return false;
    }
}

static void survey_node(struct surveyed *s, const GumboNode *node)
{
    if (node->type == GUMBO_NODE_TEXT) s->words = true;
    if (node->type != GUMBO_NODE_ELEMENT) return;
    GumboTag tag = node->v.element.tag;
    if (is_other(tag)) s->other = true;
    if (tag == GUMBO_TAG_TR) s->cells = 0;
    if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) s->cells++;
    if (s->cells > s->cells_most) s->cells_most = s->cells;
}

static const GumboVector *children(const GumboNode *node)
{
    static const GumboVector none = { 0 };
    if (node->type == GUMBO_NODE_ELEMENT) return &node->v.element.children;
    return node->type == GUMBO_NODE_DOCUMENT ? &node->v.document.children : &none;
}

/* The node after this one in the order of the text, within `top`; `left` is told of each that ends before it. */
static const GumboNode *next_node(const GumboNode *at, const GumboNode *top, struct clean *c,
                                  void (*left)(struct clean *c, const GumboNode *node))
{
    if (children(at)->length) return children(at)->data[0];
    for (;;) {
        if (left) left(c, at);
        if (at == top || !at->parent) return NULL;
        size_t next = at->index_within_parent + 1;
        if (next < children(at->parent)->length) return children(at->parent)->data[next];
        at = at->parent;
    }
}

/* Columns of words are a table; what only puts things side by side is not. */
static bool is_table(const GumboNode *table)
{
    struct surveyed s = { 0 };
    for (const GumboNode *at = next_node(table, table, NULL, NULL); at && !s.other;
         at = next_node(at, table, NULL, NULL))
        survey_node(&s, at);
    return !s.other && s.words && s.cells_most >= 2;
}

static void enter_table(struct clean *c, const GumboNode *node)
{
    imply_item(c);
    if (is_bare(c)) {
        end_block(c);
        return;
    }
    if (c->n_in + 3 >= MARKUP_DEPTH || !is_table(node)) {
        end_line(c);
        return;
    }
    enter_container(c, node, TABLE);
}

static void enter_part_of_table(struct clean *c, const GumboNode *node, enum mark mark, enum mark within)
{
    if (!c->n_in || c->in[c->n_in - 1].it.mark != within) {
        end_block(c);
        return;
    }
    enter_container(c, node, mark);
    if (mark != TD) return;
    open_containers(c); /* an empty one keeps its place */
    if (node->v.element.tag == GUMBO_TAG_TH) enter_words(c, node, (struct marked){ .mark = STRONG });
}

/* ---- pictures ---- */

static bool is_cid(str src)
{
    if (src.n < 5 || src.n > 256 || !str_is_nocase(str_cut(src, 4), STR("cid:"))) return false;
    for (size_t i = 4; i < src.n; i++) {
        char ch = src.at[i];
        bool plain = (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z');
        if (!plain && !strchr("._@+-$%=", ch)) return false;
    }
    return true;
}

static bool is_tiny(str size)
{
    int64_t n = 0;
    return str_int(str_trim(size), &n) && n >= 0 && n <= 2;
}

/* Where it lies, when that is elsewhere; or empty. */
static str web_address(struct arena *a, str src)
{
    str whole = address(a, src);
    bool web = str_is_nocase(str_cut(whole, 7), STR("http://")) || str_is_nocase(str_cut(whole, 8), STR("https://"));
    return web ? whole : (str){ 0 };
}

/* One that only counts who reads is none. */
static void take_image(struct clean *c, const GumboNode *node)
{
    str alt = utf8_cut(utf8_line(c->arena, attribute(c, node, "alt")), MARKUP_ALT_CHARACTERS),
        src = attribute(c, node, "src");
    bool cid = c->ways.cid && is_cid(src);
    str web = c->ways.web && !cid ? web_address(c->arena, src) : (str){ 0 };
    bool tiny = is_tiny(attribute(c, node, "width")) || is_tiny(attribute(c, node, "height"));
    if ((tiny && !cid) || !may_hold_words(c)) return;
    prepare(c);
    write_image(&c->w, str_trim(alt), cid ? src : web);
}

/* ---- the walk ---- */

static void enter_marked(struct clean *c, const GumboNode *node)
{
    switch (node->v.element.tag) {
        case GUMBO_TAG_STRONG: enter_words(c, node, (struct marked){ .mark = STRONG }); break;
        case GUMBO_TAG_EM: enter_words(c, node, (struct marked){ .mark = EM }); break;
        case GUMBO_TAG_U: enter_words(c, node, (struct marked){ .mark = U }); break;
        case GUMBO_TAG_S: enter_words(c, node, (struct marked){ .mark = S }); break;
        case GUMBO_TAG_CODE: enter_words(c, node, (struct marked){ .mark = CODE }); break;
        case GUMBO_TAG_A:
            enter_words(c, node, (struct marked){ .mark = A, .href = address(c->arena, attribute(c, node, "href")) });
            return;
        case GUMBO_TAG_SPAN:
            enter_words(c, node,
                        (struct marked){ .mark = SPAN,
                                         .dir = direction(attribute(c, node, "dir")),
                                         .lang = language(attribute(c, node, "lang")) });
            return;
        default: return;
    }
}

static void enter(struct clean *c, const GumboNode *node)
{
    switch (node->v.element.tag) {
        case GUMBO_TAG_BR:
            c->blank = false;
            if (c->filled) c->breaks++;
            return;
        case GUMBO_TAG_IMG: take_image(c, node); break;
        case GUMBO_TAG_P:
        case GUMBO_TAG_HR:
            if (is_bare(c))
                end_block(c);
            else
                end_line(c);
            break;
        case GUMBO_TAG_H1: enter_kind(c, node, H1); break;
        case GUMBO_TAG_H2: enter_kind(c, node, H2); break;
        case GUMBO_TAG_H3: enter_kind(c, node, H3); break;
        case GUMBO_TAG_PRE: enter_kind(c, node, PRE); break;
        case GUMBO_TAG_BLOCKQUOTE: enter_quote(c, node); break;
        case GUMBO_TAG_UL: enter_list(c, node, UL); break;
        case GUMBO_TAG_OL: enter_list(c, node, OL); break;
        case GUMBO_TAG_LI: enter_item(c, node); break;
        case GUMBO_TAG_TABLE: enter_table(c, node); break;
        case GUMBO_TAG_TR: enter_part_of_table(c, node, TR, TABLE); break;
        case GUMBO_TAG_TD:
        case GUMBO_TAG_TH: enter_part_of_table(c, node, TD, TR); break;
        case GUMBO_TAG_DIV:
        case GUMBO_TAG_CAPTION: end_block(c); break;
        default: enter_marked(c, node); break;
    }
}

static bool ends_line(GumboTag tag)
{
    return is_other(tag) || tag == GUMBO_TAG_P || tag == GUMBO_TAG_LI || tag == GUMBO_TAG_DIV || tag == GUMBO_TAG_TR ||
           tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH;
}

static void leave(struct clean *c, const GumboNode *node)
{
    if (node->type != GUMBO_NODE_ELEMENT) return;
    GumboTag tag = node->v.element.tag;
    if (c->n_words && c->words[c->n_words - 1].node == node) c->n_words--;
    if (c->kind_of == node) {
        leave_kind(c);
        return;
    }
    if (c->n_in && c->in[c->n_in - 1].implied && (tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL) && c->n_in > 1 &&
        c->in[c->n_in - 2].node == node)
        c->n_in--;
    if (c->n_in && c->in[c->n_in - 1].node == node) {
        c->n_in--;
        end_line(c);
        return;
    }
    if (!ends_line(tag)) return;
    if (is_bare(c) || tag == GUMBO_TAG_LI || tag == GUMBO_TAG_DIV || tag == GUMBO_TAG_TR || tag == GUMBO_TAG_TD ||
        tag == GUMBO_TAG_TH)
        end_block(c);
    else
        end_line(c);
}

static void walk(struct clean *c, const GumboNode *root)
{
    for (const GumboNode *at = root; at; at = next_node(at, root, c, leave)) {
        if (at->type == GUMBO_NODE_TEXT || at->type == GUMBO_NODE_WHITESPACE || at->type == GUMBO_NODE_CDATA)
            take_words(c, without_unstable(c->arena, str_of(at->v.text.text)));
        if (at->type == GUMBO_NODE_ELEMENT) enter(c, at);
    }
    close_containers(c, 0);
    close_line(c);
}

/* ---- libgumbo ---- */

static void *give(void *arena, size_t bytes)
{
    return arena_take(arena, bytes ? bytes : 1);
}

static void forget(void *arena, void *what)
{
    (void)arena, (void)what; /* the arena ends, and all with it */
}

static const GumboNode *parse(struct arena *a, str tags)
{
    GumboOptions how = kGumboDefaultOptions;
    how.allocator = give;
    how.deallocator = forget;
    how.userdata = a;
    how.max_errors = 0;
    return gumbo_parse_with_options(&how, tags.at ? tags.at : "", tags.n)->root;
}

/* Never inside a character. */
static str within_limit(str html)
{
    size_t n = html.n > MARKUP_BYTES ? MARKUP_BYTES : html.n;
    while (n && n < html.n && (html.at[n] & 0xC0) == 0x80) n--;
    return str_cut(html, n);
}

void markup_clean(struct arena *a, str html, const struct markup_ways *ways, struct markup *out)
{
    struct arena *own = arena_open(); /* a tree is many times what it tells */
    struct clean *c = ARENA_NEW(a, struct clean);
    *c = (struct clean){ .arena = a, .kind = P, .w = { .html.arena = a, .text.arena = a } };
    if (ways) c->ways = *ways;
    end_line(c);
    walk(c, parse(own, markup_tags(own, within_limit(html))));
    str text = text_str(&c->w.text);
    while (text.n && is_space(text.at[text.n - 1])) text.n--; /* before a picture that has no words */
    *out = (struct markup){ .html = text_str(&c->w.html), .text = text, .formatted = c->w.formatted };
    arena_close(own);
}

str markup_of_text(struct arena *a, str text)
{
    struct text out = { .arena = a };
    html_lines(&out, text);
    return text_str(&out);
}
