#include "conversation/inbox.h"

#include "channel/form.h"
#include "conversation/timeline.h"
#include "customer/customer.h"
#include "staff/staff.h"
#include "staff/team.h"
#include "test/test.h"

static id arrive(struct turn *t, const char *form)
{
    struct incoming it = { 0 };
    check_ok(incoming_keep(t, &channel_form, str_of(form), STR(""), STR(""), &it));
    check_ok(conversation_receive(t, &(struct event){ .subject = it.id }));
    check_ok(incoming_find(t, it.id, &it));
    t->now += MINUTE;
    return it.conversation;
}

static struct conversation look(struct turn *t, id which)
{
    struct conversation c = { 0 };
    check_ok(conversation_find(t, which, &c));
    return c;
}

static id hire(struct turn *t, const char *name, enum role role)
{
    struct staff s = { 0 };
    t->actor = actor_system();
    check_ok(staff_add(t, str_of(name), str_format(t->arena, "%s@example.org", name), role, &s));
    return s.id;
}

static void act_as(struct turn *t, id who, enum role role)
{
    t->actor = (struct actor){ .kind = STAFF, .role = role, .who = who };
}

static void answer(struct turn *t, id which)
{
    struct message m = { 0 };
    check_ok(conversation_write(t, which, STR("Good morning"), false, &m));
    t->now += MINUTE;
}

static size_t listed(struct turn *t, enum box box)
{
    struct inbox_row_list rows = { 0 };
    check_ok(inbox_list(t, &(struct inbox_filter){ .box = box }, &rows));
    return rows.n;
}

/* The counts are the lengths of the lists, for whoever asks. */
static void check_counts(struct turn *t)
{
    struct inbox_counts n = { 0 };
    check_ok(inbox_count(t, &n));
    const int64_t counts[] = { n.open, n.mine, n.unowned, n.waiting, n.snoozed, n.resolved, n.spam, n.all };
    for (enum box box = BOX_OPEN; box <= BOX_ALL; box++) check_int(listed(t, box), counts[box]);
}

TEST(a_box_holds_what_its_name_says_and_its_count_is_the_length_of_its_list)
{
    id bo = hire(t, "bo", AGENT);
    id answered = arrive(t, "message=Where+is+my+bowl%3F&email=ann%40example.org&name=Ann");
    id silent = arrive(t, "message=Hello&email=ben%40example.org");
    arrive(t, "message=Buy&website=http%3A%2F%2Fx");
    act_as(t, bo, AGENT);
    answer(t, answered);
    struct inbox_row_list rows = { 0 };
    check_ok(inbox_list(t, &(struct inbox_filter){ .box = BOX_OPEN }, &rows));
    check_int(rows.n, 2);
    check_int(rows.at[0].id, answered); /* newest activity first */
    check_str(rows.at[0].customer_name, "Ann");
    check_str(rows.at[0].customer_email, "ann@example.org");
    check_str(rows.at[0].excerpt, "Good morning");
    check_int(rows.at[1].id, silent);
    check_int(listed(t, BOX_MINE), 1);
    check_int(listed(t, BOX_UNOWNED), 1);
    check_int(listed(t, BOX_WAITING), 1);
    check_int(listed(t, BOX_SPAM), 1);
    check_int(listed(t, BOX_ALL), 2);
    check_counts(t);
    check_ok(conversation_resolve(t, answered));
    check_int(listed(t, BOX_RESOLVED), 1);
    check_int(listed(t, BOX_MINE), 0);
    check_counts(t);
}

TEST(a_note_is_no_excerpt)
{
    struct message m = { 0 };
    struct inbox_row_list rows = { 0 };
    id which = arrive(t, "message=Hello");
    act_as(t, hire(t, "bo", AGENT), AGENT);
    check_ok(conversation_write(t, which, STR("He sounds upset"), true, &m));
    check_ok(inbox_list(t, &(struct inbox_filter){ .box = BOX_OPEN }, &rows));
    check_str(rows.at[0].excerpt, "Hello");
}

TEST(pages_follow_each_other_without_a_gap_also_when_a_row_moves_up_meanwhile)
{
    enum { MANY = 7 };
    id all[MANY];
    for (int i = 0; i < MANY; i++) all[i] = arrive(t, "message=Hello");
    act_as(t, hire(t, "bo", AGENT), AGENT);
    struct inbox_row_list page = { 0 };
    check_ok(inbox_list(t, &(struct inbox_filter){ .box = BOX_ALL, .most = 3 }, &page));
    check_int(page.n, 3);
    check_int(page.at[2].id, all[4]);
    answer(t, all[4]); /* the last one we have seen goes to the top */
    struct inbox_filter next = { .box = BOX_ALL, .most = 3, .before = page.at[2].cursor };
    page = (struct inbox_row_list){ 0 };
    check_ok(inbox_list(t, &next, &page));
    check_int(page.n, 3);
    check_int(page.at[0].id, all[3]);
    next.before = page.at[2].cursor;
    page = (struct inbox_row_list){ 0 };
    check_ok(inbox_list(t, &next, &page));
    check_int(page.n, 1);
    check_int(page.at[0].id, all[0]);
}

TEST(a_cursor_that_is_none_is_refused_by_name)
{
    static const char *const none[] = { "../../x", "1", "-", "1-", "-1-1", "1-2-3", "9223372036854775808-1", "0-1" };
    struct inbox_row_list rows = { 0 };
    for (size_t i = 0; i < COUNT_OF(none); i++) {
        struct inbox_filter f = { .before = str_of(none[i]) };
        check_err(inbox_list(t, &f, &rows), INVALID);
        check_str(t->why->field, "before");
    }
}

