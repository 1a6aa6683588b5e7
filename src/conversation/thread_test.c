/* What people do together in a thread: nobody answers past what they have not seen, things are put off and come back,
 * colleagues are named, files hang on messages. */
#include "conversation/attachment.h"
#include "conversation/conversation.h"
#include "conversation/mention.h"

#include "channel/channel.h"
#include "net/peer_test.h"
#include "spine/worker.h"
#include "staff/staff.h"
#include "staff/team.h"
#include "test/ask.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

#include <pthread.h>

static id arrive(struct turn *t)
{
    struct incoming it = { 0 };
    struct turn as = *t;
    as.actor = actor_system();
    check_ok(incoming_keep(&as, &channel_form, STR("message=Hello&email=ann%40example.org"), STR(""), STR(""), &it));
    check_ok(conversation_receive(&as, &(struct event){ .subject = it.id }));
    check_ok(incoming_find(&as, it.id, &it));
    return it.conversation;
}

static void act_as(struct turn *t, id who, enum role role)
{
    t->actor = (struct actor){ .kind = STAFF, .role = role, .who = who };
}

static struct conversation look(struct turn *t, id which)
{
    struct conversation c = { 0 };
    check_ok(conversation_find(t, which, &c));
    return c;
}

static id last_message(struct turn *t, id which)
{
    struct message_list all = { 0 };
    check_ok(conversation_messages(t, which, true, &all));
    return all.at[all.n - 1].id;
}

static void customer_writes(struct turn *t, id which)
{
    struct message m = { 0 };
    struct turn as = *t;
    as.actor = (struct actor){ .kind = CUSTOMER, .who = 5 };
    check_ok(conversation_customer_writes(&as, which, STR("Never mind, it came"), &m));
}

static enum err answer(struct turn *t, id which, id seen)
{
    struct message m = { 0 };
    return conversation_say(t, &(struct writing){ .conversation = which, .body = STR("It leaves today"), .seen = seen },
                            &m);
}

static int64_t n_messages(struct turn *t, id which)
{
    struct message_list all = { 0 };
    check_ok(conversation_messages(t, which, true, &all));
    return (int64_t)all.n;
}

/* ---- the hard stop ---- */

TEST(who_has_seen_everything_answers)
{
    id which = arrive(t);
    act_as(t, 77, AGENT);
    check_ok(answer(t, which, last_message(t, which)));
    check_ok(answer(t, which, 0)); /* who does not say what they saw is not stopped */
}

TEST(nobody_answers_past_what_came_meanwhile_and_is_told_what_it_was)
{
    id which = arrive(t), seen = last_message(t, which);
    customer_writes(t, which);
    act_as(t, 77, AGENT);
    check_err(answer(t, which, seen), CONFLICT);
    check_str(t->why->field, "seen");
    check(str_find(t->why->more, STR("Never mind, it came")) > 0);
    check_int(n_messages(t, which), 2);
    check_ok(answer(t, which, last_message(t, which)));
}

TEST(what_came_through_another_program_whose_clock_is_behind_stops_an_answer_too)
{
    id which = arrive(t);
    t->house->ids.node = 9;
    t->now += HOUR;
    customer_writes(t, which);
    id seen = last_message(t, which);
    struct ids behind = { .node = 3 };
    t->house->ids.node = behind.node;
    t->house->ids.last = behind.last;
    t->now -= HOUR;
    customer_writes(t, which);
    check(last_message(t, which) > seen);
    act_as(t, 77, AGENT);
    check_err(answer(t, which, seen), CONFLICT);
}

TEST(a_note_of_a_colleague_stops_an_answer_too)
{
    id which = arrive(t), seen = last_message(t, which);
    struct message note = { 0 };
    act_as(t, 78, AGENT);
    check_ok(conversation_write(t, which, STR("Do not promise anything"), true, &note));
    act_as(t, 77, AGENT);
    check_err(answer(t, which, seen), CONFLICT);
    check(str_find(t->why->more, STR("Do not promise")) > 0);
}

/* ---- many at once: of those who saw the same, one answers ---- */

enum { HANDS = 8, ROUNDS = 12 };
struct hand {
    struct house *house;
    pthread_t thread;
    id conversation, seen;
    enum err came;
};

static enum err answer_seen(struct turn *t, void *with)
{
    const struct hand *it = with;
    return answer(t, it->conversation, it->seen);
}

static void *answer_once(void *with)
{
    struct hand *it = with;
    struct arena *a = arena_open();
    struct actor who = { .kind = STAFF, .role = AGENT, .who = 77 };
    it->came = turn_write(it->house, who, answer_seen, it, NULL, a);
    arena_close(a);
    return NULL;
}

