/* Tables of opening-hour arithmetic: service promises will be counted with it. */
#include "business/hours.h"

#include "base/base.h"
#include "test/test.h"

static usec at(const char *iso)
{
    usec out = 0;
    check(time_parse(str_of(iso), &out));
    return out;
}

/* Monday to Friday 09–17 in Berlin, Christmas Day closed, Christmas Eve until noon. */
static struct opening office[] = { { MONDAY, STR_INIT("09:00"), STR_INIT("17:00") },
                                   { TUESDAY, STR_INIT("09:00"), STR_INIT("17:00") },
                                   { WEDNESDAY, STR_INIT("09:00"), STR_INIT("17:00") },
                                   { THURSDAY, STR_INIT("09:00"), STR_INIT("17:00") },
                                   { FRIDAY, STR_INIT("09:00"), STR_INIT("17:00") } };
static struct span morning[] = { { STR_INIT("09:00"), STR_INIT("12:00") } };
static struct special_day holidays[] = { { .date = STR_INIT("2026-12-25"), .name = STR_INIT("Christmas Day") },
                                         { .date = STR_INIT("2026-12-24"), .spans = { .at = morning, .n = 1 } } };

static struct hours read(struct arena *a, struct opening *week, size_t n, struct special_day *days, size_t n_days,
                         const char *zone)
{
    struct hours h = { 0 };
    struct why w = { 0 };
    struct week in = { .week = { .at = week, .n = n }, .days = { .at = days, .n = n_days } };
    check_ok(hours_read(a, &w, &in, str_of(zone), &h));
    return h;
}
static struct hours berlin(struct arena *a)
{
    return read(a, office, COUNT_OF(office), holidays, COUNT_OF(holidays), "Europe/Berlin");
}
/* Every day, one span. */
static struct hours daily(struct arena *a, const char *opens, const char *closes, const char *zone)
{
    struct opening *week = ARENA_MANY(a, struct opening, WEEK_DAYS);
    for (enum weekday d = MONDAY; d <= SUNDAY; d++) week[d] = (struct opening){ d, str_of(opens), str_of(closes) };
    return read(a, week, WEEK_DAYS, NULL, 0, zone);
}

PURE(four_hours_from_friday_half_past_four_are_over_on_monday_half_past_twelve)
{
    struct arena *a = arena_open();
    struct hours office_hours = berlin(a), always = daily(a, "00:00", "24:00", "Europe/Berlin");
    usec friday = at("2026-11-27T16:30:00+01:00");
    check_int(hours_after(&office_hours, friday, 4 * HOUR), at("2026-11-30T12:30:00+01:00"));
    check_int(hours_after(&always, friday, 4 * HOUR), at("2026-11-27T20:30:00+01:00"));
    check_int(hours_length(&office_hours, friday, at("2026-11-30T12:30:00+01:00")), 4 * HOUR);
    arena_close(a);
}

PURE(open_time_between_two_moments)
{
    struct arena *a = arena_open();
    struct hours h = berlin(a);
    static const struct {
        const char *from, *to;
        usec length;
    } table[] = {
        { "2026-11-24T10:00:00+01:00", "2026-11-24T10:00:00+01:00", 0 },
        { "2026-11-24T11:00:00+01:00", "2026-11-24T10:00:00+01:00", 0 },
        { "2026-11-24T08:00:00+01:00", "2026-11-24T18:00:00+01:00", 8 * HOUR },
        { "2026-11-24T16:59:59+01:00", "2026-11-25T09:00:01+01:00", 2 * SECOND },
        { "2026-11-23T00:00:00+01:00", "2026-11-30T00:00:00+01:00", 40 * HOUR },
        { "2026-11-28T00:00:00+01:00", "2026-11-29T23:00:00+01:00", 0 },
        { "2026-12-24T00:00:00+01:00", "2026-12-28T00:00:00+01:00", 3 * HOUR }, /* the Eve until noon; Friday closed */
        { "2026-01-01T00:00:00+01:00", "2027-01-01T00:00:00+01:00", (261 * 8 - 5 - 8) * HOUR },
    };
    for (size_t i = 0; i < COUNT_OF(table); i++)
        check_int(hours_length(&h, at(table[i].from), at(table[i].to)), table[i].length);
    arena_close(a);
}

