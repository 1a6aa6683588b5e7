#include "conversation/bulk.h"

#include "channel/channel.h"
#include "conversation/columns.h"
#include "conversation/inbox.h"
#include "net/peer_test.h"
#include "spine/house.h"
#include "staff/staff.h"
#include "staff/team.h"
#include "survey/survey.h"
#include "test/asking.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

#include <pthread.h>

enum { THREE = 3 };

static id arrive(struct turn *t)
{
    struct incoming it = { 0 };
    struct turn as = *t;
    as.actor = actor_system();
    check_ok(incoming_keep(&as, &channel_form, STR("message=Hello&email=ann%40example.org"), STR(""), STR(""), &it));
    check_ok(conversation_receive(&as, &(struct event){ .subject = it.id }));
    check_ok(incoming_find(&as, it.id, &it));
    t->now += MINUTE;
    return it.conversation;
}

static id hire(struct turn *t, const char *name, enum role role)
{
    struct staff s = { 0 };
    struct turn as = *t;
    as.actor = actor_system();
    check_ok(staff_add(&as, str_of(name), str_format(t->arena, "%s@example.org", name), role, &s));
    return s.id;
}

static void act_as(struct turn *t, id who, enum role role, const id *team)
{
    t->actor = (struct actor){
        .kind = STAFF, .role = role, .who = who, .teams = { .at = (id *)team, .n = team != NULL }
    };
}

static struct conversation look(struct turn *t, id which)
{
    struct conversation c = { 0 };
    struct conversation_columns told;
    check_ok(conversation_find(t, which, &c));
    check_ok(columns_of(t, &c, &told));
    check(!columns_differ(&c, &told)); /* whatever was done or taken back, the events tell the same */
    return c;
}

static void answer(struct turn *t, id which)
{
    struct message m = { 0 };
    check_ok(conversation_write(t, which, STR("Good morning"), false, &m));
    t->now += MINUTE;
}

static struct bulk_answer many(struct turn *t, struct bulk_wanted w, id *which, size_t n)
{
    struct bulk_answer out = { 0 };
    w.conversations = (struct id_list){ .at = which, .n = n };
    check_ok(bulk_do(t, &w, &out));
    check_int(out.done + out.already + out.refused, n);
    t->now += SECOND;
    return out;
}

static struct bulk_answer back(struct turn *t, const struct bulk_answer *done)
{
    struct bulk_answer out = { 0 };
    check(done->undo != 0);
    check_ok(bulk_undo(t, done->undo, &out));
    t->now += SECOND;
    return out;
}

TEST(each_is_done_was_so_already_or_is_refused_with_its_reason_in_the_order_that_was_asked)
{
    id bo = hire(t, "bo", AGENT), cy = hire(t, "cy", AGENT);
    id mine = arrive(t), theirs = arrive(t), nobodys = arrive(t);
    act_as(t, cy, AGENT, NULL);
    check_ok(conversation_claim(t, theirs));
    act_as(t, bo, AGENT, NULL);
    check_ok(conversation_claim(t, mine));
    id asked[] = { nobodys, theirs, mine, 12345, nobodys };
    struct bulk_answer out = many(t, (struct bulk_wanted){ .act = BULK_CLAIM }, asked, COUNT_OF(asked));
    check_int(out.done, 1);
    check_int(out.already, 2); /* its own, and the one that is named twice */
    check_int(out.refused, 2);
    for (size_t i = 0; i < COUNT_OF(asked); i++) check_int(out.outcomes.at[i].conversation, asked[i]);
    check_int(out.outcomes.at[1].reason, WRONG_STATE);
    check(str_find(out.outcomes.at[1].message, STR("somebody owns this already")) >= 0);
    check_int(out.outcomes.at[3].reason, IS_GONE);
    check_int(look(t, nobodys).owner, bo);
    check_int(look(t, theirs).owner, cy);
    check_int(out.undo, 0); /* an owner never goes back to nobody */
}

TEST(another_teams_conversation_is_refused_as_if_there_were_none)
{
    struct team ours = { 0 }, theirs = { 0 };
    check_ok(team_add(t, STR("Ours"), &ours));
    check_ok(team_add(t, STR("Theirs"), &theirs));
    id hidden = arrive(t), bo = hire(t, "bo", LEAD);
    check_ok(conversation_move(t, hidden, theirs.id, 0, STR("")));
    act_as(t, bo, LEAD, &ours.id);
    struct bulk_answer out = many(t, (struct bulk_wanted){ .act = BULK_TAG, .name = STR("Refund") }, &hidden, 1);
    check_int(out.outcomes.at[0].end, BULK_REFUSED);
    check_int(out.outcomes.at[0].reason, IS_GONE);
    act_as(t, hire(t, "al", AUDITOR), AUDITOR, NULL);
    check_err(bulk_do(t, &(struct bulk_wanted){ .act = BULK_TAG, .name = STR("A") }, &out), FORBIDDEN);
}

