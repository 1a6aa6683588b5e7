/* The sample: is there one, how large, and away with it. */
#ifndef STORY_SAMPLE_ROUTES_H
#define STORY_SAMPLE_ROUTES_H

#include "spine/route.h"

/* How much of it is still here. */
struct sample_size {
    bool is_here, leaving, whole; /* whole: it was told to its end, so it can leave */
    int64_t conversations, messages, customers, staff;
    usec from, to; /* the time that was told */
};
extern const struct shape sample_size_shape;

enum err sample_measure(struct turn *t, struct sample_size *out) MUST_USE;

extern const struct module module_sample;

#endif
