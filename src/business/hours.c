#include "business/hours.h"

enum { CLOCK_BYTES = 5, DATE_BYTES = 10, NAME_MOST = 80, LOOK_AHEAD_DAYS = 370, GIVE_UP_DAYS = 3660 };

const char *const weekday_words[] = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", NULL
};

#define F_OPENS(type)                                                                                                  \
    F_TEXT(type, opens, .required = true, .max = CLOCK_BYTES, .help = "on the clock there", .example = "09:00")
#define F_CLOSES(type)                                                                                                 \
    F_TEXT(type, closes, .required = true, .max = CLOCK_BYTES,                                                         \
           .help = "not after opening: on the next day; 24:00 is midnight", .example = "17:00")
const struct shape opening_shape = SHAPE(
    struct opening, F_ENUM(struct opening, weekday, weekday_words, .required = true, .help = "each week"),
    F_OPENS(struct opening), F_CLOSES(struct opening));
const struct shape span_shape = SHAPE(struct span, F_OPENS(struct span), F_CLOSES(struct span));
const struct shape special_day_shape = SHAPE(
    struct special_day, F_TEXT(struct special_day, date, .required = true, .max = DATE_BYTES, .example = "2026-12-25"),
    F_TEXT(struct special_day, name, .max = NAME_MOST, .help = "what customers are told: Christmas Day"),
    F_LIST(struct special_day, spans, span_shape, .max = SPANS_MOST, .help = "instead of the weekday's; none: closed"));
const struct shape week_shape = SHAPE(
    struct week,
    F_LIST(struct week, week, opening_shape, .required = true, .max = WEEK_DAYS * SPANS_MOST,
           .help = "several a day are fine; empty: nobody is told"),
    F_LIST(struct week, days, special_day_shape, .max = SPECIAL_DAYS_MOST, .help = "holidays and other days"));

/* ---- reading ---- */

static bool clock_minutes(str s, int64_t *out)
{
    int64_t hour = 0, minute = 0;
    bool digits = s.n == CLOCK_BYTES && s.at[2] == ':';
    for (size_t i = 0; digits && i < s.n; i++) digits = i == 2 || (s.at[i] >= '0' && s.at[i] <= '9');
    if (!digits) return false;
    hour = (s.at[0] - '0') * 10 + (s.at[1] - '0');
    minute = (s.at[3] - '0') * 10 + (s.at[4] - '0');
    *out = hour * 60 + minute;
    return minute < 60 && *out <= CLOCK_MINUTES;
}

bool hours_date(str date, int64_t *day)
{
    char iso[] = "0000-00-00T00:00:00Z";
    usec at = 0;
    if (date.n != DATE_BYTES) return false;
    memcpy(iso, date.at, DATE_BYTES);
    if (!time_parse(str_of(iso), &at)) return false;
    *day = at / DAY;
    return true;
}

enum weekday hours_weekday(int64_t day)
{
    return (enum weekday)(((day + THURSDAY) % WEEK_DAYS + WEEK_DAYS) % WEEK_DAYS); /* 1970-01-01 was a Thursday */
}

/* Kept in order of their beginning. */
static enum err add_span(struct arena *a, struct why *w, str field, str opens, str closes, struct day_hours *to)
{
    struct minutes it = { 0 };
    if (!clock_minutes(opens, &it.from) || it.from == CLOCK_MINUTES)
        return why_fail(w, a, INVALID, field, "opens must be a time such as 09:00, and not 24:00");
    if (!clock_minutes(closes, &it.to))
        return why_fail(w, a, INVALID, field, "closes must be a time such as 17:00, 24:00 at the latest");
    if (it.to <= it.from) it.to += CLOCK_MINUTES;
    if (it.to - it.from > CLOCK_MINUTES)
        return why_fail(w, a, INVALID, field, "closes must be at most 24 hours after opens");
    if (to->n == SPANS_MOST) return why_fail(w, a, INVALID, field, "may have at most %d spans a day", SPANS_MOST);
    size_t i = to->n++;
    for (; i > 0 && to->at[i - 1].from > it.from; i--) to->at[i] = to->at[i - 1];
    to->at[i] = it;
    bool overlaps = (i > 0 && to->at[i - 1].to > it.from) || (i + 1 < to->n && it.to > to->at[i + 1].from);
    return overlaps ? why_fail(w, a, INVALID, field, "%.*s–%.*s overlaps another one of that day", STR_ARG(opens),
                               STR_ARG(closes))
                    : OK;
}

static enum err read_special(struct arena *a, struct why *w, const struct special_day *in, size_t i, struct hours *out)
{
    str field = str_format(a, "days[%zu]", i);
    struct special it = { 0 };
    if (!hours_date(in->date, &it.day)) return why_fail(w, a, INVALID, field, "date must be a day such as 2026-12-25");
    for (size_t k = 0; k < out->special.n; k++)
        if (out->special.at[k].day == it.day)
            return why_fail(w, a, INVALID, field, "%.*s stands there twice: put its spans into one", STR_ARG(in->date));
    for (size_t k = 0; k < in->spans.n; k++)
        TRY(add_span(a, w, field, in->spans.at[k].opens, in->spans.at[k].closes, &it.hours));
    *LIST_ADD(a, &out->special) = it;
    return OK;
}

