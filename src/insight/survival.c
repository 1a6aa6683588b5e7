#include "insight/survival.h"

#include <math.h>
#include <stdlib.h>

/* By time; at the same time what happened stands before what was still open. */
static int by_time(const void *left, const void *right)
{
    const struct spell *a = left, *b = right;
    if (a->time != b->time) return a->time < b->time ? -1 : 1;
    return (int)b->happened - (int)a->happened;
}

enum err survival_quantile(struct spell *spells, size_t n, double share, double *time, bool *reached)
{
    double left = 1;
    *reached = false;
    *time = 0;
    if (!(share > 0 && share < 1)) return INVALID;
    for (size_t i = 0; i < n; i++)
        if (!isfinite(spells[i].time) || spells[i].time < 0) return INVALID;
    if (n) qsort(spells, n, sizeof *spells, by_time);
    for (size_t i = 0; i < n; i++) {
        if (!spells[i].happened) continue;
        double at_risk = (double)(n - i);
        left *= (at_risk - 1) / at_risk; /* one at a time: ties multiply to the same */
        bool last_of_tie = i + 1 == n || !spells[i + 1].happened || spells[i + 1].time > spells[i].time;
        if (!last_of_tie || left > 1 - share + 1e-12) continue;
        *time = spells[i].time;
        *reached = true;
        return OK;
    }
    return OK;
}
