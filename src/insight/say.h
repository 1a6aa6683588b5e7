/* A figure in words: one sentence with its value, interval and count, in the reader's language. Pure. */
#ifndef INSIGHT_SAY_H
#define INSIGHT_SAY_H

#include "insight/measure.h"
#include "text/words.h"

str say_label(struct arena *a, const struct words *words, const struct figure *f);
str say_figure(struct arena *a, const struct words *words, const struct figure *f);
str say_value(struct arena *a, enum unit unit, double value); /* "86.0", "0:12:30"; "–" when it cannot be told */

#endif
