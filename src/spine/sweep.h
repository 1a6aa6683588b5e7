/* What time does to many things: each in a turn of its own, until none is left.
 *
 * For reactions of the strangers' pool: no transaction stands over all of them, and one that fails is named and passed
 * over, so that the others do not wait for it. That is an alarm once, and then each hour: a row that refuses minute
 * after minute would teach everybody to read none. A database that is away, or full, ends the sweep: the job is tried
 * again. */
#ifndef SPINE_SWEEP_H
#define SPINE_SWEEP_H

#include "spine/reaction.h"

struct sweep {
    const char *name;
    enum err (*due)(struct turn *t, id after, int most, struct id_list *out); /* in the order of their ids */
    enum err (*one)(struct turn *t, id which);                                /* looks again: it may have changed */
};

/* Those that fail, for as long as the house stands: which have been told, and when. Any thread. */
enum { STUBBORN_MOST = 128 };
struct stubborn;
struct stubborn *stubborn_open(struct arena *a);
void stubborn_close(struct stubborn *s);
bool stubborn_is_news(struct stubborn *s, const char *work, id which, usec now); /* it failed: is that to be told? */
void stubborn_is_over(struct stubborn *s, const char *work, id which);           /* it was done */

enum err sweep_through(struct turn *t, const struct event *e, const struct sweep *what) MUST_USE;

#endif
