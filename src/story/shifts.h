/* Who of the sample shop is there, and when: it is open where the shifts say so, all in UTC. Pure. */
#ifndef STORY_SHIFTS_H
#define STORY_SHIFTS_H

#include "story/chance.h"

enum { SUNDAY, SATURDAY = 6, WEEK = 7 };
int weekday_of(usec at);

struct shift {
    const char *role, *who;
    unsigned days; /* bit 0: Sunday */
    int from, to;  /* hours */
    int hand;      /* of so many messages that come while several are there */
};
extern const struct shift shifts[]; /* end with { 0 } */

bool shift_is_on(const struct shift *s, usec at);
usec shift_next(const struct shift *s, usec at); /* the first moment from `at` on when they are there */

/* Who takes what lies there at *at; when nobody is there, whoever comes first, and *at becomes that moment. */
const struct shift *shift_takes(struct chance *c, usec *at);

/* Somebody else who is there at that moment; NULL: nobody is. */
const struct shift *shift_colleague(struct chance *c, const struct shift *of, usec at);

#endif
