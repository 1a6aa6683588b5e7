#include "conversation/clientele.h"

#include "channel/channel.h"
#include "channel/form.h"
#include "conversation/conversation.h"
#include "staff/staff.h"
#include "staff/team.h"
#include "test/test.h"

static id arrive(struct turn *t, const char *form)
{
    struct incoming it = { 0 };
    t->now += MINUTE;
    check_ok(incoming_keep(t, &channel_form, str_of(form), STR(""), STR(""), &it));
    check_ok(conversation_receive(t, &(struct event){ .subject = it.id }));
    check_ok(incoming_find(t, it.id, &it));
    return it.conversation;
}

static struct clientele_row_list listed(struct turn *t, str before, int64_t most)
{
    struct clientele_row_list rows = { 0 };
    check_ok(clientele_list(t, &(struct clientele_filter){ .before = before, .most = most }, &rows));
    return rows;
}

TEST(customers_are_listed_once_whoever_spoke_last_first)
{
    arrive(t, "message=One&email=ann%40example.org&name=Ann");
    arrive(t, "message=Two&email=ben%40example.org");
    id third = arrive(t, "message=Three&email=ann%40example.org");
    arrive(t, "message=Buy&email=eve%40example.org&website=http%3A%2F%2Fx"); /* spam is no customer */
    t->actor = (struct actor){ .kind = STAFF, .role = OWNER, .who = 7 };
    struct clientele_row_list rows = listed(t, STR(""), 50);
    check_int(rows.n, 2);
    check_str(rows.at[0].name, "Ann");
    check_int(rows.at[0].conversation, third);
    check_int(rows.at[0].all, 2);
    check_int(rows.at[0].open, 2);
    check_str(rows.at[1].email, "ben@example.org");
    struct clientele_row_list first = listed(t, STR(""), 1), second = listed(t, first.at[0].cursor, 1);
    check_int(second.n, 1);
    check_int(second.at[0].customer, rows.at[1].customer);
    check_int(listed(t, second.at[0].cursor, 1).n, 0);
    struct clientele_row_list none = { 0 };
    check_err(clientele_list(t, &(struct clientele_filter){ .before = STR("5") }, &none), INVALID);
    check_str(t->why->field, "before");
}

TEST(who_is_bound_to_teams_is_listed_only_customers_of_conversations_they_may_see)
{
    struct team other = { 0 };
    id seen = arrive(t, "message=One&email=ann%40example.org&name=Ann");
    id foreign = arrive(t, "message=Two&email=ann%40example.org");
    arrive(t, "message=Three&email=ben%40example.org");
    id hidden = arrive(t, "message=Four&email=cy%40example.org");
    check_ok(team_add(t, STR("Other"), &other));
    check_ok(conversation_move(t, foreign, other.id, 0, STR("")));
    check_ok(conversation_move(t, hidden, other.id, 0, STR("")));
    t->actor = (struct actor){ .kind = STAFF, .role = AGENT, .who = 7 };
    struct clientele_row_list rows = listed(t, STR(""), 50);
    check_int(rows.n, 2);
    check_str(rows.at[0].email, "ben@example.org");
    check_int(rows.at[1].conversation, seen);
    check_int(rows.at[1].all, 1);
}
