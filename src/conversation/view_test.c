#include "conversation/view.h"

#include "channel/channel.h"
#include "net/peer_test.h"
#include "staff/team.h"
#include "test/asking.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

static id arrive_in(struct turn *t, const char *body)
{
    struct incoming it = { 0 };
    check_ok(incoming_keep(t, &channel_api, str_of(body), STR(""), STR(""), &it));
    check_ok(conversation_receive(t, &(struct event){ .subject = it.id }));
    check_ok(incoming_find(t, it.id, &it));
    t->now += MINUTE;
    return it.conversation;
}

static id arrive(struct turn *t)
{
    return arrive_in(t, "{\"body\":\"Hello\",\"email\":\"ann@example.org\",\"language\":\"es-MX\"}");
}

static void act_as(struct turn *t, id who, enum role role, const id *team)
{
    t->actor = (struct actor){
        .kind = STAFF, .role = role, .who = who, .teams = { .at = (id *)team, .n = team != NULL }
    };
}

static int64_t shown_by(struct turn *t, id view)
{
    struct view_count_list list = { 0 };
    check_ok(view_count(t, &(struct id_list){ .at = &view, .n = 1 }, &list));
    return list.n == 1 && list.at[0].view == view ? list.at[0].count : -1;
}

static int64_t length(struct turn *t, struct inbox_filter f)
{
    int64_t n = 0;
    struct inbox_row_list rows = { 0 };
    check_ok(inbox_length(t, &f, &n));
    check_ok(inbox_list(t, &f, &rows));
    check_int(rows.n, n); /* a number is the length of its list */
    return n;
}

TEST(a_filter_narrows_a_box_by_each_thing_that_it_names)
{
    struct team team = { 0 };
    struct tag tag = { 0 };
    bool changed = false;
    usec before = t->now;
    id spanish = arrive(t);
    usec between = t->now;
    id english = arrive_in(t, "{\"body\":\"Hi\",\"email\":\"ben@example.org\",\"language\":\"en\"}");
    struct conversation c = { 0 };
    check_ok(conversation_find(t, spanish, &c));
    check_str(c.language, "es");
    check_ok(team_add(t, STR("Ours"), &team));
    check_ok(tag_name(t, STR("Refund"), &tag));
    check_ok(tag_put_on(t, spanish, tag.id, &changed));
    check_ok(conversation_move(t, english, team.id, 0, STR("")));
    act_as(t, 77, LEAD, &team.id);
    check_ok(conversation_claim(t, english));
    check_int(length(t, (struct inbox_filter){ .box = BOX_OPEN }), 2);
    check_int(length(t, (struct inbox_filter){ .box = BOX_OPEN, .tag = tag.id }), 1);
    check_int(length(t, (struct inbox_filter){ .box = BOX_MINE, .tag = tag.id }), 0);
    check_int(length(t, (struct inbox_filter){ .box = BOX_OPEN, .language = STR("es") }), 1);
    check_int(length(t, (struct inbox_filter){ .box = BOX_OPEN, .channel = STR("api") }), 2);
    check_int(length(t, (struct inbox_filter){ .box = BOX_OPEN, .channel = STR("form") }), 0);
    check_int(length(t, (struct inbox_filter){ .box = BOX_OPEN, .team = team.id }), 1);
    check_int(length(t, (struct inbox_filter){ .box = BOX_OPEN, .owner = 77 }), 1);
    check_int(length(t, (struct inbox_filter){ .box = BOX_MINE, .owner = 78 }), 0);
    check_int(length(t, (struct inbox_filter){ .box = BOX_OPEN, .customer = c.customer }), 1);
    check_int(length(t, (struct inbox_filter){ .box = BOX_OPEN, .state = (enum inbox_state)(NEW + 1) }), 1);
    check_int(length(t, (struct inbox_filter){ .box = BOX_OPEN, .opened_from = between }), 1);
    check_int(length(t, (struct inbox_filter){ .box = BOX_OPEN, .opened_to = between }), 1);
    check_int(length(t, (struct inbox_filter){ .box = BOX_OPEN, .opened_from = before, .opened_to = t->now }), 2);
    int64_t n = 0;
    check_err(inbox_length(t, &(struct inbox_filter){ .opened_from = between, .opened_to = between }, &n), INVALID);
    check_str(t->why->field, "opened_to");
}

