/* Who did what: for whoever may know, by person, kind and day, page by page, and as CSV. */
#include "staff/act.h"

#include "net/peer_test.h"
#include "spine/route.h"
#include "staff/staff.h"
#include "test/ask.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"
#include "text/words.h"

#include <stdio.h>

static str get(struct house *h, struct arena *a, str path, str head)
{
    return test_ask(h, a, str_format(a, "GET %.*s", STR_ARG(path)), head, (str){ 0 });
}

static int count(str reply, const char *words)
{
    int n = 0;
    for (ptrdiff_t at = str_find(reply, str_of(words)); at >= 0; at = str_find(reply, str_of(words)), n++)
        reply = str_from(reply, (size_t)at + strlen(words));
    return n;
}

EACH_DATABASE(acts_say_who_did_what_to_whom_and_are_found_by_person_kind_and_day)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, flow);
    str owner = test_sign_in(h, a, OWNER), admin = test_sign_in(h, a, ADMIN), agent = test_sign_in(h, a, AGENT);
    check_int(status_of(get(h, a, STR("/api/v1/acts"), agent)), 403);
    check_int(status_of(get(h, a, STR("/api/v1/acts"), test_sign_in(h, a, AUDITOR))), 200);
    str invitation = STR("{\"name\":\"=cmd|A1\",\"email\":\"bo@example.org\",\"role\":\"agent\"}");
    check_int(status_of(test_ask(h, a, STR("POST /api/v1/staff"), owner, invitation)), 201);
    clock_move(&h->clock, 3 * DAY);
    str team = STR("{\"name\":\"Returns\"}"), key = STR("{\"name\":\"shop\",\"scopes\":[\"staff.read\"]}");
    check_int(status_of(test_ask(h, a, STR("POST /api/v1/teams"), admin, team)), 201);
    check_int(status_of(test_ask(h, a, STR("POST /api/v1/keys"), admin, key)), 201);

    str invited = get(h, a, STR("/api/v1/acts?kind=staff.invited"), owner);
    check_int(count(invited, "\"kind\":\"staff.invited\""), 1); /* those of the test itself are the program's */
    check(test_has(invited, "\"actor_name\":\"Somebody\"") && test_has(invited, "\"subject_name\":\"=cmd|A1\""));
    str all = get(h, a, STR("/api/v1/acts"), owner);
    check(test_has(all, "\"subject_name\":\"Returns\"") && test_has(all, "\"subject_name\":\"shop\""));
    check(str_find(all, STR("key.made")) < str_find(all, STR("team.changed"))); /* newest first */
    check(!test_has(all, "every.minute") && !test_has(all, "\"actor_kind\":\"system\""));
    check(test_has(get(h, a, STR("/api/v1/acts?by=system"), owner), "\"actor_kind\":\"system\""));
    check_int(count(get(h, a, STR("/api/v1/acts?by=keys"), owner), "\"kind\""), 0);

    str day = str_cut(time_iso(a, clock_now(&h->clock)), 10);
    str today = get(h, a, str_format(a, "/api/v1/acts?from=%.*s&to=%.*s", STR_ARG(day), STR_ARG(day)), owner);
    check(test_has(today, "team.changed") && !test_has(today, "staff.invited"));

    str first = get(h, a, STR("/api/v1/acts?most=1"), owner);
    check_int(count(first, "\"kind\""), 1);
    str last = str_cut(str_from(first, (size_t)str_find(first, STR("\"id\":\"")) + 6), 30);
    last = str_split(&last, '"');
    str second = get(h, a, str_format(a, "/api/v1/acts?most=1&before=%.*s", STR_ARG(last)), owner);
    check(count(second, "\"kind\"") == 1 && !test_has(second, str_z(a, last)));

    str csv = get(h, a, STR("/api/v1/acts/csv"), owner);
    check_str(test_header(csv, "Content-Type"), "text/csv; charset=utf-8");
    check(test_has(csv, "'=cmd|A1")); /* no formula for a spreadsheet */
    static const char *const odd[] = { "kind=staff.eaten", "from=soon", "to=2026-02-30",
                                       "from=2026-02-02&to=2026-02-01" };
    for (size_t i = 0; i < COUNT_OF(odd); i++)
        check_int(status_of(get(h, a, str_format(a, "/api/v1/acts?%s", odd[i]), owner)), 422);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(the_kinds_of_events_are_listed_with_what_they_mean)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, flow);
    str kinds = get(h, a, STR("/api/v1/events/kinds"), test_sign_in(h, a, ADMIN));
    for (const struct module *const *m = modules; *m; m++)
        for (const struct event_kind *const *k = (*m)->events; k && *k; k++)
            check(test_has(kinds, str_z(a, str_format(a, "\"kind\":\"%s\"", (*k)->name))));
    test_house_close(h);
    arena_close(a);
}
