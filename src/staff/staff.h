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

extern const struct event_kind STAFF_INVITED;

enum { STAFF_NAME_CHARACTERS = 200 };

enum err staff_find(struct turn *t, id which, struct staff *out) MUST_USE; /* teams too */
enum err staff_by_email(struct turn *t, str email, struct staff *out, bool *found) MUST_USE;
enum err staff_teams(struct turn *t, id which, struct id_list *out) MUST_USE;

enum err staff_is_empty(struct turn *t, bool *out) MUST_USE;         /* nobody has ever been added */
enum err staff_was_anybody_seen(struct turn *t, bool *out) MUST_USE; /* somebody has signed in at least once */
/* The owners who may act. Held until the turn ends, so that two turns cannot each take the last but one. */
enum err staff_owners(struct turn *t, struct staff_list *out) MUST_USE;

/* Somebody new: name and role are theirs, an address may be missing only for the first owner. INVALID names the fix. */
enum err staff_add(struct turn *t, str name, str email, enum role role, struct staff *out) MUST_USE;

enum err staff_seen(struct turn *t, id which) MUST_USE;

#endif
