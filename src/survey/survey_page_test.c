/* The question as a customer meets it: on the private page, over a real socket. */
#include "conversation/conversation.h"
#include "net/peer_test.h"
#include "survey/survey.h"
#include "test/ask.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

#include <pthread.h>

struct met {
    struct arena *arena;
    struct house *house;
    str private_link, link; /* "/c/…", "/s/…" */
    id conversation;
};

static str ask(struct met *m, const char *method, str path, const char *tail, const char *body)
{
    str line = str_format(m->arena, "%s %.*s%s", method, STR_ARG(path), tail);
    return test_ask(m->house, m->arena, line, STR("Accept-Language: en\r\n"), str_of(body));
}

static enum err help(struct turn *t, void *with)
{
    struct met *m = with;
    struct event_list events = { 0 };
    struct message said = { 0 };
    TRY(event_since(t, 0, 100, &events));
    for (size_t i = 0; i < events.n; i++)
        if (str_is(events.at[i].kind, STR("conversation.opened"))) m->conversation = events.at[i].conversation;
    TRY(conversation_write(t, m->conversation, STR("Here you are"), false, &said));
    return conversation_resolve(t, m->conversation);
}

/* Somebody wrote, was answered, it is resolved, and their private page asks how it went. */
static void meet(struct met *m)
{
    struct why why = { 0 };
    struct actor agent = { .kind = STAFF, .role = AGENT, .who = 77 };
    m->arena = arena_open();
    m->house = test_house_served(m->arena, flow);
    str wrote = ask(m, "POST", STR("/contact"), "", "message=Where+is+it%3F&email=ann%40example.org");
    m->private_link = str_copy(m->arena, test_header(wrote, "Location"));
    reaction_settle(m->house);
    check_ok(turn_write(m->house, agent, help, m, &why, m->arena));
    check(!test_has(ask(m, "GET", m->private_link, "", ""), "href=\"/s/")); /* not yet */
    reaction_settle(m->house);
    str page = ask(m, "GET", m->private_link, "", "");
    ptrdiff_t at = str_find(page, STR("href=\"/s/"));
    check(at > 0);
    str rest = str_from(page, (size_t)at + 6);
    m->link = str_copy(m->arena, str_split(&rest, '"'));
}

static void part(struct met *m)
{
    test_house_close(m->house);
    arena_close(m->arena);
}

static enum err outcomes(struct turn *t, void *with)
{
    struct met *m = with;
    struct survey_outcome_list list = { 0 };
    TRY(survey_outcomes(t, m->conversation, &list));
    check_int(list.n, 1);
    check_int(list.at[0].state, INVITATION_COMPLETED);
    return OK;
}
static enum err unanswered(struct turn *t, void *with)
{
    struct met *m = with;
    struct survey_outcome_list list = { 0 };
    TRY(survey_outcomes(t, m->conversation, &list));
    check_int(list.n, 1);
    check_int(list.at[0].answered_at, 0);
    return OK;
}

/* A comment that is too long is never cut: the page comes back with all of it, and the answer that was chosen. */
static void ask_for_less(struct met *m)
{
    struct text body = { .arena = m->arena };
    text_addz(&body, "score=4&comment=");
    for (int i = 0; i < 5001; i++) text_addc(&body, 'x');
    text_addc(&body, 0);
    str page = ask(m, "POST", m->link, "", text_str(&body).at);
    check_int(status_of(page), 422);
    check(test_has(page, "<p class=\"error\" id=\"comment-error\">") && test_has(page, "it has 5,001.</p>"));
    check(test_has(page, "aria-invalid=\"true\" aria-describedby=\"comment-error\"") &&
          test_has(page, "href=\"#comment\"") && test_has(page, "value=\"4\" required checked"));
    check(count_of(page, STR("x")) > 5001);
}

