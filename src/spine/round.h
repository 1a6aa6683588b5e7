/* One round of work on due jobs, waiting for it. Internal to spine/: workers turn rounds, tests settle. */
#ifndef SPINE_ROUND_H
#define SPINE_ROUND_H

#include "spine/reaction.h"

enum { ROUND_STUCK = -1 };

/* How many ran or were put off; 0 also when others hold all that is due; STUCK: neither could be written. */
int round_desk(struct house *h);
int round_strangers(struct house *h); /* how many ran, well or not */

/* A failure leaves its reason, and is tried again later or parked. Said in the log once it is committed. */
struct put_off {
    id job;
    str reason, reaction;
    bool parked, retried;
};
LIST(put_off);
enum err job_put_off(struct turn *t, id job, str reason, struct put_off *out) MUST_USE;
void job_say_put_off(const struct put_off *f);
/* The same in a turn of its own. False: not even this could be written, and the job stays as it is. */
bool job_failed(struct house *h, struct arena *a, id job, enum err err, const struct why *why) MUST_USE;

struct asking {
    bool strangers;
    int most;
    struct job_list due;
};
enum err jobs_due(struct turn *t, void *asking) MUST_USE; /* an act of a reading turn */

const struct reaction *reaction_named(const struct house *h, str name); /* SOON ones; NULL: there is none any more */

enum err jobs_lease(struct turn *t, const struct id_list *which, usec until) MUST_USE; /* nobody else's until then */

/* Only when no other program works on this database: what one that was killed had taken on is due again. */
enum err jobs_unlease(struct turn *t, void *unused) MUST_USE;

#endif
