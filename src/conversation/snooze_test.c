#include "conversation/snooze.h"

#include "net/peer_test.h"
#include "test/asking.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

/* Monday to Friday 10–18 in Madrid, the first of December closed. */
static struct hours madrid(struct arena *a)
{
    static struct special_day holiday[] = { { .date = STR_INIT("2026-12-01") } };
    struct opening *week = ARENA_MANY(a, struct opening, 5);
    for (enum weekday d = MONDAY; d <= FRIDAY; d++) week[d] = (struct opening){ d, STR("10:00"), STR("18:00") };
    struct week in = { .week = { .at = week, .n = 5 }, .days = { .at = holiday, .n = 1 } };
    struct hours h = { 0 };
    struct why w = { 0 };
    check_ok(hours_read(a, &w, &in, STR("Europe/Madrid"), &h));
    return h;
}

struct expected {
    enum snooze_name name;
    const char *at;
};

static void check_times(const char *now, const struct expected *expected, size_t n)
{
    struct arena *a = arena_open();
    struct hours h = madrid(a);
    struct snooze_times got = { 0 };
    usec from = 0;
    check(time_parse(str_of(now), &from));
    snooze_list(a, &h, from, &got);
    check(got.known);
    check_str(got.zone, "Europe/Madrid");
    check_int(got.times.n, n);
    for (size_t i = 0; i < n && i < got.times.n; i++) {
        usec at = 0;
        check(time_parse(str_of(expected[i].at), &at));
        check_int(got.times.at[i].name, expected[i].name);
        check_int(got.times.at[i].at, at);
    }
    arena_close(a);
}
#define CHECK_TIMES(now, ...)                                                                                          \
    check_times(now, (const struct expected[]){ __VA_ARGS__ },                                                         \
                sizeof((const struct expected[]){ __VA_ARGS__ }) / sizeof(struct expected))

PURE(what_is_put_off_comes_back_when_we_open)
{
    CHECK_TIMES("2026-11-25T11:20:00+01:00", { SNOOZE_LATER, "2026-11-25T14:00:00+01:00" },
                { SNOOZE_TOMORROW, "2026-11-26T10:00:00+01:00" }, { SNOOZE_WEEK, "2026-11-30T10:00:00+01:00" });
}

PURE(later_is_only_offered_while_we_are_there)
{
    CHECK_TIMES("2026-11-25T15:30:00+01:00", { SNOOZE_TOMORROW, "2026-11-26T10:00:00+01:00" },
                { SNOOZE_WEEK, "2026-11-30T10:00:00+01:00" });
}

PURE(a_day_on_which_we_are_closed_is_not_tomorrow_and_no_time_is_offered_twice)
{
    CHECK_TIMES("2026-11-27T16:00:00+01:00", { SNOOZE_OPENING, "2026-11-30T10:00:00+01:00" });
    CHECK_TIMES("2026-11-29T12:00:00+01:00", { SNOOZE_TOMORROW, "2026-11-30T10:00:00+01:00" });
    CHECK_TIMES("2026-11-30T17:00:00+01:00", { SNOOZE_OPENING, "2026-12-02T10:00:00+01:00" },
                { SNOOZE_WEEK, "2026-12-07T10:00:00+01:00" });
}

PURE(the_day_is_the_one_of_the_business)
{
    /* Half past midnight in Madrid, still Tuesday in New York. */
    CHECK_TIMES("2026-11-24T18:30:00-05:00", { SNOOZE_TOMORROW, "2026-11-26T10:00:00+01:00" },
                { SNOOZE_WEEK, "2026-11-30T10:00:00+01:00" });
}

EACH_DATABASE(a_program_is_told_the_usual_times_once_the_hours_are_known)
{
    struct arena *a = arena_open();
    struct house *h = test_serving_house(a);
    check(has(ask_with_key(a, h, STR("GET /api/v1/snooze-times"), STR("")), "\"known\":false,\"zone\":\"UTC\""));
    str hours = STR("{\"week\":[{\"weekday\":\"monday\",\"opens\":\"10:00\",\"closes\":\"18:00\"}]}");
    check_int(status_of(ask_with_key(a, h, STR("PUT /api/v1/business/hours"), hours)), 200);
    str told = ask_with_key(a, h, STR("GET /api/v1/snooze-times"), STR(""));
    check(has(told, "\"known\":true") && has(told, "T10:00:00"));
    test_house_close(h);
    arena_close(a);
}
