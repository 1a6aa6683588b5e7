/* How long until it happens, when for some it has not happened yet. Pure; sorts the caller's array.
 *
 * Kaplan and Meier (1958), "Nonparametric estimation from incomplete observations", JASA 53. */
#ifndef INSIGHT_SURVIVAL_H
#define INSIGHT_SURVIVAL_H

#include "insight/proportion.h"

struct spell {
    double time;   /* any unit, ≥ 0 */
    bool happened; /* false: still open (censored) at `time` */
};

/* The earliest time by which at least `share` (0…1) have seen it happen, those still open counted as they should be,
 * with the 95 % interval of Brookmeyer and Crowley (1982), Biometrics 38, on the log-log scale with Greenwood's
 * variance. What the open ones do not let us say is NAN: ignoring people cannot improve the figure. INVALID for a
 * negative or not finite time, or a share outside 0…1. */
enum err survival_measure(struct spell *spells, size_t n, double share, struct measured *out) MUST_USE;

#endif
