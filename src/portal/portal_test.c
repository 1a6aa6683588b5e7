/* The customer's side of the story over a real socket, and ours in turns beside it. */
#include "business/business.h"
#include "conversation/conversation.h"
#include "customer/customer.h"
#include "net/asset.h"
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
    struct house *h = test_house_served(a, flow);
    struct why why = { 0 };
    check(test_has(get(a, h, STR("/contact")), "<label for=\"message\">"));
    str odd = post(a, h, STR("/contact"), "", "message=Do+%3Cnot%3E+lose+me&email=nonsense");
    check_int(status_of(odd), 422);
    check(test_has(odd, "href=\"#email\"") && test_has(odd, "Do &lt;not&gt; lose me</textarea>") &&
          test_has(odd, "value=\"nonsense\" aria-invalid=\"true\" aria-describedby=\"email-error\""));
    check(test_has(odd, "role=\"alert\" tabindex=\"-1\"") && test_has(odd, "<p class=\"error\" id=\"email-error\">"));
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
    check(test_has(get(a, h, link), " UTC: 90 days after your first message."));
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
    page = post(a, h, link, "/reply", "message=Where+is+%3Cit%3E%3F");
    check_int(status_of(page), 410);
    check(test_has(page, ">Where is &lt;it&gt;?</textarea>")); /* not kept, and not lost */
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(a_form_from_another_site_is_refused)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, NULL);
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
    struct house *h = test_house_served(a, flow);
    struct why why = { 0 };
    struct conversation c = { 0 };
    struct actor agent = { .kind = STAFF, .role = AGENT, .who = 77 };
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

/* What a browser sends for so many characters, every hundredth of them a line end. */
static str typed(struct arena *a, const char *name, int characters)
{
    struct text x = { .arena = a };
    text_addz(&x, name);
    text_addc(&x, '=');
    for (int i = 1; i <= characters; i++) text_addz(&x, i % 100 == 0 ? "%0D%0A" : "x");
    return text_str(&x);
}

EACH_DATABASE(what_is_too_long_for_the_contact_form_comes_back_whole_with_every_fault_at_its_field)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, NULL);
    str message = typed(a, "message", 20050), name = typed(a, "name", 201);
    str body = str_format(a, "%.*s&%.*s&email=nonsense", STR_ARG(message), STR_ARG(name));
    str page = test_ask(h, a, STR("POST /contact"), (str){ 0 }, body);
    check_int(status_of(page), 422);
    check(test_has(page, "There is a problem") && test_has(page, "may have at most 20,000 characters; it has 20,050."));
    check_int(count_of(page, STR("<li><a href=\"#")), 3);
    check_int(count_of(page, STR("aria-invalid=\"true\"")), 3);
    check(test_has(page, "aria-describedby=\"message-error\"") && test_has(page, "aria-describedby=\"name-error\""));
    check(count_of(page, STR("x")) > 19800 + 190);
    check_int(status_of(test_ask(h, a, STR("POST /contact"), (str){ 0 }, typed(a, "message", 20000))), 303);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(a_reply_that_cannot_be_taken_is_on_the_same_page_again_in_the_customer_s_language)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, flow);
    str link = test_header(post(a, h, STR("/contact"), "", "message=Where+is+my+bowl%3F"), "Location");
    reaction_settle(h);
    str blank = post(a, h, link, "/reply", "message=+%E2%80%8B");
    check_int(status_of(blank), 422);
    check(test_has(blank, "<p class=\"error\" id=\"message-error\">Please write your message.</p>"));
    check(test_has(blank, "aria-invalid=\"true\" aria-describedby=\"message-error\""));
    check(test_has(blank, "role=\"alert\" tabindex=\"-1\"") && test_has(blank, "Where is my bowl?</p>"));

    const char *const tails[] = { "/reply", "/not-solved" };
    for (size_t i = 0; i < COUNT_OF(tails); i++) {
        str on = str_format(a, "POST %.*s%s", STR_ARG(link), tails[i]);
        str page = test_ask(h, a, on, STR("Accept-Language: ar\r\n"), typed(a, "message", 20001));
        check_int(status_of(page), 422);
        check(test_has(page, "<html lang=\"ar\" dir=\"rtl\">") && test_has(page, "20,001.</p>"));
        check(test_has(page, "توجد مشكلة") && test_has(page, "x\nx</textarea>"));
    }
    check_int(count_of(get(a, h, link), STR("<li class=")), 1); /* nothing of it was kept */
    check_int(status_of(test_ask(h, a, str_format(a, "POST %.*s/reply", STR_ARG(link)), (str){ 0 },
                                 typed(a, "message", 20000))),
              303);
    test_house_close(h);
    arena_close(a);
}

