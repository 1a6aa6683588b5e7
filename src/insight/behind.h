/* The rows behind a number: which conversations, of which customers, it counts. Page by page, newest first. */
#ifndef INSIGHT_BEHIND_H
#define INSIGHT_BEHIND_H

#include "insight/report.h"

enum { BEHIND_MOST = 100, BEHIND_USUAL = 25 };

struct behind_question {
    str report, from, to; /* as a report is asked */
    id team;
    str counted; /* a line of a count, or what is counted beside; empty: what the figures are made of */
    int64_t skip, most;
};
extern const struct shape behind_question_shape;

struct behind_row {
    usec at;
    id conversation, customer;
    str subject, customer_name;
    double value;
    bool happened;
    str line, beside;
};
extern const struct shape behind_row_shape;
LIST(behind_row);

struct behind {
    int64_t total; /* of all pages */
    struct behind_row_list rows;
};
extern const struct shape behind_shape;

enum err behind_read(struct turn *t, const struct behind_question *q, struct behind *out) MUST_USE;

#endif
