/* What a turn will tell the world once its commit is on disk. Internal to spine/. */
#ifndef SPINE_TOLD_H
#define SPINE_TOLD_H

#include "spine/reaction.h"

struct told {
    struct event_list events; /* that a LIVE reaction waits for */
    bool due[2];              /* by pool: there is something to do at once */
};

enum err reaction_queue(struct turn *t, const struct reaction *r, const struct event *e, usec later) MUST_USE;
enum err event_forget_minutes(struct turn *t, usec before) MUST_USE;

struct turn turn_begin(struct house *h, struct db *db, struct work *w, struct actor who, struct told *told);

/* After the commit, on any thread. */
void turn_told(struct house *h, struct work *w, const struct told *told);
void event_tell(struct turn *t, const struct event *e); /* the LIVE reactions of one event */

#endif
