/* What is kept, written twice: as HTML and as plain text. */
#include "text/html.h"
#include "text/markup_part.h"

static const char *const names[] = { [NO_MARK] = "",
                                     [P] = "p",
                                     [H1] = "h1",
                                     [H2] = "h2",
                                     [H3] = "h3",
                                     [PRE] = "pre",
                                     [BLOCKQUOTE] = "blockquote",
                                     [UL] = "ul",
                                     [OL] = "ol",
                                     [LI] = "li",
                                     [TABLE] = "table",
                                     [TR] = "tr",
                                     [TD] = "td",
                                     [STRONG] = "strong",
                                     [EM] = "em",
                                     [U] = "u",
                                     [S] = "s",
                                     [CODE] = "code",
                                     [A] = "a",
                                     [SPAN] = "span" };

/* ---- plain text ---- */

static void owe(struct writer *w, int lines)
{
    if (w->gap < lines) w->gap = lines;
}

static void new_line(struct writer *w)
{
    text_addc(&w->text, '\n');
    for (int i = 0; i < w->quotes; i++) text_addz(&w->text, "> ");
}

static void put_marker(struct writer *w)
{
    if (w->lists == 0) return;
    struct markup_list *it = &w->list[w->lists - 1];
    if (it->numbered)
        text_addf(&w->text, "%lld. ", (long long)++it->n);
    else
        text_addz(&w->text, "- ");
}

/* What stands before the next word. */
static void settle(struct writer *w)
{
    bool begins = w->text.n == 0;
    for (int i = 0; i < w->gap && !begins; i++) new_line(w);
    for (int i = 0; i < w->quotes && begins; i++) text_addz(&w->text, "> ");
    if (w->gap || begins)
        for (int i = 0; i < w->lists - (w->item ? 1 : 0); i++) text_addz(&w->text, "  ");
    if (w->item) put_marker(w);
    if (w->cell) text_addc(&w->text, '\t');
    w->item = w->cell = false;
    w->gap = 0;
}

static void put_plain(struct writer *w, str words)
{
    settle(w);
    for (size_t i = 0; i < words.n; i++) {
        bool blank = words.at[i] == '\xC2' && i + 1 < words.n && words.at[i + 1] == '\xA0'; /* no-break space */
        text_addc(&w->text, blank ? ' ' : words.at[i]);
        i += blank;
    }
}

static void plain_open(struct writer *w, enum mark mark)
{
    switch (mark) {
        case P:
        case H1:
        case H2:
        case H3:
        case PRE:
        case TABLE: owe(w, 2); break;
        case BLOCKQUOTE:
            owe(w, 2);
            w->quotes++;
            break;
        case UL:
        case OL:
            owe(w, w->lists ? 1 : 2);
            w->list[w->lists++] = (struct markup_list){ .numbered = mark == OL };
            break;
        case LI:
            owe(w, 1);
            w->item = true;
            break;
        case TR:
            owe(w, 1);
            w->first_cell = true;
            break;
        case TD:
            if (!w->first_cell) settle(w);
            w->cell = !w->first_cell;
            w->first_cell = false;
            break;
        default: break;
    }
}

/* An address is told where the words do not. */
static bool says(str words, str href)
{
    static const char *const heads[] = { "mailto:", "tel:", "https://", "http://" };
    for (size_t i = 0; i < COUNT_OF(heads); i++) {
        if (str_is(words, href)) return true;
        if (!str_is_nocase(str_cut(href, strlen(heads[i])), str_of(heads[i]))) continue;
        href = str_from(href, strlen(heads[i]));
    }
    if (str_is(words, href)) return true;
    return str_ends(href, STR("/")) && str_is(words, str_cut(href, href.n - 1));
}

static void plain_close(struct writer *w, const struct marked *it)
{
    if (it->mark == A) {
        str words = str_from(text_str(&w->text), w->link_from);
        if (!str_is(words, it->href)) w->formatted = true; /* else it is what html_words makes of the text */
        if (says(str_trim(words), it->href)) return;
        text_addz(&w->text, words.n ? " (" : "(");
        put_plain(w, it->href);
        text_addc(&w->text, ')');
        return;
    }
    if (it->mark == BLOCKQUOTE) w->quotes--;
    if (it->mark == UL || it->mark == OL) w->lists--;
    if (it->mark == LI) w->item = false;
    if (it->mark == BLOCKQUOTE || ((it->mark == UL || it->mark == OL) && !w->lists) || it->mark == TABLE) owe(w, 2);
    if ((it->mark == UL || it->mark == OL) && w->lists) owe(w, 1);
}

/* ---- both ---- */

static void put_attribute(struct writer *w, const char *name, str value)
{
    if (str_empty(value)) return;
    text_addc(&w->html, ' ');
    text_addz(&w->html, name);
    text_addz(&w->html, "=\"");
    html_text(&w->html, value);
    text_addc(&w->html, '"');
}

void write_open(struct writer *w, const struct marked *it)
{
    if (it->mark != P && it->mark != A) w->formatted = true;
    text_addc(&w->html, '<');
    text_addz(&w->html, names[it->mark]);
    if (it->mark == A) put_attribute(w, "rel", STR("noopener noreferrer nofollow")); /* as html_words has it */
    put_attribute(w, "href", it->href);
    put_attribute(w, "dir", it->dir);
    put_attribute(w, "lang", it->lang);
    text_addc(&w->html, '>');
    plain_open(w, it->mark);
    if (it->mark != A) return;
    settle(w);
    w->link_from = w->text.n;
}

void write_close(struct writer *w, const struct marked *it)
{
    text_addf(&w->html, "</%s>", names[it->mark]);
    plain_close(w, it);
}

void write_words(struct writer *w, str words)
{
    if (w->linked && words.n <= MARKUP_ADDRESS_BYTES)
        html_words(&w->html, words);
    else
        html_text(&w->html, words);
    put_plain(w, words);
}

void write_break(struct writer *w, bool verbatim)
{
    text_addz(&w->html, verbatim ? "\n" : "<br>");
    settle(w);
    owe(w, 1);
}

void write_image(struct writer *w, str alt, str src)
{
    w->formatted = true;
    text_addz(&w->html, "<img alt=\"");
    html_text(&w->html, alt);
    text_addc(&w->html, '"');
    put_attribute(w, "src", src);
    text_addc(&w->html, '>');
    if (str_empty(alt)) return;
    put_plain(w, STR("["));
    put_plain(w, alt);
    put_plain(w, STR("]"));
}
