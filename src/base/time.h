/* Time. A moment is microseconds since 1970-01-01 UTC in a signed 64-bit integer (`usec`).
 *
 * The wall clock is for people and rows; timers use the monotonic clock. Tests and stories move the
 * clock: nothing outside base/ may ask the operating system what time it is. */
#ifndef BASE_TIME_H
#define BASE_TIME_H

#include "base/str.h"

typedef int64_t usec;

#define MILLISECOND ((usec)1000)
#define SECOND      (1000 * MILLISECOND)
#define MINUTE      (60 * SECOND)
#define HOUR        (60 * MINUTE)
#define DAY         (24 * HOUR)

/* The wall clock of one process. `shift` is what tests and stories moved it by. */
struct clock {
    _Atomic(usec) shift;
    _Atomic(usec) fixed; /* ≠ 0: the clock stands still there (plus shift) */
};

usec clock_now(const struct clock *c);
void clock_set(struct clock *c, usec at); /* stand still at this moment */
void clock_move(struct clock *c, usec by);
usec monotonic_now(void);                 /* for timers and measuring; no relation to dates */
usec clock_steady(const struct clock *c); /* the same, plus what tests and stories moved the clock by */

enum { TIME_ISO_BYTES = 27 };
void time_put(char to[TIME_ISO_BYTES],
              usec at);                 /* as time_iso; beyond the years 0000–9999: the nearest moment in them */
str time_iso(struct arena *a, usec at); /* "2026-11-24T09:30:00.123456Z" (RFC 3339) */
bool time_parse(
    str s, usec *out); /* RFC 3339 with Z or offset; years 1970–9999; digits after the
                        * microsecond are dropped, a leap second is the second after it; false if not exactly that */

bool time_day(str s, usec *out); /* "2026-11-24": its first moment in UTC; false if not exactly that */

#endif
