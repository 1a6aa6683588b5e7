/* POST /api/v1/incoming as a program meets it. */
#include "channel/channel.h"

#include "conversation/inbox.h"
#include "net/peer_test.h"
#include "test/asking.h"
#include "test/database.h"
#include "test/house.h"

#include <pthread.h>
#include <stdio.h>

static str post(struct arena *a, struct house *h, const char *key, str body)
{
    str head = key ? str_format(a, "POST /api/v1/incoming\nIdempotency-Key: %s", key) : STR("POST /api/v1/incoming");
    return ask_with_key(a, h, head, body);
}

static enum err list_all(struct turn *t, void *with)
{
    return inbox_list(t, &(struct inbox_filter){ .box = BOX_ALL }, with);
}

static struct inbox_row_list conversations(struct arena *a, struct house *h)
{
    struct inbox_row_list rows = { 0 };
    struct why why = { 0 };
    reaction_settle(h);
    check_ok(turn_read(h, actor_system(), list_all, &rows, &why, a));
    return rows;
}

static const char whole[] =
    "{\"body\":\"Where is it?\",\"email\":\"Ann@example.org\",\"name\":\"Ann\",\"subject\":\"Bowl\","
    "\"language\":\"en\",\"page\":true}";

EACH_DATABASE(what_a_program_hands_in_is_safe_then_understood_and_the_customer_has_a_page)
{
    struct arena *a = arena_open();
    struct house *h = test_serving_house(a);
    h->flow = flow;
    str reply = post(a, h, NULL, str_of(whole));
    check_int(status_of(reply), 202);
    str which = value_of(reply, "incoming"), link = value_of(reply, "link");
    str address = str_format(a, "GET /api/v1/incoming/%.*s", STR_ARG(which));
    check(has(reply, str_z(a, str_format(a, "Location: /api/v1/incoming/%.*s", STR_ARG(which)))));
    check(str_starts(link, STR("https://help.example.org/c/")));
    str page = str_from(link, strlen("https://help.example.org"));
    check(has(ask_with_key(a, h, address, STR("")), "\"state\":\"stored\",\"conversation\":null"));
    check(has(ask_with_nothing(a, h, str_format(a, "GET %.*s", STR_ARG(page)), STR("")), "We have your message"));
    struct inbox_row_list rows = conversations(a, h);
    check_int(rows.n, 1);
    check_str(rows.at[0].subject, "Bowl");
    check_str(rows.at[0].customer_email, "ann@example.org");
    str known = ask_with_key(a, h, address, STR(""));
    check(has(known, "\"state\":\"understood\""));
    check_str(value_of(known, "conversation"), str_z(a, id_text(a, rows.at[0].id)));
    check(has(ask_with_nothing(a, h, str_format(a, "GET %.*s", STR_ARG(page)), STR("")), "Where is it?"));
    check(str_empty(value_of(post(a, h, NULL, STR("{\"body\":\"No page\"}")), "link")));
    check_int(status_of(ask_with_nothing(a, h, STR("POST /api/v1/incoming"), str_of(whole))), 401);
    check_int(status_of(ask_with_key(a, h, STR("GET /api/v1/incoming/1"), STR(""))), 404);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(the_same_key_gives_the_first_answer_again_and_another_body_is_refused)
{
    struct arena *a = arena_open();
    struct house *h = test_serving_house(a);
    h->flow = flow;
    str first = post(a, h, "order-17", str_of(whole));
    conversations(a, h);
    str again = post(a, h, "order-17", str_of(whole));
    check_int(status_of(again), 202);
    check_str(value_of(again, "incoming"), str_z(a, value_of(first, "incoming")));
    check_str(value_of(again, "link"), str_z(a, value_of(first, "link")));
    str other = post(a, h, "order-17", STR("{\"body\":\"Something else\"}"));
    check_int(status_of(other), 422);
    check_str(value_of(other, "field"), "Idempotency-Key");
    check_int(conversations(a, h).n, 1);
    check_int(status_of(post(a, h, "order-18", str_of(whole))), 202);
    check_int(status_of(post(a, h, NULL, str_of(whole))), 202);
    check_int(status_of(post(a, h, NULL, str_of(whole))), 202);
    check_int(conversations(a, h).n, 4);
    char long_key[202] = { 0 };
    memset(long_key, 'k', 201);
    const char *const odd[] = { long_key, "two words", "caf\xC3\xA9", "tab\there" };
    for (size_t i = 0; i < COUNT_OF(odd); i++) {
        str refused = post(a, h, odd[i], str_of(whole));
        check_int(status_of(refused), 422);
        check_str(value_of(refused, "field"), "Idempotency-Key");
    }
    long_key[200] = 0;
    check_int(status_of(post(a, h, long_key, str_of(whole))), 202);
    test_house_close(h);
    arena_close(a);
}

/* ---- many at once ---- */

enum { AT_ONCE = 12 };
struct sender {
    struct house *h;
    int status;
    char incoming[24];
};

static void *hand_in(void *with)
{
    struct sender *s = with;
    struct arena *a = arena_open();
    str reply = post(a, s->h, "the-same-key", str_of(whole));
    s->status = status_of(reply);
    str which = str_cut(value_of(reply, "incoming"), sizeof s->incoming - 1);
    memcpy(s->incoming, which.at, which.n);
    arena_close(a);
    return NULL;
}

EACH_DATABASE(the_same_key_from_many_at_once_is_one_conversation)
{
    struct arena *a = arena_open();
    struct house *h = test_serving_house(a);
    struct sender all[AT_ONCE] = { 0 };
    pthread_t threads[AT_ONCE];
    h->flow = flow;
    for (int i = 0; i < AT_ONCE; i++) {
        all[i].h = h;
        check_int(pthread_create(&threads[i], NULL, hand_in, &all[i]), 0);
    }
    for (int i = 0; i < AT_ONCE; i++) pthread_join(threads[i], NULL);
    for (int i = 0; i < AT_ONCE; i++) {
        check_int(all[i].status, 202);
        check_str(str_of(all[i].incoming), all[0].incoming);
    }
    check_int(conversations(a, h).n, 1);
    test_house_close(h);
    arena_close(a);
}

/* ---- what programs send by mistake or on purpose ---- */

EACH_DATABASE(a_wrong_field_is_named_and_nothing_is_kept)
{
    static const struct {
        const char *body, *field;
        int status;
    } wrong[] = {
        { "", "body", 422 },
        { "{", "", 400 },
        { "[]", "", 422 },
        { "null", "", 422 },
        { "{\"body\":\"\"}", "body", 422 },
        { "{\"body\":\" \\u200b\\u3000\"}", "body", 422 },
        { "{\"body\":null}", "body", 422 },
        { "{\"body\":7}", "body", 422 },
        { "{\"body\":[\"x\"]}", "body", 422 },
        { "{\"body\":\"a\\u0000b\"}", "body", 422 },
        { "{\"body\":\"\\ud800\"}", "", 400 },
        { "{\"body\":\"\xff\"}", "", 400 },
        { "{\"body\":\"x\",\"colour\":\"blue\"}", "colour", 422 },
        { "{\"body\":\"x\",\"body\":\"y\"}", "body", 422 },
        { "{\"body\":\"x\",\"email\":\"ann\"}", "email", 422 },
        { "{\"body\":\"x\",\"email\":\"ann\\u200b@example.org\"}", "email", 422 },
        { "{\"body\":\"x\",\"email\":{\"$ne\":null}}", "email", 422 },
        { "{\"body\":\"x\",\"email\":[\"a@example.org\"]}", "email", 422 },
        { "{\"body\":\"x\",\"language\":\"English, please\"}", "language", 422 },
        { "{\"body\":\"x\",\"page\":\"true\"}", "page", 422 },
        { "{\"body\":\"x\",\"id\":1}", "id", 422 },
    };
    struct arena *a = arena_open();
    struct house *h = test_serving_house(a);
    h->flow = flow;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        str reply = post(a, h, NULL, str_of(wrong[i].body));
        if (status_of(reply) != wrong[i].status) fprintf(stderr, "  %s: %.*s\n", wrong[i].body, STR_ARG(reply));
        check_int(status_of(reply), wrong[i].status);
        check_str(value_of(reply, "field"), wrong[i].field);
    }
    struct text big = { .arena = a };
    text_addz(&big, "{\"body\":\"");
    for (int i = 0; i < 20001; i++) text_addz(&big, "\xE2\x82\xAC");
    text_addz(&big, "\"}");
    check_str(value_of(post(a, h, NULL, text_str(&big)), "field"), "body");
    check_int(conversations(a, h).n, 0);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(odd_text_is_kept_as_it_was_said_and_shown_on_one_line_where_lines_are_short)
{
    struct arena *a = arena_open();
    struct house *h = test_serving_house(a);
    h->flow = flow;
    str reply = post(a, h, NULL,
                     STR("{\"body\":\"\\u202Eevil\\r\\nsecond \\ud83d\\udc68\\u200d\\ud83d\\udc69 {{x}} <b>\",\"name\":"
                         "\"A\\nn\\u202En\",\"subject\":\"one\\ntwo\\u0007\"}"));
    check_int(status_of(reply), 202);
    struct inbox_row_list rows = conversations(a, h);
    check_int(rows.n, 1);
    check_str(rows.at[0].subject, "one two");
    check_str(rows.at[0].customer_name, "A nn");
    check_str(rows.at[0].excerpt, "evil second \xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9 {{x}} <b>");
    str said = ask_with_key(a, h, str_format(a, "GET /api/v1/conversations/%lld/messages", (long long)rows.at[0].id),
                            STR(""));
    check(has(said, "\xE2\x80\xAE"
                    "evil\\r\\nsecond"));
    test_house_close(h);
    arena_close(a);
}