enum err hours_read(struct arena *a, struct why *w, const struct week *in, str zone, struct hours *out)
{
    *out = (struct hours){ .zone = zone, .known = in->week.n > 0 };
    for (size_t i = 0; i < in->week.n; i++) {
        const struct opening *it = &in->week.at[i];
        TRY(add_span(a, w, str_format(a, "week[%zu]", i), it->opens, it->closes, &out->week[it->weekday]));
    }
    for (size_t i = 0; i < in->days.n; i++) TRY(read_special(a, w, &in->days.at[i], i, out));
    return OK;
}

/* ---- counting ---- */

const struct day_hours *hours_on(const struct hours *h, int64_t day)
{
    for (size_t i = 0; i < h->special.n; i++)
        if (h->special.at[i].day == day) return &h->special.at[i].hours;
    return &h->week[hours_weekday(day)];
}

struct stretch {
    usec from, to;
};

/* Through the stretches in which it is open, in order, each moment once. */
struct walk {
    const struct hours *hours;
    int64_t day, last;
    struct stretch at[SPANS_MOST];
    size_t i, n;
    usec done; /* everything before has been met */
};

static int64_t day_of(usec wall)
{
    return (wall >= 0 ? wall : wall - (DAY - 1)) / DAY;
}

static struct walk walk_from(const struct hours *h, usec from, int64_t days)
{
    int64_t day = day_of(zone_wall(h->zone, from)) - 1; /* what opened yesterday may still be open */
    return (struct walk){ .hours = h, .day = day, .last = day + days, .done = from };
}

/* The day's stretches as moments, in order: when the clock skips an hour, one may move behind the next. */
static void enter_day(struct walk *w)
{
    const struct day_hours *hours = hours_on(w->hours, w->day);
    str zone = w->hours->zone;
    w->n = w->i = 0;
    for (size_t k = 0; k < hours->n; k++) {
        usec midnight = w->day * DAY;
        struct stretch it = { zone_moment(zone, midnight + hours->at[k].from * MINUTE),
                              zone_moment(zone, midnight + hours->at[k].to * MINUTE) };
        size_t i = w->n++;
        for (; i > 0 && w->at[i - 1].from > it.from; i--) w->at[i] = w->at[i - 1];
        w->at[i] = it;
    }
    w->day++;
}

static bool walk_next(struct walk *w, struct stretch *out)
{
    for (;;) {
        while (w->i == w->n) {
            if (w->day > w->last) return false;
            enter_day(w);
        }
        *out = w->at[w->i++];
        if (out->from < w->done) out->from = w->done;
        if (out->to <= out->from) continue;
        w->done = out->to;
        return true;
    }
}

usec hours_length(const struct hours *h, usec from, usec to)
{
    usec sum = 0;
    struct stretch it;
    if (to <= from) return 0;
    struct walk w = walk_from(h, from, (to - from) / DAY + 3);
    while (walk_next(&w, &it) && it.from < to) sum += (it.to < to ? it.to : to) - it.from;
    return sum;
}

usec hours_after(const struct hours *h, usec from, usec length)
{
    struct stretch it;
    struct walk w = walk_from(h, from, GIVE_UP_DAYS);
    while (walk_next(&w, &it)) {
        if (it.to - it.from >= length) return it.from + length;
        length -= it.to - it.from;
    }
    return 0;
}

bool hours_open(const struct hours *h, usec at, usec *until)
{
    struct stretch it = { 0 }, next;
    struct walk w = walk_from(h, at, LOOK_AHEAD_DAYS);
    *until = 0;
    if (!walk_next(&w, &it)) return false;
    *until = it.from;
    if (it.from > at) return false;
    *until = it.to;
    while (walk_next(&w, &next)) {
        if (next.from > *until) return true;
        *until = next.to;
    }
    if (w.day > w.last && *until >= at + (LOOK_AHEAD_DAYS - 3) * DAY) *until = 0; /* it never closes */
    return true;
}

static int64_t begins(const struct day_hours *day)
{
    enum { NINE = 9 * 60 };
    int64_t first = CLOCK_MINUTES;
    for (size_t i = 0; i < day->n; i++) {
        int64_t from = day->at[i].from == 0 && day->at[i].to > NINE ? NINE : day->at[i].from;
        if (from < first) first = from;
    }
    return first;
}

usec hours_begin(const struct hours *h, int64_t day)
{
    for (int64_t last = day + LOOK_AHEAD_DAYS; day < last; day++) {
        const struct day_hours *on = hours_on(h, day);
        if (on->n) return zone_moment(h->zone, day * DAY + begins(on) * MINUTE);
    }
    return 0;
}
