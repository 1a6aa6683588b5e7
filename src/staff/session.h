/* Sessions: who is signed in where.
 *
 *   begin ─▶ alive ─30 days pass─▶ expired
 *              └ sign out · ended in the list · password, role or codes change · deactivated ─▶ gone within the second,
 *                and with it its live screens
 *
 * Every sign-in is a new session with a new token: one that somebody planted before is never taken over. The token
 * is in the cookie only; here is its hash.
 * Owns: session
 * Says: staff.signed_in, staff.signed_out */
#ifndef STAFF_SESSION_H
#define STAFF_SESSION_H

#include "net/net.h"
#include "staff/staff.h"

enum session_how { BY_LINK, BY_PASSWORD };

struct session {
    id id, staff;
    enum session_how how;
    str agent; /* what the browser calls itself, in short */
    usec created_at, seen_at, expires_at;
    bool current; /* the one that asks */
};
extern const struct shape session_shape;
LIST(session);

extern const struct event_kind STAFF_SIGNED_IN, STAFF_SIGNED_OUT;

/* From now on the turn acts for `who`; `cookie` is a whole Set-Cookie value. The session that the request came with, if
 * any, ends. */
enum err session_begin(struct turn *t, const struct request *r, const struct staff *who, enum session_how how,
                       str *cookie) MUST_USE;

/* After the password or the codes changed: every session and link of theirs ends, and this browser gets a new one. */
enum err session_renew(struct turn *t, const struct request *r, str *cookie) MUST_USE;

/* Came in through a one-time link within the hour: may choose a password without the one that was forgotten. */
enum err session_is_fresh(struct turn *t, bool *fresh) MUST_USE;

enum err session_list(struct turn *t, id staff, struct session_list *out) MUST_USE;
enum err session_end(struct turn *t, id staff, id which) MUST_USE; /* NOT_FOUND when it is not theirs */
enum err session_end_others(struct turn *t) MUST_USE;              /* every one of the actor's but theirs now */
enum err session_end_all(struct turn *t, id staff) MUST_USE;       /* and links that were not used yet */
str session_no_cookie(struct turn *t);                             /* the browser forgets */

/* Who asks: fills t->actor. A cookie that opens nothing is nobody's. */
enum err session_recognise(struct turn *t, const struct request *r) MUST_USE;

/* Reactions. */
enum err session_close_all_live(struct turn *t, const struct event *e) MUST_USE; /* all screens of its subject */
enum err session_close_live(struct turn *t, const struct event *e) MUST_USE; /* the screens of a session that ended */
enum err session_forget_old(struct turn *t, const struct event *e) MUST_USE; /* expired ones, every night */

#endif