TEST(nobody_is_resolved_in_bulk_who_still_waits_unless_it_is_meant)
{
    id waits = arrive(t), answered = arrive(t);
    act_as(t, hire(t, "bo", AGENT), AGENT, NULL);
    check_ok(conversation_claim(t, waits));
    answer(t, answered);
    id both[] = { waits, answered };
    struct bulk_answer out = many(t, (struct bulk_wanted){ .act = BULK_RESOLVE }, both, 2);
    check_int(out.done, 1);
    check_int(out.outcomes.at[0].reason, CUSTOMER_WAITS);
    check_int(look(t, waits).state, OPEN);
    out = many(t, (struct bulk_wanted){ .act = BULK_RESOLVE, .also_waiting = true }, both, 2);
    check_int(out.done, 1);
    check_int(out.already, 1);
    check_int(look(t, waits).state, RESOLVED);
}

TEST(a_resolution_that_is_taken_back_leaves_everything_as_it_was)
{
    id all[THREE] = { arrive(t), arrive(t), arrive(t) };
    act_as(t, hire(t, "bo", AGENT), AGENT, NULL);
    check_ok(conversation_claim(t, all[0]));
    answer(t, all[1]);
    answer(t, all[2]);
    check_ok(conversation_propose(t, all[2]));
    struct conversation before[THREE];
    for (int i = 0; i < THREE; i++) before[i] = look(t, all[i]);
    struct bulk_answer out = many(t, (struct bulk_wanted){ .act = BULK_RESOLVE, .also_waiting = true }, all, THREE);
    check_int(out.undoable, THREE);
    struct bulk_answer undone = back(t, &out);
    check_int(undone.done, THREE);
    for (int i = 0; i < THREE; i++) {
        struct conversation now = look(t, all[i]);
        check_int(now.state, before[i].state);
        check_int(now.waiting_since, before[i].waiting_since); /* whoever waited goes on waiting since then */
        check_int(now.last_at, before[i].last_at);
        check_int(now.resolved_at, 0);
        check_int(now.reopen_count, 0); /* a slip is no reopening */
    }
}

TEST(what_somebody_changed_since_is_left_alone_and_named)
{
    id all[THREE] = { arrive(t), arrive(t), arrive(t) }, bo = hire(t, "bo", AGENT);
    struct message m = { 0 };
    act_as(t, bo, AGENT, NULL);
    for (int i = 0; i < THREE; i++) answer(t, all[i]);
    struct bulk_answer out = many(t, (struct bulk_wanted){ .act = BULK_RESOLVE }, all, THREE);
    t->actor = (struct actor){ .kind = CUSTOMER, .who = look(t, all[0]).customer };
    check_ok(conversation_customer_writes(t, all[0], STR("And another thing"), &m));
    act_as(t, hire(t, "di", LEAD), LEAD, NULL);
    check_ok(conversation_write(t, all[1], STR("He rang me"), true, &m));
    struct bulk_answer of_another = { 0 };
    check_err(bulk_undo(t, out.undo, &of_another), NOT_FOUND); /* only who did it */
    act_as(t, bo, AGENT, NULL);
    struct bulk_answer undone = back(t, &out);
    check_int(undone.done, 1);
    check_int(undone.refused, 2);
    for (size_t i = 0; i < undone.outcomes.n; i++)
        if (undone.outcomes.at[i].end == BULK_REFUSED) check_int(undone.outcomes.at[i].reason, CHANGED_SINCE);
    check_int(look(t, all[0]).state, OPEN);
    check_int(look(t, all[1]).state, RESOLVED);
    check_int(look(t, all[2]).state, AWAITING_CUSTOMER);
    check_err(bulk_undo(t, out.undo, &undone), CONFLICT); /* twice is once */
}

TEST(it_can_be_taken_back_for_ten_minutes)
{
    id one = arrive(t);
    act_as(t, hire(t, "bo", AGENT), AGENT, NULL);
    answer(t, one);
    struct bulk_answer out = many(t, (struct bulk_wanted){ .act = BULK_RESOLVE }, &one, 1), undone = { 0 };
    t->now += UNDO_MINUTES * MINUTE;
    check_err(bulk_undo(t, out.undo, &undone), GONE);
    check_ok(bulk_forget(t, NULL));
    check_err(bulk_undo(t, out.undo, &undone), NOT_FOUND);
}

