#include "conversation/delivery_send.h"

#include "conversation/delivery_letter.h"
#include "spine/house.h"

#include <stdatomic.h>

enum { LOOK_AT = 1000, WHEELS = 100, ACCOUNT_MINUTES = 5, RUN_SECONDS = 40 };

/* One mailbox's letters, outside any turn. */
struct run {
    struct turn *t;
    id mailbox;
    struct mailbox box;
    struct smtp_account account;
    struct smtp *smtp; /* NULL: not connected */
    usec ends;         /* the rest waits for the next minute */
    bool over;         /* its server is away, or does not want us */
};

/* ---- what became of one ---- */

struct outcome {
    const struct run *run;
    id message;
    enum smtp_outcome is;
    bool stopped; /* by us: nothing is wrong, and the next start goes on */
    str words;
    const struct smtp_recipient_list *each; /* of a letter that was given, in the order of its envelope */
};

static void put_off(struct delivery *d, usec now, str words)
{
    usec wait = smtp_retry_after((int)++d->tries);
    d->due = wait ? now + wait : 0;
    if (!wait) d->state = DELIVERY_FAILED;
    d->words = words;
}

static void decide(struct turn *t, struct delivery *d, const struct outcome *o)
{
    d->words = o->words;
    d->due = 0;
    if (o->stopped) {
        d->words = (str){ 0 };
        d->due = t->now;
    } else if (o->is == SMTP_SENT) {
        d->state = DELIVERY_SENT;
        d->sent_at = t->now;
    } else if (o->is == SMTP_REFUSED) {
        d->state = DELIVERY_FAILED;
    } else if (o->is == SMTP_ACCOUNT) {
        d->due = t->now + ACCOUNT_MINUTES * MINUTE;
    } else {
        put_off(d, t->now, o->words);
        if (d->state == DELIVERY_FAILED)
            d->words = str_format(t->arena, "given up after five days: %.*s", STR_ARG(o->words));
    }
}

/* ---- and of its copies ---- */

static enum err settle_copy(struct turn *t, struct delivery_copy *copy, const struct smtp_recipient *is, bool over)
{
    copy->words = is->words;
    if (is->outcome == SMTP_SENT) copy->words = (str){ 0 };
    if (is->outcome == SMTP_SENT) copy->state = COPY_SENT;
    if (is->outcome == SMTP_REFUSED || (over && copy->state == COPY_WAITING)) copy->state = COPY_REFUSED;
    return delivery_keep_copy(t, copy);
}

/* The customer's first. Once they have it, it goes on while a copy can still be taken. */
static void decide_with_copies(struct turn *t, struct delivery *d, const struct outcome *customers, bool waits)
{
    bool had = d->sent_at > 0;
    if (!had) decide(t, d, customers);
    if (!had && d->state != DELIVERY_SENT) return;
    usec wait = waits ? smtp_retry_after((int)++d->tries) : 0;
    d->state = wait ? DELIVERY_QUEUED : DELIVERY_SENT;
    d->due = wait ? t->now + wait : 0;
}

static struct outcome outcome_of_customer(struct turn *t, const struct outcome *o)
{
    const struct smtp_recipient *it = &o->each->at[0];
    struct smtp_result r = { .outcome = it->outcome, .fault = it->fault, .code = it->code, .words = it->words };
    struct outcome out = *o;
    out.is = it->outcome;
    out.words = it->outcome == SMTP_SENT ? o->words : smtp_result_words(t->arena, &r);
    return out;
}

/* What the server said of each, in the order of the envelope. */
static enum err settle_each(struct turn *t, struct delivery *d, const struct outcome *o)
{
    size_t at = d->sent_at ? 0 : 1;
    bool waits = false, over = smtp_retry_after((int)d->tries + 1) == 0;
    struct outcome customers = d->sent_at ? *o : outcome_of_customer(t, o);
    for (size_t i = 0; i < d->copies.n && at < o->each->n; i++) {
        if (d->copies.at[i].state != COPY_WAITING) continue;
        TRY(settle_copy(t, &d->copies.at[i], &o->each->at[at++], over));
        waits |= d->copies.at[i].state == COPY_WAITING;
    }
    decide_with_copies(t, d, &customers, waits);
    return OK;
}

/* Nothing of it leaves any more, for its copies neither. */
static enum err refuse_waiting(struct turn *t, struct delivery *d)
{
    for (size_t i = 0; i < d->copies.n; i++) {
        struct delivery_copy *copy = &d->copies.at[i];
        if (copy->state != COPY_WAITING) continue;
        copy->state = COPY_REFUSED;
        copy->words = d->words;
        TRY(delivery_keep_copy(t, copy));
    }
    return OK;
}

static void because_of(struct turn *t, const struct run *r)
{
    t->cause = r->t->cause;
    t->depth = r->t->depth;
}