PURE(a_day_has_twenty_three_or_twenty_five_hours_when_the_clock_changes)
{
    struct arena *a = arena_open();
    struct hours always = daily(a, "00:00", "24:00", "Europe/Berlin"),
                 night = daily(a, "22:00", "06:00", "Europe/Berlin");
    usec spring = at("2026-03-29T00:00:00+01:00"), autumn = at("2026-10-25T00:00:00+02:00");
    check_int(hours_length(&always, spring, at("2026-03-30T00:00:00+02:00")), 23 * HOUR);
    check_int(hours_length(&always, autumn, at("2026-10-26T00:00:00+01:00")), 25 * HOUR);
    check_int(hours_length(&night, spring - 6 * HOUR, spring + 12 * HOUR), 7 * HOUR);
    check_int(hours_length(&night, autumn - 6 * HOUR, autumn + 12 * HOUR), 9 * HOUR);
    check_int(hours_after(&night, spring - 2 * HOUR, 8 * HOUR), at("2026-03-29T23:00:00+02:00"));
    check_int(hours_after(&night, autumn - 2 * HOUR, 8 * HOUR), at("2026-10-25T05:00:00+01:00"));

    struct hours york = daily(a, "01:00", "04:00", "America/New_York");
    check_int(hours_length(&york, at("2026-03-08T00:00:00-05:00"), at("2026-03-08T12:00:00-04:00")), 2 * HOUR);
    check_int(hours_length(&york, at("2026-11-01T00:00:00-04:00"), at("2026-11-01T12:00:00-05:00")), 4 * HOUR);
    struct hours havana = daily(a, "00:00", "24:00", "America/Havana"); /* whose clock skips midnight */
    check_int(hours_length(&havana, at("2026-03-07T00:00:00-05:00"), at("2026-03-10T00:00:00-04:00")), 71 * HOUR);
    struct hours first = daily(a, "00:00", "08:00", "America/Havana");
    check_int(hours_length(&first, at("2026-03-08T00:00:00-05:00"), at("2026-03-08T12:00:00-04:00")), 7 * HOUR);
    arena_close(a);
}

/* 02:15–02:45 is not shown on that night's clock; 03:30–04:00 is, right behind what moved. */
PURE(a_span_that_the_clock_skips_comes_with_the_time_before_the_gap)
{
    struct arena *a = arena_open();
    struct opening week[] = { { SUNDAY, STR("02:15"), STR("02:45") }, { SUNDAY, STR("03:00"), STR("03:05") } };
    struct hours h = read(a, week, 2, NULL, 0, "Europe/Berlin");
    usec until = 0;
    check_int(hours_length(&h, at("2026-03-29T00:00:00Z"), at("2026-03-29T12:00:00Z")), 35 * MINUTE);
    check(hours_open(&h, at("2026-03-29T03:01:00+02:00"), &until) && until == at("2026-03-29T03:05:00+02:00"));
    check(!hours_open(&h, at("2026-03-29T03:10:00+02:00"), &until) && until == at("2026-03-29T03:15:00+02:00"));
    arena_close(a);
}

PURE(open_now_and_until_when)
{
    struct arena *a = arena_open();
    struct hours h = berlin(a), night = daily(a, "22:00", "02:00", "Europe/Berlin");
    struct hours always = daily(a, "00:00", "24:00", "Asia/Tokyo"), never = read(a, NULL, 0, NULL, 0, "UTC");
    usec until = 0;
    check(hours_open(&h, at("2026-11-24T09:00:00+01:00"), &until) && until == at("2026-11-24T17:00:00+01:00"));
    check(!hours_open(&h, at("2026-11-24T17:00:00+01:00"), &until) && until == at("2026-11-25T09:00:00+01:00"));
    check(!hours_open(&h, at("2026-12-24T12:00:00+01:00"), &until) && until == at("2026-12-28T09:00:00+01:00"));
    check(hours_open(&night, at("2026-11-24T01:59:59+01:00"), &until) && until == at("2026-11-24T02:00:00+01:00"));
    check(!hours_open(&night, at("2026-11-24T02:00:00+01:00"), &until) && until == at("2026-11-24T22:00:00+01:00"));
    check(hours_open(&always, at("2026-11-24T02:00:00Z"), &until) && until == 0);
    check(!hours_open(&never, at("2026-11-24T02:00:00Z"), &until) && until == 0 && !never.known);
    check_int(hours_after(&never, at("2026-11-24T02:00:00Z"), 1), 0);
    arena_close(a);
}

