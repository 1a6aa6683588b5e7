#include "conversation/snooze.h"

static const usec LATER = 3 * HOUR;

static const char *const name_words[] = { "later", "tomorrow", "opening", "week", NULL };
static const struct shape snooze_time_shape = SHAPE(
    struct snooze_time,
    F_ENUM(struct snooze_time, name, name_words,
           .help = "later today; when we open tomorrow; when we open next, which is not tomorrow; or next week"),
    F_TIME(struct snooze_time, at, .required = true));
const struct shape snooze_times_shape = SHAPE(
    struct snooze_times, F_BOOL(struct snooze_times, known, .help = "somebody has said when we are open"),
    F_TEXT(struct snooze_times, zone, .help = "the business's time zone, on which they are counted"),
    F_LIST(struct snooze_times, times, snooze_time_shape));

static void add(struct arena *a, struct snooze_times *to, enum snooze_name name, usec at)
{
    bool there = to->times.n && to->times.at[to->times.n - 1].at == at;
    if (at && !there) *LIST_ADD(a, &to->times) = (struct snooze_time){ .name = name, .at = at };
}

/* Full hours, while we are still there on the same day. */
static usec later_today(const struct hours *h, usec now)
{
    usec wall = zone_wall(h->zone, now + LATER), until = 0;
    usec at = zone_moment(h->zone, wall - wall % HOUR);
    bool today = wall / DAY == zone_wall(h->zone, now) / DAY;
    return today && hours_open(h, at, &until) ? at : 0;
}

void snooze_list(struct arena *a, const struct hours *h, usec now, struct snooze_times *out)
{
    *out = (struct snooze_times){ .known = h->known, .zone = h->zone };
    if (!h->known) return;
    int64_t today = zone_wall(h->zone, now) / DAY, monday = today + WEEK_DAYS - hours_weekday(today);
    usec next = hours_begin(h, today + 1);
    bool tomorrow = zone_wall(h->zone, next) / DAY == today + 1;
    add(a, out, SNOOZE_LATER, later_today(h, now));
    add(a, out, tomorrow ? SNOOZE_TOMORROW : SNOOZE_OPENING, next);
    add(a, out, SNOOZE_WEEK, hours_begin(h, monday));
}
