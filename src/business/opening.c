#include "business/opening.h"

enum { ANNOUNCED_DAYS = 14 }; /* a special day is named so long before */

static const struct shape opening_line_shape = SHAPE(struct opening_line, F_TEXT(struct opening_line, when),
                                                     F_BOOL(struct opening_line, closed),
                                                     F_LIST(struct opening_line, spans, span_shape));
const struct shape opening_told_shape = SHAPE(struct opening_told, F_BOOL(struct opening_told, known),
                                              F_BOOL(struct opening_told, open), F_TEXT(struct opening_told, now),
                                              F_LIST(struct opening_told, lines, opening_line_shape));

static const char *const day_keys[] = { "time.monday", "time.tuesday",  "time.wednesday", "time.thursday",
                                        "time.friday", "time.saturday", "time.sunday" };

struct teller {
    struct arena *arena;
    const struct words *words;
};

static str say(const struct teller *to, const char *key, const struct word_arg *args, size_t n)
{
    struct text x = { .arena = to->arena };
    words_write(&x, to->words, str_of(key), args, n);
    return text_str(&x);
}

static str day_name(const struct teller *to, enum weekday day)
{
    return words_get(to->words, str_of(day_keys[day]));
}

static str clock_of(const struct teller *to, usec wall)
{
    return str_cut(str_from(time_iso(to->arena, wall), 11), 5);
}

static str minutes_clock(const struct teller *to, int64_t minutes)
{
    if (minutes == CLOCK_MINUTES) return STR("24:00");
    return clock_of(to, minutes % CLOCK_MINUTES * MINUTE);
}

static str date_of(const struct teller *to, int64_t day)
{
    str iso = time_iso(to->arena, day * DAY);
    str month = words_get(to->words, str_format(to->arena, "time.month_%.*s", 2, iso.at + 5));
    str date = str_cut(str_from(iso, 8), 2);
    struct word_arg args[] = { { .name = "month", .text = month },
                               { .name = "day", .text = date.at[0] == '0' ? str_from(date, 1) : date } };
    return say(to, "time.date", args, COUNT_OF(args));
}

/* ---- now ---- */

/* `until` is when it changes, 0: never that we can see. */
static str say_now(const struct teller *to, const struct hours *h, usec now, bool open, usec until)
{
    usec wall = zone_wall(h->zone, until);
    int64_t days = wall / DAY - zone_wall(h->zone, now) / DAY;
    str clock = clock_of(to, wall);
    struct word_arg args[] = { { .name = "clock", .text = clock },
                               { .name = "day", .text = day_name(to, hours_weekday(wall / DAY)) },
                               { .name = "date", .text = date_of(to, wall / DAY) } };
    if (open) return until && days < 2 ? say(to, "hours.open_until", args, 1) : say(to, "hours.open", NULL, 0);
    if (!until) return say(to, "hours.closed", NULL, 0);
    if (days == 0) return say(to, "hours.back_today", args, 1);
    if (days == 1) return say(to, "hours.back_tomorrow", args, 1);
    return say(to, days < WEEK_DAYS ? "hours.back_day" : "hours.back_date", args, COUNT_OF(args));
}

/* ---- the week ---- */

static bool are_same(const struct day_hours *x, const struct day_hours *y)
{
    bool same = x->n == y->n;
    for (size_t i = 0; same && i < x->n; i++) same = x->at[i].from == y->at[i].from && x->at[i].to == y->at[i].to;
    return same;
}

static struct opening_line line_of(const struct teller *to, str when, const struct day_hours *hours)
{
    struct opening_line line = { .when = when, .closed = hours->n == 0 };
    for (size_t i = 0; i < hours->n; i++)
        *LIST_ADD(to->arena, &line.spans) = (struct span){ .opens = minutes_clock(to, hours->at[i].from),
                                                           .closes = minutes_clock(to, hours->at[i].to) };
    return line;
}

/* Days that follow each other with the same hours are one line: Monday–Friday. Days off are not named. */
static void tell_week(const struct teller *to, const struct hours *h, struct opening_line_list *out)
{
    for (int first = MONDAY, last; first < WEEK_DAYS; first = last + 1) {
        for (last = first; last + 1 < WEEK_DAYS && are_same(&h->week[first], &h->week[last + 1]);) last++;
        if (h->week[first].n == 0) continue;
        struct word_arg args[] = { { .name = "from", .text = day_name(to, (enum weekday)first) },
                                   { .name = "to", .text = day_name(to, (enum weekday)last) } };
        str when = first == last ? args[0].text : say(to, "hours.days", args, COUNT_OF(args));
        *LIST_ADD(to->arena, out) = line_of(to, when, &h->week[first]);
    }
}

static void tell_special(const struct teller *to, const struct hours *h, const struct week *week, usec now,
                         struct opening_line_list *out)
{
    int64_t today = zone_wall(h->zone, now) / DAY;
    for (int64_t day = today; day < today + ANNOUNCED_DAYS; day++)
        for (size_t i = 0; i < h->special.n; i++) {
            if (h->special.at[i].day != day) continue;
            struct word_arg args[] = { { .name = "date", .text = date_of(to, day) },
                                       { .name = "name", .text = week->days.at[i].name } };
            str when = args[1].text.n ? say(to, "hours.special", args, COUNT_OF(args)) : args[0].text;
            *LIST_ADD(to->arena, out) = line_of(to, when, &h->special.at[i].hours);
        }
}

enum err opening_tell(struct turn *t, const struct words *words, struct opening_told *out)
{
    struct teller to = { .arena = t->arena, .words = words };
    struct week week = { 0 };
    struct hours hours = { 0 };
    usec until = 0;
    *out = (struct opening_told){ 0 };
    TRY(business_week(t, &week));
    TRY(business_hours(t, &hours));
    if (!hours.known) return OK;
    out->known = true;
    out->open = hours_open(&hours, t->now, &until);
    out->now = say_now(&to, &hours, t->now, out->open, until);
    tell_week(&to, &hours, &out->lines);
    tell_special(&to, &hours, &week, t->now, &out->lines);
    return OK;
}
