/* The mean of answers on a scale, with Student's t interval. Pure. */
#ifndef INSIGHT_MEAN_H
#define INSIGHT_MEAN_H

#include "insight/proportion.h"

/* The 97.5 % point of Student's t with `freedom` ≥ 1 degrees of freedom. Exact distribution for small ones (Abramowitz
 * and Stegun 26.7.3 and 26.7.4), their expansion 26.7.5 from 30 on; both within 1e-6. */
double student_t(int64_t freedom);

/* One value has a mean but no interval: low and high are NAN. INVALID for a value that is not finite. */
enum err mean_measure(const double *values, size_t n, struct measured *out) MUST_USE;

#endif
