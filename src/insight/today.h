/* Today: what somebody finds when they sit down. Who waits for them, what they may take on, what is due, and one thing
 * worth knowing; never a list of everything.
 *
 * The one number is chosen by the day, not by its value: of the reports whose headline has an interval, in the order of
 * their names, each day the next one. So nobody is shown only what looks well, and what cannot be told yet says so.
 *
 * Reads what it shows from the tables of conversations, customers and jobs, as far as the asker's teams may see. */
#ifndef INSIGHT_TODAY_H
#define INSIGHT_TODAY_H

#include "conversation/mention.h"
#include "insight/report.h"

enum { TODAY_ROWS = 8 }; /* of each list; how many there are is counted */

struct today_row {
    id id;
    str subject;
    enum conversation_state state;
    id customer;
    str customer_name, customer_email;
    usec since; /* waiting: since they wait; due: when it is; proposed: since they were asked */
};
extern const struct shape today_row_shape;
LIST(today_row);

struct today_part {
    int64_t n; /* so many there are */
    struct today_row_list rows;
};

struct today_mentions {
    int64_t n;
    struct mention_list rows; /* the newest */
};

struct today_number {
    str report;
    struct headline headline;
};

struct today {
    struct today_part mine;         /* whose customers wait for the asker, the longest first */
    struct today_part unowned;      /* nobody's, that the asker may take on, the longest first */
    struct today_part due;          /* the asker's, put off until today, or back again */
    struct today_mentions mentions; /* notes that name the asker, and that they have not read */
    struct today_part proposed;     /* the asker asked "solved?" and has no answer yet */
    int64_t parked;                 /* work that waits for a person; 0 for whoever may not see it */
    struct today_number number;
};
extern const struct shape today_shape;

struct today_wanted {
    bool brief;
};
extern const struct shape today_wanted_shape;

/* The report of this day; NULL when there is none with an interval. Pure. */
const struct report *today_report(usec now);

/* `words` NULL: without the number, which is dear where there is much and changes by the day. */
enum err today_find(struct turn *t, const struct words *words, struct today *out) MUST_USE;

#endif
