#include "channel/email/invitation.h"
#include "channel/email/parse.h"
#include "test/test.h"

PURE(an_invitation_says_what_when_where_and_by_whom)
{
    struct arena *a = arena_open();
    struct mail m;
    struct invitation v;
    mail_parse(
        a,
        STR("From: ann@b.org\nContent-Type: multipart/alternative; boundary=q\n\n--q\n\nCome\n--q\nContent-Type: "
            "text/calendar; charset=utf-8; method=REQUEST\n\n"
            "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VTIMEZONE\r\nTZID:Berlin\r\nBEGIN:STANDARD\r\nDTSTART:"
            "16010101T030000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
            "BEGIN:VEVENT\r\nUID:1@b.org\r\nSUMMARY:Call\\, about\r\n  the parcel\r\nLOCATION;LANGUAGE=en:Room "
            "\"1\"\\nfloor 2\r\n"
            "DTSTART;TZID=\"Europe/Berlin\":20260503T100000\r\nDTEND;TZID=W. Europe Standard Time:20260503T110000\r\n"
            "ORGANIZER;CN=\"Example; Ann\":MAILTO:Ann@b.org\r\nATTENDEE:mailto:x@y.org\r\nATTENDEE:mailto:z@y.org\r\n"
            "BEGIN:VALARM\r\nSUMMARY:no\r\nEND:VALARM\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:second\r\nEND:"
            "VEVENT\r\nEND:VCALENDAR\r\n--q--\n"),
        &m);
    invitation_read(a, &m, &v);
    check(v.found && !v.cancelled && !v.repeats && !v.all_day);
    check_str(v.method, "request");
    check_str(v.summary, "Call, about the parcel");
    check_str(v.location, "Room \"1\" floor 2");
    check_str(v.zone, "Europe/Berlin");
    check_str(time_iso(a, v.starts_at), "2026-05-03T08:00:00.000000Z");
    check_str(time_iso(a, v.ends_at), "2026-05-03T09:00:00.000000Z");
    check_str(v.organiser.name, "Example; Ann");
    check_str(v.organiser.email, "ann@b.org");
    check_int(v.guests, 2);
    arena_close(a);
}

PURE(odd_calendars_are_read_as_far_as_they_go)
{
    struct arena *a = arena_open();
    struct invitation v;
    invitation_of(
        a,
        STR("BEGIN:VCALENDAR\nMETHOD:CANCEL\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260503\nRRULE:FREQ=DAILY\nEND:VEVENT"),
        &v);
    check(v.found && v.cancelled && v.repeats && v.all_day);
    check_int(v.starts_at, 0);
    invitation_of(a, STR("BEGIN:VEVENT\nDTSTART;TZID=Nowhere:20260503T100000\nDTEND:20269903T100000Z\nSUMMARY:x"), &v);
    check(v.found);
    check_int(v.starts_at, 0);
    check_int(v.ends_at, 0);
    check_str(v.summary, "x");
    invitation_of(a, STR("END:VEVENT\nEND:X\n:\nSUMMARY\n"), &v);
    check(!v.found);
    invitation_of(a, (str){ 0 }, &v);
    check(!v.found);
    arena_close(a);
}
