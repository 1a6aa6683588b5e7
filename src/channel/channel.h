/* How they reach us and we reach them: kept raw first, understood second.
 *
 *   incoming: STORED ──incoming_understood──▶ UNDERSTOOD
 *   outgoing: queued ──outgoing_send, until the kind has taken it──▶ sent
 *
 * A channel kind turns raw bytes into what was said, by whom, and what we say into bytes on their way. What a kind does
 * not have it cannot do. How to write one: pretend.c.
 * Owns: incoming
 * Says: incoming.arrived, outgoing.queued */
#ifndef CHANNEL_CHANNEL_H
#define CHANNEL_CHANNEL_H

#include "spine/event.h"

struct heard {
    str email, name, subject, body; /* email may be empty: somebody without an address */
    str language;
    struct id_list files; /* kept with it (spine/file.h) */
    bool machine;         /* a trap that no person sees was filled in: kept apart, never refused */
};

/* One message of ours on its way to a customer: all that a kind needs to send it. */
struct outgoing {
    id message; /* a second copy of the same one carries the same id */
    id conversation;
    str channel, email, name, subject, body;
};

struct channel_kind {
    const char *name;  /* "form": in the database for ever */
    const char *title; /* what people call it */
    enum err (*hear)(struct turn *t, str raw, struct heard *out);
    enum err (*send)(struct turn *t, const struct outgoing *what);
    bool letters; /* instead of both: what comes has a ledger of its own, and each answer a delivery */
};
extern const struct channel_kind channel_form, channel_api, channel_pretend, channel_email;
extern const struct channel_kind *const channel_kinds[]; /* kinds.c; ends with NULL */

const struct channel_kind *channel_kind_named(str name); /* NULL: there is none any more */

enum incoming_state { STORED, UNDERSTOOD };
extern const char *const incoming_state_words[];

struct incoming {
    id id;
    usec at;
    str channel;
    str raw;
    str key;        /* the sender's own name for it; the same one twice is one incoming */
    str token_hash; /* of the private page's link, or empty */
    usec expires_at;
    enum incoming_state state;
    id conversation; /* once understood */
};
extern const struct shape incoming_shape;
extern const struct event_kind INCOMING_ARRIVED, OUTGOING_QUEUED;

enum { LINK_DAYS = 90 };

/* Keeps the raw bytes. A key that is known already gives the first one back and keeps nothing new. */
enum err incoming_keep(struct turn *t, const struct channel_kind *kind, str raw, str key, str token,
                       struct incoming *out) MUST_USE;
enum err incoming_find(struct turn *t, id which, struct incoming *out) MUST_USE;
enum err incoming_of_token(struct turn *t, str token,
                           struct incoming *out) MUST_USE; /* NOT_FOUND; GONE when it has expired */
enum err incoming_has_page(struct turn *t, id conversation, bool *out) MUST_USE; /* a private page whose link is good */
enum err incoming_hear(struct turn *t, const struct incoming *it, struct heard *out) MUST_USE;
enum err incoming_understood(struct turn *t, id which, id conversation) MUST_USE;

/* What was told leaves with the sample (spine/sample.h). */
struct leaving;
enum err incoming_leaves(struct turn *t, struct leaving *l) MUST_USE;
enum err incoming_forget(struct turn *t, struct leaving *l) MUST_USE;

/* In the transaction of the message itself; for kinds that can send. The event names the message and nothing else: what
 * people said is kept in one place. */
enum err outgoing_queue(struct turn *t, id customer, id conversation, id message) MUST_USE;

/* Outside a transaction: it may wait for strangers. */
enum err outgoing_send(struct turn *t, const struct outgoing *what) MUST_USE;

#endif
