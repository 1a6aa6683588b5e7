/* Whose step comes next: a heap of the threads, the earliest step on top; of two at once, the one of the story that was
 * read first. Internal to story/. */
#ifndef STORY_ORDER_H
#define STORY_ORDER_H

#include "story/telling.h"

struct order {
    struct thread **at;
    size_t n; /* that are not told to their end */
};

struct order order_of(struct arena *a, const struct story_list *stories);
struct thread *order_first(const struct order *o);
void order_settle(struct order *o); /* the first has taken its step: it sinks to its new place, or is gone */

#endif
