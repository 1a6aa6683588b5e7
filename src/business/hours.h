/* Opening hours, and time counted on them. Pure: no turn, no database.
 *
 * A week of spans on the wall of one time zone, and special days that replace their weekday's: closed, or other spans.
 * A span whose end is not after its beginning ends the next day (22:00–02:00); 00:00–24:00 is a whole day. A clock that
 * skips or repeats an hour is read as base/zone.h says, so a day has 23 or 25 hours when the clock changes.
 * Where spans overlap, time is counted once. Tables of this arithmetic: hours_test.c. */
#ifndef BUSINESS_HOURS_H
#define BUSINESS_HOURS_H

#include "base/zone.h"
#include "text/shape.h"

enum weekday { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };
extern const char *const weekday_words[];
enum { WEEK_DAYS = 7, SPANS_MOST = 6, SPECIAL_DAYS_MOST = 400, CLOCK_MINUTES = 24 * 60 };

/* As people write it. */
struct opening {
    enum weekday weekday;
    str opens, closes; /* "09:00"; closes may be "24:00" */
};
extern const struct shape opening_shape;
LIST(opening);
struct span {
    str opens, closes;
};
extern const struct shape span_shape;
LIST(span);
struct special_day {
    str date; /* "2026-12-25" */
    str name; /* for customers: "Christmas Day"; may be empty */
    struct span_list spans;
};
extern const struct shape special_day_shape;
LIST(special_day);
struct week {
    struct opening_list week; /* empty: nobody has said yet */
    struct special_day_list days;
};
extern const struct shape week_shape;

/* The same, ready to be counted on: minutes of the day, days since 1970-01-01. */
struct day_hours {
    struct minutes {
        int64_t from, to;
    } at[SPANS_MOST];
    size_t n;
};
struct special {
    int64_t day;
    struct day_hours hours;
};
LIST(special);
struct hours {
    str zone;
    bool known; /* somebody has said when */
    struct day_hours week[WEEK_DAYS];
    struct special_list special;
};

/* INVALID names the entry and the fix: a clock, a date, spans of one day that overlap, too many, a day twice. */
enum err hours_read(struct arena *a, struct why *w, const struct week *in, str zone, struct hours *out) MUST_USE;

const struct day_hours *hours_on(const struct hours *h, int64_t day); /* of that date, as the wall counts it */
enum weekday hours_weekday(int64_t day);
bool hours_date(str date, int64_t *day);                      /* "2026-12-25", 1970 and later */
usec hours_length(const struct hours *h, usec from, usec to); /* how much of it we were open */

/* When `length` of open time has passed since `from`; 0 when that is more than ten years away. */
usec hours_after(const struct hours *h, usec from, usec length);

/* Is it open at that moment, and until when that stays so; 0: for ever, or more than a year. */
bool hours_open(const struct hours *h, usec at, usec *until);

/* When we begin on that date, or on the first one after it on which we are there at all; 0: not within a year. Who is
 * there around the clock begins at nine, as others do. */
usec hours_begin(const struct hours *h, int64_t day);

#endif