PURE(spans_that_meet_or_overlap_over_midnight_are_counted_once)
{
    struct arena *a = arena_open();
    struct opening week[] = { { FRIDAY, STR("20:00"), STR("04:00") },
                              { SATURDAY, STR("03:00"), STR("12:00") },
                              { SATURDAY, STR("13:00"), STR("18:00") } };
    struct hours h = read(a, week, 3, NULL, 0, "Europe/Berlin");
    usec until = 0;
    check_int(hours_length(&h, at("2026-11-27T00:00:00+01:00"), at("2026-11-30T00:00:00+01:00")), 21 * HOUR);
    check(hours_open(&h, at("2026-11-27T23:00:00+01:00"), &until) && until == at("2026-11-28T12:00:00+01:00"));
    arena_close(a);
}

/* However a stretch of time is cut, the parts sum up; and what `after` says, `length` confirms. */
PURE(lengths_sum_up_and_after_is_the_way_back)
{
    struct arena *a = arena_open();
    struct hours all[] = { berlin(a), daily(a, "22:00", "06:00", "Europe/Berlin"),
                           daily(a, "01:30", "02:30", "America/New_York"),
                           daily(a, "00:00", "24:00", "America/Havana") };
    uint64_t seed = 7;
    for (int i = 0; i < 2000; i++) {
        usec cuts[3];
        for (int k = 0; k < 3; k++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            cuts[k] = at("2026-01-01T00:00:00Z") + (usec)(seed >> 20) % (500 * DAY);
        }
        for (int k = 0; k < 2; k++)
            for (int m = 0; m < 2; m++)
                if (cuts[m] > cuts[m + 1]) {
                    usec swapped = cuts[m];
                    cuts[m] = cuts[m + 1], cuts[m + 1] = swapped;
                }
        const struct hours *h = &all[i % COUNT_OF(all)];
        usec whole = hours_length(h, cuts[0], cuts[2]);
        check_int(hours_length(h, cuts[0], cuts[1]) + hours_length(h, cuts[1], cuts[2]), whole);
        usec due = hours_after(h, cuts[0], whole + 1);
        check_int(hours_length(h, cuts[0], due), whole + 1);
        check(due > cuts[2] && hours_length(h, cuts[0], due - 1) == whole);
    }
    arena_close(a);
}

static void refused(struct arena *a, struct week in, const char *field, const char *words)
{
    struct hours h = { 0 };
    struct why w = { 0 };
    check_err(hours_read(a, &w, &in, STR("UTC"), &h), INVALID);
    check_str(w.field, field);
    check(str_find(w.words, str_of(words)) >= 0);
}

PURE(hours_that_cannot_be_are_refused_with_their_place_and_the_fix)
{
    struct arena *a = arena_open();
    static const struct {
        const char *opens, *closes, *words;
    } table[] = { { "9:00", "17:00", "such as 09:00" },   { "24:00", "24:00", "not 24:00" },
                  { "09:60", "17:00", "such as 09:00" },  { "09:00", "24:01", "24:00 at the latest" },
                  { "09:00", "17:00 ", "such as 17:00" }, { "08:00", "10:00", "overlaps" } };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct opening two[] = { { MONDAY, STR("09:00"), STR("12:00") },
                                 { MONDAY, str_of(table[i].opens), str_of(table[i].closes) } };
        refused(a, (struct week){ .week = { .at = two, .n = 2 } }, "week[1]", table[i].words);
    }
    struct special_day days[] = { { .date = STR("2026-12-25") }, { .date = STR("2026-12-25") } };
    refused(a, (struct week){ .days = { .at = days, .n = 2 } }, "days[1]", "twice");
    days[1].date = STR("2026-02-30");
    refused(a, (struct week){ .days = { .at = days, .n = 2 } }, "days[1]", "such as 2026-12-25");
    arena_close(a);
}

PURE(a_day_begins_when_we_open_or_on_the_next_day_on_which_we_do)
{
    struct arena *a = arena_open();
    struct hours office_hours = berlin(a), always = daily(a, "00:00", "24:00", "Europe/Berlin"), never = { 0 };
    int64_t friday = 0, christmas = 0;
    check(hours_date(STR("2026-11-27"), &friday) && hours_date(STR("2026-12-25"), &christmas));
    check_int(hours_begin(&office_hours, friday), at("2026-11-27T09:00:00+01:00"));
    check_int(hours_begin(&office_hours, friday + 1), at("2026-11-30T09:00:00+01:00"));
    check_int(hours_begin(&office_hours, christmas), at("2026-12-28T09:00:00+01:00")); /* a Friday, closed */
    check_int(hours_begin(&always, friday + 1), at("2026-11-28T09:00:00+01:00"));
    never.zone = STR("Europe/Berlin");
    check_int(hours_begin(&never, friday), 0);
    arena_close(a);
}
