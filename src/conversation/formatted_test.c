/* Formatting travels beside the text: cleaned on its way in, never instead of the words. */
#include "conversation/formatted.h"

#include "channel/form.h"
#include "conversation/conversation.h"
#include "net/peer_test.h"
#include "test/ask.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

static id arrive(struct turn *t)
{
    struct incoming it = { 0 };
    check_ok(incoming_keep(t, &channel_form, STR("message=Hello&email=ann%40example.org"), STR(""), STR(""), &it));
    check_ok(conversation_receive(t, &(struct event){ .subject = it.id }));
    check_ok(incoming_find(t, it.id, &it));
    t->actor = (struct actor){ .kind = STAFF, .role = AGENT, .who = 77 };
    return it.conversation;
}

static enum err speak(struct turn *t, id which, const char *body, const char *html, struct message *out)
{
    return conversation_say(t, &(struct writing){ .conversation = which, .body = str_of(body), .html = str_of(html) },
                            out);
}

TEST(a_formatted_answer_is_kept_cleaned_and_its_text_is_made_from_it)
{
    id which = arrive(t);
    struct message m = { 0 };
    struct message_list all = { 0 };
    check_ok(speak(t, which, "something else",
                   "<p>It <b>leaves</b> today</p><ul><li onclick=x>the bowl<li>the lid</ul><script>alert(1)</script>",
                   &m));
    check_ok(conversation_messages(t, which, true, &all));
    check_str(all.at[1].html, "<p>It <strong>leaves</strong> today</p><ul><li>the bowl</li><li>the lid</li></ul>");
    check_str(all.at[1].body, "It leaves today\n\n- the bowl\n- the lid");
}

TEST(an_answer_without_formatting_is_the_text_as_it_was_typed)
{
    id which = arrive(t);
    struct message m = { 0 };
    check_ok(speak(t, which, " It <b>leaves</b>\n today ", "", &m));
    check_str(m.body, " It <b>leaves</b>\n today ");
    check_str(m.html, "");
    check_ok(speak(t, which, "", "<div>It leaves</div><div>today</div>", &m));
    check_str(m.body, "It leaves\ntoday");
    check_str(m.html, "");
}

TEST(html_that_says_nothing_is_refused_and_so_is_what_is_too_long_as_text)
{
    id which = arrive(t);
    struct message m = { 0 };
    struct text html = { .arena = t->arena };
    check_err(speak(t, which, "", "", &m), INVALID);
    check_str(t->why->field, "body");
    check_err(speak(t, which, "", "<script>alert(1)</script><p> </p>", &m), INVALID);
    check_str(t->why->field, "html");
    for (int i = 0; i <= BODY_CHARACTERS / 2; i++) text_addz(&html, "a ");
    check_err(conversation_say(t, &(struct writing){ .conversation = which, .html = text_str(&html) }, &m), INVALID);
    check_str(t->why->field, "body");
}

/* ---- over the wire ---- */

static enum err prepare(struct turn *t, void *with)
{
    *(id *)with = arrive(t);
    return OK;
}

EACH_DATABASE(a_formatted_answer_goes_over_the_wire_and_the_private_page_shows_it_clean)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, flow);
    struct why why = { 0 };
    id which = 0;
    str link = test_header(test_ask(h, a, STR("POST /contact"), (str){ 0 }, STR("message=Hello")), "Location");
    reaction_settle(h);
    check_ok(turn_write(h, actor_system(), prepare, &which, &why, a));
    str bo = test_sign_in(h, a, AGENT);
    str list = test_ask(h, a, STR("GET /api/v1/conversations?sort=waiting"), bo, STR(""));
    ptrdiff_t at = str_find(list, STR("{\"id\":\""));
    check(at > 0);
    str rest = str_from(list, (size_t)at + 7), one = str_split(&rest, '"');
    str post = str_format(a, "POST /api/v1/conversations/%.*s/messages", STR_ARG(one));
    str said = test_ask(h, a, post, bo, STR("{\"html\":\"<p>It <b>leaves</b> <img src=x onerror=alert(1)></p>\"}"));
    check_int(status_of(said), 201);
    check(test_has(said, "\\u003cstrong\\u003eleaves\\u003c/strong\\u003e") && !test_has(said, "onerror") &&
          test_has(said, "\"body\":\"It leaves\""));
    check(test_has(test_ask(h, a, post, bo, STR("{\"html\":\"<style>x</style>\"}")), "\"field\":\"html\""));
    check(test_has(test_ask(h, a, post, bo, STR("{}")), "\"field\":\"body\""));
    check(test_has(test_ask(h, a, str_format(a, "GET %.*s", STR_ARG(link)), (str){ 0 }, (str){ 0 }),
                   "<div dir=\"auto\"><p>It <strong>leaves</strong> <img alt=\"\"></p></div>"));
    test_house_close(h);
    arena_close(a);
}
