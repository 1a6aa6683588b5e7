#include "channel/email/intake.h"

#include "channel/email/mail_cell.h"
#include "channel/email/quoted.h"
#include "spine/house.h"
#include "text/utf8.h"

#include <pthread.h>

const struct shape mail_facts_shape = SHAPE(
    struct mail_facts, F_TEXTS(struct mail_facts, to), F_TEXTS(struct mail_facts, cc),
    F_TEXT(struct mail_facts, reply_to), F_TIME(struct mail_facts, date, .help = "as the sender says"),
    F_ENUM(struct mail_facts, spf, mail_verdict_words, .help = "may that server send for its envelope's sender"),
    F_ENUM(struct mail_facts, dkim, mail_verdict_words, .help = "is a signature of a domain whole"),
    F_ENUM(struct mail_facts, dmarc, mail_verdict_words, .help = "does one of both belong to the domain in From"),
    F_TEXT(struct mail_facts, spf_domain, .help = "whom that was about"),
    F_TEXT(struct mail_facts, dkim_domain, .help = "who signed"),
    F_BOOL(struct mail_facts, proved, .help = "the domain in From is proved"),
    F_ENUM(struct mail_facts, machine, machine_words, .help = "who writes: a person, or which kind of program"),
    F_BOOL(struct mail_facts, colleague, .help = "carries a colleague's address, and does not prove it"),
    F_INT(struct mail_facts, cuts, .help = "what a limit cut off, a bit each; 0: nothing"),
    F_INT(struct mail_facts, files_left, .help = "more files than are hung on a message; they are in the original"),
    F_ENUM(struct mail_facts, report, bounce_kind_words), F_ENUM(struct mail_facts, report_reason, bounce_reason_words),
    F_TEXTS(struct mail_facts, report_of, .help = "addresses"), F_TEXT(struct mail_facts, report_words),
    F_BOOL(struct mail_facts, encrypted), F_BOOL(struct mail_facts, is_signed));

/* ---- what the database has of them ---- */

struct asking {
    const struct id_list *which;
    struct opened_mails *out;
    struct str_list raws;
    int64_t bytes;
};

static const struct mailbox *mailbox_at(const struct mailbox_list *all, id which)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->at[i].id == which) return &all->at[i];
    return NULL;
}

/* *full: this one has to wait for the next group. */
static enum err add_line(struct turn *t, struct asking *it, const struct mailbox_list *boxes, id which, bool *full)
{
    struct opened_mail l = { 0 };
    str raw = { 0 };
    TRY(mail_find(t, which, &l.line));
    const struct mailbox *box = mailbox_at(boxes, l.line.mailbox);
    if (l.line.state != MAIL_STORED || !box) return OK;
    it->bytes += l.line.bytes;
    *full = it->out->all.n && it->bytes > OPENED_BYTES;
    if (*full) return OK;
    TRY(mail_raw(t, &l.line, &raw));
    l.mailbox = *box;
    *LIST_ADD(t->arena, &it->out->all) = l;
    *LIST_ADD(t->arena, &it->raws) = raw;
    return OK;
}

static enum err ask(struct turn *t, void *with)
{
    struct asking *it = with;
    struct mailbox_list boxes = { 0 };
    it->out->all = (struct opened_mail_list){ 0 }; /* we may have run before, and been undone */
    it->out->own = (struct str_list){ 0 };
    it->raws = (struct str_list){ 0 };
    it->bytes = 0;
    it->out->looked = 0;
    TRY(mailbox_list_all(t, &boxes));
    for (size_t i = 0; i < boxes.n; i++) *LIST_ADD(t->arena, &it->out->own) = boxes.at[i].address;
    for (bool full = false; it->out->looked < it->which->n; it->out->looked++) {
        TRY(add_line(t, it, &boxes, it->which->at[it->out->looked], &full));
        if (full) break;
    }
    return OK;
}

/* ---- reading one ---- */

static void find_mark(const struct opened_mails *all, struct opened_mail *l, str email)
{
    id named = l->conversation ? 0 : reply_address_check(&all->keys, email);
    if (named) l->conversation = named;
}

/* Where servers write to whom it really went, besides To and Cc. */
static const char *const delivered[] = { "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To" };

static void find_marks(struct arena *a, const struct opened_mails *all, struct opened_mail *l)
{
    const struct mail *m = &l->mail;
    for (size_t i = 0; i < m->to.n; i++) find_mark(all, l, m->to.at[i].email);
    for (size_t i = 0; i < m->cc.n; i++) find_mark(all, l, m->cc.at[i].email);
    for (size_t i = 0; i < COUNT_OF(delivered); i++)
        find_mark(all, l, str_lower(a, str_trim(mail_field(m, delivered[i]))));
    l->message = reply_id_check(&all->keys, m->in_reply_to);
    for (size_t i = m->references.n; i > 0 && !l->message; i--)
        l->message = reply_id_check(&all->keys, m->references.at[i - 1]);
}