TEST(who_was_handed_on_goes_back_to_whoever_had_it_and_never_to_nobody)
{
    id bo = hire(t, "bo", AGENT), cy = hire(t, "cy", AGENT);
    id owned = arrive(t), nobodys = arrive(t);
    act_as(t, bo, AGENT, NULL);
    check_ok(conversation_claim(t, owned));
    id both[] = { owned, nobodys };
    struct bulk_answer out = many(
        t, (struct bulk_wanted){ .act = BULK_ASSIGN, .owner = cy, .reason = STR("knows bowls") }, both, 2);
    check_int(out.done, 2);
    check_int(out.undoable, 1);
    struct bulk_answer undone = back(t, &out);
    check_int(undone.done, 1);
    check_int(look(t, owned).owner, bo); /* an agent may take back what they gave away a moment ago */
    check_int(look(t, nobodys).owner, cy);
    struct ownership_span_list spans = { 0 };
    check_ok(conversation_owners(t, owned, &spans));
    check_int(spans.n, 3);
    check_int(spans.at[2].staff, bo);
}

TEST(what_was_moved_out_of_sight_comes_back_with_its_owner)
{
    struct team ours = { 0 }, theirs = { 0 };
    check_ok(team_add(t, STR("Ours"), &ours));
    check_ok(team_add(t, STR("Theirs"), &theirs));
    id bo = hire(t, "bo", AGENT), cy = hire(t, "cy", AGENT), one = arrive(t);
    check_ok(staff_change(t, bo, &(struct staff_change){ .teams = &(struct id_list){ .at = &ours.id, .n = 1 } }));
    check_ok(staff_change(t, cy, &(struct staff_change){ .teams = &(struct id_list){ .at = &theirs.id, .n = 1 } }));
    check_ok(conversation_move(t, one, ours.id, 0, STR("")));
    act_as(t, bo, AGENT, &ours.id);
    check_ok(conversation_claim(t, one));
    struct bulk_answer refused = many(t, (struct bulk_wanted){ .act = BULK_MOVE, .team = theirs.id }, &one, 1);
    check_int(refused.outcomes.at[0].reason, WRONG_FIELD); /* its owner would lose sight of it */
    struct bulk_answer out = many(t, (struct bulk_wanted){ .act = BULK_MOVE, .team = theirs.id, .owner = cy }, &one, 1);
    check_int(out.done, 1);
    check_int(back(t, &out).done, 1);
    check_int(look(t, one).team, ours.id);
    check_int(look(t, one).owner, bo);
}

static int64_t tags_on(struct turn *t, id which)
{
    struct tagging_list on = { 0 };
    check_ok(tag_list_on(t, &(struct id_list){ .at = &which, .n = 1 }, &on));
    return (int64_t)on.n;
}

TEST(taking_a_tag_back_leaves_those_that_had_it_before)
{
    id had = arrive(t), got = arrive(t);
    struct tag refund = { 0 };
    bool changed = false;
    act_as(t, hire(t, "bo", AGENT), AGENT, NULL);
    check_ok(tag_name(t, STR("Refund"), &refund));
    check_ok(tag_put_on(t, had, refund.id, &changed));
    t->now += MINUTE;
    id both[] = { had, got };
    struct bulk_answer out = many(t, (struct bulk_wanted){ .act = BULK_TAG, .name = STR("refund") }, both, 2);
    check_int(out.done, 1);
    check_int(out.already, 1);
    back(t, &out);
    check_int(tags_on(t, had), 1);
    check_int(tags_on(t, got), 0);
    out = many(t, (struct bulk_wanted){ .act = BULK_UNTAG, .tag = refund.id }, both, 2);
    check_int(out.done, 1);
    back(t, &out);
    check_int(tags_on(t, had), 1);
}

TEST(spam_and_back)
{
    id fresh = arrive(t), owned = arrive(t);
    act_as(t, hire(t, "bo", AGENT), AGENT, NULL);
    check_ok(conversation_claim(t, owned));
    id both[] = { fresh, owned };
    struct bulk_answer out = many(t, (struct bulk_wanted){ .act = BULK_SPAM }, both, 2);
    check_int(out.done, 1);
    check_int(out.outcomes.at[1].reason, WRONG_STATE); /* somebody answered for it: it is no spam */
    check_int(look(t, fresh).state, SPAM);
    check_int(back(t, &out).done, 1);
    check_int(look(t, fresh).state, NEW);
    check_ok(conversation_mark_spam(t, fresh));
    out = many(t, (struct bulk_wanted){ .act = BULK_NOT_SPAM }, &fresh, 1);
    check_int(out.done, 1);
    check_int(back(t, &out).done, 1);
    check_int(look(t, fresh).state, SPAM);
}

