/* Days, weeks and months in UTC. Pure. */
#ifndef INSIGHT_PERIOD_H
#define INSIGHT_PERIOD_H

#include "base/base.h"

enum step { STEP_FITTING, STEP_DAY, STEP_WEEK, STEP_MONTH }; /* FITTING: by the length of the period */
extern const char *const step_words[];

str period_text(struct arena *a, usec at); /* the date of a moment */

enum step period_fitting(usec from, usec to); /* weeks, beyond half a year months */
usec period_begin(usec at, enum step step);   /* weeks begin on Monday (ISO 8601) */
usec period_next(usec begin, enum step step);

#endif
