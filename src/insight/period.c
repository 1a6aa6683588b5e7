#include "insight/period.h"

enum { MONTHS_FROM_DAYS = 184, MONDAY = 3 /* 1970-01-01 was a Thursday */ };

const char *const step_words[] = { "fitting", "day", "week", "month", NULL };

str period_text(struct arena *a, usec at)
{
    return str_cut(time_iso(a, at), 10);
}

enum step period_fitting(usec from, usec to)
{
    return to - from > MONTHS_FROM_DAYS * DAY ? STEP_MONTH : STEP_WEEK;
}

static usec month_begin(usec at)
{
    char iso[TIME_ISO_BYTES + 1] = { 0 };
    usec begin = 0;
    time_put(iso, at);
    memcpy(iso + 8, "01T00:00:00Z", 13);
    if (!time_parse(str_of(iso), &begin)) bug("%s is no month", iso);
    return begin;
}

usec period_begin(usec at, enum step step)
{
    if (step == STEP_MONTH) return month_begin(at);
    int64_t days = at / DAY;
    return (step == STEP_WEEK ? days - (days + MONDAY) % 7 : days) * DAY;
}

usec period_next(usec begin, enum step step)
{
    return step == STEP_MONTH ? month_begin(begin + 31 * DAY) : begin + (step == STEP_WEEK ? 7 : 1) * DAY;
}
