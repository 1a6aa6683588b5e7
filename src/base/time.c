#include "base/time.h"

#include <time.h>

static usec read_clock(clockid_t which)
{
    struct timespec now;
    clock_gettime(which, &now);
    return (usec)now.tv_sec * SECOND + now.tv_nsec / 1000;
}

usec monotonic_now(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

usec clock_now(const struct clock *c)
{
    usec fixed = c->fixed;
    return (fixed ? fixed : read_clock(CLOCK_REALTIME)) + c->shift;
}

usec clock_steady(const struct clock *c)
{
    return monotonic_now() + c->shift;
}

void clock_set(struct clock *c, usec at)
{
    c->shift = 0;
    c->fixed = at;
}

void clock_move(struct clock *c, usec by)
{
    c->shift += by;
}

struct date {
    int64_t year;
    unsigned month, day;
};

/* Days since 1970-01-01 and back, proleptic Gregorian: Howard Hinnant, "chrono-Compatible Low-Level
 * Date Algorithms". Years run from March, so that the leap day is the last of its year. */
static int64_t days_of(struct date d)
{
    int64_t year = d.year - (d.month <= 2);
    int64_t era = (year >= 0 ? year : year - 399) / 400, of_era = year - era * 400;
    int64_t of_year = (153 * ((int64_t)d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static struct date date_of(int64_t days)
{
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097, of_era = days - era * 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100), month = (5 * of_year + 2) / 153;
    struct date d = { .day = (unsigned)(of_year - (153 * month + 2) / 5 + 1),
                      .month = (unsigned)(month < 10 ? month + 3 : month - 9) };
    d.year = year + era * 400 + (d.month <= 2);
    return d;
}

static unsigned month_days(int64_t year, unsigned month)
{
    static const unsigned char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap ? 1u : 0u);
}

static const usec earliest = -719528 * DAY, latest = 2932897 * DAY - 1; /* years 0000 and 9999 */

static void put(char *to, int64_t n, size_t digits)
{
    for (size_t i = digits; i-- > 0; n /= 10) to[i] = (char)('0' + n % 10);
}

void time_put(char to[TIME_ISO_BYTES], usec at)
{
    if (at < earliest) at = earliest;
    if (at > latest) at = latest;
    int64_t days = (at >= 0 ? at : at - (DAY - 1)) / DAY;
    usec rest = at - days * DAY;
    struct date d = date_of(days);
    memcpy(to, "0000-00-00T00:00:00.000000Z", TIME_ISO_BYTES);
    put(to, d.year, 4);
    put(to + 5, d.month, 2);
    put(to + 8, d.day, 2);
    put(to + 11, rest / HOUR, 2);
    put(to + 14, rest / MINUTE % 60, 2);
    put(to + 17, rest / SECOND % 60, 2);
    put(to + 20, rest % SECOND, 6);
}

str time_iso(struct arena *a, usec at)
{
    char iso[TIME_ISO_BYTES];
    time_put(iso, at);
    return str_copy(a, (str){ .at = iso, .n = sizeof iso });
}

/* Exactly `digits` digits from the front of *s, between least and most. */
static bool number(str *s, size_t digits, int64_t least, int64_t most, int64_t *out)
{
    if (s->n < digits) return false;
    int64_t n = 0;
    for (size_t i = 0; i < digits; i++) {
        if (s->at[i] < '0' || s->at[i] > '9') return false;
        n = n * 10 + (s->at[i] - '0');
    }
    *s = str_from(*s, digits);
    *out = n;
    return n >= least && n <= most;
}

static bool mark(str *s, const char *any)
{
    if (s->n == 0 || s->at[0] == 0 || !strchr(any, s->at[0])) return false;
    *s = str_from(*s, 1);
    return true;
}

static bool fraction(str *s, usec *out)
{
    *out = 0;
    if (!mark(s, ".")) return true;
    size_t n = 0;
    for (usec unit = SECOND / 10; n < s->n && s->at[n] >= '0' && s->at[n] <= '9'; n++, unit /= 10)
        *out += unit * (s->at[n] - '0');
    *s = str_from(*s, n);
    return n > 0;
}

static bool offset(str *s, usec *out)
{
    int64_t hours, minutes;
    *out = 0;
    if (mark(s, "Zz")) return true;
    bool east = s->n && s->at[0] == '+';
    if (!mark(s, "+-") || !number(s, 2, 0, 23, &hours) || !mark(s, ":") || !number(s, 2, 0, 59, &minutes)) return false;
    *out = (hours * HOUR + minutes * MINUTE) * (east ? 1 : -1);
    return true;
}

static bool date(str *s, struct date *d)
{
    int64_t year, month, day;
    if (!number(s, 4, 0, 9999, &year) || !mark(s, "-") || !number(s, 2, 1, 12, &month)) return false;
    if (!mark(s, "-") || !number(s, 2, 1, month_days(year, (unsigned)month), &day)) return false;
    *d = (struct date){ .year = year, .month = (unsigned)month, .day = (unsigned)day };
    return true;
}

/* RFC 3339 §5.7: second 60 only at 23:59:60 UTC on the last day of a month. */
static bool is_leap_second(usec next) /* the moment after it */
{
    return next % DAY == 0 && date_of(next / DAY).day == 1;
}

bool time_parse(str s, usec *out)
{
    struct date d;
    int64_t hour, minute, second;
    usec part, east;
    if (!date(&s, &d) || !mark(&s, "Tt") || !number(&s, 2, 0, 23, &hour) || !mark(&s, ":")) return false;
    if (!number(&s, 2, 0, 59, &minute) || !mark(&s, ":") || !number(&s, 2, 0, 60, &second)) return false;
    if (!fraction(&s, &part) || !offset(&s, &east) || s.n) return false;
    usec at = days_of(d) * DAY + hour * HOUR + minute * MINUTE + second * SECOND - east;
    if (second == 60 && !is_leap_second(at)) return false;
    at += part;
    if (at < 0 || at > latest) return false;
    *out = at;
    return true;
}

bool time_day(str s, usec *out)
{
    char moment[] = "0000-00-00T00:00:00Z";
    if (s.n != 10) return false;
    memcpy(moment, s.at, 10);
    return time_parse(str_of(moment), out);
}