/* ---- light, whole, and dressed as the business ---- */

enum { PAGE_BYTES = 30 * 1024 };

static enum err dress(struct turn *t, void *unused)
{
    struct opening week[] = { { MONDAY, STR("09:00"), STR("12:00") },
                              { MONDAY, STR("13:00"), STR("17:00") },
                              { SATURDAY, STR("10:00"), STR("14:00") } };
    str name = STR("Tonwerk"), colour = STR("#b5482a"), zone = STR("Europe/Berlin");
    (void)unused;
    TRY(business_change(t, &(struct business_change){ .name = &name, .colour = &colour, .zone = &zone }));
    return business_set_hours(t, &(struct week){ .week = { .at = week, .n = COUNT_OF(week) } });
}

static size_t style_bytes(void)
{
    for (const struct asset *it = assets_all; it->path; it++)
        if (strcmp(it->path, "/public.css") == 0) return it->plain.n;
    return PAGE_BYTES;
}

/* The page, its headers, and both style sheets, none of it compressed; the logo is the business's own affair. */
static void is_light(struct arena *a, struct house *h, str path)
{
    str colours = get(a, h, STR("/colours.css"));
    const char *const languages[] = { "en", "es", "ar" };
    for (size_t i = 0; i < COUNT_OF(languages); i++) {
        str head = str_format(a, "Accept-Language: %s\r\n", languages[i]);
        str page = test_ask(h, a, str_format(a, "GET %.*s", STR_ARG(path)), head, (str){ 0 });
        check(page.n + colours.n + style_bytes() <= PAGE_BYTES);
        check(!test_has(page, "<script") && !test_has(page, "style=") && test_has(page, " · Tonwerk</title>"));
        check(test_has(page, str_z(a, str_format(a, "<html lang=\"%s\"", languages[i]))));
    }
}

EACH_DATABASE(a_page_with_everything_on_it_is_light_without_script_and_dressed_as_the_business)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, flow);
    struct why why = { 0 };
    struct actor agent = { .kind = STAFF, .role = AGENT, .who = 77 };
    id which = 0;
    check_ok(turn_write(h, actor_system(), dress, NULL, &why, a));
    str link = test_header(post(a, h, STR("/contact"), "", "message=Where+is+my+bowl%3F"), "Location");
    is_light(a, h, link); /* it is not read yet */
    reaction_settle(h);
    check_ok(turn_write(h, agent, answer_first, &which, &why, a));
    is_light(a, h, STR("/contact"));
    is_light(a, h, link);
    is_light(a, h, STR("/c/guessed"));
    is_light(a, h, STR("/s/guessed"));
    str page = get(a, h, link);
    check(test_has(page, "class=\"opening\"") && test_has(page, " GMT+")); /* on the business's clock */
    test_house_close(h);
    arena_close(a);
}

static enum err language_of_eve(struct turn *t, void *with)
{
    struct customer who = { 0 };
    TRY(customer_meet(t, STR("eve@example.org"), (str){ 0 }, (str){ 0 }, &who));
    return *(str *)with = who.language, OK;
}

/* French has no pages yet: they come in English, and that she reads French is known all the same. */
EACH_DATABASE(the_form_keeps_which_language_a_customer_reads)
{
    static const struct {
        const char *asks, *keeps;
    } browsers[] = { { "", "en" },
                     { "Accept-Language: fr-CA, fr;q=0.9\r\n", "fr-CA" },
                     { "Accept-Language: ar;q=0.5\r\n", "ar" },
                     { "Accept-Language: *\r\n", "en" },
                     { "Accept-Language: \"><script>\r\n", "en" } };
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, flow);
    struct why why = { 0 };
    str language = { 0 };
    for (size_t i = 0; i < COUNT_OF(browsers); i++) {
        str page = test_ask(h, a, STR("GET /contact"), str_of(browsers[i].asks), (str){ 0 });
        check(test_has(page, str_z(a, str_format(a, "name=\"language\" value=\"%s\"", browsers[i].keeps))));
    }
    check_int(status_of(post(a, h, STR("/contact"), "", "message=Bonjour&email=eve%40example.org&language=fr-CA")),
              303);
    check_int(status_of(post(a, h, STR("/contact"), "", "message=Hi&email=max%40example.org&language=%3Cx%3E")), 303);
    reaction_settle(h);
    check_ok(turn_read(h, actor_system(), language_of_eve, &language, &why, a));
    check_str(language, "fr-CA");
    test_house_close(h);
    arena_close(a);
}