static enum err prepare(struct turn *t, void *with)
{
    *(id *)with = arrive(t);
    return OK;
}

static enum err find_last(struct turn *t, void *with)
{
    struct hand *it = with;
    it->seen = last_message(t, it->conversation);
    return OK;
}

EACH_DATABASE(of_many_who_saw_the_same_and_answer_at_once_one_is_sent)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    struct hand first = { .house = h }, hands[HANDS];
    check_ok(turn_write(h, actor_system(), prepare, &first.conversation, NULL, a));
    for (int round = 0; round < ROUNDS; round++) {
        int sent = 0, stopped = 0;
        check_ok(turn_read(h, actor_system(), find_last, &first, NULL, a));
        for (size_t i = 0; i < HANDS; i++) {
            hands[i] = first;
            check_int(pthread_create(&hands[i].thread, NULL, answer_once, &hands[i]), 0);
        }
        for (size_t i = 0; i < HANDS; i++) {
            pthread_join(hands[i].thread, NULL);
            sent += hands[i].came == OK;
            stopped += hands[i].came == CONFLICT;
        }
        check_int(sent, 1);
        check_int(stopped, HANDS - 1);
    }
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(a_refused_answer_brings_what_came_over_the_wire)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, NULL);
    struct why why = { 0 };
    struct hand it = { .house = h };
    check_ok(turn_write(h, actor_system(), prepare, &it.conversation, &why, a));
    check_ok(turn_read(h, actor_system(), find_last, &it, NULL, a));
    str bo = test_sign_in(h, a, AGENT);
    str line = str_format(a, "POST /api/v1/conversations/%lld/messages", (long long)it.conversation);
    str body = str_format(a, "{\"body\":\"Good morning\",\"seen\":\"%lld\"}", (long long)it.seen);
    check_int(status_of(test_ask(h, a, line, bo, body)), 201);
    str again = test_ask(h, a, line, bo, body);
    check_int(status_of(again), 409);
    check(test_has(again, "\"field\":\"seen\"") && test_has(again, "\"arrived\":[{") &&
          test_has(again, "Good morning"));
    str blind = test_ask(h, a, line, test_key(h, a, "conversation.reply"), body); /* a key that may not read */
    check_int(status_of(blind), 403);
    check(!test_has(blind, "Good morning"));
    test_house_close(h);
    arena_close(a);
}

/* ---- put off ---- */

TEST(what_is_put_off_comes_back_at_its_time_with_its_reason_on_top)
{
    id which = arrive(t);
    act_as(t, 77, AGENT);
    check_ok(answer(t, which, 0));
    check_ok(conversation_snooze(t, which, t->now + HOUR, STR(" the courier answers ")));
    struct conversation c = look(t, which);
    check_int(c.state, SCHEDULED);
    check_str(c.snooze_reason, "the courier answers");
    t->now += HOUR - 1;
    check_ok(conversation_snooze_ends(t, which));
    check_int(look(t, which).state, SCHEDULED);
    t->now += 1;
    check_ok(conversation_snooze_ends(t, which));
    c = look(t, which);
    check_int(c.state, OPEN);
    check_int(c.last_at, t->now);
    check_int(c.snoozed_until, t->now);
    check_str(c.snooze_reason, "the courier answers");
    check_ok(answer(t, which, 0)); /* somebody acted: the reason has done its work */
    check_int(look(t, which).snoozed_until, 0);
    check_str(look(t, which).snooze_reason, "");
}

TEST(what_is_put_off_comes_back_when_the_customer_writes)
{
    id which = arrive(t);
    act_as(t, 77, AGENT);
    check_ok(answer(t, which, 0));
    check_ok(conversation_snooze(t, which, t->now + HOUR, STR("")));
    customer_writes(t, which);
    check_int(look(t, which).state, OPEN);
    check_int(look(t, which).snoozed_until, 0);
    t->now += 2 * HOUR;
    usec last = look(t, which).last_at;
    check_ok(conversation_snooze_ends(t, which)); /* the time that was named means nothing now */
    check_int(look(t, which).last_at, last);
}

TEST(whoever_puts_off_what_nobody_owns_answers_for_it)
{
    id which = arrive(t);
    act_as(t, 77, AGENT);
    check_ok(conversation_snooze(t, which, t->now + HOUR, STR("")));
    check_int(look(t, which).owner, 77);
    check_int(look(t, which).waiting_since, look(t, which).created_at); /* the customer still waits */
    check_ok(conversation_wake(t, which));
    check_int(look(t, which).state, OPEN);
    check_err(conversation_wake(t, which), CONFLICT);
}

