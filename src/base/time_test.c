#include "test/test.h"

static bool is_read(const char *z, usec at)
{
    usec out;
    return time_parse(str_of(z), &out) && out == at;
}

PURE(moments_are_written_and_read_back)
{
    struct arena *a = arena_open();
    check_str(time_iso(a, 0), "1970-01-01T00:00:00.000000Z");
    check_str(time_iso(a, 1795512600123456), "2026-11-24T09:30:00.123456Z");
    check_str(time_iso(a, -1), "1969-12-31T23:59:59.999999Z");
    check_str(time_iso(a, INT64_MAX), "9999-12-31T23:59:59.999999Z");
    check_str(time_iso(a, INT64_MIN), "0000-01-01T00:00:00.000000Z");
    for (usec at = 0; at < 253402300800 * SECOND; at += 86399 * SECOND * 37 + 12345) {
        usec back;
        check(time_parse(time_iso(a, at), &back) && back == at);
    }
    arena_close(a);
}

PURE(rfc_3339_is_read_exactly)
{
    check(is_read("1985-04-12T23:20:50.52Z", 482196050520000));
    check(is_read("1996-12-19T16:39:57-08:00", 851042397 * SECOND));
    check(is_read("1990-12-31T23:59:60Z", 662688000 * SECOND));
    check(is_read("1990-12-31T15:59:60-08:00", 662688000 * SECOND));
    check(is_read("2000-02-29t00:00:00z", 951782400 * SECOND));
    check(is_read("1970-01-01T00:00:00.1234567899Z", 123456));
}

PURE(what_is_not_a_moment_is_refused)
{
    const char *const wrong[] = { "",
                                  "2026-11-24",
                                  "2026-11-24T09:30:00",
                                  "2026-11-24 09:30:00Z",
                                  "2026-02-29T00:00:00Z",
                                  "1900-02-29T00:00:00Z",
                                  "2026-13-01T00:00:00Z",
                                  "2026-00-01T00:00:00Z",
                                  "2026-01-32T00:00:00Z",
                                  "2026-01-01T24:00:00Z",
                                  "2026-01-01T00:60:00Z",
                                  "2026-01-01T00:00:61Z",
                                  "2026-06-15T23:59:60Z",
                                  "2026-01-01T00:00:00.Z",
                                  "2026-01-01T00:00:00+24:00",
                                  "2026-01-01T00:00:00+0100",
                                  "1969-12-31T23:59:59Z",
                                  "9999-12-31T23:59:59-00:01",
                                  "10000-01-01T00:00:00Z",
                                  "-0001-01-01T00:00:00Z",
                                  "2026-11-24T09:30:00ZZ",
                                  "2026-11-24T09:30:00Z " };
    usec out;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) check(!time_parse(str_of(wrong[i]), &out));
}

PURE(a_clock_stands_still_where_it_was_set_and_moves_when_moved)
{
    struct clock c = { 0 };
    usec before = clock_now(&c);
    check(before > 1577836800 * SECOND);
    clock_move(&c, HOUR);
    check(clock_now(&c) >= before + HOUR);
    clock_set(&c, 5 * DAY);
    check_int(clock_now(&c), 5 * DAY);
    clock_move(&c, -MINUTE);
    check_int(clock_now(&c), 5 * DAY - MINUTE);
    usec m = monotonic_now();
    check(monotonic_now() >= m);
}