EACH_DATABASE(looking_never_votes_and_the_first_answer_counts)
{
    struct met m = { 0 };
    struct why why = { 0 };
    meet(&m);
    str page = ask(&m, "GET", m.link, "?score=4", "");
    check_int(status_of(page), 200);
    check(test_has(page, "<fieldset") && test_has(page, "<legend>") && test_has(page, "value=\"4\" required checked"));
    check(test_has(page, "Very satisfied") && !test_has(page, "<script"));
    check(!test_has(ask(&m, "GET", m.link, "?score=99", ""), "checked"));
    check_int(status_of(ask(&m, "HEAD", m.link, "?score=5", "")), 200);
    for (int i = 0; i < 5; i++) ask(&m, "GET", m.link, "?score=1", "");
    check_ok(turn_read(m.house, actor_system(), unanswered, &m, &why, m.arena));

    str empty = ask(&m, "POST", m.link, "", "comment=Keep+%3Cthis%3E&contact=true");
    check_int(status_of(empty), 422);
    check(test_has(empty, "Please choose one answer.") && test_has(empty, "Keep &lt;this&gt;</textarea>") &&
          test_has(empty, "value=\"true\" checked"));
    check_int(status_of(ask(&m, "POST", m.link, "", "score=6")), 422);
    ask_for_less(&m);
    check_int(status_of(ask(&m, "POST", m.link, "", "score=5&comment=Thanks")), 303);
    check(test_has(ask(&m, "GET", m.link, "", ""), "Thank you"));
    str second = ask(&m, "POST", m.link, "", "score=1");
    check_int(status_of(second), 409);
    check(test_has(second, "You have answered already"));
    check(!test_has(ask(&m, "GET", m.private_link, "", ""), "href=\"/s/"));
    check_ok(turn_read(m.house, actor_system(), outcomes, &m, &why, m.arena));
    check_int(status_of(ask(&m, "GET", STR("/s/forged"), "", "")), 404);
    check_int(status_of(ask(&m, "POST", STR("/s/forged"), "", "score=5")), 404);
    part(&m);
}

EACH_DATABASE(a_question_speaks_the_customer_s_language)
{
    struct met m = { 0 };
    meet(&m);
    str line = str_format(m.arena, "GET %.*s", STR_ARG(m.link));
    str page = test_ask(m.house, m.arena, line, STR("Accept-Language: ar\r\n"), STR(""));
    check(test_has(page, "<html lang=\"ar\" dir=\"rtl\">") && test_has(page, "راضٍ جدًا"));
    page = test_ask(m.house, m.arena, line, STR("Accept-Language: es\r\n"), STR(""));
    check(test_has(page, "Muy satisfecho"));
    part(&m);
}

EACH_DATABASE(reopened_expired_and_opted_out_each_say_so)
{
    struct met m = { 0 };
    meet(&m);
    check_int(status_of(ask(&m, "POST", m.private_link, "/not-solved", "message=It+is+broken")), 303);
    check(test_has(ask(&m, "GET", m.link, "", ""), "We are working on it again"));
    check_int(status_of(ask(&m, "POST", m.link, "", "score=5")), 410);
    part(&m);
    meet(&m);
    check_int(status_of(ask(&m, "POST", m.link, "/stop", "")), 303);
    str page = ask(&m, "GET", m.link, "", "");
    check(test_has(page, "We will not ask you again") && !test_has(page, "/stop\""));
    part(&m);
    meet(&m);
    clock_move(&m.house->clock, 14 * DAY);
    check(test_has(ask(&m, "GET", m.link, "", ""), "This question is not open any more"));
    check_int(status_of(ask(&m, "POST", m.link, "", "score=5")), 410);
    part(&m);
}

enum { POSTERS = 40, POSTS_EACH = 25 };

struct poster {
    struct met *met;
    pthread_t thread;
    int kept, refused, other;
};

static void *post_often(void *with)
{
    struct poster *p = with;
    struct arena *a = arena_open();
    for (int i = 0; i < POSTS_EACH; i++) {
        str line = str_format(a, "POST %.*s", STR_ARG(p->met->link));
        int status = status_of(test_ask(p->met->house, a, line, STR(""), STR("score=5")));
        p->kept += status == 303;
        p->refused += status == 409;
        p->other += status != 303 && status != 409;
        arena_reset(a);
    }
    arena_close(a);
    return NULL;
}

EACH_DATABASE(a_thousand_posts_at_once_are_one_answer)
{
    struct met m = { 0 };
    struct why why = { 0 };
    static struct poster posters[POSTERS];
    int kept = 0, refused = 0, other = 0;
    meet(&m);
    for (int i = 0; i < POSTERS; i++) {
        posters[i] = (struct poster){ .met = &m };
        check(pthread_create(&posters[i].thread, NULL, post_often, &posters[i]) == 0);
    }
    for (int i = 0; i < POSTERS; i++) {
        pthread_join(posters[i].thread, NULL);
        kept += posters[i].kept, refused += posters[i].refused, other += posters[i].other;
    }
    check_int(kept, 1);
    check_int(refused, POSTERS * POSTS_EACH - 1);
    check_int(other, 0);
    check_ok(turn_read(m.house, actor_system(), outcomes, &m, &why, m.arena));
    part(&m);
}
