#include "survey/survey.h"

#include "channel/channel.h"
#include "conversation/conversation.h"
#include "spine/setting.h"
#include "staff/team.h"
#include "test/test.h"

/* A conversation of this person that was answered and resolved; its resolution as an event. */
static struct event resolve_for(struct turn *t, const char *form, const char *token)
{
    struct incoming it = { 0 };
    struct message m = { 0 };
    struct conversation c = { 0 };
    struct turn staff = *t;
    check_ok(incoming_keep(t, &channel_form, str_of(form), STR(""), str_of(token), &it));
    check_ok(conversation_receive(t, &(struct event){ .subject = it.id }));
    check_ok(incoming_find(t, it.id, &it));
    staff.actor = (struct actor){ .kind = STAFF, .role = AGENT, .who = 77 };
    check_ok(conversation_write(&staff, it.conversation, STR("Done"), false, &m));
    check_ok(conversation_resolve(&staff, it.conversation));
    check_ok(conversation_find(t, it.conversation, &c));
    return (struct event){ .id = turn_id(t), .customer = c.customer, .subject = c.id, .conversation = c.id };
}

static struct survey_outcome last(struct turn *t, id conversation)
{
    struct survey_outcome_list all = { 0 };
    check_ok(survey_outcomes(t, conversation, &all));
    check(all.n > 0);
    return all.at[all.n - 1];
}

static struct survey_invitation invited(struct turn *t, const struct event *e)
{
    struct survey_invitation it = { 0 };
    bool found = false;
    check_ok(survey_invite(t, e));
    check_ok(survey_of_conversation(t, e->conversation, &it, &found));
    check(found);
    return it;
}

static int count_events(struct turn *t, id customer, const char *kind)
{
    struct event_list events = { 0 };
    int n = 0;
    check_ok(event_timeline(t, customer, 0, 100, &events));
    for (size_t i = 0; i < events.n; i++) n += str_is(events.at[i].kind, str_of(kind));
    return n;
}

#define ANN "message=Hello&email=ann%40example.org"

TEST(whoever_was_helped_is_asked_once_for_each_resolution)
{
    struct event e = resolve_for(t, ANN, "t1");
    struct survey_invitation it = invited(t, &e);
    check_str(it.kind, "csat");
    check_int(it.expires_at, t->now + 14 * DAY);
    check_ok(survey_invite(t, &e)); /* SOON may run twice */
    struct survey_outcome_list all = { 0 };
    check_ok(survey_outcomes(t, e.conversation, &all));
    check_int(all.n, 1);
    check_int(count_events(t, e.customer, "survey.invited"), 1);
}

TEST(the_second_time_within_a_month_is_suppressed_and_the_reason_kept)
{
    struct event first = resolve_for(t, ANN, "t1");
    invited(t, &first);
    t->now += 29 * DAY;
    struct event second = resolve_for(t, ANN, "t2");
    check_ok(survey_invite(t, &second));
    check_int(last(t, second.conversation).state, INVITATION_SUPPRESSED);
    check_int(last(t, second.conversation).reason, ASKED_LATELY);
    check_int(count_events(t, second.customer, "survey.suppressed"), 1);
    t->now += 2 * DAY;
    check_ok(setting_set(t, STR("survey.after_resolve"), STR("nps")));
    struct event third = resolve_for(t, ANN, "t3");
    check_str(invited(t, &third).kind, "nps");
    struct event other = resolve_for(t, "message=Hi&email=bea%40example.org", "t4"); /* another person */
    invited(t, &other);
}

TEST(nobody_is_asked_when_the_business_asks_nothing)
{
    struct survey_outcome_list all = { 0 };
    check_ok(setting_set(t, STR("survey.after_resolve"), STR("none")));
    struct event e = resolve_for(t, ANN, "t1");
    check_ok(survey_invite(t, &e));
    check_ok(survey_outcomes(t, e.conversation, &all));
    check_int(all.n, 0);
    check_err(setting_set(t, STR("survey.after_resolve"), STR("stars")), INVALID);
}

TEST(without_a_private_page_there_is_nowhere_to_ask)
{
    struct event e = resolve_for(t, ANN, "");
    check_ok(survey_invite(t, &e));
    check_int(last(t, e.conversation).reason, IS_UNREACHABLE);
}

TEST(what_is_reopened_before_it_was_answered_is_asked_again_when_it_is_really_solved)
{
    struct event e = resolve_for(t, ANN, "t1");
    struct survey_invitation it = invited(t, &e);
    check_ok(conversation_not_solved(t, e.conversation, STR("")));
    check_ok(survey_withdraw(t, &e));
    check_int(last(t, e.conversation).state, INVITATION_WITHDRAWN);
    check_err(survey_answer(t, &it, &(struct survey_response){ .score = 1 }), CONFLICT);
    check_ok(survey_of_token(t, survey_token(t, it.id), &it));
    check_err(survey_answer(t, &it, &(struct survey_response){ .score = 1 }), GONE);
    struct event late = { .id = turn_id(t), .conversation = e.conversation };
    check_ok(survey_invite(t, &late)); /* open again: not now */
    check_int(last(t, e.conversation).reason, WAS_REOPENED);
    struct turn staff = *t;
    staff.actor = (struct actor){ .kind = STAFF, .role = AGENT, .who = 77 };
    check_ok(conversation_resolve(&staff, e.conversation));
    struct event again = { .id = turn_id(t), .conversation = e.conversation };
    invited(t, &again);
}

