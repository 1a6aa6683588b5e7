/* From rows to numbers: the measures a report can name. Pure: no turn, no database.
 *
 * A number is never alone: it has its count, its 95 % interval, and whether there is enough to tell. What cannot be
 * told is NAN, which is null in JSON. */
#ifndef INSIGHT_MEASURE_H
#define INSIGHT_MEASURE_H

#include "insight/proportion.h"
#include "text/shape.h"

enum unit { UNIT_SHARE, UNIT_POINTS, UNIT_SCALE, UNIT_SECONDS, UNIT_COUNT };
extern const char *const unit_words[]; /* "share" (0…1), "points", "scale", "seconds", "count" */

/* One row of a report's SQL. Columns that a measure does not need may be left out there. */
struct report_row {
    usec at;         /* when it counts */
    id conversation; /* what it is about: who may see it follows from that */
    double value;
    bool happened; /* survival: false = still open (censored) at `value` seconds */
    str line;      /* count: which line of the chart */
    str beside;    /* not empty: counted beside under this name, in no figure */
};
extern const struct shape report_row_shape;
LIST(report_row);

/* What a report's front matter says to its measure. */
struct terms {
    int64_t needed;               /* fewer rows than this: we cannot tell yet */
    double scale_low, scale_high; /* mean: the ends of the scale */
    double good_from;             /* mean: also the share of answers from here on */
    const char *const *lines;     /* count: the lines there are; ends with NULL */
};

struct figure {
    str name; /* "median", "p90", "share", "score", "mean", "agree"; count: the line */
    enum unit unit;
    double value, low, high;
    int64_t n, censored, needed;
    bool enough;
};
LIST(figure);

struct measure {
    const char *name;
    /* The first figure is the headline. INVALID: the rows have values that this measure cannot take. */
    enum err (*run)(struct arena *a, const struct terms *terms, const struct report_row *rows, size_t n,
                    struct figure_list *out);
};
extern const struct measure measure_survival, measure_proportion, measure_nps, measure_mean, measure_count;

#endif