/* Refused after it had written: its owner changed, and then the note was too long. */
TEST(one_that_is_refused_leaves_nothing_behind_and_tells_nobody)
{
    struct text words = { .arena = t->arena };
    struct event_list before = { 0 }, after = { 0 };
    for (int i = 0; i <= BODY_CHARACTERS; i++) text_addc(&words, 'x');
    id one = arrive(t), cy = hire(t, "cy", AGENT);
    act_as(t, hire(t, "bo", LEAD), LEAD, NULL);
    check_ok(event_since(t, 0, 1000, &before));
    struct bulk_wanted w = { .act = BULK_ASSIGN, .owner = cy, .reason = text_str(&words) };
    struct bulk_answer out = many(t, w, &one, 1);
    check_int(out.refused, 1);
    check_ok(event_since(t, 0, 1000, &after));
    check_int(after.n, before.n);
    check_int(look(t, one).owner, 0);
    check_int(look(t, one).state, NEW);
}

/* ---- two at once, in opposite order ---- */

struct hand {
    struct house *house;
    id which[THREE];
    int64_t done;
};

static enum err resolve_and_reopen(struct turn *t, void *with)
{
    struct hand *it = with;
    struct bulk_answer out = { 0 };
    struct bulk_wanted w = { .conversations = { .at = it->which, .n = THREE }, .act = BULK_TAG, .name = STR("Both") };
    TRY(bulk_do(t, &w, &out));
    if (out.undo) TRY(bulk_undo(t, out.undo, &out));
    it->done += out.done;
    return OK;
}

static void *act_often(void *with)
{
    struct hand *it = with;
    struct arena *a = arena_open();
    for (int i = 0; i < 20; i++) {
        struct actor who = { .kind = STAFF, .role = ADMIN, .who = 77 };
        check_ok(turn_write(it->house, who, resolve_and_reopen, it, NULL, a));
        arena_reset(a);
    }
    arena_close(a);
    return NULL;
}

static enum err three_arrive(struct turn *t, void *with)
{
    for (int i = 0; i < THREE; i++) ((id *)with)[i] = arrive(t);
    return OK;
}

EACH_DATABASE(two_who_act_on_the_same_in_opposite_order_do_not_wait_for_each_other_for_ever)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    struct hand hands[2] = { { .house = h }, { .house = h } };
    pthread_t threads[2];
    check_ok(turn_write(h, actor_system(), three_arrive, hands[0].which, NULL, a));
    for (int i = 0; i < THREE; i++) hands[1].which[i] = hands[0].which[THREE - 1 - i];
    for (int i = 0; i < 2; i++) check_int(pthread_create(&threads[i], NULL, act_often, &hands[i]), 0);
    for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
    check(hands[0].done + hands[1].done > 0);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(a_program_acts_on_many_and_takes_it_back)
{
    struct arena *a = arena_open();
    struct house *h = test_serving_house(a);
    struct why why = { 0 };
    id which[THREE];
    check_ok(turn_write(h, actor_system(), three_arrive, which, &why, a));
    str two = str_format(a, "{\"act\":\"tag\",\"name\":\"Refund\",\"conversations\":[\"%lld\",\"%lld\"]}",
                         (long long)which[0], (long long)which[1]);
    str done = ask_with_key(a, h, STR("POST /api/v1/conversations/bulk"), two);
    check_int(status_of(done), 200);
    check(has(done, "\"done\":2") && has(done, "\"end\":\"done\""));
    str undo = str_format(a, "POST /api/v1/bulk/%.*s/undo", STR_ARG(value_of(done, "undo")));
    check(has(ask_with_key(a, h, undo, STR("")), "\"done\":2"));
    check_int(status_of(ask_with_key(a, h, undo, STR(""))), 409);
    check_int(status_of(ask_with_key(a, h, STR("POST /api/v1/conversations/bulk"),
                                     STR("{\"act\":\"claim\",\"conversations\":[]}"))),
              422);
    check_int(status_of(ask_with_key(a, h, STR("POST /api/v1/conversations/bulk"),
                                     STR("{\"act\":\"delete\",\"conversations\":[\"1\"]}"))),
              422);
    test_house_close(h);
    arena_close(a);
}
