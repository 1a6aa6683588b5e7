/* May we ask this person now? Never too often, never about what is not over. Pure: the moments are arguments.
 *
 * An invitation that was withdrawn does not count as a contact: whoever had to come back must not be the one who is
 * never asked. */
#ifndef SURVEY_THROTTLE_H
#define SURVEY_THROTTLE_H

#include "base/base.h"

enum { ANY_SURVEY_DAYS = 30, SAME_KIND_DAYS = 90, SURVEYS_A_YEAR = 4, YEAR_DAYS = 365 };

enum suppressed_reason {
    NOT_SUPPRESSED,
    WAS_SPAM,
    WAS_REOPENED,    /* it was not solved after all */
    HAS_OPTED_OUT,   /* this person asked not to be asked */
    IS_UNREACHABLE,  /* no private page on which the question could be shown */
    ASKED_LATELY,    /* any survey within 30 days */
    ASKED_SAME_KIND, /* the same kind within 90 days */
    ASKED_ENOUGH,    /* four within a year */
};
extern const char *const suppressed_reason_words[];

/* What is known of the person and the conversation at the moment we would ask. */
struct survey_case {
    bool spam, reopened, opted_out, unreachable;
    usec last_any, last_same; /* when this person was last asked anything, the same; 0 = never */
    int64_t in_year;          /* how often within the last 365 days */
};

enum suppressed_reason throttle_reason(const struct survey_case *c, usec now); /* the first that holds */

#endif
