#include "base/zone.h"

#include "base/base.h"
#include "test/test.h"

static usec at(const char *iso)
{
    usec out = 0;
    check(time_parse(str_of(iso), &out));
    return out;
}

PURE(a_zone_is_a_place_or_utc_and_no_abbreviation)
{
    check(zone_is(STR("UTC")) && zone_is(STR("Europe/Berlin")) && zone_is(STR("America/Argentina/Buenos_Aires")));
    check(!zone_is(STR("EST")) && !zone_is(STR("GMT+3")) && !zone_is(STR("Europe/Atlantis")) && !zone_is(STR("")));
    check(!zone_is(STR("Europe/Berlin ")) && !zone_is(STR("../../etc/passwd")));
}

PURE(a_wall_shows_summer_and_winter)
{
    check_int(zone_offset(STR("Europe/Berlin"), at("2026-07-01T12:00:00Z")), 2 * HOUR);
    check_int(zone_offset(STR("Europe/Berlin"), at("2026-12-01T12:00:00Z")), HOUR);
    check_int(zone_offset(STR("Asia/Kathmandu"), at("2026-12-01T12:00:00Z")), 5 * HOUR + 45 * MINUTE);
    check_int(zone_offset(STR("America/New_York"), at("2026-03-08T06:59:59.999999Z")), -5 * HOUR);
    check_int(zone_offset(STR("America/New_York"), at("2026-03-08T07:00:00Z")), -4 * HOUR);
    check_int(zone_offset(STR("Europe/Atlantis"), at("2026-07-01T12:00:00Z")), 0);
}

PURE(a_time_that_the_clock_skips_or_shows_twice_is_one_moment)
{
    str berlin = STR("Europe/Berlin");
    check_int(zone_moment(berlin, at("2026-03-29T02:30:00Z")), at("2026-03-29T01:30:00Z")); /* 03:30 there */
    check_int(zone_moment(berlin, at("2026-03-29T03:00:00Z")), at("2026-03-29T01:00:00Z"));
    check_int(zone_moment(berlin, at("2026-10-25T02:30:00Z")), at("2026-10-25T00:30:00Z")); /* the first of the two */
    check_int(zone_moment(berlin, at("2026-10-25T03:00:00Z")), at("2026-10-25T02:00:00Z"));
    check_int(zone_moment(STR("UTC"), at("2026-10-25T03:00:00Z")), at("2026-10-25T03:00:00Z"));
}

PURE(every_hour_of_a_year_comes_back_from_the_wall_but_for_the_hour_shown_twice)
{
    str zones[] = { STR("Europe/Berlin"), STR("America/New_York"), STR("Australia/Lord_Howe"), STR("America/Havana") };
    for (size_t z = 0; z < COUNT_OF(zones); z++) {
        int odd = 0;
        for (usec t = at("2026-01-01T00:00:00Z"); t < at("2027-01-01T00:00:00Z"); t += HOUR)
            odd += zone_moment(zones[z], zone_wall(zones[z], t)) != t;
        check_int(odd, 1); /* Lord Howe's clocks go back by half an hour, which takes one full hour's place, too */
    }
}

PURE(a_label_is_in_the_reader_s_language)
{
    struct arena *a = arena_open();
    usec july = at("2026-07-01T12:00:00Z");
    check_str(zone_label(a, STR("Europe/Berlin"), july, STR("en")), "GMT+2");
    check_str(zone_label(a, STR("UTC"), july, STR("ar")), "UTC");
    check(str_find(zone_label(a, STR("Europe/Berlin"), july, STR("ar")), STR("غرينتش")) >= 0);
    arena_close(a);
}