TEST(a_facet_counts_what_one_could_choose_instead)
{
    struct tag refund = { 0 }, repair = { 0 };
    struct inbox_facets f = { 0 };
    bool changed = false;
    id one = arrive(t), two = arrive(t);
    arrive_in(t, "{\"body\":\"Hi\",\"email\":\"ben@example.org\",\"language\":\"ar\"}");
    check_ok(tag_name(t, STR("Refund"), &refund));
    check_ok(tag_name(t, STR("Repair"), &repair));
    check_ok(tag_put_on(t, one, refund.id, &changed));
    check_ok(tag_put_on(t, one, repair.id, &changed));
    check_ok(tag_put_on(t, two, repair.id, &changed));
    act_as(t, 77, AGENT, NULL);
    check_ok(inbox_facets(t, &(struct inbox_filter){ .tag = refund.id, .language = STR("es") }, &f));
    check_int(f.count, 1);
    check_int(f.tags.n, 2);
    for (size_t i = 0; i < f.tags.n; i++) check_int(f.tags.at[i].count, f.tags.at[i].which == repair.id ? 2 : 1);
    check_int(f.languages.n, 1); /* of those that carry the tag */
    check_str(f.languages.at[0].word, "es");
}

TEST(the_longest_waiting_comes_first_page_by_page_and_who_does_not_wait_comes_last)
{
    struct message m = { 0 };
    struct inbox_row_list page = { 0 };
    id first = arrive(t), second = arrive(t), answered = arrive(t), third = arrive(t);
    act_as(t, 77, AGENT, NULL);
    check_ok(conversation_write(t, answered, STR("Good morning"), false, &m));
    struct inbox_filter f = { .sort = BY_WAITING, .most = 2 };
    check_ok(inbox_list(t, &f, &page));
    check_int(page.n, 2);
    check_int(page.at[0].id, first);
    check_int(page.at[1].id, second);
    f.before = page.at[1].cursor;
    page = (struct inbox_row_list){ 0 };
    check_ok(inbox_list(t, &f, &page));
    check_int(page.at[0].id, third);
    check_int(page.at[1].id, answered);
    f.sort = BY_ACTIVITY; /* a cursor of another order is none */
    check_err(inbox_list(t, &f, &page), INVALID);
    check_str(t->why->field, "before");
    struct id_list ids = { 0 };
    check_ok(inbox_ids(t, &(struct inbox_filter){ .sort = BY_WAITING }, &ids));
    check_int(ids.n, 4);
    check_int(ids.at[3], answered);
}

TEST(a_list_asked_for_some_gives_those_of_them_that_it_holds)
{
    struct inbox_row_list rows = { 0 };
    id one = arrive(t), two = arrive(t);
    arrive(t);
    act_as(t, 77, AGENT, NULL);
    check_ok(conversation_claim(t, one));
    id asked[] = { one, two };
    check_ok(inbox_list(t, &(struct inbox_filter){ .box = BOX_UNOWNED, .among = { .at = asked, .n = 2 } }, &rows));
    check_int(rows.n, 1);
    check_int(rows.at[0].id, two);
}

TEST(a_view_is_seen_by_whom_it_is_shared_with_and_counts_what_they_may_see)
{
    struct team ours = { 0 }, theirs = { 0 };
    struct saved_view_list seen = { 0 };
    id mine = arrive(t), hidden = arrive(t);
    check_ok(team_add(t, STR("Ours"), &ours));
    check_ok(team_add(t, STR("Theirs"), &theirs));
    check_ok(conversation_move(t, mine, ours.id, 0, STR("")));
    check_ok(conversation_move(t, hidden, theirs.id, 0, STR("")));
    arrive(t);
    act_as(t, 1, ADMIN, NULL);
    struct saved_view own = { .name = STR("Only mine") }, all = { .name = STR("All"), .shared_with = WITH_EVERYBODY };
    struct saved_view team = { .name = STR("Theirs"), .shared_with = WITH_TEAM, .team = theirs.id };
    check_ok(view_add(t, &own));
    check_ok(view_add(t, &all));
    check_ok(view_add(t, &team));
    check_ok(view_list_all(t, &seen));
    check_int(seen.n, 3);
    check_int(shown_by(t, seen.at[0].id), 3);
    act_as(t, 2, AGENT, &ours.id);
    seen = (struct saved_view_list){ 0 };
    check_ok(view_list_all(t, &seen));
    check_int(seen.n, 1);
    check_str(seen.at[0].name, "All");
    check_int(shown_by(t, seen.at[0].id), 2);
    check_int(shown_by(t, own.id), -1); /* what one may not see is not counted either */
    check_err(view_find(t, own.id, &own), NOT_FOUND);
    check_err(view_drop(t, all.id), FORBIDDEN); /* not theirs to change */
    act_as(t, 3, LEAD, &theirs.id);
    seen = (struct saved_view_list){ 0 };
    check_ok(view_list_all(t, &seen));
    check_int(seen.n, 2);
    check_ok(view_drop(t, all.id)); /* a lead keeps the shared ones in order */
    check_err(view_drop(t, own.id), NOT_FOUND);
}

