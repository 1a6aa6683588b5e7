/* How each of us gets in: for whoever manages people. An invitation is a link of somebody who has never been here.
 *
 *   invited ──the link is used──▶ in
 *      ├ a week passes ─▶ invited, without a link: make another one
 *      └ withdraw ─▶ inactive, and the link is gone
 *
 * Says: staff.link_withdrawn */
#ifndef STAFF_ENTRANCE_H
#define STAFF_ENTRANCE_H

#include "staff/staff.h"

struct entrance {
    id staff;
    bool has_password, has_totp;
    usec link_at, link_expires_at; /* of the one-time link that waits for them; 0: none does */
    int64_t sessions;
};
extern const struct shape entrance_shape;
LIST(entrance);

extern const struct event_kind STAFF_LINK_WITHDRAWN;

enum err entrance_list_all(struct turn *t, struct entrance_list *out) MUST_USE; /* of those who may act */

/* The link that waits for somebody opens nothing any more; whoever has never been here is not one of us then. CONFLICT:
 * none waits. */
enum err entrance_withdraw(struct turn *t, id staff) MUST_USE;

#endif