static str name_of(struct arena *a, const struct mail_part *p, size_t n)
{
    if (!utf8_blank(p->name)) return p->name;
    if (p->label == CALENDAR) return STR("invitation.ics");
    if (str_is(p->type, STR("message/rfc822"))) return STR("mail.eml");
    return str_format(a, "file-%zu", n + 1);
}

static enum err stow_files(struct turn *lane, struct opened_mail *l)
{
    for (size_t i = 0; i < l->mail.parts.n && l->files.n < LETTER_FILES; i++) {
        const struct mail_part *p = &l->mail.parts.at[i];
        struct stowed s = { 0 };
        if (!(p->uses & USE_FILE) || p->enclosed || p->bytes.n == 0) continue;
        TRY(file_stow(lane, p->bytes, name_of(lane->arena, p, l->files.n), &s));
        *LIST_ADD(lane->arena, &l->files) = s;
        *LIST_ADD(lane->arena, &l->cids) = p->cid;
    }
    return OK;
}

static str within_limit(str html)
{
    return html.n > LETTER_HTML_BYTES ? (str){ 0 } : html;
}

/* What the text folds and the html does not is shown as text: nobody reads the same letter twice. */
static void choose_html(struct opened_mail *l, const struct quoted *text)
{
    const struct mail *m = &l->mail;
    bool whole = !m->folded && !text->quote.n;
    l->html = within_limit(m->folded ? m->html_said : whole ? m->html : (str){ 0 });
    if (!whole) l->html_whole = within_limit(m->html);
}

/* What it says of itself, once it is taken apart. */
static enum err understand(struct turn *lane, const struct opened_mails *all, struct opened_mail *l)
{
    struct quoted q = { 0 };
    l->text = utf8_cut(str_cut(l->mail.text, LETTER_TEXT_BYTES), LETTER_TEXT_BYTES);
    l->text = utf8_mend(lane->arena, l->text); /* the cut may stand inside a character */
    quoted_strip(lane->arena, l->text, &q);
    l->said = utf8_blank(q.said) ? l->text : q.said;
    choose_html(l, &q);
    l->machine = machine_recognise(lane->arena, &l->mail, &all->own, NULL);
    results_read(lane->arena, &l->mail, l->mailbox.server, &l->results);
    l->proved = results_prove(&l->mail, &l->results);
    bounce_read(lane->arena, &l->mail, &l->bounce);
    l->reported = reply_id_check(&all->keys, l->bounce.message_id);
    find_marks(lane->arena, all, l);
    return stow_files(lane, l);
}

/* Nobody can read it, and a person wants it all the same: it hangs there as it came. */
static enum err hang_original(struct turn *lane, struct opened_mail *l, str raw)
{
    struct stowed s = { 0 };
    l->mail = (struct mail){ 0 };
    TRY(file_stow(lane, raw, STR("mail.eml"), &s));
    *LIST_ADD(lane->arena, &l->files) = s;
    *LIST_ADD(lane->arena, &l->cids) = (str){ 0 };
    return OK;
}

/* ---- lanes ---- */

enum { TOGETHER_MOST = 16, TOGETHER_BYTES = 1 << 20 };

struct lanes {
    struct house *house;
    struct opened_mails *all;
    const struct str_list *raws;
    pthread_mutex_t lock;
    size_t next;
};

struct lane {
    struct lanes *of;
    struct arena *arena;
};

/* The next few: together when they are small. */
static bool take_some(struct lanes *l, struct arena *a, size_t *first, struct str_list *out)
{
    size_t bytes = 0;
    *out = (struct str_list){ 0 };
    pthread_mutex_lock(&l->lock);
    *first = l->next;
    while (l->next < l->raws->n && out->n < TOGETHER_MOST) {
        str raw = l->raws->at[l->next];
        if (out->n && bytes + raw.n > TOGETHER_BYTES) break;
        bytes += raw.n;
        *LIST_ADD(a, out) = raw;
        l->next++;
    }
    pthread_mutex_unlock(&l->lock);
    return out->n > 0;
}

static void open_some(struct lanes *l, struct arena *a, size_t first, const struct str_list *raws)
{
    struct mail mails[TOGETHER_MOST] = { { 0 } };
    enum err errs[TOGETHER_MOST] = { 0 };
    str words[TOGETHER_MOST] = { { 0 } };
    mails_taken_apart(l->house->cells, a, raws, mails, errs, words);
    for (size_t i = 0; i < raws->n; i++) {
        struct opened_mail *it = &l->all->all.at[first + i];
        struct why why = { .words = words[i] };
        struct turn lane = {
            .arena = a, .actor = actor_system(), .now = clock_now(&l->house->clock), .why = &why, .house = l->house
        };
        it->mail = mails[i];
        it->err = errs[i] == OK ? understand(&lane, l->all, it) : errs[i];
        if (errs[i] == BROKEN && it->line.reason == MAIL_OPENED) it->err = hang_original(&lane, it, raws->at[i]);
        if (errs[i] == OK && it->err == BROKEN) it->err = BUSY; /* our disk's fault, not the mail's */
        it->words = why.words;
    }
}

