#include "conversation/tag.h"

#include "channel/channel.h"
#include "conversation/inbox.h"
#include "conversation/view.h"
#include "net/peer_test.h"
#include "staff/staff.h"
#include "staff/team.h"
#include "test/asking.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

#include <pthread.h>

static id arrive(struct turn *t, const char *form)
{
    struct incoming it = { 0 };
    check_ok(incoming_keep(t, &channel_form, str_of(form), STR(""), STR(""), &it));
    check_ok(conversation_receive(t, &(struct event){ .subject = it.id }));
    check_ok(incoming_find(t, it.id, &it));
    t->now += MINUTE;
    return it.conversation;
}

static id named(struct turn *t, const char *name)
{
    struct tag it = { 0 };
    check_ok(tag_name(t, str_of(name), &it));
    return it.id;
}

static void put(struct turn *t, id conversation, id tag)
{
    bool changed = false;
    check_ok(tag_put_on(t, conversation, tag, &changed));
    check(changed);
}

static int64_t carry(struct turn *t, id tag)
{
    int64_t n = 0;
    check_ok(inbox_length(t, &(struct inbox_filter){ .box = BOX_ALL, .tag = tag }, &n));
    return n;
}

static struct tagging_list on(struct turn *t, id conversation)
{
    struct tagging_list list = { 0 };
    check_ok(tag_list_on(t, &(struct id_list){ .at = &conversation, .n = 1 }, &list));
    return list;
}

TEST(names_that_differ_by_case_accents_or_width_are_one_tag)
{
    id tag = named(t, "Café order");
    check_int(named(t, "cafe order"), tag);
    check_int(named(t, "  CAFÉ   ORDER "), tag);
    check_int(named(t, "Ｃａｆｅ ｏｒｄｅｒ"), tag);
    check(named(t, "café orders") != tag);
    check(named(t, "C++") != named(t, "C#"));
    check_int(named(t, "إعادة"), named(t, "اعادة")); /* the hamza's seat */
    struct tag it = { 0 };
    check_ok(tag_find(t, tag, &it));
    check_str(it.name, "Café order"); /* as it was said first */
}

TEST(a_tag_needs_a_name_that_can_be_seen_and_is_short)
{
    static const char *const none[] = { "", "  ", "\xe2\x80\x8b", "12345678901234567890123456789012345678901" };
    struct tag it = { 0 };
    for (size_t i = 0; i < COUNT_OF(none); i++) {
        check_err(tag_name(t, str_of(none[i]), &it), INVALID);
        check_str(t->why->field, "name");
    }
}

TEST(a_tag_is_put_on_once_and_both_ways_are_told)
{
    struct event_list told = { 0 };
    struct conversation c = { 0 };
    bool changed = true;
    id which = arrive(t, "message=Hello&email=ann%40example.org"), tag = named(t, "Refund");
    put(t, which, tag);
    check_ok(tag_put_on(t, which, tag, &changed));
    check(!changed);
    check_int(on(t, which).n, 1);
    check_ok(tag_take_off(t, which, tag, &changed));
    check(changed);
    check_ok(tag_take_off(t, which, tag, &changed));
    check(!changed);
    check_ok(conversation_find(t, which, &c));
    check_ok(event_of_conversation(t, c.customer, which, &told));
    size_t tagged = 0, untagged = 0;
    for (size_t i = 0; i < told.n; i++) {
        tagged += str_is(told.at[i].kind, STR("conversation.tagged"));
        untagged += str_is(told.at[i].kind, STR("conversation.untagged"));
    }
    check_int(tagged, 1);
    check_int(untagged, 1);
}

TEST(a_conversation_carries_at_most_twenty_tags)
{
    id which = arrive(t, "message=Hello");
    bool changed = false;
    for (int i = 0; i < TAGS_MOST; i++) put(t, which, named(t, str_z(t->arena, str_format(t->arena, "tag %d", i))));
    check_err(tag_put_on(t, which, named(t, "one more"), &changed), INVALID);
    check_str(t->why->field, "tag");
}

TEST(a_retired_tag_stays_where_it_is_and_is_put_on_nothing_more)
{
    struct tag it = { 0 };
    id which = arrive(t, "message=Hello"), tag = named(t, "Winter sale");
    put(t, which, tag);
    check_ok(tag_retire(t, tag, true));
    check_int(on(t, which).n, 1);
    check_err(tag_name(t, STR("winter SALE"), &it), INVALID);
    check_err(tag_hold(t, tag, &it), INVALID);
    check_str(t->why->field, "tag");
    check_ok(tag_retire(t, tag, false));
    check_int(named(t, "winter sale"), tag);
}

TEST(two_tags_become_one_with_all_that_carried_either_and_the_old_name_leads_there)
{
    id both = arrive(t, "message=One"), first = arrive(t, "message=Two"), second = arrive(t, "message=Three");
    id refund = named(t, "Refund"), money = named(t, "Money back");
    put(t, both, refund);
    put(t, both, money);
    put(t, first, refund);
    put(t, second, money);
    t->actor = (struct actor){ .kind = STAFF, .role = LEAD, .who = 77 };
    struct saved_view view = { .name = STR("Refunds"), .filter = { .box = BOX_ALL, .tag = refund } };
    check_ok(view_add(t, &view));
    check_err(tag_merge(t, refund, refund), INVALID);
    check_err(tag_merge(t, refund, 12345), INVALID);
    check_str(t->why->field, "into");
    check_ok(tag_merge(t, refund, money));
    check_int(carry(t, money), 3);
    check_int(carry(t, refund), 0);
    check_int(on(t, both).n, 1);
    check_int(named(t, "REFUND"), money);
    check_ok(view_find(t, view.id, &view));
    check_int(view.filter.tag, money); /* a view goes on with what it meant */
    struct view_count_list counts = { 0 };
    check_ok(view_count(t, &(struct id_list){ .at = &view.id, .n = 1 }, &counts));
    check_int(counts.at[0].count, 3);
    check_err(tag_rename(t, refund, STR("Again")), CONFLICT);
    check_err(tag_merge(t, money, refund), INVALID);
    check_ok(tag_rename(t, money, STR("Refund"))); /* a name that was its own already */
    check_int(named(t, "refund"), money);
}

