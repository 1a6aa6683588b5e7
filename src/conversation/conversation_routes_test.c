/* The staff's side as a program meets it: over a socket, with a key. */
#include "conversation/inbox.h"

#include "channel/form.h"
#include "net/peer_test.h"
#include "staff/staff.h"
#include "test/asking.h"
#include "test/database.h"
#include "test/house.h"

static str ask(struct arena *a, struct house *h, str head, const char *body)
{
    return ask_with_key(a, h, head, str_of(body));
}

struct scene {
    id conversation, staff;
};

static enum err prepare(struct turn *t, void *with)
{
    struct scene *it = with;
    struct incoming in = { 0 };
    struct staff bo = { 0 };
    TRY(incoming_keep(t, &channel_form, STR("message=Hello&email=ann%40example.org&name=Ann"), STR(""), STR(""), &in));
    TRY(conversation_receive(t, &(struct event){ .subject = in.id }));
    TRY(incoming_find(t, in.id, &in));
    TRY(staff_add(t, STR("Bo"), STR("bo@example.org"), AGENT, &bo));
    *it = (struct scene){ .conversation = in.conversation, .staff = bo.id };
    return OK;
}

EACH_DATABASE(a_program_lists_assigns_and_reads_what_happened)
{
    struct arena *a = arena_open();
    struct house *h = test_serving_house(a);
    struct why why = { 0 };
    struct scene it = { 0 };
    check_ok(turn_write(h, actor_system(), prepare, &it, &why, a));
    str one = str_format(a, "/api/v1/conversations/%lld", (long long)it.conversation);

    str list = ask(a, h, STR("GET /api/v1/conversations?box=unowned&most=10"), "");
    check_int(status_of(list), 200);
    check(has(list, "\"customer_email\":\"ann@example.org\"") && has(list, "\"excerpt\":\"Hello\""));
    check(has(ask(a, h, STR("GET /api/v1/conversations/counts"), ""), "\"unowned\":1"));
    check_int(status_of(ask(a, h, STR("GET /api/v1/conversations?box=attic"), "")), 422);
    check_int(status_of(ask(a, h, STR("GET /api/v1/conversations?most=0"), "")), 422);
    check_int(status_of(ask(a, h, STR("GET /api/v1/conversations?most=101"), "")), 422);

    str assign = str_format(a, "POST %.*s/assign", STR_ARG(one));
    check(has(ask(a, h, assign, "{}"), "\"field\":\"owner\""));
    check(has(ask(a, h, assign, "{\"owner\":null}"), "\"field\":\"owner\""));
    check(has(ask(a, h, assign, "{\"owner\":\"5\"}"), "\"field\":\"owner\""));
    str to = str_format(a, "{\"owner\":\"%lld\",\"reason\":\"knows bowls\"}", (long long)it.staff);
    str given = ask(a, h, assign, str_z(a, to));
    check_int(status_of(given), 200);
    check(has(given, "\"state\":\"open\""));
    check(has(ask(a, h, STR("GET /api/v1/conversations/counts"), ""), "\"unowned\":0"));
    check(has(ask(a, h, str_format(a, "GET %.*s/owners", STR_ARG(one)), ""), "\"to_at\":null"));

    str who = value_of(given, "customer");
    str customer = str_format(a, "GET /api/v1/customers/%.*s", STR_ARG(who));
    check(has(ask(a, h, customer, ""), "\"name\":\"Ann\""));
    str timeline = ask(a, h, str_format(a, "%.*s/timeline", STR_ARG(customer)), "");
    check(has(timeline, "conversation.assigned") && !has(timeline, "knows bowls") && has(timeline, "customer.created"));
    str messages = ask(a, h, str_format(a, "GET %.*s/messages", STR_ARG(one)), "");
    check(has(messages, "knows bowls") &&
          has(messages, "\"internal\":true")); /* a note, and no part of what happened */
    check_int(status_of(ask(a, h, STR("GET /api/v1/customers/1/timeline"), "")), 404);
    test_house_close(h);
    arena_close(a);
}