TEST(a_view_that_cannot_be_kept_is_refused_by_name)
{
    struct team theirs = { 0 };
    check_ok(team_add(t, STR("Theirs"), &theirs));
    act_as(t, 2, AGENT, NULL);
    struct saved_view it = { .name = STR(" ") };
    check_err(view_add(t, &it), INVALID);
    check_str(t->why->field, "name");
    it = (struct saved_view){ .name = STR("A"), .filter.tag = 12345 };
    check_err(view_add(t, &it), INVALID);
    check_str(t->why->field, "filter.tag");
    it = (struct saved_view){ .name = STR("A"), .shared_with = WITH_TEAM, .team = theirs.id };
    check_err(view_add(t, &it), INVALID);
    check_str(t->why->field, "team");
    act_as(t, 4, AUDITOR, NULL);
    it = (struct saved_view){ .name = STR("A"), .shared_with = WITH_EVERYBODY };
    check_err(view_add(t, &it), FORBIDDEN);
    it.shared_with = WITH_NOBODY;
    check_ok(view_add(t, &it)); /* for oneself: reading is enough */
    for (int i = 1; i < VIEWS_MOST; i++) check_ok(view_add(t, &(struct saved_view){ .name = STR("B") }));
    check_err(view_add(t, &(struct saved_view){ .name = STR("One more") }), CONFLICT);
}

static enum err one_conversation(struct turn *t, void *with)
{
    (void)with;
    arrive(t);
    return OK;
}

EACH_DATABASE(a_program_keeps_changes_and_drops_a_view)
{
    struct arena *a = arena_open();
    struct house *h = test_serving_house(a);
    struct why why = { 0 };
    check_ok(turn_write(h, actor_system(), one_conversation, NULL, &why, a));
    str made = ask_with_key(
        a, h, STR("POST /api/v1/views"),
        STR("{\"name\":\"Spanish\",\"filter\":{\"box\":\"open\",\"language\":\"es\",\"sort\":\"waiting\"}}"));
    check_int(status_of(made), 201);
    check(has(made, "\"sort\":\"waiting\"") && has(made, "\"may_change\":true"));
    str counted = str_format(a, "GET /api/v1/views/counts?views=%.*s", STR_ARG(value_of(made, "id")));
    check(has(ask_with_key(a, h, counted, STR("")), "\"count\":1"));
    check_int(status_of(ask_with_key(a, h, STR("GET /api/v1/views/counts"), STR(""))), 422);
    str at = str_format(a, "/api/v1/views/%.*s", STR_ARG(value_of(made, "id")));
    str changed = ask_with_key(a, h, str_format(a, "PATCH %.*s", STR_ARG(at)),
                               STR("{\"filter\":{\"language\":\"ar\"}}"));
    check(has(changed, "\"name\":\"Spanish\""));
    check(has(ask_with_key(a, h, counted, STR("")), "\"count\":0"));
    check_int(status_of(ask_with_key(a, h, STR("POST /api/v1/views"),
                                     STR("{\"name\":\"A\",\"filter\":{\"state\":\"odd\"}}"))),
              422);
    check(has(ask_with_key(a, h, STR("GET /api/v1/views"), STR("")), "\"name\":\"Spanish\""));
    check_int(status_of(ask_with_key(a, h, str_format(a, "DELETE %.*s", STR_ARG(at)), STR(""))), 204);
    check_int(status_of(ask_with_key(a, h, str_format(a, "DELETE %.*s", STR_ARG(at)), STR(""))), 404);
    test_house_close(h);
    arena_close(a);
}