TEST(a_tag_takes_no_name_of_another)
{
    id refund = named(t, "Refund");
    named(t, "Repair");
    check_err(tag_rename(t, refund, STR("RÉPAIR")), INVALID);
    check_str(t->why->field, "name");
    check_ok(tag_rename(t, refund, STR("refund"))); /* its own, written otherwise */
    check_ok(tag_rename(t, refund, STR("Money back")));
    check(named(t, "Refund") != refund);
}

TEST(whoever_may_not_see_a_conversation_does_not_count_its_tag)
{
    struct team ours = { 0 }, theirs = { 0 };
    struct tag_list tags = { 0 };
    id mine = arrive(t, "message=One"), hidden = arrive(t, "message=Two"), tag = named(t, "Refund");
    put(t, mine, tag);
    put(t, hidden, tag);
    check_ok(team_add(t, STR("Ours"), &ours));
    check_ok(team_add(t, STR("Theirs"), &theirs));
    check_ok(conversation_move(t, hidden, theirs.id, 0, STR("")));
    t->actor = (struct actor){ .kind = STAFF, .role = AGENT, .who = 77, .teams = { .at = &ours.id, .n = 1 } };
    check_ok(tag_list_all(t, &tags));
    check_ok(inbox_count_tags(t, &tags));
    check_int(tags.at[0].count, 1);
    check_int(carry(t, tag), 1);
    t->actor.role = ADMIN;
    check_int(carry(t, tag), 2);
}

/* ---- two people at the same moment ---- */

struct saying {
    struct house *house;
    id made;
};

static enum err say_new(struct turn *t, void *with)
{
    struct tag it = { 0 };
    TRY(tag_name(t, STR("Brand new"), &it));
    *(id *)with = it.id;
    return OK;
}

static void *say_it(void *with)
{
    struct saying *it = with;
    struct arena *a = arena_open();
    check_ok(turn_write(it->house, actor_system(), say_new, &it->made, NULL, a));
    arena_close(a);
    return NULL;
}

EACH_DATABASE(two_who_say_a_new_name_at_once_get_the_same_tag)
{
    enum { HANDS = 4 };
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    struct saying hands[HANDS];
    pthread_t threads[HANDS];
    for (int i = 0; i < HANDS; i++) {
        hands[i] = (struct saying){ .house = h };
        check_int(pthread_create(&threads[i], NULL, say_it, &hands[i]), 0);
    }
    for (int i = 0; i < HANDS; i++) pthread_join(threads[i], NULL);
    for (int i = 1; i < HANDS; i++) check_int(hands[i].made, hands[0].made);
    check(hands[0].made != 0);
    test_house_close(h);
    arena_close(a);
}

/* ---- as a program meets it ---- */

static enum err one_conversation(struct turn *t, void *with)
{
    *(id *)with = arrive(t, "message=Hello&email=ann%40example.org");
    return OK;
}

EACH_DATABASE(a_program_tags_renames_merges_and_untags)
{
    struct arena *a = arena_open();
    struct house *h = test_serving_house(a);
    struct why why = { 0 };
    id which = 0;
    check_ok(turn_write(h, actor_system(), one_conversation, &which, &why, a));
    str at = str_format(a, "/api/v1/conversations/%lld/tags", (long long)which);
    str put_on = str_format(a, "POST %.*s", STR_ARG(at));
    check(has(ask_with_key(a, h, put_on, STR("{\"name\":\"Refund\"}")), "\"name\":\"Refund\""));
    str both = ask_with_key(a, h, put_on, STR("{\"name\":\"Repair\"}"));
    check_int(status_of(both), 200);
    check_int(status_of(ask_with_key(a, h, put_on, STR("{\"name\":\" \"}"))), 422);
    str refund = value_of(both, "tag");
    str row = ask_with_key(a, h, STR("GET /api/v1/conversations?box=all"), STR(""));
    check(has(row, "\"tags\":[{\"tag\":\"") && has(row, "\"name\":\"Repair\"}]"));
    str only = str_format(a, "GET /api/v1/conversations?box=all&tag=%.*s", STR_ARG(refund));
    check(has(ask_with_key(a, h, only, STR("")), "\"subject\":\"Hello\""));
    str change = str_format(a, "PATCH /api/v1/tags/%.*s", STR_ARG(refund));
    check(has(ask_with_key(a, h, change, STR("{\"name\":\"Money back\"}")),
              "\"name\":\"Money back\",\"folded\":\"money back\""));
    check(has(ask_with_key(a, h, change, STR("{\"name\":\"repair\"}")), "merge the two instead"));
    check(has(ask_with_key(a, h, change, STR("{\"retired\":true}")), "\"retired_at\":\"2"));
    check(has(ask_with_key(a, h, STR("GET /api/v1/tags"), STR("")), "\"count\":1"));
    str off = str_format(a, "DELETE %.*s/%.*s", STR_ARG(at), STR_ARG(refund));
    check(!has(ask_with_key(a, h, off, STR("")), "Money back"));
    test_house_close(h);
    arena_close(a);
}
