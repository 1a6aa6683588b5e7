#include "story/order.h"

static usec next_at(const struct thread *th)
{
    return th->story->steps.at[th->next].at;
}

static bool is_before(const struct thread *x, const struct thread *y)
{
    return next_at(x) != next_at(y) ? next_at(x) < next_at(y) : x->story < y->story;
}

static void sink(struct order *o, size_t i)
{
    for (;;) {
        size_t first = i, left = 2 * i + 1, right = left + 1;
        if (left < o->n && is_before(o->at[left], o->at[first])) first = left;
        if (right < o->n && is_before(o->at[right], o->at[first])) first = right;
        if (first == i) return;
        struct thread *th = o->at[i];
        o->at[i] = o->at[first];
        o->at[first] = th;
        i = first;
    }
}

struct order order_of(struct arena *a, const struct story_list *stories)
{
    struct thread *all = ARENA_MANY(a, struct thread, stories->n + 1);
    struct order o = { .at = ARENA_MANY(a, struct thread *, stories->n + 1), .n = stories->n };
    for (size_t i = 0; i < o.n; i++) {
        all[i].story = &stories->at[i];
        o.at[i] = &all[i];
    }
    for (size_t i = o.n / 2; i-- > 0;) sink(&o, i);
    return o;
}

struct thread *order_first(const struct order *o)
{
    return o->at[0];
}

void order_settle(struct order *o)
{
    if (o->at[0]->next == o->at[0]->story->steps.n) o->at[0] = o->at[--o->n];
    sink(o, 0);
}
