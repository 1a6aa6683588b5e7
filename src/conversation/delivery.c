#include "conversation/delivery.h"

#include "channel/channel.h"
#include "channel/email/ledger_thread.h"
#include "customer/customer.h"
#include "spine/house.h"
#include "spine/sample.h"
#include "text/email.h"

const char *const delivery_state_words[] = { "queued", "sent", "failed", "bounced", NULL };

const struct shape delivery_shape = SHAPE(
    struct delivery, F_ID(struct delivery, message, .required = true), F_ID(struct delivery, conversation),
    F_ID(struct delivery, mailbox, .help = "by which it leaves; null: nobody knows by which one they came"),
    F_TEXT(struct delivery, recipient), F_ENUM(struct delivery, state, delivery_state_words),
    F_INT(struct delivery, tries, .help = "in vain"),
    F_TIME(struct delivery, due, .help = "when it is tried again; null: it is over"),
    F_TEXT(struct delivery, words, .help = "what the mail server said last, or what is wrong"),
    F_TEXT(struct delivery, message_id, .help = "its Message-ID, without < >"),
    F_TIME(struct delivery, created_at, .required = true), F_TIME(struct delivery, sent_at));

#include "delivery.sql.h"

const struct event_kind DELIVERY_CHANGED = { .name = "delivery.changed",
                                             .help = "Our answer was sent by e-mail, waits, failed or came back.",
                                             .seen_by = "conversation.read" };

static enum err say_changed(struct turn *t, const struct conversation *c, id message)
{
    return EMIT(t, DELIVERY_CHANGED, .customer = c->customer, .subject = message, .conversation = c->id,
                .team = c->team);
}

/* ---- where to, and by which way ---- */

static enum err has_address(struct turn *t, const struct contact_point_list *points, str email, bool *out)
{
    str norm = { 0 };
    *out = false;
    if (!email_norm(t->arena, email, &norm)) return OK;
    for (size_t i = 0; i < points->n; i++) *out = *out || str_is(points->at[i].value, norm);
    return OK;
}

/* The address of theirs that they wrote from last; else the one we know. */
static enum err find_recipient(struct turn *t, const struct conversation *c, str *out)
{
    enum { LOOK_AT = 20 };
    struct ledger_mail_list wrote = { 0 };
    struct contact_point_list points = { 0 };
    struct customer who = { 0 };
    bool theirs = false;
    TRY(customer_find(t, c->customer, &who));
    TRY(customer_contact_points(t, c->customer, &points));
    TRY(mail_senders(t, c->id, LOOK_AT, &wrote));
    *out = who.email;
    for (size_t i = 0; i < wrote.n && !theirs; i++) {
        TRY(has_address(t, &points, wrote.at[i].sender, &theirs));
        if (theirs) *out = wrote.at[i].sender;
    }
    return OK;
}

static str id_of(struct turn *t, const struct mailbox *box, id message)
{
    struct reply_keys keys;
    str domain = box->address;
    mailbox_reply_keys(t->house, &keys);
    str_split(&domain, '@');
    return reply_id_make(t->arena, &keys, message, domain);
}

static void give_up(struct delivery *d, str words)
{
    d->state = DELIVERY_FAILED;
    d->due = 0;
    d->words = words;
}

/* By the mailbox they came by. What cannot leave at all has failed at once, and says why. */
static enum err find_way(struct turn *t, const struct conversation *c, struct delivery *d)
{
    struct mailbox box = { 0 };
    TRY(find_recipient(t, c, &d->recipient));
    TRY(mail_came_by(t, c->id, &d->mailbox));
    d->state = DELIVERY_QUEUED;
    d->due = t->now;
    if (d->mailbox) TRY(mailbox_find(t, d->mailbox, &box));
    if (d->mailbox && !d->message_id.n) d->message_id = id_of(t, &box, d->message);
    if (!d->mailbox)
        give_up(d, STR("nobody knows any more by which mailbox this customer wrote"));
    else if (str_empty(d->recipient))
        give_up(d, STR("this customer has no e-mail address"));
    else if (str_empty(box.smtp_host))
        give_up(d, STR("this mailbox has no server to send by"));
    return OK;
}

enum err delivery_queue(struct turn *t, const struct conversation *c, const struct message *m)
{
    struct delivery d = { .message = m->id, .conversation = c->id, .created_at = t->now };
    TRY(find_way(t, c, &d));
    TRY(sql_delivery_insert(t, &d));
    TRY(say_changed(t, c, m->id));
    return d.state == DELIVERY_QUEUED ? outgoing_queue(t, c->customer, c->id, m->id) : OK;
}

/* ---- how it stands ---- */

enum err delivery_find(struct turn *t, id message, struct delivery *out)
{
    return sql_delivery_find(t, message, out);
}

enum err delivery_list(struct turn *t, id conversation, struct delivery_list *out)
{
    return sql_delivery_list(t, conversation, out);
}

enum err delivery_keep(struct turn *t, const struct delivery *d)
{
    struct conversation c = { 0 };
    int64_t changed = 0;
    TRY(sql_delivery_keep(t, d, &changed));
    if (!changed) return OK; /* erased meanwhile */
    TRY(conversation_find(t, d->conversation, &c));
    return say_changed(t, &c, d->message);
}

enum err delivery_again(struct turn *t, id message)
{
    struct delivery d = { 0 };
    struct conversation c = { 0 };
    TRY(sql_delivery_find(t, message, &d));
    if (d.state != DELIVERY_FAILED && d.state != DELIVERY_BOUNCED)
        return fail(t, CONFLICT, "it is %s: only what failed or came back can be sent again",
                    delivery_state_words[d.state]);
    TRY(conversation_find(t, d.conversation, &c));
    d.tries = 0;
    d.words = (str){ 0 };
    d.created_at = t->now;
    d.sent_at = 0;
    TRY(find_way(t, &c, &d));
    TRY(delivery_keep(t, &d));
    return d.state == DELIVERY_QUEUED ? outgoing_queue(t, c.customer, c.id, message) : OK;
}

enum err delivery_bounced(struct turn *t, id message, str words)
{
    struct delivery d = { 0 };
    bool found = false;
    TRY(sql_delivery_maybe(t, message, &d, &found));
    if (!found || d.state != DELIVERY_SENT) return OK;
    d.state = DELIVERY_BOUNCED;
    d.words = words;
    return delivery_keep(t, &d);
}

/* ---- what is due ---- */

enum err delivery_due(struct turn *t, id mailbox, int most, struct delivery_list *out)
{
    return sql_delivery_due(t, t->now, mailbox, most, out);
}

enum err delivery_mailboxes_due(struct turn *t, struct id_list *out)
{
    struct delivery_list rows = { 0 };
    TRY(sql_delivery_mailboxes_due(t, t->now, &rows));
    for (size_t i = 0; i < rows.n; i++) *LIST_ADD(t->arena, out) = rows.at[i].mailbox;
    return OK;
}

enum err delivery_take(struct turn *t, id message, bool *taken)
{
    enum { TAKEN_MINUTES = 30 };
    int64_t n = 0;
    TRY(sql_delivery_take(t, message, t->now, t->now + TAKEN_MINUTES * MINUTE, t->house->started_at, &n));
    *taken = n > 0;
    return OK;
}

enum err delivery_let_go(struct turn *t, void *unused)
{
    (void)unused;
    return sql_delivery_let_go(t, t->now, t->house->started_at);
}

enum err delivery_forget(struct turn *t, struct leaving *l)
{
    return l->conversations.n ? sql_delivery_forget(t, &l->conversations) : OK;
}
