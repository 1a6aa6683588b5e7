#include "insight/today.h"

#include "business/business.h"
#include "channel/channel.h"
#include "channel/form.h"
#include "conversation/conversation.h"
#include "spine/house.h"
#include "staff/staff.h"
#include "staff/team.h"
#include "test/test.h"

static id arrive(struct turn *t, const char *form)
{
    struct incoming it = { 0 };
    struct turn as = *t;
    as.actor = actor_system();
    check_ok(incoming_keep(&as, &channel_form, str_of(form), STR(""), STR(""), &it));
    check_ok(conversation_receive(&as, &(struct event){ .subject = it.id }));
    check_ok(incoming_find(&as, it.id, &it));
    return it.conversation;
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

static struct today look(struct turn *t)
{
    struct today out = { 0 };
    check_ok(today_find(t, words_all[0], &out));
    return out;
}

TEST(today_says_who_waits_longest_for_me_and_what_is_nobodys)
{
    id bo = hire(t, "bo", AGENT), cy = hire(t, "cy", AGENT);
    act_as(t, bo, AGENT);
    check_int(look(t).mine.n + look(t).unowned.n + look(t).proposed.n, 0);
    id first = arrive(t, "message=One&email=ann%40example.org&name=Ann");
    t->now += HOUR;
    id second = arrive(t, "message=Two&email=ben%40example.org");
    id third = arrive(t, "message=Three&email=cy%40example.org");
    check_ok(conversation_claim(t, second));
    check_ok(conversation_claim(t, first));
    struct today it = look(t);
    check_int(it.mine.n, 2);
    check_int(it.mine.rows.at[0].id, first);
    check_str(it.mine.rows.at[0].customer_name, "Ann");
    check_int(it.mine.rows.at[1].id, second);
    check_str(it.mine.rows.at[1].customer_email, "ben@example.org");
    check_int(it.unowned.n, 1);
    check_int(it.unowned.rows.at[0].id, third);
    act_as(t, cy, AGENT);
    check_int(look(t).mine.n, 0);
    check_int(look(t).unowned.n, 1);
}

TEST(what_was_answered_waits_for_nobody_and_what_was_asked_is_due)
{
    id bo = hire(t, "bo", AGENT);
    struct message m = { 0 };
    id which = arrive(t, "message=One&email=ann%40example.org");
    act_as(t, bo, AGENT);
    check_ok(conversation_write(t, which, STR("It leaves today."), false, &m));
    check_int(look(t).mine.n, 0);
    t->now += MINUTE;
    check_ok(conversation_propose(t, which));
    struct today it = look(t);
    check_int(it.proposed.n, 1);
    check_int(it.proposed.rows.at[0].since, t->now);
    check_ok(conversation_confirm(t, which));
    check_int(look(t).proposed.n, 0);
}

TEST(what_was_put_off_is_due_on_its_day_and_until_somebody_acts)
{
    id bo = hire(t, "bo", AGENT);
    id which = arrive(t, "message=One&email=ann%40example.org");
    struct message m = { 0 };
    act_as(t, bo, AGENT);
    check_ok(conversation_write(t, which, STR("It leaves in two days."), false, &m));
    t->now = t->now / DAY * DAY + 8 * HOUR;
    check_ok(conversation_snooze(t, which, t->now + 2 * DAY, STR("has it left?")));
    check_int(look(t).due.n, 0);
    t->now += DAY + 15 * HOUR;
    check_int(look(t).due.n, 0); /* an hour before that day begins */
    t->now += HOUR;
    struct today it = look(t);
    check_int(it.due.n, 1);
    check_int(it.due.rows.at[0].since, t->now + 8 * HOUR);
    t->now += 9 * HOUR;
    struct turn clock = *t;
    clock.actor = actor_system();
    check_ok(conversation_snooze_ends(&clock, which));
    check_int(look(t).due.n, 1);
    check_ok(conversation_resolve(t, which));
    check_int(look(t).due.n, 0);
}

TEST(what_is_put_off_is_off_my_desk_until_its_day_though_the_customer_waits)
{
    id bo = hire(t, "bo", AGENT);
    id which = arrive(t, "message=One&email=ann%40example.org");
    act_as(t, bo, AGENT);
    check_ok(conversation_claim(t, which));
    check_int(look(t).mine.n, 1);
    t->now = t->now / DAY * DAY + 8 * HOUR;
    check_ok(conversation_snooze(t, which, t->now + 2 * DAY, STR("")));
    check_int(look(t).mine.n, 0);
    check_int(look(t).due.n, 0);
    t->now += 2 * DAY - HOUR;
    check_int(look(t).mine.n, 0);
    check_int(look(t).due.n, 1);
}

TEST(a_day_ends_where_the_business_lives)
{
    id bo = hire(t, "bo", AGENT);
    id which = arrive(t, "message=One&email=ann%40example.org");
    struct message m = { 0 };
    check_ok(business_change(t, &(struct business_change){ .zone = &STR("Asia/Tokyo") })); /* nine hours ahead */
    act_as(t, bo, AGENT);
    check_ok(conversation_write(t, which, STR("It leaves tomorrow."), false, &m));
    t->now = t->now / DAY * DAY + 14 * HOUR; /* 23:00 there */
    check_ok(conversation_snooze(t, which, t->now + 2 * HOUR, STR("")));
    check_int(look(t).due.n, 0);
    t->now += HOUR;
    check_int(look(t).due.n, 1);
}

TEST(notes_that_name_me_wait_until_i_have_read_them)
{
    id bo = hire(t, "bo", AGENT), cy = hire(t, "cy", AGENT);
    id which = arrive(t, "message=One&email=ann%40example.org");
    struct message note = { 0 };
    struct conversation c = { 0 };
    act_as(t, bo, AGENT);
    check_ok(conversation_write(t, which, STR("Do you know this glaze, @cy?"), true, &note));
    check_ok(conversation_find(t, which, &c));
    check_ok(mention_add(t, &c, &note, &(struct id_list){ .at = &cy, .n = 1 }));
    check_int(look(t).mentions.n, 0);
    act_as(t, cy, AGENT);
    struct today it = look(t);
    check_int(it.mentions.n, 1);
    check_int(it.mentions.rows.at[0].message, note.id);
    check_ok(mention_read(t, which));
    check_int(look(t).mentions.n, 0);
    check_int(look(t).mentions.rows.n, 0);
}

TEST(today_counts_all_and_shows_only_the_first)
{
    id bo = hire(t, "bo", AGENT);
    for (int i = 0; i < TODAY_ROWS + 3; i++) arrive(t, "message=Hello");
    act_as(t, bo, AGENT);
    struct today it = look(t);
    check_int(it.unowned.n, TODAY_ROWS + 3);
    check_int(it.unowned.rows.n, TODAY_ROWS);
}

TEST(another_teams_conversations_are_nothing_of_today_and_neither_is_what_a_role_may_not)
{
    id bo = hire(t, "bo", AGENT), al = hire(t, "al", AUDITOR);
    struct team other = { 0 };
    id which = arrive(t, "message=One");
    t->actor = actor_system();
    check_ok(team_add(t, STR("Other"), &other));
    check_ok(conversation_move(t, which, other.id, 0, STR("")));
    act_as(t, bo, AGENT);
    check_int(look(t).unowned.n, 0);
    t->actor.teams = (struct id_list){ .at = &other.id, .n = 1 };
    check_int(look(t).unowned.n, 1);
    act_as(t, al, AUDITOR); /* may look, not take on */
    check_int(look(t).unowned.n, 0);
    check(look(t).number.report.n > 0);
    act_as(t, bo, NO_ROLE);
    check_int(look(t).number.report.n, 0);
}

/* Chosen by the day alone: every report with an interval has its turn, in order, and none twice before all had. */
PURE(each_day_another_report_has_its_turn)
{
    int n = 0;
    for (const struct report *r = reports_all; r->name; r++) n += r->measure != &measure_count;
    check(n > 1);
    for (int day = 0; day < 2 * n; day++) {
        const struct report *now = today_report((usec)day * DAY), *later = today_report((usec)day * DAY + DAY - 1);
        check(now == later && now->measure != &measure_count);
        for (int other = day + 1; other < day + n; other++) check(today_report((usec)other * DAY) != now);
        check(today_report((usec)(day + n) * DAY) == now);
    }
}

TEST(the_number_of_the_day_cannot_be_told_before_there_is_enough_of_it)
{
    act_as(t, hire(t, "bo", AGENT), AGENT);
    struct today it = look(t);
    check_str(it.number.report, today_report(t->now)->name);
    check(!it.number.headline.figure.enough && it.number.headline.figure.needed > 0);
    check(it.number.headline.from.n > 0 && it.number.headline.to.n > 0);
    struct today brief = { 0 };
    check_ok(today_find(t, NULL, &brief));
    check_int(brief.number.report.n, 0);
}
