/* Until when one usually puts something off: on the business's own clock and opening hours. Pure. */
#ifndef CONVERSATION_SNOOZE_H
#define CONVERSATION_SNOOZE_H

#include "business/hours.h"

/* Later today; when we open tomorrow; when we open next, which is not tomorrow; when we open next week. */
enum snooze_name { SNOOZE_LATER, SNOOZE_TOMORROW, SNOOZE_OPENING, SNOOZE_WEEK };

struct snooze_time {
    enum snooze_name name;
    usec at;
};
LIST(snooze_time);

struct snooze_times {
    bool known; /* somebody has said when we are open; else there are no times here */
    str zone;
    struct snooze_time_list times; /* the soonest first, none twice */
};
extern const struct shape snooze_times_shape;

void snooze_list(struct arena *a, const struct hours *h, usec now, struct snooze_times *out);

#endif