TEST(an_answer_stays_when_it_is_reopened_afterwards)
{
    struct event e = resolve_for(t, ANN, "t1");
    struct survey_invitation it = invited(t, &e);
    check_ok(survey_answer(t, &it, &(struct survey_response){ .score = 5 }));
    check_ok(survey_withdraw(t, &e));
    check_int(last(t, e.conversation).state, INVITATION_COMPLETED);
}

TEST(the_first_answer_counts_and_a_low_one_opens_a_loop)
{
    struct event e = resolve_for(t, ANN, "t1");
    struct survey_invitation it = invited(t, &e);
    struct survey_response r = { .score = 2, .comment = STR("My card is 4111"), .language = STR("en") };
    check_ok(survey_answer(t, &it, &r));
    check_err(survey_answer(t, &it, &(struct survey_response){ .score = 5 }), CONFLICT);
    struct survey_outcome o = last(t, e.conversation);
    check_int(o.score, 2);
    check_str(o.comment, "My card is 4111");
    check_int(count_events(t, e.customer, "survey.completed"), 1);
    check_int(count_events(t, e.customer, "loop.opened"), 1);
    struct event_list events = { 0 };
    check_ok(event_timeline(t, e.customer, 0, 100, &events));
    for (size_t i = 0; i < events.n; i++) check(str_find(events.at[i].body, STR("4111")) < 0);
}

TEST(a_good_score_opens_a_loop_only_when_a_call_is_asked_for)
{
    struct event e = resolve_for(t, ANN, "t1"), f = resolve_for(t, "message=Hi", "t2");
    struct survey_invitation it = invited(t, &e), other = invited(t, &f);
    check_ok(survey_answer(t, &it, &(struct survey_response){ .score = 5 }));
    check_int(count_events(t, e.customer, "loop.opened"), 0);
    check_ok(survey_answer(t, &other, &(struct survey_response){ .score = 5, .contact = true }));
    check_int(count_events(t, f.customer, "loop.opened"), 1);
}

TEST(after_two_weeks_a_question_is_over)
{
    struct event e = resolve_for(t, ANN, "t1");
    struct survey_invitation it = invited(t, &e);
    t->now += 14 * DAY - 1;
    check_ok(survey_expires(t, it.id));
    check_int(last(t, e.conversation).state, INVITATION_SENT);
    t->now += 1;
    check_err(survey_answer(t, &it, &(struct survey_response){ .score = 5 }), GONE); /* even before the night */
    check_ok(survey_expires(t, it.id));
    check_int(last(t, e.conversation).state, INVITATION_EXPIRED);
    check_int(count_events(t, e.customer, "survey.expired"), 1);
}

TEST(whoever_does_not_want_to_be_asked_is_never_asked_again)
{
    struct event e = resolve_for(t, ANN, "t1");
    invited(t, &e);
    check_ok(survey_opt_out(t, e.customer));
    check_ok(survey_opt_out(t, e.customer));
    check_int(last(t, e.conversation).state, INVITATION_REFUSED);
    check_int(count_events(t, e.customer, "survey.opted_out"), 1);
    t->now += 1000 * DAY;
    struct event later = resolve_for(t, ANN, "t2");
    check_ok(survey_invite(t, &later));
    check_int(last(t, later.conversation).reason, HAS_OPTED_OUT);
}

TEST(the_database_keeps_only_the_hash_of_a_link_and_a_forged_one_leads_nowhere)
{
    struct event e = resolve_for(t, ANN, "t1");
    struct survey_invitation it = invited(t, &e), other = { 0 };
    str token = survey_token(t, it.id);
    check_int(token.n, 43);
    check(str_find(it.token_hash, token) < 0 && it.token_hash.n == 64);
    check_err(survey_of_token(t, it.token_hash, &other), NOT_FOUND);
    check_err(survey_of_token(t, STR(""), &other), NOT_FOUND);
    check_err(survey_of_token(t, survey_token(t, it.id + 1), &other), NOT_FOUND);
    check_ok(survey_of_token(t, token, &other));
    check_int(other.id, it.id);
}

TEST(a_customer_stands_with_what_they_answered_and_whether_they_may_be_asked)
{
    struct event e = resolve_for(t, ANN, "t1");
    struct survey_invitation it = invited(t, &e);
    struct survey_standing standing = { 0 }, foreign = { 0 };
    struct team other = { 0 };
    check_ok(survey_answer(t, &it, &(struct survey_response){ .score = 4, .comment = STR("Kind") }));
    check_ok(survey_opt_out(t, e.customer));
    t->actor = (struct actor){ .kind = STAFF, .role = AGENT, .who = 77 };
    check_ok(survey_standing_of(t, e.customer, &standing));
    check_int(standing.opted_out_at, t->now);
    check_int(standing.answers.n, 1);
    check_int(standing.answers.at[0].conversation, e.conversation);
    check_int(standing.answers.at[0].score, 4);
    t->actor = actor_system();
    check_ok(team_add(t, STR("Other"), &other));
    check_ok(conversation_move(t, e.conversation, other.id, 0, STR("")));
    t->actor = (struct actor){ .kind = STAFF, .role = AGENT, .who = 77 };
    check_ok(survey_standing_of(t, e.customer, &foreign));
    check_int(foreign.answers.n, 0); /* another team's to see */
    check_err(survey_standing_of(t, e.customer + 1, &foreign), NOT_FOUND);
}
