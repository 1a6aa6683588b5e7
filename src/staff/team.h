/* Teams: who looks after which conversations. A conversation of a team is seen by its members, admins and owners.
 * Owns: team
 * Says: team.changed */
#ifndef STAFF_TEAM_H
#define STAFF_TEAM_H

#include "spine/event.h"

struct team {
    id id;
    str name;
    usec created_at;
    struct id_list members; /* active or not */
};
extern const struct shape team_shape;
LIST(team);

extern const struct event_kind TEAM_CHANGED;

enum { TEAM_NAME_CHARACTERS = 100 };

enum err team_list_all(struct turn *t, struct team_list *out) MUST_USE; /* by name; members too */
enum err team_find(struct turn *t, id which, struct team *out) MUST_USE;
enum err team_exists(struct turn *t, id which) MUST_USE; /* INVALID, the field teams: there is no such team */
enum err team_add(struct turn *t, str name, struct team *out) MUST_USE;
enum err team_rename(struct turn *t, id which, str name) MUST_USE;

#endif
