/* Reports: a question about the business, answered with a number, its count and its interval.
 *
 * A report is one file in src/insight/reports/, compiled in by tools/reports, which puts the period and the teams that
 * the asker may see around its SQL. Its rows become figures by a measure (insight/measure.h). Reports count what
 * happened (events, messages, answers), never a column that something else keeps up to date. */
#ifndef INSIGHT_REPORT_H
#define INSIGHT_REPORT_H

#include "insight/measure.h"
#include "insight/period.h"
#include "spine/turn.h"
#include "text/words.h"

enum { REPORT_ROWS = 1000, REPORT_STANDARD_DAYS = 90, REPORT_DAYS = 3660 };

struct report {
    const char *name;
    const char *title, *question, *definition; /* keys in words/ */
    const char *chart;                         /* "line", "bars" */
    const char *const *parameters;             /* among from, to, team; ends with NULL */
    const struct measure *measure;
    struct terms terms;
    /* teams NULL: the asker may see all. */
    enum err (*rows)(struct turn *t, usec from, usec to, usec now, const id *team, const struct id_list *teams,
                     struct report_row_list *out);
};
extern const struct report reports_all[]; /* made from reports/; ends with { 0 } */

/* What somebody asks. Dates are whole days in UTC, both included; empty: the last 90 days. */
struct report_question {
    str report, from, to;
    id team; /* 0: all that the asker may see */
    enum step by;
};
extern const struct shape report_question_shape;

struct report_definition {
    str name, title, question, definition, chart, measure;
    int64_t needed;
    struct str_list parameters, lines;
};
extern const struct shape report_definition_shape;
LIST(report_definition);

/* A figure as it is shown: in the asker's words, with its evidence grade. D: described, nothing compared. */
struct shown_figure {
    str name, label, said, grade;
    enum unit unit;
    double value, low, high; /* null: it cannot be told */
    int64_t n, censored, needed;
    bool enough;
};
extern const struct shape shown_figure_shape;
LIST(shown_figure);

struct report_point {
    usec at; /* when the day, week or month begins */
    str name;
    double value, low, high;
    int64_t n;
    bool enough;
};
LIST(report_point);

struct report_beside {
    str name, label;
    int64_t n;
};
LIST(report_beside);

struct report_answer {
    struct report_definition report;
    str from, to;
    enum step by;
    struct shown_figure figure;       /* the headline */
    struct shown_figure_list others;  /* further figures */
    struct report_beside_list beside; /* what was counted apart */
    struct report_point_list series;
    struct report_row_list rows; /* the newest of them */
    int64_t rows_total;
};
extern const struct shape report_answer_shape;

const struct report *report_named(str name); /* NULL: there is none */
struct report_definition report_define(struct turn *t, const struct report *r, const struct words *words);

/* NOT_FOUND: no such report. INVALID names the field: a date that is none, a period that ends before it begins. */
enum err report_rows(struct turn *t, const struct report_question *q, struct report_row_list *out) MUST_USE;
/* Only the headline, and of which days: for a screen that says one number. */
struct headline {
    str from, to;
    struct shown_figure figure;
};
enum err report_headline(struct turn *t, str report, const struct words *words, struct headline *out) MUST_USE;
enum err report_answer(struct turn *t, const struct report_question *q, const struct words *words,
                       struct report_answer *out) MUST_USE;

#endif
