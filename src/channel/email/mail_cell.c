#include "channel/email/mail_cell.h"

#include "channel/email/parse.h"
#include "channel/email/quoted.h"
#include "text/markup.h"

/* Both ways: the number of mails, then each behind its length. */

static void put_number(struct text *out, uint64_t n)
{
    text_add(out, (str){ .at = (const char *)&n, .n = sizeof n });
}

static bool take_number(str *from, uint64_t *out)
{
    if (from->n < sizeof *out) return false;
    memcpy(out, from->at, sizeof *out);
    *from = str_from(*from, sizeof *out);
    return true;
}

static bool take_piece(str *from, str *out)
{
    uint64_t n = 0;
    if (!take_number(from, &n) || n > from->n) return false;
    *out = str_cut(*from, (size_t)n);
    *from = str_from(*from, (size_t)n);
    return true;
}

static str clean(struct arena *a, str html)
{
    struct markup out = { 0 };
    markup_clean(a, html, &(struct markup_ways){ .cid = true, .web = true }, &out);
    return out.formatted ? out.html : (str){ 0 };
}

void mail_take_apart(struct arena *a, str raw, struct mail *m)
{
    struct quoted q = { 0 };
    mail_parse(a, raw, m);
    if (!m->html.n) return;
    quoted_strip_html(a, m->html, &q);
    m->folded = q.quote.n > 0;
    if (m->folded) m->html_said = clean(a, q.said);
    m->html = clean(a, m->html);
}

static void take_apart(struct arena *a, str in, struct text *out)
{
    uint64_t n = 0;
    str raw = { 0 };
    if (!take_number(&in, &n)) return;
    struct arena *each = arena_open(); /* the same pages again for the next one */
    put_number(out, n);
    for (uint64_t i = 0; i < n && take_piece(&in, &raw); i++) {
        struct mail m = { 0 };
        struct text flat = { .arena = each };
        mail_take_apart(each, raw, &m);
        mail_write(&flat, &m);
        put_number(out, flat.n);
        text_add(out, text_str(&flat));
        arena_reset(each);
    }
    arena_close(each);
    (void)a;
}

const struct cell_job mail_cell = { .name = "mail", .begin = parse_begin, .run = take_apart };

static enum err failed(struct arena *a, enum cell_end how, str *words)
{
    struct why why = { 0 };
    enum err err = how == CELL_CANNOT ? BUSY : BROKEN;
    const char *said = how == CELL_CANNOT     ? "nothing can be taken apart now, please try again"
                       : how == CELL_TOO_LONG ? "taking it apart takes too long"
                       : how == CELL_DIED     ? "whoever took it apart did not survive it"
                                              : "what came out of it is no mail";
    err = why_fail(&why, a, err, (str){ 0 }, "%s", said);
    *words = why.words;
    return err;
}

/* All of these at once; not DONE, or false: it is not known of which one that was. */
static bool run(struct cells *c, struct arena *a, const str *raws, size_t n, struct mail *out, enum cell_end *how)
{
    struct text in = { .arena = a };
    str flat = { 0 }, piece = { 0 };
    uint64_t told = 0;
    put_number(&in, n);
    for (size_t i = 0; i < n; i++) {
        put_number(&in, raws[i].n);
        text_add(&in, raws[i]);
    }
    *how = cells_run(c, &mail_cell, a, text_str(&in), &flat);
    bool good = *how == CELL_DONE && take_number(&flat, &told) && told == n;
    for (size_t i = 0; good && i < n; i++) good = take_piece(&flat, &piece) && mail_read(a, piece, &out[i]);
    return good && flat.n == 0;
}

void mails_taken_apart(struct cells *c, struct arena *a, const struct str_list *raws, struct mail *out, enum err *errs,
                       str *words)
{
    enum cell_end how = CELL_DONE;
    for (size_t i = 0; i < raws->n; i++) errs[i] = OK;
    if (run(c, a, raws->at, raws->n, out, &how)) return;
    for (size_t i = 0; i < raws->n; i++) {
        out[i] = (struct mail){ 0 };
        if (!run(c, a, &raws->at[i], 1, &out[i], &how)) errs[i] = failed(a, how, &words[i]);
    }
}

enum err mail_taken_apart(struct cells *c, struct arena *a, struct why *w, str raw, struct mail *out)
{
    enum err err = OK;
    str words = { 0 };
    mails_taken_apart(c, a, &(struct str_list){ .at = &raw, .n = 1 }, out, &err, &words);
    return err == OK ? OK : why_fail(w, a, err, (str){ 0 }, "%.*s", STR_ARG(words));
}
