#include "channel/email/flowed.h"

struct line {
    size_t depth; /* ">" before it */
    str text;     /* without the blank that RFC 3676 §4.4 puts before some lines */
    bool ended;   /* "\n" stood behind it */
};

static struct line next_line(str *rest)
{
    struct line l = { .ended = memchr(rest->at, '\n', rest->n) != NULL };
    l.text = str_split(rest, '\n');
    while (l.depth < l.text.n && l.text.at[l.depth] == '>') l.depth++;
    l.text = str_from(l.text, l.depth);
    if (str_starts(l.text, STR(" "))) l.text = str_from(l.text, 1);
    return l;
}

static bool is_delimiter(str text)
{
    return str_is(text, STR("-- "));
}

static void begin(struct text *out, const struct line *l)
{
    for (size_t i = 0; i < l->depth; i++) text_addc(out, '>');
    bool blank = l->depth ? l->text.n > 0 : str_starts(l->text, STR(">")); /* a ">" that is no quote stays none */
    if (blank) text_addc(out, ' ');
}

/* What should have gone on and did not. */
static void end_open(struct text *out)
{
    if (str_ends(text_str(out), STR(" "))) out->n--;
    text_addc(out, '\n');
}

str flowed_text(struct arena *a, str text, bool delsp)
{
    struct text out = { .arena = a };
    struct line l = { 0 };
    bool open = false;
    while (text.n) {
        size_t depth = l.depth;
        l = next_line(&text);
        bool joins = open && l.depth == depth && !is_delimiter(l.text);
        if (open && !joins) end_open(&out);
        if (!joins) begin(&out, &l);
        open = str_ends(l.text, STR(" ")) && !is_delimiter(l.text);
        text_add(&out, str_cut(l.text, l.text.n - (open && delsp)));
        if (!open && l.ended) text_addc(&out, '\n');
    }
    if (open) end_open(&out);
    return text_str(&out);
}