static enum err settle_one(struct turn *t, const struct outcome *o)
{
    struct delivery d = { 0 };
    enum err err = delivery_find(t, o->message, &d);
    if (err == NOT_FOUND) return OK; /* erased meanwhile */
    TRY(err);
    if (d.state != DELIVERY_QUEUED) return OK;
    if (d.copies.n && o->each && o->each->n)
        TRY(settle_each(t, &d, o));
    else
        decide(t, &d, o);
    if (d.state == DELIVERY_FAILED) TRY(refuse_waiting(t, &d));
    if (d.state == DELIVERY_FAILED && d.sent_at) d.state = DELIVERY_SENT; /* only a copy was still waiting */
    return delivery_keep(t, &d);
}

/* ---- how the mailbox's server does ---- */

static enum err find_watch(struct turn *t, id mailbox, struct mailbox_watch *out)
{
    static const char folder[] = "smtp";
    struct mailbox_watch_list all = { 0 };
    *out = (struct mailbox_watch){ .mailbox = mailbox, .folder = str_of(folder) };
    TRY(mailbox_watches(t, mailbox, &all));
    for (size_t i = 0; i < all.n; i++)
        if (str_is(all.at[i].folder, str_of(folder))) *out = all.at[i];
    return OK;
}

static enum err note_failing(struct turn *t, id mailbox, str words)
{
    struct mailbox_watch w = { 0 };
    TRY(find_watch(t, mailbox, &w));
    if (!w.failing_since) w.failing_since = t->now;
    w.failures++;
    w.failure = words;
    return mailbox_watched(t, &w);
}

static enum err note_well(struct turn *t, id mailbox)
{
    struct mailbox_watch w = { 0 };
    TRY(find_watch(t, mailbox, &w));
    if (!w.failing_since) return OK;
    w.failing_since = w.failures = 0;
    w.failure = (str){ 0 };
    w.looked_at = t->now;
    return mailbox_watched(t, &w);
}

static enum err settle(struct turn *t, void *with)
{
    const struct outcome *o = with;
    because_of(t, o->run);
    TRY(settle_one(t, o));
    return o->is == SMTP_SENT ? note_well(t, o->run->mailbox) : OK;
}

/* Nothing of this mailbox can leave now: all that is due waits. */
static enum err settle_all(struct turn *t, void *with)
{
    struct outcome one = *(const struct outcome *)with;
    struct delivery_list due = { 0 };
    because_of(t, one.run);
    TRY(delivery_due(t, one.run->mailbox, LOOK_AT, &due));
    for (size_t i = 0; i < due.n; i++) {
        one.message = due.at[i].message;
        TRY(settle_one(t, &one));
    }
    return note_failing(t, one.run->mailbox, one.words);
}

static enum err stop_run(struct run *r, enum smtp_outcome is, str words)
{
    struct outcome o = { .run = r, .is = is == SMTP_LATER || is == SMTP_UNKNOWN ? SMTP_LATER : SMTP_ACCOUNT };
    o.words = words;
    r->over = true;
    return turn_write(r->t->house, actor_system(), settle_all, &o, r->t->why, r->t->arena);
}

/* ---- the connection ---- */

static enum smtp_login login_of(const struct mailbox *m)
{
    static const enum smtp_login ways[] = {
        [PROOF_PASSWORD] = SMTP_PASSWORD, [PROOF_XOAUTH2] = SMTP_XOAUTH2, [PROOF_OAUTHBEARER] = SMTP_OAUTHBEARER
    };
    return str_empty(m->smtp_user) ? SMTP_NO_LOGIN : ways[m->smtp_proof];
}

static bool account_of(struct run *r)
{
    static const enum smtp_security securities[] = {
        [MAIL_TLS] = SMTP_TLS, [MAIL_STARTTLS] = SMTP_STARTTLS, [MAIL_BARE] = SMTP_PLAIN
    };
    const struct mailbox *m = &r->box;
    str domain = m->address;
    str_split(&domain, '@');
    r->account = (struct smtp_account){ .host = m->smtp_host,
                                        .port = (int)m->smtp_port,
                                        .security = securities[m->smtp_security],
                                        .how = login_of(m),
                                        .user = m->smtp_user,
                                        .hello = domain,
                                        .ca_file = r->t->house->options.certificates,
                                        .own_network = true,
                                        .stop = r->t->house->stop };
    return mailbox_open_secret(r->t, m->smtp_secret, &r->account.secret);
}

static enum err connect_to(struct run *r)
{
    struct smtp_result why = { 0 };
    if (r->smtp && smtp_is_lost(r->smtp)) {
        smtp_close(r->smtp);
        r->smtp = NULL;
    }
    if (r->smtp) return OK;
    if (str_empty(r->box.smtp_host)) return stop_run(r, SMTP_ACCOUNT, STR("this mailbox has no server to send by"));
    if (!account_of(r))
        return stop_run(r, SMTP_ACCOUNT, STR("the password to send by cannot be read any more: give it again"));
    r->smtp = smtp_open(r->t->arena, &r->account, &why);
    r->over = why.fault == SMTP_STOPPED; /* all of it waits for the next start, and nothing is wrong */
    return r->smtp || r->over ? OK : stop_run(r, why.outcome, smtp_result_words(r->t->arena, &why));
}

/* ---- one letter ---- */

struct taking {
    id message;
    bool taken;
};

