/* One-time links: whoever opens one and presses its button is signed in, once.
 *
 *   made ──use──▶ used        looking at a link never uses it: mail scanners and previews look, too
 *     └ a day (an invitation: a week) passes ─▶ expired · a newer one is made, or the person leaves ─▶ gone
 *
 * There is no default password: the first owner comes in through a link that `regulars link` prints.
 * Owns: sign_in_link
 * Says: staff.link_made */
#ifndef STAFF_LINK_H
#define STAFF_LINK_H

#include "staff/staff.h"

extern const struct event_kind STAFF_LINK_MADE;
extern const usec LINK_LIVES, INVITATION_LIVES;

/* A new link for somebody ends the older ones. `url` is told once: only its hash is kept. */
enum err link_make(struct turn *t, id staff, usec lives, str *url) MUST_USE;

/* Whose it is. NOT_FOUND: no such link · GONE: used, expired, or of somebody who may not act any more. */
enum err link_look(struct turn *t, str token, struct staff *out) MUST_USE;

/* The same, and it is used up: of two at once one gets OK and the other GONE. */
enum err link_use(struct turn *t, str token, struct staff *out) MUST_USE;

enum err link_end_all(struct turn *t, id staff) MUST_USE;

/* For the command line: a link for this address, or, when it is empty, for the only owner, who is made when there is
 * nobody at all. */
enum err link_for(struct turn *t, str email, str *url) MUST_USE;

/* App and recovery codes are lost: signing in asks them for none any more. */
enum err link_forget_codes(struct turn *t, str email) MUST_USE;

/* Until somebody has signed in, each start offers the first owner a link; afterwards `url` is empty. */
enum err link_first(struct turn *t, str *url) MUST_USE;

#endif
