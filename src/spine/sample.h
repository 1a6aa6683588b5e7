/* A sample: what was told (story/) and did not happen, and how all of it leaves again with one act.
 *
 *   being told ──▶ told ──somebody wants it gone──▶ leaving ─a batch, a batch, …─▶ forgotten
 *
 * The mark is honest and costs nothing: ids follow the clock, and the clock stands in the telling, which is refused
 * where something happened later. So what was told are the rows whose ids lie between the first and the last; and what
 * somebody did since, with a conversation of their own, is not among them and stays.
 *
 * A batch is one turn: the first module from below that still has something told picks some of it (struct module,
 * `leaves`), and every module takes away what hangs on that (`forget`). So a batch leaves nothing half there, and
 * whoever stops in between goes on later, from whatever is left. A module with things of its own for customers or
 * conversations needs a `forget`; one with things of its own that hang on neither needs `leaves`. Owns: sample. Says:
 * sample.leaving, sample.forgotten */
#ifndef SPINE_SAMPLE_H
#define SPINE_SAMPLE_H

#include "spine/event.h"

struct sample {
    id id;
    id first_id, last_id; /* last_id 0: it was not told to its end */
    usec told_at, leaving_at;
};
LIST(sample);

/* What leaves in this batch. Whoever has something real hanging on a member of staff or a team strikes it out. */
struct leaving {
    struct sample sample;
    int most;                     /* of each */
    struct id_list conversations; /* held; with the customers they belong to, for the indexes that begin with those */
    struct id_list of_customers;
    struct id_list customers; /* who leave themselves: they have no conversation any more */
    struct id_list staff, teams;
    int64_t gone; /* rows that left and were told: 0 means that this module has none any more */
};

id sample_last(const struct sample *s); /* so far, when it was not told to its end */
void leaving_strike(struct id_list *from, id which);

/* While it is told: the first turn and the last. */
enum err sample_begin(struct turn *t) MUST_USE;
enum err sample_end(struct turn *t) MUST_USE;

/* The oldest one that is here. */
enum err sample_find(struct turn *t, struct sample *out, bool *found) MUST_USE;
/* From now on it leaves, and the desk does it; doing it twice, or where there is none, changes nothing.
 * CONFLICT: it was not told to its end, so nobody can say what is told and what is not. */
enum err sample_leave(struct turn *t) MUST_USE;
/* One batch; *more: until it is false. Safe to do at any time, by several at once. */
enum err sample_batch(struct turn *t, bool *more) MUST_USE;
enum err sample_forget(struct turn *t, const struct event *e) MUST_USE; /* reaction: a batch, and another one */

/* Of the module that looks after events and jobs. */
enum err sample_events_leave(struct turn *t, struct leaving *l) MUST_USE;
enum err sample_events_forget(struct turn *t, struct leaving *l) MUST_USE;

extern const struct event_kind SAMPLE_LEAVING, SAMPLE_FORGOTTEN;

#endif