static enum err take(struct turn *t, void *with)
{
    struct taking *it = with;
    return delivery_take(t, it->message, &it->taken);
}

static struct outcome no_letter(struct turn *t, const struct run *r, id message, enum err err)
{
    bool passes = err == BUSY || err == FULL || err == BROKEN;
    const struct why *w = t->why;
    str words = w->field.n ? str_format(t->arena, "%.*s %.*s", STR_ARG(w->field), STR_ARG(w->words)) : w->words;
    return (struct outcome){ .run = r, .message = message, .is = passes ? SMTP_LATER : SMTP_REFUSED, .words = words };
}

static enum err give(struct turn *t, struct run *r, const struct delivery *d)
{
    struct taking it = { .message = d->message };
    struct smtp_mail mail = { 0 };
    struct smtp_result said = { 0 };
    TRY(turn_write(t->house, actor_system(), take, &it, t->why, t->arena));
    if (!it.taken) return OK;
    enum err err = delivery_letter(t, d, &r->box, &mail);
    struct outcome o = no_letter(t, r, d->message, err);
    if (err == OK) {
        o.is = smtp_give(r->smtp, t->arena, &mail, &said);
        o.stopped = said.fault == SMTP_STOPPED;
        if (o.is != SMTP_ACCOUNT && !o.stopped) o.each = &said.recipients;
        o.words = o.is == SMTP_SENT ? said.words : smtp_result_words(t->arena, &said);
    }
    TRY(turn_write(t->house, actor_system(), settle, &o, t->why, t->arena));
    r->over = o.stopped;
    return o.is == SMTP_ACCOUNT ? stop_run(r, o.is, str_copy(r->t->arena, o.words)) : OK;
}

/* In memory of its own: many may leave in one run. */
static enum err give_one(struct run *r, const struct delivery *d)
{
    struct turn own = *r->t;
    own.arena = arena_open();
    enum err err = give(&own, r, d);
    if (err != OK) r->t->why->words = str_copy(r->t->arena, r->t->why->words);
    arena_close(own.arena);
    return err;
}

/* ---- the wheel ---- */

struct domain {
    str name;
    int given;
};
LIST(domain);

static bool has_turn(struct arena *a, struct domain_list *all, str recipient)
{
    str name = recipient;
    str_split(&name, '@');
    for (size_t i = 0; i < all->n; i++)
        if (str_is(all->at[i].name, name)) return all->at[i].given++ < DELIVERY_DOMAIN_AT_ONCE;
    *LIST_ADD(a, all) = (struct domain){ .name = name, .given = 1 };
    return true;
}

struct looking {
    struct run *run;
    struct delivery_list due;
};

static enum err look(struct turn *t, void *with)
{
    struct looking *it = with;
    TRY(mailbox_find(t, it->run->mailbox, &it->run->box));
    return delivery_due(t, it->run->mailbox, LOOK_AT, &it->due);
}

static enum err turn_wheel(struct run *r, bool *more)
{
    struct looking it = { .run = r };
    struct domain_list domains = { 0 };
    TRY(turn_read(r->t->house, actor_system(), look, &it, r->t->why, r->t->arena));
    *more = it.due.n > 0;
    for (size_t i = 0; i < it.due.n && !r->over; i++) {
        if (!has_turn(r->t->arena, &domains, it.due.at[i].recipient)) continue;
        TRY(connect_to(r));
        if (!r->over) TRY(give_one(r, &it.due.at[i]));
        r->over = r->over || monotonic_now() > r->ends;
    }
    return OK;
}

static enum err send_by(struct turn *t, id mailbox)
{
    struct run r = { .t = t, .mailbox = mailbox, .ends = monotonic_now() + RUN_SECONDS * SECOND };
    enum err err = OK;
    bool more = true;
    for (int i = 0; i < WHEELS && more && !r.over && err == OK; i++) err = turn_wheel(&r, &more);
    smtp_close(r.smtp);
    return err;
}

static enum err find_mailboxes(struct turn *t, void *with)
{
    return delivery_mailboxes_due(t, with);
}

static enum err send_all(struct turn *t)
{
    struct id_list due = { 0 };
    TRY(turn_read(t->house, actor_system(), find_mailboxes, &due, t->why, t->arena));
    for (size_t i = 0; i < due.n; i++) TRY(send_by(t, due.at[i]));
    return OK;
}

/* One thread sends, whoever asks: what comes in is not held up by what goes out. Who finds it sending leaves word, and
 * it looks once more; each mailbox has its part of a minute, and the rest of it comes next time. */
static enum err send_alone(struct turn *t)
{
    struct house *h = t->house;
    enum err err = OK;
    atomic_store(&h->sending_asked, true);
    while (err == OK && atomic_load(&h->sending_asked) && !atomic_exchange(&h->sending, true)) {
        atomic_store(&h->sending_asked, false);
        err = send_all(t);
        atomic_store(&h->sending, false);
    }
    return err;
}

enum err delivery_send(struct turn *t, const struct event *e)
{
    (void)e;
    return send_alone(t);
}

enum err delivery_send_due(struct turn *t, const struct event *e)
{
    (void)e;
    return send_alone(t);
}
