/* The customer's side of the story over a real socket, and ours in turns beside it. */
#include "conversation/conversation.h"
#include "net/peer_test.h"
#include "spine/house.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

#include <unistd.h>

static str send_to(struct arena *a, struct house *h, str head, const char *body)
{
    int fd = dial(net_port(h->net));
    say(fd, str_format(a,
                       "%.*s HTTP/1.1\r\nHost: help.example.org\r\nConnection: close\r\nContent-Type: "
                       "application/x-www-form-urlencoded\r\n"
                       "Content-Length: %zu\r\n\r\n%s",
                       STR_ARG(head), strlen(body), body));
    str reply = hear(a, fd, 5000);
    close(fd);
    return reply;
}

static str get(struct arena *a, struct house *h, str path)
{
    return send_to(a, h, str_format(a, "GET %.*s", STR_ARG(path)), "");
}
static str post(struct arena *a, struct house *h, str path, const char *tail, const char *body)
{
    return send_to(a, h, str_format(a, "POST %.*s%s", STR_ARG(path), tail), body);
}
static bool has(str reply, const char *words)
{
    return str_find(reply, str_of(words)) >= 0;
}

static str location(str reply)
{
    ptrdiff_t at = str_find(reply, STR("Location: "));
    if (at < 0) return (str){ 0 };
    str rest = str_from(reply, (size_t)at + 10);
    return str_split(&rest, '\r');
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
    check(has(get(a, h, STR("/contact")), "<label for=\"message\">"));
    str odd = post(a, h, STR("/contact"), "", "message=Do+%3Cnot%3E+lose+me&email=nonsense");
    check_int(status_of(odd), 422);
    check(has(odd, "href=\"#email\"") && has(odd, "Do &lt;not&gt; lose me</textarea>") &&
          has(odd, "value=\"nonsense\""));
    check(has(post(a, h, STR("/contact"), "", "message=++&name=Ann"), "Please write your message."));

    str link = location(post(a, h, STR("/contact"), "", "message=Where+is+my+bowl%3F&email=ann%40example.org"));
    check(link.n > 40);
    check(has(get(a, h, link), "We have your message"));
    reaction_settle(h);
    check(has(get(a, h, link), "Where is my bowl?"));

    struct conversation c = { 0 };
    struct actor agent = { .kind = STAFF, .role = AGENT, .who = 77 };
    check_ok(turn_write(h, agent, answer_first, &c.id, &why, a));
    str page = get(a, h, link);
    check(has(page, "It leaves today &amp; arrives &lt;soon&gt;."));
    check(has(page, "Did this solve it?"));

    check_int(status_of(get(a, h, str_format(a, "%.*s/solved", STR_ARG(link)))), 405); /* GET changes nothing */
    check_int(status_of(post(a, h, link, "/reply", "message=Thank+you")), 303);
    check(has(get(a, h, link), "Thank you"));
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
    str evil = send_to(a, h, STR("POST /contact HTTP/1.1\r\nOrigin: https://evil.example\r\nX-Rest: "),
                       "message=Hello");
    check_int(status_of(evil), 403);
    test_house_close(h);
    arena_close(a);
}