TEST(an_agent_sees_the_conversations_of_their_teams_and_of_none_in_lists_counts_and_timelines)
{
    id mine = arrive(t, "message=One&email=ann%40example.org");
    id theirs = arrive(t, "message=Two&email=ann%40example.org");
    arrive(t, "message=Three&email=ann%40example.org");
    id bo = hire(t, "bo", AGENT);
    struct team ours = { 0 }, other = { 0 };
    check_ok(team_add(t, STR("Ours"), &ours));
    check_ok(team_add(t, STR("Other"), &other));
    check_ok(conversation_move(t, mine, ours.id, 0, STR("")));
    check_ok(conversation_move(t, theirs, other.id, 0, STR("")));
    id customer = look(t, mine).customer;
    for (enum role role = AUDITOR; role <= OWNER; role++) {
        bool bound = role == AGENT || role == LEAD;
        struct event_list events = { 0 };
        act_as(t, bo, role);
        t->actor.teams = (struct id_list){ .at = &ours.id, .n = 1 };
        check_int(listed(t, BOX_OPEN), bound ? 2 : 3);
        check_counts(t);
        check_ok(timeline_of(t, &(struct looking_back){ .customer = customer, .most = 100 }, &events));
        bool saw_theirs = false;
        for (size_t i = 0; i < events.n; i++) saw_theirs = saw_theirs || events.at[i].conversation == theirs;
        check_int(saw_theirs, !bound);
        check_int(events.n, bound ? 6 : 9);
    }
    act_as(t, bo, AGENT); /* in no team at all */
    check_int(listed(t, BOX_OPEN), 1);
    check_counts(t);
}

/* The rows that say who owned it: never two open at once, and no gap between them. */
TEST(one_person_owns_it_at_any_moment_and_it_never_goes_back_to_nobody)
{
    id bo = hire(t, "bo", AGENT), cy = hire(t, "cy", AGENT), di = hire(t, "di", LEAD), al = hire(t, "al", AUDITOR);
    id which = arrive(t, "message=Hello");
    act_as(t, bo, AGENT);
    check_ok(conversation_assign(t, which, cy, STR("knows bowls")));
    check_int(look(t, which).owner, cy);
    check_int(look(t, which).state, OPEN);
    check_err(conversation_assign(t, which, bo, STR("")), FORBIDDEN); /* what a colleague owns */
    check_err(conversation_claim(t, which), CONFLICT);
    act_as(t, di, LEAD);
    check_ok(conversation_assign(t, which, bo, STR("")));
    check_ok(conversation_assign(t, which, bo, STR(""))); /* pressed twice: once */
    check_err(conversation_assign(t, which, 0, STR("")), INVALID);
    check_str(t->why->field, "owner");
    check_err(conversation_assign(t, which, 12345, STR("")), INVALID);
    check_err(conversation_assign(t, which, al, STR("")), INVALID);
    check_int(look(t, which).owner, bo);
    struct event_list events = { 0 };
    check_ok(event_timeline(t, look(t, which).customer, 0, 100, &events));
    size_t assigned = 0;
    for (size_t i = 0; i < events.n; i++) assigned += str_is(events.at[i].kind, STR("conversation.assigned"));
    check_int(assigned, 2);
    struct handed how = { 0 };
    check_ok(event_body(t, &events.at[0], &handed_shape, &how));
    check_int(how.from, cy);
    check_int(how.to, bo);
    struct ownership_span_list spans = { 0 };
    check_ok(conversation_owners(t, which, &spans));
    check_int(spans.n, 2);
    check_int(spans.at[0].to_at, spans.at[1].from_at);
    check_int(spans.at[1].to_at, 0);
    check_int(spans.at[1].staff, bo);
}

TEST(a_conversation_moves_to_a_team_only_with_an_owner_who_is_in_it)
{
    id bo = hire(t, "bo", AGENT), cy = hire(t, "cy", AGENT), di = hire(t, "di", LEAD);
    struct team other = { 0 };
    check_ok(team_add(t, STR("Other"), &other));
    check_ok(staff_change(t, cy, &(struct staff_change){ .teams = &(struct id_list){ .at = &other.id, .n = 1 } }));
    id which = arrive(t, "message=Hello");
    act_as(t, bo, AGENT);
    check_ok(conversation_claim(t, which));
    act_as(t, di, LEAD);
    check_err(conversation_move(t, which, 999, 0, STR("")), INVALID);
    check_str(t->why->field, "team");
    check_err(conversation_move(t, which, other.id, 0, STR("")), INVALID);
    check_str(t->why->field, "owner");
    check_ok(conversation_move(t, which, other.id, cy, STR("their thing")));
    check_int(look(t, which).team, other.id);
    check_int(look(t, which).owner, cy);
    check_err(conversation_assign(t, which, bo, STR("")), INVALID); /* who would not see it */
    check_ok(conversation_move(t, which, 0, 0, STR("")));
    check_ok(conversation_assign(t, which, bo, STR("")));
}

TEST(what_is_no_spam_after_all_is_new_again)
{
    id which = arrive(t, "message=Buy&website=http%3A%2F%2Fx");
    act_as(t, hire(t, "bo", AGENT), AGENT);
    check_err(conversation_assign(t, which, t->actor.who, STR("")), CONFLICT);
    check_ok(conversation_not_spam(t, which));
    check_int(look(t, which).state, NEW);
    check_err(conversation_not_spam(t, which), CONFLICT);
    check_int(listed(t, BOX_UNOWNED), 1);
}
