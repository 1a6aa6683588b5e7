/* Staff: the people who act for the business.
 *
 *   nobody ──add──▶ active ──deactivate──▶ inactive ──change(active)──▶ active
 *
 * Deactivated, never deleted: what they did stays theirs. How they prove who they are: link.h, session.h.
 * Owns: staff, team_member
 * Says: staff.invited, staff.changed, staff.deactivated */
#ifndef STAFF_STAFF_H
#define STAFF_STAFF_H

#include "spine/event.h"

struct staff {
    id id;
    str name;
    str email; /* normalised; empty: none yet */
    enum role role;
    str language; /* BCP 47, or empty: as their browser says */
    bool active, has_password, has_totp;
    usec created_at, seen_at;
    struct id_list teams; /* filled where the function says so */
};
extern const struct shape staff_shape;
LIST(staff);

/* What every colleague may know of them: not how they sign in. */
struct colleague {
    id id;
    str name, email;
    enum role role;
    str language;
    bool active;
    usec created_at, seen_at;
    struct id_list teams;
};
extern const struct shape colleague_shape;
LIST(colleague);

extern const struct event_kind STAFF_INVITED, STAFF_CHANGED, STAFF_DEACTIVATED;

enum { STAFF_NAME_CHARACTERS = 200 };

enum err staff_find(struct turn *t, id which, struct staff *out) MUST_USE; /* teams too */
/* The same, to change them. And for whoever gives them something that depends on their teams or on their being here:
 * until the commit these stay as they are. */
enum err staff_hold(struct turn *t, id which, struct staff *out) MUST_USE;
enum err staff_keep_as_is(struct turn *t, id which, struct staff *out) MUST_USE;
enum err staff_has_left(struct turn *t, id which, bool *out) MUST_USE; /* and if not, cannot until the commit */
enum err staff_by_email(struct turn *t, str email, struct staff *out, bool *found) MUST_USE;
enum err staff_teams(struct turn *t, id which, struct id_list *out) MUST_USE;

enum err staff_is_empty(struct turn *t, bool *out) MUST_USE;         /* nobody has ever been added */
enum err staff_was_anybody_seen(struct turn *t, bool *out) MUST_USE; /* somebody has signed in at least once */
/* The owners who may act. Held until the turn ends, so that two turns cannot each take the last but one. */
enum err staff_owners(struct turn *t, struct staff_list *out) MUST_USE;

/* Somebody new: name and role are theirs, an address may be missing only for the first owner. INVALID names the fix. */
enum err staff_add(struct turn *t, str name, str email, enum role role, struct staff *out) MUST_USE;

/* What is to be different; NULL: as it is. Whoever changes it has been asked whether they may. */
struct staff_change {
    const str *name, *email, *language;
    const enum role *role;
    const struct id_list *teams;
};
/* A role that changes ends their sessions; the last owner stays one. Says which fields changed; none is no event.
 * CONFLICT: they would lose sight of open conversations they answer for (a reaction says so). */
enum err staff_change(struct turn *t, id which, const struct staff_change *to) MUST_USE;

/* CONFLICT: the last owner, or somebody who still owns open conversations (a reaction says so). */
enum err staff_deactivate(struct turn *t, id which) MUST_USE;
enum err staff_activate(struct turn *t, id which) MUST_USE;

enum err staff_list_all(struct turn *t, struct colleague_list *out) MUST_USE; /* by name; teams too */
enum err staff_seen(struct turn *t, id which) MUST_USE;

/* May whoever acts give this role, or touch somebody who has it? FORBIDDEN above their own; owners only by owners. */
enum err staff_may_over(struct turn *t, enum role role) MUST_USE;

/* A reaction: with another role one signs in again, with other teams one's screens come in again. */
enum err staff_close_live(struct turn *t, const struct event *e) MUST_USE;

#endif
