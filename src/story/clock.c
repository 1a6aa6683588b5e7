/* Sentences that move the clock: it is known before anything is told. */
#include "story/acts.h"

static const struct unit {
    const char *one, *many;
    usec is;
} units[] = { { "second", "seconds", SECOND },
              { "minute", "minutes", MINUTE },
              { "hour", "hours", HOUR },
              { "day", "days", DAY },
              { "week", "weeks", 7 * DAY } };

static enum err number(struct reading *r, str text, int64_t *out)
{
    if (str_int(text, out) && *out >= 0 && *out <= 100000) return OK;
    return story_fail(r, "%.*s must be a number from 0 to 100000", STR_ARG(text));
}

bool story_span(str n, str unit, usec *out)
{
    int64_t many = 0;
    if (!str_int(n, &many) || many < 0 || many > 100000) return false;
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        if (!str_is(unit, str_of(units[i].one)) && !str_is(unit, str_of(units[i].many))) continue;
        *out = many * units[i].is;
        return true;
    }
    return false;
}

/* "+3 days" */
static enum err span(struct reading *r, const struct said *s, usec *out)
{
    int64_t n = 0;
    str name = said_word(s, "unit");
    TRY(number(r, said_word(s, "n"), &n));
    if (story_span(said_word(s, "n"), name, out)) return OK;
    return story_fail(r, "%.*s must be seconds, minutes, hours, days or weeks", STR_ARG(name));
}

static usec day_of(usec at)
{
    return at - at % DAY;
}

/* "09:30" on that day */
static enum err at_time(struct reading *r, const struct said *s, usec day, usec *out)
{
    str text = said_word(s, "time");
    str date = str_cut(time_iso(r->arena, day), sizeof "2026-01-05" - 1);
    if (time_parse(str_format(r->arena, "%.*sT%.*s:00Z", STR_ARG(date), STR_ARG(text)), out)) return OK;
    return story_fail(r, "%.*s must be a time such as 09:30", STR_ARG(text));
}

static enum err begin(struct reading *r, usec at)
{
    if (r->stories->at[r->stories->n - 1].steps.n > 0)
        return story_fail(r, "when a story begins stands before everything that happens in it");
    r->at = at;
    return OK;
}

enum err story_begins_on(struct reading *r, const struct said *s)
{
    usec day = 0, at = 0;
    str date = said_word(s, "date");
    if (!time_parse(str_format(r->arena, "%.*sT00:00:00Z", STR_ARG(date)), &day))
        return story_fail(r, "%.*s must be a date such as 2026-01-05", STR_ARG(date));
    TRY(at_time(r, s, day, &at));
    return begin(r, at);
}

enum err story_begins_days_ago(struct reading *r, const struct said *s)
{
    int64_t days = 0;
    usec at = 0;
    TRY(number(r, said_word(s, "n"), &days));
    TRY(at_time(r, s, day_of(r->now) - days * DAY, &at));
    return begin(r, at);
}

enum err story_begins_hours_ago(struct reading *r, const struct said *s)
{
    int64_t hours = 0;
    TRY(number(r, said_word(s, "n"), &hours));
    return begin(r, r->now - r->now % MINUTE - hours * HOUR);
}

enum err story_clock_moves(struct reading *r, const struct said *s)
{
    usec by = 0;
    TRY(span(r, s, &by));
    r->at += by;
    return OK;
}

enum err story_clock_moves_to(struct reading *r, const struct said *s)
{
    usec by = 0, at = 0;
    TRY(span(r, s, &by));
    TRY(at_time(r, s, day_of(r->at) + by, &at));
    if (at < r->at) return story_fail(r, "the clock cannot go back: it is later than that already");
    r->at = at;
    return OK;
}
