/* API keys: programs that act for the business, each with the permissions it was given and no others.
 * A key never has more than its maker has: their role is looked up with every request.
 *
 *   make ──shown once──▶ works ──revoke, or its day has come──▶ never again
 *
 * Owns: api_key
 * Says: key.made, key.revoked */
#ifndef STAFF_KEY_H
#define STAFF_KEY_H

#include "net/net.h"
#include "spine/event.h"

struct api_key {
    id id;
    str name;   /* what it is for */
    str scopes; /* "conversation.read, conversation.reply", or "*" */
    id created_by;
    usec created_at, used_at, revoked_at;
    usec expires_at; /* 0: never */
};
extern const struct shape api_key_shape;
LIST(api_key);

extern const struct event_kind KEY_MADE, KEY_REVOKED;

enum { KEY_NAME_CHARACTERS = 100, KEY_SCOPES_MOST = 100 };

struct key_wish {
    str name;
    struct str_list scopes;
    usec expires_at;
};

/* Scopes are permissions that exist and that the maker has; "*", everything that ever will be, is for owners to give.
 * INVALID names the fix. `secret` is told once: only its hash is kept. */
enum err key_make(struct turn *t, const struct key_wish *wish, struct api_key *out, str *secret) MUST_USE;
enum err key_list(struct turn *t, struct api_key_list *out) MUST_USE; /* newest first, revoked ones too */
enum err key_revoke(struct turn *t, id which) MUST_USE;               /* CONFLICT when it is already */

/* Fills t->actor, with no more than the key's maker may do today. SIGNED_OUT when it is no key of ours, a revoked or
 * expired one, or its maker does not act any more. */
enum err key_recognise(struct turn *t, str secret) MUST_USE;

#endif
