/* Reports over a real socket, for somebody who is signed in. */
#include "insight/report.h"
#include "net/peer_test.h"
#include "staff/link.h"
#include "test/ask.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

static enum err first(struct turn *t, void *with)
{
    return link_first(t, with);
}

/* The cookie of the first owner. */
static str sign_in(struct house *h, struct arena *a)
{
    struct why why = { 0 };
    str url = { 0 };
    check_ok(turn_write(h, actor_system(), first, &url, &why, a));
    str path = str_from(url, strlen("https://help.example.org"));
    str in = test_ask(h, a, str_format(a, "POST %.*s", STR_ARG(path)), (str){ 0 }, (str){ 0 });
    return test_cookie(a, test_header(in, "Set-Cookie"));
}

EACH_DATABASE(reports_are_listed_answered_and_exported_for_whoever_may)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, NULL);
    check_int(status_of(test_ask(h, a, STR("GET /api/v1/reports"), (str){ 0 }, (str){ 0 })), 401);
    str cookie = sign_in(h, a);
#define GET_IT(path) test_ask(h, a, STR("GET /api/v1/reports" path), cookie, (str){ 0 })
    str list = GET_IT("");
    for (const struct report *r = reports_all; r->name; r++)
        check(test_has(list, str_z(a, str_format(a, "\"name\":\"%s\"", r->name))));
    str answer = GET_IT("/csat?from=2025-12-01&to=2025-12-31");
    check_int(status_of(answer), 200);
    check(test_has(answer, "\"value\":null") && test_has(answer, "\"enough\":false") &&
          test_has(answer, "\"needed\":5") && test_has(answer, "We cannot tell yet: 0 of 5 needed.") &&
          test_has(answer, "\"from\":\"2025-12-01\""));
    str csv = GET_IT("/csat/csv");
    check_int(status_of(csv), 200);
    check_str(test_header(csv, "Content-Type"), "text/csv; charset=utf-8");
    check(test_has(csv, "\r\n\r\nat,conversation,value,happened,line,beside\r\n"));
    str rows = GET_IT("/csat/rows");
    check_int(status_of(rows), 200);
    check(test_has(rows, "{\"total\":0,\"rows\":[]}"));
    check_int(status_of(GET_IT("/csat/rows?most=1000")), 422);
    check_int(status_of(GET_IT("/nonsense/rows")), 404);
    check_int(status_of(GET_IT("/nonsense")), 404);
    check_int(status_of(GET_IT("/nonsense/csv")), 404);
    str odd = GET_IT("/csat?from=soon");
    check_int(status_of(odd), 422);
    check(test_has(odd, "\"field\":\"from\"") && test_has(odd, "2026-11-24"));
    check_int(status_of(GET_IT("/csat?by=hour")), 422);
    check_int(status_of(GET_IT("/csat?untill=2026-01-01")), 422);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(a_report_speaks_the_language_its_reader_chose_whatever_their_browser_says)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, NULL);
    str cookie = sign_in(h, a), browser = str_format(a, "%.*sAccept-Language: ar\r\n", STR_ARG(cookie));
    check(test_has(test_ask(h, a, STR("GET /api/v1/reports"), browser, (str){ 0 }), "الرضا (CSAT)"));
    str head = str_format(a, "%.*sContent-Type: application/json\r\n", STR_ARG(cookie));
    check_int(status_of(test_ask(h, a, STR("PATCH /api/v1/me"), head, STR("{\"language\":\"es\"}"))), 200);
    check(test_has(test_ask(h, a, STR("GET /api/v1/reports"), browser, (str){ 0 }), "Satisfacción (CSAT)"));
    test_house_close(h);
    arena_close(a);
}
