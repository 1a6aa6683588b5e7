/* Chance that can be told again: SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators",
 * OOPSLA). Pure. */
#ifndef STORY_CHANCE_H
#define STORY_CHANCE_H

#include "base/base.h"

struct chance {
    uint64_t state;
};

uint64_t chance_next(struct chance *c);
int64_t chance_below(struct chance *c, int64_t n);
int64_t chance_between(struct chance *c, int64_t low, int64_t high); /* both included */
bool chance_percent(struct chance *c, int64_t percent);
int chance_weighed(struct chance *c, const int *weights, int n);

#endif
