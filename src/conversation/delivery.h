/* How what we said to a customer leaves by e-mail: a row in the transaction of the message itself, until it is over.
 *
 *     queued ──the mail server took it──▶ sent ──a report says that it came back──▶ bounced
 *        │
 *        └──refused, or five days are over──▶ failed        delivery_again: a failed or bounced one is queued anew
 *
 * At least once. A second copy leaves only if we die between the server's yes and our commit, with the same Message-ID
 * and the same bytes. Of one conversation the older leaves before the newer.
 * Who is in Cc or Bcc has a copy of it each: the same letter, which a server takes for some and not for others. It is
 * the customer's that says how the delivery stands; it goes on until nobody's waits.
 * Owns: delivery, delivery_copy
 * Says: delivery.changed */
#ifndef CONVERSATION_DELIVERY_H
#define CONVERSATION_DELIVERY_H

#include "conversation/conversation.h"

enum delivery_state { DELIVERY_QUEUED, DELIVERY_SENT, DELIVERY_FAILED, DELIVERY_BOUNCED };
extern const char *const delivery_state_words[];

enum copy_state { COPY_WAITING, COPY_SENT, COPY_REFUSED };
extern const char *const copy_state_words[];

/* For somebody else than the customer. */
struct delivery_copy {
    id id, message, conversation;
    str email;
    bool hidden; /* Bcc */
    enum copy_state state;
    str words; /* REFUSED, or not taken yet: what the server said */
};
extern const struct shape delivery_copy_shape;
LIST(delivery_copy);

struct delivery {
    id message, conversation;
    id mailbox;    /* it leaves by; 0: nobody knows by which one they came */
    str recipient; /* empty: there is none */
    enum delivery_state state;
    int64_t tries;
    usec due;        /* QUEUED: the next try */
    str words;       /* what the server said last, or what is wrong */
    str message_id;  /* ours, without < > */
    usec created_at; /* or queued anew */
    usec sent_at;    /* the customer's; QUEUED all the same while a copy waits */
    struct delivery_copy_list copies;
};
extern const struct shape delivery_shape;
LIST(delivery);

extern const struct event_kind DELIVERY_CHANGED;

struct envelope;
enum err delivery_queue(struct turn *t, const struct conversation *c, const struct message *m,
                        const struct envelope *to) MUST_USE;
enum err delivery_find(struct turn *t, id message, struct delivery *out) MUST_USE;
enum err delivery_list(struct turn *t, id conversation, struct delivery_list *out) MUST_USE; /* oldest first */
/* To the address that the customer has by now. CONFLICT when it neither failed nor came back. */
enum err delivery_again(struct turn *t, id message) MUST_USE;
/* One that was not sent: nothing. A report that names only people of its copies is about those. */
struct bounce;
enum err delivery_bounced(struct turn *t, id message, const struct bounce *what) MUST_USE;

/* How it stands now, kept and said. */
enum err delivery_keep(struct turn *t, const struct delivery *d) MUST_USE;

enum err delivery_keep_copy(struct turn *t, const struct delivery_copy *copy) MUST_USE;

/* What is due by that mailbox, oldest first; of each conversation only the oldest. */
enum err delivery_due(struct turn *t, id mailbox, int most, struct delivery_list *out) MUST_USE;
enum err delivery_mailboxes_due(struct turn *t, struct id_list *out) MUST_USE;
/* Nobody else's until it is kept, or half an hour is over. False: it is somebody's, or not due any more. */
enum err delivery_take(struct turn *t, id message, bool *taken) MUST_USE;
/* What an earlier start of the program had taken is due at once: it is gone, and ours is the only one. */
enum err delivery_let_go(struct turn *t, void *unused) MUST_USE;

struct leaving;
enum err delivery_forget(struct turn *t, struct leaving *l) MUST_USE;

#endif
