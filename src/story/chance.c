#include "story/chance.h"

uint64_t chance_next(struct chance *c)
{
    uint64_t z = c->state += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

int64_t chance_below(struct chance *c, int64_t n)
{
    if (n < 1) bug("there is nothing to choose from");
    return (int64_t)(chance_next(c) % (uint64_t)n);
}

int64_t chance_between(struct chance *c, int64_t low, int64_t high)
{
    return low + chance_below(c, high - low + 1);
}

bool chance_percent(struct chance *c, int64_t percent)
{
    return chance_below(c, 100) < percent;
}

int chance_weighed(struct chance *c, const int *weights, int n)
{
    int64_t sum = 0;
    for (int i = 0; i < n; i++) sum += weights[i];
    int64_t at = chance_below(c, sum);
    int i = 0;
    while (at >= weights[i]) at -= weights[i++];
    return i;
}
