#include "insight/measure.h"

#include "insight/mean.h"
#include "insight/survival.h"

#include <math.h>

const char *const unit_words[] = { "share", "points", "scale", "seconds", "count", NULL };

const struct shape report_row_shape = SHAPE(struct report_row, F_TIME(struct report_row, at),
                                            F_ID(struct report_row, conversation), F_REAL(struct report_row, value),
                                            F_BOOL(struct report_row, happened), F_TEXT(struct report_row, line),
                                            F_TEXT(struct report_row, beside));

static struct figure figure_of(const char *name, enum unit unit, const struct terms *terms, const struct measured *m)
{
    bool enough = m->n > 0 && m->n >= terms->needed;
    return (struct figure){ .name = str_of(name),
                            .unit = unit,
                            .value = enough ? m->value : NAN,
                            .low = enough ? m->low : NAN,
                            .high = enough ? m->high : NAN,
                            .n = m->n,
                            .needed = terms->needed,
                            .enough = enough };
}

/* How many rows have exactly this value. */
static int64_t count_value(const struct report_row *rows, size_t n, double value)
{
    int64_t count = 0;
    for (size_t i = 0; i < n; i++) count += rows[i].value == value;
    return count;
}

static enum err run_survival(struct arena *a, const struct terms *terms, const struct report_row *rows, size_t n,
                             struct figure_list *out)
{
    static const struct {
        const char *name;
        double share;
    } asked[] = { { "median", 0.5 }, { "p90", 0.9 } };
    struct spell *spells = ARENA_MANY(a, struct spell, n + 1);
    int64_t censored = 0;
    for (size_t i = 0; i < n; i++) {
        spells[i] = (struct spell){ .time = rows[i].value, .happened = rows[i].happened };
        censored += !rows[i].happened;
    }
    for (size_t i = 0; i < COUNT_OF(asked); i++) {
        struct measured m = { 0 };
        TRY(survival_measure(spells, n, asked[i].share, &m));
        struct figure *f = LIST_ADD(a, out);
        *f = figure_of(asked[i].name, UNIT_SECONDS, terms, &m);
        f->censored = censored;
    }
    return OK;
}

static enum err run_proportion(struct arena *a, const struct terms *terms, const struct report_row *rows, size_t n,
                               struct figure_list *out)
{
    struct measured m = { 0 };
    int64_t yes = count_value(rows, n, 1);
    if (yes + count_value(rows, n, 0) != (int64_t)n) return INVALID;
    TRY(proportion_wilson(yes, (int64_t)n, &m));
    *LIST_ADD(a, out) = figure_of("share", UNIT_SHARE, terms, &m);
    return OK;
}

static enum err run_nps(struct arena *a, const struct terms *terms, const struct report_row *rows, size_t n,
                        struct figure_list *out)
{
    struct measured m = { 0 };
    int64_t promoters = count_value(rows, n, 1), detractors = count_value(rows, n, -1);
    if (promoters + detractors + count_value(rows, n, 0) != (int64_t)n) return INVALID;
    TRY(nps_measure(promoters, detractors, (int64_t)n, &m));
    *LIST_ADD(a, out) = figure_of("score", UNIT_POINTS, terms, &m);
    return OK;
}

static enum err run_mean(struct arena *a, const struct terms *terms, const struct report_row *rows, size_t n,
                         struct figure_list *out)
{
    struct measured mean = { 0 }, agree = { 0 };
    double *values = ARENA_MANY(a, double, n + 1);
    int64_t good = 0;
    for (size_t i = 0; i < n; i++) {
        if (!(rows[i].value >= terms->scale_low && rows[i].value <= terms->scale_high)) return INVALID;
        values[i] = rows[i].value;
        good += values[i] >= terms->good_from;
    }
    TRY(mean_measure(values, n, &mean));
    mean.low = fmax(mean.low, terms->scale_low);
    mean.high = fmin(mean.high, terms->scale_high);
    TRY(proportion_wilson(good, (int64_t)n, &agree));
    *LIST_ADD(a, out) = figure_of("mean", UNIT_SCALE, terms, &mean);
    *LIST_ADD(a, out) = figure_of("agree", UNIT_SHARE, terms, &agree);
    return OK;
}

/* What was counted is known: the number is its own interval, and nothing is a number too. */
static enum err run_count(struct arena *a, const struct terms *terms, const struct report_row *rows, size_t n,
                          struct figure_list *out)
{
    size_t matched = 0;
    for (const char *const *line = terms->lines; line && *line; line++) {
        int64_t count = 0;
        for (size_t i = 0; i < n; i++) count += str_is(rows[i].line, str_of(*line));
        double value = (double)count;
        matched += (size_t)count;
        *LIST_ADD(a, out) = (struct figure){ .name = str_of(*line),
                                             .unit = UNIT_COUNT,
                                             .value = value,
                                             .low = value,
                                             .high = value,
                                             .n = count,
                                             .enough = true };
    }
    return matched == n ? OK : INVALID;
}

const struct measure measure_survival = { .name = "survival", .run = run_survival };
const struct measure measure_proportion = { .name = "proportion", .run = run_proportion };
const struct measure measure_nps = { .name = "nps", .run = run_nps };
const struct measure measure_mean = { .name = "mean", .run = run_mean };
const struct measure measure_count = { .name = "count", .run = run_count };
