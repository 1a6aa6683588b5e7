/* Every page there is, judged without being filled; and the pages of refusals. */
#include "spine/look.h"

#include "net/peer_test.h"
#include "spine/house.h"
#include "spine/route.h"
#include "test/ask.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

#include <unistd.h>

PURE(every_page_names_only_what_there_is)
{
    struct arena *a = arena_open();
    int pages = 0;
    for (const struct module *const *m = modules; *m; m++)
        for (const struct route *r = (*m)->routes; r && r->on; r++) {
            struct why w = { 0 };
            if (!r->page) continue;
            pages++;
            check_ok(template_check(a, &w, r->page, r->gives, &look_shape));
        }
    check(pages >= 10);
    arena_close(a);
}

/* What a browser asks for. */
static str look_at(struct house *h, struct arena *a, const char *line, const char *language)
{
    str headers = str_format(a, "Accept: text/html\r\nAccept-Language: %s\r\n", language);
    return test_ask(h, a, str_of(line), headers, (str){ 0 });
}

EACH_DATABASE(who_follows_a_dead_link_gets_a_page_in_their_language_with_a_way_onward)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, NULL);
    str lost = look_at(h, a, "GET /nowhere/at/all", "es");
    check_int(status_of(lost), 404);
    check(test_has(lost, "<html lang=\"es\" dir=\"ltr\">") && test_has(lost, "<h1>Esta página no existe</h1>"));
    check(test_has(lost, "href=\"/contact\"") && test_has(lost, "/public.css"));
    str program = test_ask(h, a, STR("GET /nowhere/at/all"), (str){ 0 }, (str){ 0 });
    check(test_has(program, "\"error\":\"not_found\"")); /* a program is told in JSON */
    check(test_has(look_at(h, a, "GET /api/v1/nowhere", "es"), "\"error\":\"not_found\""));
    str foreign = test_ask(h, a, STR("POST /contact"), STR("Origin: https://evil.example\r\nAccept-Language: ar\r\n"),
                           STR("message=Hello"));
    check_int(status_of(foreign), 403);
    check(test_has(foreign, "dir=\"rtl\"") && test_has(foreign, "لم نقبل هذا"));
    test_house_close(h);
    arena_close(a);
}

/* What net/ refuses before anybody has seen it: more than a form may send. */
EACH_DATABASE(who_sends_too_much_is_told_in_their_language_before_it_is_taken)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, NULL);
    int fd = dial(net_port(h->net));
    say(fd, STR("POST /contact HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\nAccept-Language: es\r\n"
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3000000\r\n\r\n"));
    str reply = hear(a, fd, 2000);
    close(fd);
    check_int(status_of(reply), 413);
    check(test_has(reply, "<html lang=\"es\"") && test_has(reply, "<h1>Es demasiado largo</h1>"));
    check(test_has(reply, "Connection: close"));
    test_house_close(h);
    arena_close(a);
}

/* Each failure that can meet a person, without a turn and without a database. */
EACH_DATABASE(every_refusal_of_a_page_says_what_happened_and_what_to_do)
{
    static const struct {
        enum err err;
        int retry_s;
        const char *title, *way;
    } table[] = { { GONE, 0, "This page is no longer there", "class=\"button\" href=\"/contact\"" },
                  { TOO_MANY, 300, "Please wait 5 minutes.", "href=\"/c/some-secret\">Try again" },
                  { FULL, 0, "We cannot keep anything new just now", "href=\"/c/some-secret\">Try again" },
                  { BUSY, 2, "We are busy just now", "href=\"/c/some-secret\">Try again" },
                  { BROKEN, 0, "Something failed on our side", "href=\"/c/some-secret\">Try again" },
                  { CONFLICT, 0, "Not just yet", "href=\"/c/some-secret\">Try again" },
                  { MALFORMED, 0, "This cannot be done", "href=\"/contact\"" } };
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    struct request *r = NULL;
    struct why why = { 0 };
    check_ok(
        request_read(a, &why, STR("POST /c/some-secret/reply HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"), &r));
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct reply reply = { 0 };
        route_refuse(h, r, table[i].err, &(struct why){ .words = STR("for programs"), .retry_s = table[i].retry_s },
                     &reply);
        check_int(reply.status, table[i].err);
        check(test_has(reply.body, table[i].title) && test_has(reply.body, table[i].way));
        check(!test_has(reply.body, "for programs") && test_has(reply.body, "<!doctype html>"));
    }
    test_house_close(h);
    arena_close(a);
}
