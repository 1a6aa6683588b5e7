/* Failed tries to prove who one is, and how long one must wait after them.
 *
 * Kept in the database, so that neither a new start nor another node forgets them, and by the hash of the address
 * that was typed: an account that does not exist waits exactly like one that does. Five tries are free; then half a
 * minute, one, two, four … at most a quarter of an hour. One-time links and sessions that are open work on meanwhile,
 * so nobody is locked out by a stranger. Limits by network are the spine's (limits), not these.
 * Owns: sign_in_try */
#ifndef STAFF_ATTEMPT_H
#define STAFF_ATTEMPT_H

#include "spine/event.h"

enum { TRIES_FREE = 5 };

/* How an account is named here: its address, or for the first owner, who may have none, its number. */
str attempt_account(struct turn *t, str email, id staff);

enum err attempt_may(struct turn *t, str email) MUST_USE; /* TOO_MANY, with the seconds to wait */
enum err attempt_failed(struct turn *t, str email) MUST_USE;
enum err attempt_succeeded(struct turn *t, str email) MUST_USE;

enum err attempt_forget_old(struct turn *t, const struct event *e) MUST_USE; /* a reaction: every night */

#endif