TEST(a_time_that_is_past_or_far_is_refused_and_so_is_what_is_resolved)
{
    id which = arrive(t);
    act_as(t, 77, AGENT);
    check_err(conversation_snooze(t, which, t->now, STR("")), INVALID);
    check_str(t->why->field, "until");
    check_err(conversation_snooze(t, which, t->now + 400 * DAY, STR("")), INVALID);
    check_ok(answer(t, which, 0));
    check_ok(conversation_resolve(t, which));
    check_err(conversation_snooze(t, which, t->now + HOUR, STR("")), CONFLICT);
}

static enum err put_off(struct turn *t, void *with)
{
    return conversation_snooze(t, *(id *)with, t->now + HOUR, STR(""));
}

static enum err check_back(struct turn *t, void *with)
{
    check_int(look(t, *(id *)with).state, OPEN);
    return OK;
}

EACH_DATABASE(the_minute_brings_back_what_was_put_off_until_it)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    struct actor bo = { .kind = STAFF, .role = AGENT, .who = 77 };
    id which = 0;
    h->flow = flow;
    check_ok(turn_write(h, actor_system(), prepare, &which, NULL, a));
    check_ok(turn_write(h, bo, put_off, &which, NULL, a));
    clock_move(&h->clock, 2 * HOUR);
    check_ok(turn_write(h, actor_system(), tick, NULL, NULL, a));
    reaction_settle(h);
    check_ok(turn_read(h, actor_system(), check_back, &which, NULL, a));
    test_house_close(h);
    arena_close(a);
}

/* ---- mentions ---- */

static id hire(struct turn *t, const char *name, enum role role)
{
    struct staff s = { 0 };
    t->actor = actor_system();
    check_ok(staff_add(t, str_of(name), str_format(t->arena, "%s@example.org", name), role, &s));
    return s.id;
}

static enum err note_for(struct turn *t, id which, id *whom, size_t n)
{
    struct message m = { 0 };
    return conversation_say(t,
                            &(struct writing){ .conversation = which,
                                               .body = STR("@Cy what do you think?"),
                                               .internal = true,
                                               .mentions = { .at = whom, .n = n } },
                            &m);
}

static size_t waiting_for(struct turn *t, id who)
{
    struct mention_list found = { 0 };
    act_as(t, who, AGENT);
    check_ok(mention_list(t, false, 0, 10, &found));
    return found.n;
}

TEST(who_is_named_in_a_note_finds_it_until_it_was_read)
{
    id bo = hire(t, "bo", AGENT), cy = hire(t, "cy", AGENT), which = arrive(t);
    act_as(t, bo, AGENT);
    check_ok(note_for(t, which, (id[]){ cy, bo, cy }, 3)); /* twice is once, and nobody is told of themselves */
    check_int(waiting_for(t, bo), 0);
    check_int(waiting_for(t, cy), 1);
    struct mention_list found = { 0 };
    struct event_list events = { 0 };
    check_ok(mention_list(t, false, 0, 10, &found));
    check_str(found.at[0].excerpt, "@Cy what do you think?");
    check_int(found.at[0].by, bo);
    check_ok(event_of_conversation(t, look(t, which).customer, which, &events));
    check_str(events.at[events.n - 2].kind, "conversation.mentioned");
    check_int(events.at[events.n - 2].subject, cy);
    check_ok(mention_read(t, which));
    check_int(waiting_for(t, cy), 0);
    check_ok(mention_list(t, true, 0, 10, &found));
    check_int(found.n, 1);
}

TEST(an_answer_names_no_colleague_and_nobody_is_named_who_cannot_see_it)
{
    id bo = hire(t, "bo", ADMIN), cy = hire(t, "cy", AGENT), which = arrive(t);
    struct team team = { 0 };
    struct message m = { 0 };
    act_as(t, bo, ADMIN);
    check_err(
        conversation_say(
            t, &(struct writing){ .conversation = which, .body = STR("@Cy"), .mentions = { .at = &cy, .n = 1 } }, &m),
        INVALID);
    check_str(t->why->field, "mentions");
    check_err(note_for(t, which, (id[]){ 5 }, 1), INVALID);
    check_ok(team_add(t, STR("blue"), &team));
    check_ok(conversation_move(t, which, team.id, 0, STR("")));
    check_err(note_for(t, which, &cy, 1), INVALID);
}
