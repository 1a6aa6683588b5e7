#include "insight/survival.h"

#include <math.h>
#include <stdlib.h>

static const double Z = 1.959963984540054; /* 97.5 % point of the standard normal distribution */

/* By time; at the same time what happened stands before what was still open. */
static int by_time(const void *left, const void *right)
{
    const struct spell *a = left, *b = right;
    if (a->time != b->time) return a->time < b->time ? -1 : 1;
    return (int)b->happened - (int)a->happened;
}

static bool usable(const struct spell *spells, size_t n, double share)
{
    if (!(share > 0 && share < 1)) return false;
    for (size_t i = 0; i < n; i++)
        if (!isfinite(spells[i].time) || spells[i].time < 0) return false;
    return true;
}

/* The survival curve's band at one time: left^exp(±z·se), where se is that of log(-log(left)). After the last of all
 * nothing is left to be unsure of below, and nothing is known above. */
static double band(double left, double greenwood, double side)
{
    if (left <= 0) return side > 0 ? 0 : 1;
    return pow(left, exp(side * Z * sqrt(greenwood) / fabs(log(left))));
}

static void note_crossing(double *at, double curve, double open, double time)
{
    if (isnan(*at) && curve <= open + 1e-12) *at = time;
}

enum err survival_measure(struct spell *spells, size_t n, double share, struct measured *out)
{
    double left = 1, greenwood = 0;
    *out = (struct measured){ .value = NAN, .low = NAN, .high = NAN, .n = (int64_t)n };
    if (!usable(spells, n, share)) return INVALID;
    if (n) qsort(spells, n, sizeof *spells, by_time);
    for (size_t i = 0; i < n; i++) {
        if (!spells[i].happened) continue;
        double at_risk = (double)(n - i);
        left *= (at_risk - 1) / at_risk; /* one at a time: ties multiply, and sum, to the same */
        greenwood += 1 / (at_risk * (at_risk - 1));
        if (i + 1 < n && spells[i + 1].happened && spells[i + 1].time == spells[i].time) continue;
        note_crossing(&out->low, band(left, greenwood, 1), 1 - share, spells[i].time);
        note_crossing(&out->value, left, 1 - share, spells[i].time);
        note_crossing(&out->high, band(left, greenwood, -1), 1 - share, spells[i].time);
    }
    return OK;
}
