/* Events and their reactions, with a flow of the test's own. */
#include "spine/reaction.h"

#include "spine/house.h"
#include "spine/round.h"
#include "spine/worker.h"
#include "test/database.h"
#include "test/flow.h"
#include "test/house.h"
#include "test/test.h"

#include <sys/wait.h>
#include <unistd.h>

struct told_to {
    id customer;
    enum err outcome;
};

static enum err say(struct turn *t, void *with)
{
    struct told_to *it = with;
    return EMIT(t, TEST_SAID, .customer = it->customer, .subject = 1);
}

static enum err say_refused(struct turn *t, void *with)
{
    (void)with;
    return EMIT(t, TEST_REFUSED, .subject = 1);
}

static enum err say_circle(struct turn *t, void *with)
{
    (void)with;
    return EMIT(t, TEST_CIRCLE, .subject = 1);
}

static enum err list_events(struct turn *t, void *with)
{
    return event_since(t, 0, 1000, with);
}
static enum err list_parked(struct turn *t, void *with)
{
    return reaction_parked(t, with);
}
static enum err retry(struct turn *t, void *with)
{
    return reaction_retry(t, *(id *)with);
}
static enum err drop(struct turn *t, void *with)
{
    return reaction_drop(t, *(id *)with);
}

static struct event_list events(struct house *h, struct arena *a)
{
    struct event_list list = { 0 };
    check_ok(turn_read(h, actor_system(), list_events, &list, NULL, a));
    return list;
}

static struct job_list parked(struct house *h, struct arena *a)
{
    struct job_list list = { 0 };
    check_ok(turn_read(h, actor_system(), list_parked, &list, NULL, a));
    return list;
}

EACH_DATABASE(a_now_reaction_that_fails_undoes_the_event)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    struct why why = { 0 };
    check_err(turn_write(h, actor_system(), say_refused, NULL, &why, a), CONFLICT);
    check_str(why.words, "not today");
    check_int(events(h, a).n, 0);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(a_soon_reaction_runs_after_the_commit_and_only_once)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    struct told_to it = { .customer = 5 };
    test_flow = (struct test_flow){ 0 };
    check_ok(turn_write(h, actor_system(), say, &it, NULL, a));
    check_int(test_flow.heard, 0);
    check_int(test_flow.live, 1);
    check_int(reaction_settle(h), 1);
    check_int(test_flow.heard, 1);
    check_int(reaction_settle(h), 0);
    struct event_list list = events(h, a);
    check_int(list.n, 2);
    check_str(list.at[1].kind, "test.heard");
    check_int(list.at[1].cause, list.at[0].id);
    check_int(list.at[1].depth, 2);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(a_failing_reaction_is_tried_again_with_patience_and_then_parked)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    struct told_to it = { .customer = 5 };
    test_flow = (struct test_flow){ .fail = true };
    check_ok(turn_write(h, actor_system(), say, &it, NULL, a));
    for (int try = 1; try <= REACTION_TRIES; try++) {
        check_int(reaction_settle(h), 1);
        check_int(test_flow.tried, try);
        check_int(reaction_settle(h), 0); /* not before its time */
        clock_move(&h->clock, MINUTE << (try - 1));
    }
    check_int(events(h, a).n, 1); /* what a failed try wrote is undone */
    struct job_list list = parked(h, a);
    check_int(list.n, 1);
    check_str(list.at[0].reason, "remote: nobody answers");
    clock_move(&h->clock, DAY);
    check_int(reaction_settle(h), 0);

    test_flow.fail = false;
    id which = list.at[0].id;
    check_ok(turn_write(h, actor_system(), retry, &which, NULL, a));
    check_int(reaction_settle(h), 1);
    check_int(test_flow.heard, 1);
    check_err(turn_write(h, actor_system(), drop, &which, NULL, a), NOT_FOUND);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(reactions_of_one_customer_keep_their_order_and_do_not_hold_up_others)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    struct told_to first = { .customer = 5 }, other = { .customer = 6 };
    test_flow = (struct test_flow){ .fail_for = 5 };
    check_ok(turn_write(h, actor_system(), say, &first, NULL, a));
    check_ok(turn_write(h, actor_system(), say, &first, NULL, a));
    check_ok(turn_write(h, actor_system(), say, &other, NULL, a));
    reaction_settle(h);
    check_int(test_flow.heard, 1); /* the other one */
    check_int(test_flow.tried, 2);
    test_flow.fail_for = 0;
    clock_move(&h->clock, MINUTE);
    reaction_settle(h);
    check_int(test_flow.heard, 3);
    struct event_list list = events(h, a);
    check_int(list.at[4].cause, list.at[0].id);
    check_int(list.at[5].cause, list.at[1].id);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(a_circle_of_events_stops_and_is_named)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    struct why why = { 0 };
    check_err(turn_write(h, actor_system(), say_circle, NULL, &why, a), BROKEN);
    check(str_find(why.words, STR("test.circle ← test.circle")) >= 0);
    check_int(events(h, a).n, 0);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(a_minute_is_told_once_and_a_night_once)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    for (int i = 0; i < 3; i++) check_ok(turn_write(h, actor_system(), tick, NULL, NULL, a));
    check_int(events(h, a).n, 2);
    clock_move(&h->clock, MINUTE);
    check_ok(turn_write(h, actor_system(), tick, NULL, NULL, a));
    check_int(events(h, a).n, 3);
    clock_move(&h->clock, 3 * DAY);
    check_ok(turn_write(h, actor_system(), tick, NULL, NULL, a));
    struct event_list list = events(h, a);
    check_int(list.n, 3); /* the old minutes are forgotten: one night, then the new minute and night */
    test_house_close(h);
    arena_close(a);
}