static void *run_lane(void *with)
{
    const struct lane *it = with;
    struct str_list raws = { 0 };
    for (size_t first; take_some(it->of, it->arena, &first, &raws);) open_some(it->of, it->arena, first, &raws);
    return NULL;
}

/* Two at once: a mail that takes long does not hold up those behind it. */
static void run_lanes(struct turn *outside, struct opened_mails *out, const struct str_list *raws)
{
    struct lanes lanes = { .house = outside->house, .all = out, .raws = raws, .lock = PTHREAD_MUTEX_INITIALIZER };
    struct lane one = { .of = &lanes, .arena = out->lanes[0] }, other = { .of = &lanes, .arena = out->lanes[1] };
    pthread_t second;
    bool two = out->all.n > TOGETHER_MOST && pthread_create(&second, NULL, run_lane, &other) == 0;
    run_lane(&one);
    if (two) pthread_join(second, NULL);
}

enum err opened_mails_read(struct turn *outside, const struct id_list *which, struct opened_mails *out)
{
    struct asking it = { .which = which, .out = out };
    *out = (struct opened_mails){ 0 };
    for (size_t i = 0; i < COUNT_OF(out->lanes); i++) out->lanes[i] = arena_open();
    mailbox_reply_keys(outside->house, &out->keys);
    if (!outside->house->cells) return fail(outside, BUSY, "nothing can be taken apart here");
    TRY(turn_read(outside->house, outside->actor, ask, &it, outside->why, outside->arena));
    run_lanes(outside, out, &it.raws);
    return OK;
}

void opened_mails_close(struct opened_mails *l)
{
    for (size_t i = 0; i < COUNT_OF(l->lanes); i++)
        if (l->lanes[i]) arena_close(l->lanes[i]);
    *l = (struct opened_mails){ 0 };
}

/* ---- what is kept of it ---- */

static str shown(struct arena *a, const struct mail_address *p)
{
    if (!p->name.n) return p->email;
    return str_format(a, "%.*s <%.*s>", STR_ARG(p->name), STR_ARG(p->email));
}

static struct str_list shown_all(struct arena *a, const struct mail_address_list *all)
{
    enum { MOST = 50 };
    struct str_list out = { 0 };
    for (size_t i = 0; i < all->n && i < MOST; i++) *LIST_ADD(a, &out) = shown(a, &all->at[i]);
    return out;
}

static int64_t count_files(const struct mail *m)
{
    int64_t n = 0;
    for (size_t i = 0; i < m->parts.n; i++) {
        const struct mail_part *p = &m->parts.at[i];
        n += (p->uses & USE_FILE) && !p->enclosed && p->bytes.n > 0;
    }
    return n;
}

static bool has_label(const struct mail *m, enum mail_label one, enum mail_label other)
{
    for (size_t i = 0; i < m->parts.n; i++)
        if (m->parts.at[i].label == one || m->parts.at[i].label == other) return true;
    return false;
}

void opened_mail_facts(struct arena *a, const struct opened_mail *l, struct mail_facts *out)
{
    const struct mail *m = &l->mail;
    *out = (struct mail_facts){ .to = shown_all(a, &m->to),
                                .cc = shown_all(a, &m->cc),
                                .date = m->date,
                                .spf_domain = l->results.spf.domain,
                                .dkim_domain = l->results.dkim.domain,
                                .spf = l->results.spf.verdict,
                                .dkim = l->results.dkim.verdict,
                                .dmarc = l->results.dmarc.verdict,
                                .proved = l->proved,
                                .machine = l->machine,
                                .cuts = m->cuts,
                                .files_left = count_files(m) - (int64_t)l->files.n,
                                .report = l->bounce.kind,
                                .report_reason = l->bounce.reason,
                                .report_words = l->bounce.words,
                                .encrypted = has_label(m, ENCRYPTED_PGP, ENCRYPTED_SMIME),
                                .is_signed = has_label(m, SIGNED_PGP, SIGNED_SMIME) };
    if (m->reply_to.n) out->reply_to = shown(a, &m->reply_to.at[0]);
    for (size_t i = 0; i < l->bounce.recipients.n; i++)
        *LIST_ADD(a, &out->report_of) = l->bounce.recipients.at[i].email;
}
