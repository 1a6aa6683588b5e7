#include "insight/checklist.h"

#include "business/business.h"
#include "channel/form.h"
#include "conversation/conversation.h"
#include "customer/customer.h"
#include "net/peer_test.h"
#include "spine/house.h"
#include "spine/sample.h"
#include "staff/credential.h"
#include "staff/staff.h"
#include "test/ask.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

static bool is_done(struct turn *t, enum step_name which)
{
    struct checklist list = { 0 };
    check_ok(checklist_find(t, &list));
    check_int(list.steps.n, STEP_ANSWER + 1);
    return list.steps.at[which].done;
}

/* A step is open before the fact and done after it; nothing else changes it. */
#define NOW_DONE(step, fact)                                                                                           \
    do {                                                                                                               \
        check(!is_done(t, (step)));                                                                                    \
        check_ok(fact);                                                                                                \
        check(is_done(t, (step)));                                                                                     \
    } while (0)

static enum err name_it(struct turn *t)
{
    str name = STR("Tonwerk");
    return business_change(t, &(struct business_change){ .name = &name });
}

static enum err open_on_mondays(struct turn *t)
{
    struct opening monday = { MONDAY, STR("09:00"), STR("17:00") };
    return business_set_hours(t, &(struct week){ .week = { .at = &monday, .n = 1 } });
}

static enum err invite(struct turn *t)
{
    struct staff bo = { 0 };
    return staff_add(t, STR("Bo"), STR("bo@example.org"), AGENT, &bo);
}

/* What SOON would do, at once: the turn of a test never commits. */
static enum err writes(struct turn *t, const char *form)
{
    struct incoming it = { 0 };
    TRY(incoming_keep(t, &channel_form, str_of(form), STR(""), STR(""), &it));
    return conversation_receive(t, &(struct event){ .subject = it.id });
}

static enum err answer_newest(struct turn *t)
{
    struct event_list events = { 0 };
    struct message m = { 0 };
    id which = 0;
    TRY(event_since(t, 0, 200, &events));
    for (size_t i = 0; i < events.n; i++)
        if (str_is(events.at[i].kind, STR("conversation.opened"))) which = events.at[i].conversation;
    return conversation_write(t, which, STR("Gladly."), false, &m);
}

TEST(each_first_step_is_done_when_it_is_really_so)
{
    struct staff owner = { 0 };
    check_ok(sample_begin(t));
    check_ok(staff_add(t, STR("Ana"), STR("ana@example.org"), OWNER, &owner));
    t->actor = (struct actor){ .kind = STAFF, .role = OWNER, .who = owner.id };
    NOW_DONE(STEP_NAME, name_it(t));
    NOW_DONE(STEP_HOURS, open_on_mondays(t));
    NOW_DONE(STEP_PASSWORD, credential_set_password(t, owner.id, STR("a hash")));
    NOW_DONE(STEP_COLLEAGUE, invite(t));
    NOW_DONE(STEP_TRY, writes(t, "message=Only+me&email=ana%40example.org"));
    check_ok(answer_newest(t)); /* to oneself: that is no customer */
    check(!is_done(t, STEP_ANSWER));
    check_ok(writes(t, "message=Where+is+my+bowl%3F&email=ann%40example.org"));
    NOW_DONE(STEP_ANSWER, answer_newest(t));
    check_ok(sample_end(t));
    check(!is_done(t, STEP_ANSWER) && !is_done(t, STEP_TRY)); /* all of it was only told */
    check_ok(writes(t, "message=And+my+plate%3F&email=ann%40example.org"));
    NOW_DONE(STEP_ANSWER, answer_newest(t));
    struct checklist list = { 0 };
    check_ok(checklist_find(t, &list));
    check(!list.shown); /* that was the last one */
}

EACH_DATABASE(the_list_is_there_until_somebody_puts_it_away_and_knows_a_link_that_worked)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, NULL);
    str owner = test_sign_in(h, a, OWNER), agent = test_sign_in(h, a, AGENT);
    str get = STR("GET /api/v1/checklist"), open = STR("{\"name\":\"link\",\"done\":false}");
    check_int(status_of(test_ask(h, a, get, agent, (str){ 0 })), 403);
    str list = test_ask(h, a, get, owner, (str){ 0 });
    check(test_has(list, "\"shown\":true") && str_find(list, open) > 0 && test_has(list, "\"set_up\":false"));

    str own = test_ask(h, a, STR("GET /contact"), STR("Referer: http://localhost:8080/contact\r\n"), (str){ 0 });
    str form = test_ask(h, a, STR("GET /contact"), STR("Referer: https://shop.example/about\r\n"), (str){ 0 });
    check(test_has(form, "<input type=\"hidden\" name=\"from\" value=\"shop.example\">"));
    check(status_of(own) == 200);
    for (int i = 0; i < 2; i++)
        check_int(status_of(test_ask(h, a, STR("POST /contact"), (str){ 0 }, STR("message=Hello&from=shop.example"))),
                  303);
    check(str_find(test_ask(h, a, get, owner, (str){ 0 }), open) < 0);

    check_int(status_of(test_ask(h, a, STR("POST /api/v1/business/set-up"), owner, (str){ 0 })), 200);
    check_int(status_of(test_ask(h, a, STR("DELETE /api/v1/checklist"), owner, (str){ 0 })), 204);
    list = test_ask(h, a, get, owner, (str){ 0 });
    check(test_has(list, "\"shown\":false") && test_has(list, "\"set_up\":true"));
    test_house_close(h);
    arena_close(a);
}