static enum err ask(struct turn *t, void *with)
{
    (void)with;
    return EMIT(t, TEST_ASKED, .customer = 5, .subject = 1);
}

EACH_DATABASE(what_strangers_answer_is_kept_in_one_transaction_with_the_tick)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    test_flow = (struct test_flow){ .fail = true };
    check_ok(turn_write(h, actor_system(), ask, NULL, NULL, a));
    check_int(reaction_settle(h), 1);
    check_int(test_flow.tried, 1);
    test_flow.fail = false;
    clock_move(&h->clock, DAY);
    check_int(reaction_settle(h), 1);
    check_int(test_flow.heard, 1);
    check_int(reaction_settle(h), 0);
    check_int(events(h, a).n, 2);
    test_house_close(h);
    arena_close(a);
}

/* A process of its own that opens the house, works, and ends in the middle of it. */
static int die_at_work(const struct house_options *options)
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        struct arena *a = arena_open();
        struct house *h = NULL;
        test_flow.die = true;
        if (house_open(options, &(struct why){ 0 }, a, &h) != OK) _exit(1);
        reaction_settle(h);
        _exit(0);
    }
    check(child > 0 && waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

EACH_DATABASE(a_process_that_dies_between_work_and_tick_loses_and_doubles_nothing)
{
#ifdef __SANITIZE_THREAD__
    skip("a forked child with threads does not run under the thread sanitizer");
#endif
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    struct told_to it = { .customer = 5 };
    test_flow = (struct test_flow){ 0 };
    check_ok(turn_write(h, actor_system(), say, &it, NULL, a));
    check_int(die_at_work(&h->options), 9);
    check_int(events(h, a).n, 1);   /* what it wrote is undone */
    check(reaction_settle(h) >= 1); /* PostgreSQL may hold the dead one's row for a moment: then it is asked again */
    check_int(test_flow.heard, 1);
    check_int(reaction_settle(h), 0);
    check_int(events(h, a).n, 2);
    test_house_close(h);
    arena_close(a);
}

static enum err say_often(struct turn *t, void *with)
{
    for (int i = 0; i < 1000; i++) TRY(say(t, with));
    return OK;
}

EACH_DATABASE(a_stop_does_not_wait_for_everything_that_is_due_and_loses_none_of_it)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    struct told_to it = { 0 };
    test_flow = (struct test_flow){ 0 };
    check_ok(turn_write(h, actor_system(), say_often, &it, NULL, a));
    workers_stop(workers_start(h));
    check(test_flow.heard < 1000);
    check(reaction_settle(h) > 0);
    check_int(test_flow.heard, 1000);
    test_house_close(h);
    arena_close(a);
}
