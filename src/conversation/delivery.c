#include "conversation/delivery.h"

#include "channel/channel.h"
#include "channel/email/bounce.h"
#include "channel/email/ledger_thread.h"
#include "conversation/envelope.h"
#include "spine/house.h"
#include "spine/sample.h"

const char *const delivery_state_words[] = { "queued", "sent", "failed", "bounced", NULL };

const char *const copy_state_words[] = { "waiting", "sent", "refused", NULL };

const struct shape delivery_copy_shape = SHAPE(
    struct delivery_copy, F_ID(struct delivery_copy, id), F_ID(struct delivery_copy, message, .required = true),
    F_ID(struct delivery_copy, conversation, .required = true), F_TEXT(struct delivery_copy, email),
    F_BOOL(struct delivery_copy, hidden, .help = "Bcc: nobody else is told"),
    F_ENUM(struct delivery_copy, state, copy_state_words),
    F_TEXT(struct delivery_copy, words, .help = "why a server did not take it for them"));

const struct shape delivery_shape = SHAPE(
    struct delivery, F_ID(struct delivery, message, .required = true), F_ID(struct delivery, conversation),
    F_ID(struct delivery, mailbox, .help = "by which it leaves; null: nobody knows by which one they came"),
    F_TEXT(struct delivery, recipient), F_ENUM(struct delivery, state, delivery_state_words),
    F_INT(struct delivery, tries, .help = "in vain"),
    F_TIME(struct delivery, due, .help = "when it is tried again; null: it is over"),
    F_TEXT(struct delivery, words, .help = "what the mail server said last, or what is wrong"),
    F_TEXT(struct delivery, message_id, .help = "its Message-ID, without < >"),
    F_TIME(struct delivery, created_at, .required = true), F_TIME(struct delivery, sent_at),
    F_LIST(struct delivery, copies, delivery_copy_shape, .help = "who else gets it"));

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
    if (!d->recipient.n) TRY(envelope_of_customer(t, c, &d->recipient));
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

static enum err add_copies(struct turn *t, const struct message *m, const struct str_list *emails, bool hidden)
{
    for (size_t i = 0; i < emails->n; i++) {
        struct delivery_copy copy = { .id = turn_id(t),
                                      .message = m->id,
                                      .conversation = m->conversation,
                                      .email = emails->at[i],
                                      .hidden = hidden };
        TRY(sql_delivery_copy_insert(t, &copy));
    }
    return OK;
}

enum err delivery_queue(struct turn *t, const struct conversation *c, const struct message *m,
                        const struct envelope *to)
{
    struct delivery d = { .message = m->id, .conversation = c->id, .recipient = to->to, .created_at = t->now };
    TRY(find_way(t, c, &d));
    TRY(sql_delivery_insert(t, &d));
    TRY(add_copies(t, m, &to->cc, false));
    TRY(add_copies(t, m, &to->bcc, true));
    TRY(say_changed(t, c, m->id));
    return d.state == DELIVERY_QUEUED ? outgoing_queue(t, c->customer, c->id, m->id) : OK;
}

/* ---- how it stands ---- */

enum err delivery_find(struct turn *t, id message, struct delivery *out)
{
    TRY(sql_delivery_find(t, message, out));
    return sql_delivery_copies(t, message, &out->copies);
}

enum err delivery_list(struct turn *t, id conversation, struct delivery_list *out)
{
    struct delivery_copy_list copies = { 0 };
    TRY(sql_delivery_list(t, conversation, out));
    TRY(sql_delivery_copies_of_conversation(t, conversation, &copies));
    for (size_t i = 0; i < out->n; i++)
        for (size_t k = 0; k < copies.n; k++)
            if (copies.at[k].message == out->at[i].message) *LIST_ADD(t->arena, &out->at[i].copies) = copies.at[k];
    return OK;
}

enum err delivery_keep_copy(struct turn *t, const struct delivery_copy *copy)
{
    return sql_delivery_copy_keep(t, copy);
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

/* Nobody gets it twice: whom a server took it for is left out. */
static enum err copies_again(struct turn *t, const struct delivery_copy_list *copies)
{
    for (size_t i = 0; i < copies->n; i++) {
        struct delivery_copy copy = copies->at[i];
        if (copy.state != COPY_REFUSED) continue;
        copy.state = COPY_WAITING;
        copy.words = (str){ 0 };
        TRY(sql_delivery_copy_keep(t, &copy));
    }
    return OK;
}

enum err delivery_again(struct turn *t, id message)
{
    struct delivery d = { 0 };
    struct conversation c = { 0 };
    TRY(delivery_find(t, message, &d));
    if (d.state != DELIVERY_FAILED && d.state != DELIVERY_BOUNCED)
        return fail(t, CONFLICT, "it is %s: only what failed or came back can be sent again",
                    delivery_state_words[d.state]);
    TRY(conversation_find(t, d.conversation, &c));
    TRY(copies_again(t, &d.copies));
    d.tries = 0;
    d.words = d.recipient = (str){ 0 };
    d.created_at = t->now;
    d.sent_at = 0;
    TRY(find_way(t, &c, &d));
    TRY(delivery_keep(t, &d));
    return d.state == DELIVERY_QUEUED ? outgoing_queue(t, c.customer, c.id, message) : OK;
}

static bool names(const struct bounce *b, str email)
{
    for (size_t i = 0; i < b->recipients.n; i++)
        if (str_is_nocase(b->recipients.at[i].email, email)) return true;
    return false;
}

/* Those of its copies that a report names; whether it names nobody else. */
static enum err copies_bounced(struct turn *t, const struct delivery *d, const struct bounce *b, bool *all)
{
    size_t named = 0;
    for (size_t i = 0; i < d->copies.n; i++) {
        struct delivery_copy copy = d->copies.at[i];
        if (!names(b, copy.email)) continue;
        named++;
        copy.state = COPY_REFUSED;
        copy.words = b->words;
        TRY(sql_delivery_copy_keep(t, &copy));
    }
    *all = named > 0 && !names(b, d->recipient);
    return OK;
}

enum err delivery_bounced(struct turn *t, id message, const struct bounce *what)
{
    struct delivery d = { 0 };
    bool others = false;
    enum err err = delivery_find(t, message, &d);
    if (err == NOT_FOUND) return OK;
    TRY(err);
    if (d.state != DELIVERY_SENT) return OK;
    TRY(copies_bounced(t, &d, what, &others));
    if (!others) {
        d.state = DELIVERY_BOUNCED;
        d.words = what->words;
    }
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
    if (l->conversations.n == 0) return OK;
    TRY(sql_delivery_copies_forget(t, &l->conversations));
    return sql_delivery_forget(t, &l->conversations);
}
