#include "channel/email/body.h"

#include "channel/email/charset.h"
#include "channel/email/flowed.h"
#include "text/markup.h"
#include "text/utf8.h"

/* One list of parts on its way through the tree. `text` and `html` are off inside an alternative that has been
 * answered. */
struct level {
    str multipart; /* "alternative", "related" …; empty: the mail itself */
    bool in_alternative;
    bool text, html; /* the list is still being filled */
};

static bool is_media(str type)
{
    return str_starts(type, STR("image/")) || str_starts(type, STR("audio/")) || str_starts(type, STR("video/"));
}

static bool is_text(str type)
{
    return str_is(type, STR("text/plain")) || str_is(type, STR("text/html"));
}

static size_t after(const struct mail *m, size_t i)
{
    size_t next = i + 1;
    while (next < m->parts.n && m->parts.at[next].depth > m->parts.at[i].depth) next++;
    return next;
}

static void choose_part(struct mail_part *p, struct level *l)
{
    if (str_is(l->multipart, STR("alternative"))) {
        bool html = str_is(p->type, STR("text/html")), text = str_is(p->type, STR("text/plain"));
        p->uses = text ? USE_TEXT : html ? USE_HTML : USE_FILE;
        if ((text && !l->text) || (html && !l->html)) p->uses = USE_FILE;
        return;
    }
    if (l->in_alternative) {
        if (str_is(p->type, STR("text/plain"))) l->html = false;
        if (str_is(p->type, STR("text/html"))) l->text = false;
    }
    p->uses = (l->text ? USE_TEXT : 0) | (l->html ? USE_HTML : 0);
    if (is_media(p->type)) p->uses |= USE_FILE; /* shown where it stands, and kept */
}

static size_t count_use(const struct mail *m, size_t from, size_t to, int use)
{
    size_t n = 0;
    for (; from < to; from++) n += (m->parts.at[from].uses & use) != 0;
    return n;
}

/* An alternative with one kind only is the other kind as well. */
static void share(struct mail *m, size_t from, size_t to)
{
    size_t text = count_use(m, from, to, USE_TEXT), html = count_use(m, from, to, USE_HTML);
    for (size_t i = from; i < to && (text == 0) != (html == 0); i++)
        if (m->parts.at[i].uses & (USE_TEXT | USE_HTML)) m->parts.at[i].uses |= USE_TEXT | USE_HTML;
}

static void choose_level(struct mail *m, size_t from, size_t to, struct level l)
{
    for (size_t i = from, next; i < to; i = next) {
        struct mail_part *p = &m->parts.at[i];
        next = after(m, i);
        if (p->form == MULTIPART) {
            str kind = str_from(p->type, sizeof "multipart/" - 1);
            struct level inner = { .multipart = kind, .text = l.text, .html = l.html };
            inner.in_alternative = l.in_alternative || str_is(kind, STR("alternative"));
            choose_level(m, i + 1, next, inner);
            continue;
        }
        bool shown = p->form == LEAF && p->disposition != ATTACHED && (is_text(p->type) || is_media(p->type)) &&
                     (i == from || (!str_is(l.multipart, STR("related")) && (is_media(p->type) || !p->name.n)));
        if (shown)
            choose_part(p, &l);
        else
            p->uses = USE_FILE;
    }
    if (str_is(l.multipart, STR("alternative")) && l.text && l.html) share(m, from, to);
}

str body_text(struct arena *a, const struct mail_part *p)
{
    str text = charset_text(a, p->bytes, p->charset);
    if (!text.n || !memchr(text.at, '\r', text.n)) return text;
    struct text out = { .arena = a };
    text_room(&out, text.n);
    for (size_t i = 0, end; i < text.n; i = end) {
        for (end = i; end < text.n && text.at[end] == '\r';) end++;
        if (end == i)
            text_addc(&out, text.at[end++]);
        else if (end == text.n || text.at[end] != '\n') /* CR CR LF is one line end, CR CR are two */
            for (; i < end; i++) text_addc(&out, '\n');
    }
    return text_str(&out);
}

/* One part, which is nearly always, is not copied. */
struct joined {
    struct text all; /* when there are two or more */
    str only;
};

static void join(struct joined *to, str s)
{
    if (s.n == 0) return;
    if (to->only.n == 0) {
        to->only = s;
        return;
    }
    if (to->all.n == 0) text_add(&to->all, to->only);
    if (!str_ends(text_str(&to->all), STR("\n"))) text_addc(&to->all, '\n');
    text_add(&to->all, s);
}

static str joined(const struct joined *j)
{
    return j->all.n ? text_str(&j->all) : j->only;
}

bool body_is_read(const struct mail_part *p)
{
    return is_text(p->type) && p->form == LEAF && !p->enclosed && (p->uses & (USE_TEXT | USE_HTML));
}

static void read_texts(struct arena *a, struct mail *m)
{
    struct joined text = { .all = { .arena = a } }, html = { .all = { .arena = a } };
    for (size_t i = 0; i < m->parts.n; i++) {
        struct mail_part *p = &m->parts.at[i];
        if (!body_is_read(p)) continue;
        bool plain = str_is(p->type, STR("text/plain"));
        p->bytes = body_text(a, p);
        if (plain && p->flow) p->bytes = flowed_text(a, p->bytes, p->flow == FLOWED_WITHOUT_BLANK);
        if (plain && (p->uses & USE_TEXT)) join(&text, p->bytes);
        if (!plain && (p->uses & USE_HTML)) join(&html, p->bytes);
    }
    m->text = joined(&text);
    m->html = joined(&html);
}

void body_choose(struct arena *a, struct mail *m)
{
    if (m->parts.n == 0) return;
    choose_level(m, 0, m->parts.n, (struct level){ .text = true, .html = true });
    for (size_t i = 0; i < m->parts.n; i++)
        if (m->parts.at[i].enclosed || m->parts.at[i].form == MULTIPART) m->parts.at[i].uses = 0;
    read_texts(a, m);
    if (!utf8_blank(m->text) || !m->html.n) return;
    struct markup plain = { 0 };
    markup_clean(a, m->html, NULL, &plain);
    m->text = plain.text;
}
