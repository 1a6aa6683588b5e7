/* Presence: who looks at the same thing, and who is writing there. Best effort and only in memory: it lives with the
 * live socket of a screen and is gone with it. Programs on one database tell each other (others.h).
 *
 *   nowhere ──look──▶ asked ──they may see it──▶ here: reading ⇄ writing ──look elsewhere | socket closes──▶ nowhere
 *
 * A screen says {"look":"<id>","doing":"reading"} and, when it goes elsewhere, {"look":null}; {"saved":"<id>"} tells
 * the other screens of the same person that a draft there is newer. Everybody who is there is told {"presence":
 * {"thing":"<id>","here":[{"staff":"<id>","doing":"writing"}]}}, themselves included. Which things there are, and
 * whose, the module says that has them (`team_of` in its row). A screen that says too much is not listened to for a
 * moment.
 *
 * The table is fixed: screens beyond it see each other's changes, only not each other. */
#ifndef SPINE_PRESENCE_H
#define SPINE_PRESENCE_H

#include "net/hub.h"
#include "spine/reaction.h"

struct presence;

enum { PRESENCE_SCREENS = 1024, PRESENCE_ELSEWHERE = 1024, PRESENCE_TOLD = 12, PRESENCE_FRAME = 200 };

struct presence *presence_open(struct arena *a);
void presence_stop(struct presence *p); /* the hub closes: nobody is told any more */
void presence_close(struct presence *p);

/* On the hub thread. `as` says who sits there; it is asked on a worker whether they may look. */
void presence_heard(struct house *h, member who, const struct actor *as, str text);
void presence_left(struct house *h, member who);

/* What another program says of its screens: all who look at a thing, " STAFF=doing …"; or that it is gone. */
void presence_elsewhere(struct house *h, id program, id thing, str people);
void presence_elsewhere_gone(struct house *h, id program);
void presence_saved_elsewhere(struct house *h, id staff, id thing);
void presence_tell_others(struct house *h); /* who is on our screens, to one that has just come */

/* A LIVE reaction: the thing went to another team, so everybody who looks at it is asked again. */
enum err presence_ask_again(struct turn *t, const struct event *e) MUST_USE;

#endif
