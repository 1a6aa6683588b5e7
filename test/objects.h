/* One of each thing that an address names: what the access test asks every route for. A route with a {variable} that
 * has no row here fails that test: add the row, and a maker that puts a real one into the turn's database. */
#ifndef TEST_OBJECTS_H
#define TEST_OBJECTS_H

#include "spine/turn.h"

enum { OUR_TEAM = 501, THEIR_TEAM = 502, SOMEBODY_ELSE = 601 };

#define CANARY "canary-of-theirs" /* stands in whatever a foreign thing says */

enum belongs {
    TO_ALL,        /* whoever has the permission may know every one of them: there is no foreign half */
    TO_A_TEAM,     /* another team's does not exist for agents and leads */
    TO_ITS_SENDER, /* somebody else's exists for admins, owners and keys for all only */
    TO_A_PERSON    /* somebody else's does not exist for anybody: my sessions; a secret that one has or has not */
};

struct object {
    const char *at; /* the end of a path up to the variable: "/conversations/{conversation}" */
    enum belongs belongs;
    str (*make)(struct turn *t, const struct actor *whose, bool foreign); /* what stands in the path */
};
extern const struct object objects[]; /* ends with { 0 } */

const struct object *object_at(str path); /* of a path that ends with a variable; NULL: no row */

/* The people of the test: a member of staff for each role, in OUR_TEAM and signed in; and both teams. */
void objects_begin(struct turn *t);
id objects_staff(enum role role);
id objects_session(enum role role); /* theirs */

#endif
