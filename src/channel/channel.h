/* How they reach us: kept raw first, understood second.
 *
 *   incoming: STORED ──incoming_understood──▶ UNDERSTOOD
 *
 * A channel kind turns raw bytes into what was said, by whom. What a kind does not have it cannot do.
 * Owns: incoming
 * Says: incoming.arrived */
#ifndef CHANNEL_CHANNEL_H
#define CHANNEL_CHANNEL_H

#include "spine/event.h"

struct heard {
    str email, name, subject, body; /* email may be empty: somebody without an address */
    str language;
    bool machine; /* a trap that no person sees was filled in: kept apart, never refused */
};

struct channel_kind {
    const char *name;
    const char *title;
    enum err (*hear)(struct turn *t, str raw, struct heard *out);
};
extern const struct channel_kind channel_form, channel_api;
extern const struct channel_kind *const channel_kinds[]; /* kinds.c; ends with NULL */

enum incoming_state { STORED, UNDERSTOOD };

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
extern const struct event_kind INCOMING_ARRIVED;

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

#endif
