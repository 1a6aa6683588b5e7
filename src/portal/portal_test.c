/* The customer's side of the story over a real socket, and ours in turns beside it. */
#include "conversation/conversation.h"
#include "net/peer_test.h"
#include "spine/house.h"
#include "test/ask.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

static str get(struct arena *a, struct house *h, str path)
{
    return test_ask(h, a, str_format(a, "GET %.*s", STR_ARG(path)), (str){ 0 }, (str){ 0 });
}
static str post(struct arena *a, struct house *h, str path, const char *tail, const char *body)
{
    return test_ask(h, a, str_format(a, "POST %.*s%s", STR_ARG(path), tail), (str){ 0 }, str_of(body));
}

static enum err answer_first(struct turn *t, void *with)
{
    struct event_list events = { 0 };
    struct message m = { 0 };
    TRY(event_since(t, 0, 100, &events));
    for (size_t i = 0; i < events.n; i++)
        if (str_is(events.at[i].kind, STR("conversation.opened"))) *(id *)with = events.at[i].conversation;
    return conversation_write(t, *(id *)with, STR("It leaves today & arrives <soon>."), false, &m);
}
static enum err find(struct turn *t, void *with)
{
    return conversation_find(t, ((struct conversation *)with)->id, with);
}

EACH_DATABASE(a_customer_writes_reads_the_answer_replies_and_says_solved)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    struct why why = { 0 };
    h->flow = flow;
    check_ok(house_serve(h, &why, a));
    check(test_has(get(a, h, STR("/contact")), "<label for=\"message\">"));
    str odd = post(a, h, STR("/contact"), "", "message=Do+%3Cnot%3E+lose+me&email=nonsense");
    check_int(status_of(odd), 422);
    check(test_has(odd, "href=\"#email\"") && test_has(odd, "Do &lt;not&gt; lose me</textarea>") &&
          test_has(odd, "value=\"nonsense\""));
    check(test_has(post(a, h, STR("/contact"), "", "message=++&name=Ann"), "Please write your message."));

    str link = test_header(post(a, h, STR("/contact"), "", "message=Where+is+my+bowl%3F&email=ann%40example.org"),
                           "Location");
    check(link.n > 40);
    check(test_has(get(a, h, link), "We have your message"));
    reaction_settle(h);
    check(test_has(get(a, h, link), "Where is my bowl?"));

    struct conversation c = { 0 };
    struct actor agent = { .kind = STAFF, .role = AGENT, .who = 77 };
    check_ok(turn_write(h, agent, answer_first, &c.id, &why, a));
    str page = get(a, h, link);
    check(test_has(page, "It leaves today &amp; arrives &lt;soon&gt;."));
    check(test_has(page, "Did this solve it?"));

    check_int(status_of(get(a, h, str_format(a, "%.*s/solved", STR_ARG(link)))), 405); /* GET changes nothing */
    check_int(status_of(post(a, h, link, "/reply", "message=Thank+you")), 303);
    check(test_has(get(a, h, link), "Thank you"));
    check_int(status_of(post(a, h, link, "/reply", "message=+")), 422);
    check_int(status_of(post(a, h, link, "/solved", "")), 303);
    check_ok(turn_read(h, agent, find, &c, &why, a));
    check_int(c.state, RESOLVED);
    check_int(c.resolved_how, CONFIRMED);
    check_int(status_of(post(a, h, link, "/not-solved", "message=It+is+broken")), 303);
    check_ok(turn_read(h, agent, find, &c, &why, a));
    check_int(c.state, OPEN);
    check_int(c.reopen_count, 1);

    check_int(status_of(get(a, h, STR("/c/guessed"))), 404);
    clock_move(&h->clock, 91 * DAY);
    check_int(status_of(get(a, h, link)), 410);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(a_form_from_another_site_is_refused)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    struct why why = { 0 };
    check_ok(house_serve(h, &why, a));
    str evil = test_ask(h, a, STR("POST /contact"), STR("Origin: https://evil.example\r\n"), STR("message=Hello"));
    check_int(status_of(evil), 403);
    test_house_close(h);
    arena_close(a);
}

static enum err resolve_and_close(struct turn *t, void *with)
{
    TRY(conversation_resolve(t, *(id *)with));
    t->now += 8 * DAY;
    return conversation_window_ends(t, *(id *)with);
}

EACH_DATABASE(what_is_written_to_a_closed_conversation_goes_on_under_the_same_link)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    struct why why = { 0 };
    struct conversation c = { 0 };
    struct actor agent = { .kind = STAFF, .role = AGENT, .who = 77 };
    h->flow = flow;
    check_ok(house_serve(h, &why, a));
    str link = test_header(post(a, h, STR("/contact"), "", "message=Where+is+my+bowl%3F"), "Location");
    reaction_settle(h);
    check_ok(turn_write(h, agent, answer_first, &c.id, &why, a));
    check_ok(turn_write(h, agent, resolve_and_close, &c.id, &why, a));
    clock_move(&h->clock, 9 * DAY);
    check_int(status_of(post(a, h, link, "/reply", "message=It+broke")), 303);
    str page = get(a, h, link);
    ptrdiff_t first = str_find(page, STR("Where is my bowl?</p>")), then = str_find(page, STR("It broke</p>"));
    check(first > 0 && then > first && test_has(page, "We have it and will answer"));
    check_int(status_of(post(a, h, link, "/reply", "message=Really")), 303); /* and no third conversation */
    check_ok(turn_read(h, agent, find, &c, &why, a));
    check_int(c.state, CLOSED);
    page = get(a, h, link);
    check_int(count_of(page, STR("<li class=")), 4);
    test_house_close(h);
    arena_close(a);
}
