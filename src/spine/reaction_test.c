/* Events and their reactions, with a flow of the test's own. */
#include "spine/reaction.h"

#include "db/engine.h"
#include "spine/house.h"
#include "spine/round.h"
#include "spine/worker.h"
#include "test/database.h"
#include "test/flow.h"
#include "test/house.h"
#include "test/test.h"

#include <pthread.h>
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

static enum err say_collected(struct turn *t, void *with)
{
    (void)with;
    for (id customer = 1; customer <= 100; customer++) TRY(EMIT(t, TEST_COLLECTED, .customer = customer, .subject = 1));
    return OK;
}

EACH_DATABASE(what_goes_together_shares_turns_and_one_that_fails_leaves_the_others_done)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    test_flow = (struct test_flow){ 0 };
    check_ok(turn_write(h, actor_system(), say_collected, NULL, NULL, a));
    check_int(reaction_settle(h), 100);
    check_int(test_flow.heard, 100);
    check_int(test_flow.turns, 1);
    test_flow = (struct test_flow){ .fail_for = 30 };
    check_ok(turn_write(h, actor_system(), say_collected, NULL, NULL, a));
    check_int(reaction_settle(h), 100); /* one of them was put off */
    check_int(events(h, a).n, 100 + 100 + 100 + 99);
    test_flow = (struct test_flow){ 0 };
    clock_move(&h->clock, MINUTE);
    check_int(reaction_settle(h), 1);
    check_int(events(h, a).n, 400);
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
    check_int(events(h, a).n, 1);                                           /* what it wrote is undone */
    for (int i = 0; i < 3000 && reaction_settle(h) == 0; i++) test_pause(); /* PostgreSQL holds the dead one's row */
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

/* ---- when nothing can be written ---- */

/* As on a full disk: neither the job's tick nor the note of its failure. */
static enum err freeze_jobs(struct turn *t, void *unused)
{
    (void)unused;
    if (db_engine(t->db) == POSTGRES)
        return t->db->ops->script(t->db, "alter table job add constraint frozen check (due < 0) not valid");
    return t->db->ops->script(t->db,
                              "create trigger frozen before update on job begin select raise(abort, 'full'); end");
}
static enum err thaw_jobs(struct turn *t, void *unused)
{
    (void)unused;
    if (db_engine(t->db) == POSTGRES) return t->db->ops->script(t->db, "alter table job drop constraint frozen");
    return t->db->ops->script(t->db, "drop trigger frozen");
}

EACH_DATABASE(a_desk_that_can_write_nothing_rests_and_goes_on_when_it_can)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    struct told_to it = { .customer = 5 };
    int64_t retried = count_read(COUNT_REACTIONS_RETRIED);
    test_flow = (struct test_flow){ .fail = true };
    check_ok(turn_write(h, actor_system(), say, &it, NULL, a));
    check_ok(turn_write(h, actor_system(), freeze_jobs, NULL, NULL, a));
    check_int(round_desk(h), ROUND_STUCK);
    int64_t before = test_flow.tried;
    struct workers *w = workers_start(h);
    for (int i = 0; i < 300; i++) test_pause();
    workers_stop(w);
    check(test_flow.tried - before < 10);
    check_int(count_read(COUNT_REACTIONS_RETRIED), retried); /* what was undone has not happened */
    check_ok(turn_write(h, actor_system(), thaw_jobs, NULL, NULL, a));
    test_flow.fail = false;
    reaction_settle(h);
    check_int(test_flow.heard, 1);
    test_house_close(h);
    arena_close(a);
}

/* ---- a turn that the store runs twice ---- */

struct twice {
    struct work work;
    struct house *house;
    _Atomic(int) runs, is_over;
};

static void twice_done(struct work *w, enum err outcome)
{
    (void)outcome;
    ((struct twice *)w)->is_over = 1;
}

static bool waits_for(struct store *s, size_t n)
{
    for (int i = 0; i < 5000 && store_waiting(s) < n; i++) test_pause();
    return store_waiting(s) >= n;
}

/* Holds the writer until three more stand in line: they become one group. */
static enum err hold_writer(struct db *db, struct work *w)
{
    struct twice *it = (struct twice *)w;
    (void)db;
    it->runs++;
    return waits_for(it->house->store, 3) ? OK : BROKEN;
}
/* The first time nothing; the second time the job goes to somebody else. */
static enum err take_it_away(struct db *db, struct work *w)
{
    return ((struct twice *)w)->runs++ ? db->ops->script(db, "delete from job") : OK;
}
/* The first time the whole group is undone. */
static enum err undo_all(struct db *db, struct work *w)
{
    if (((struct twice *)w)->runs++ == 0) db->ops->rollback(db);
    return OK;
}

static void *one_round(void *with)
{
    struct twice *it = with;
    it->runs = round_strangers(it->house);
    return NULL;
}

/* What another program does with the job while the desk of ours looks. */
static enum err hold_jobs(struct turn *t, void *ours)
{
    TRY(t->db->ops->script(t->db, "select id from job for update"));
    check_int(round_desk(ours), 0);
    return OK;
}

EACH_DATABASE(a_desk_rests_while_another_program_holds_what_is_due)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a), *other = NULL;
    struct told_to it = { .customer = 5 };
    test_flow = (struct test_flow){ 0 };
    check_ok(turn_write(h, actor_system(), say, &it, NULL, a));
    if (store_engine(h->store) == POSTGRES) { /* SQLite has one writer: nobody holds a row beside it */
        check_ok(house_open(&h->options, &(struct why){ 0 }, a, &other));
        check_ok(turn_write(other, actor_system(), hold_jobs, h, NULL, a));
        house_close(other, 0);
    }
    check_int(reaction_settle(h), 1);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(a_job_that_was_taken_in_an_undone_run_is_not_done)
{
    if (strcmp(test_database(), "sqlite") != 0) skip("it needs all works in the line of one writer");
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    struct twice hold = { .work = { .run = hold_writer }, .house = h }, away = { .work = { .run = take_it_away } },
                 undo = { .work = { .run = undo_all } }, stranger = { .house = h };
    struct twice *const works[] = { &hold, &away, &undo };
    pthread_t thread;
    test_flow = (struct test_flow){ 0 };
    check_ok(turn_write(h, actor_system(), ask, NULL, NULL, a));
    for (size_t i = 0; i < COUNT_OF(works); i++) {
        works[i]->work.arena = arena_open();
        works[i]->work.done = twice_done;
    }
    store_write(h->store, &hold.work);
    while (hold.runs == 0) test_pause();
    store_write(h->store, &away.work);
    check_int(pthread_create(&thread, NULL, one_round, &stranger), 0);
    check(waits_for(h->store, 2));
    store_write(h->store, &undo.work);
    pthread_join(thread, NULL);
    for (size_t i = 0; i < COUNT_OF(works); i++) {
        while (!works[i]->is_over) test_pause();
        arena_close(works[i]->work.arena);
    }
    check_int(undo.runs, 2);
    check_int(stranger.runs, 0);
    check_int(test_flow.tried, 0);
    test_house_close(h);
    arena_close(a);
}

/* ---- many together, outside ---- */

static enum err say_gathered(struct turn *t, void *with)
{
    const id *n = with;
    for (id i = 1; i <= *n; i++) TRY(EMIT(t, TEST_GATHERED, .subject = i));
    return OK;
}

/* As a program does that is killed then. */
static enum err lease_first(struct turn *t, void *due)
{
    const struct job_list *jobs = due;
    struct id_list first = { .at = &jobs->at[0].id, .n = 1 };
    return jobs_lease(t, &first, t->now + 10 * MINUTE);
}

static struct house *gathering(struct arena *a, id n)
{
    struct house *h = test_house_open(a);
    test_flow = (struct test_flow){ 0 };
    check_ok(turn_write(h, actor_system(), say_gathered, &n, NULL, a));
    return h;
}

static int64_t heard(struct house *h, struct arena *a)
{
    struct event_list list = events(h, a);
    int64_t n = 0;
    for (size_t i = 0; i < list.n; i++) n += str_is(list.at[i].kind, STR("test.heard"));
    return n;
}

EACH_DATABASE(many_go_outside_together_in_their_order_and_end_in_one_turn)
{
    struct arena *a = arena_open();
    struct house *h = gathering(a, 10);
    check_int(reaction_settle(h), 10);
    check_int(test_flow.groups, 1);
    for (id i = 1; i <= 10; i++) check_int(test_flow.order[i - 1], i);
    check_int(heard(h, a), 10);
    check_int(reaction_settle(h), 0);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(what_is_handed_back_comes_with_the_next_group_in_its_order_and_has_not_failed)
{
    struct arena *a = arena_open();
    struct house *h = gathering(a, 10);
    test_flow.group_most = 4;
    reaction_settle(h);
    check_int(test_flow.groups, 3);
    for (id i = 1; i <= 10; i++) check_int(test_flow.order[i - 1], i);
    check_int(heard(h, a), 10);
    check_int(parked(h, a).n, 0);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(one_that_is_put_off_comes_again_and_the_others_are_done)
{
    struct arena *a = arena_open();
    struct house *h = gathering(a, 3);
    test_flow.put_off = 2;
    reaction_settle(h);
    check_int(heard(h, a), 2);
    test_flow.put_off = 0;
    check_int(reaction_settle(h), 0);
    clock_set(&h->clock, clock_now(&h->clock) + 2 * MINUTE);
    check_int(reaction_settle(h), 1);
    check_int(heard(h, a), 3);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(one_that_fails_undoes_no_other_and_is_parked_alone)
{
    struct arena *a = arena_open();
    struct house *h = gathering(a, 4);
    test_flow.fail_for = 3;
    for (int i = 0; i < REACTION_TRIES; i++) {
        reaction_settle(h);
        clock_set(&h->clock, clock_now(&h->clock) + HOUR);
    }
    check_int(heard(h, a), 3);
    struct job_list left = parked(h, a);
    check_int(left.n, 1);
    check(str_find(left.at[0].reason, STR("not this one")) >= 0);
    test_house_close(h);
    arena_close(a);
}

/* A house that ticks takes up what was leased; the lease of a program that still lives is its own. */
EACH_DATABASE(what_a_killed_program_had_taken_on_is_due_at_once_where_nobody_else_can_have_it)
{
    struct arena *a = arena_open();
    struct house *h = gathering(a, 2);
    struct asking q = { .strangers = true, .most = 10 };
    check_ok(turn_read(h, actor_system(), jobs_due, &q, NULL, a));
    check_int(q.due.n, 2);
    check_ok(turn_write(h, actor_system(), lease_first, &q.due, NULL, a));
    check_int(reaction_settle(h), 1);
    check_ok(turn_write(h, actor_system(), jobs_unlease, NULL, NULL, a));
    check_int(reaction_settle(h), 1);
    check_int(heard(h, a), 2);
    test_house_close(h);
    arena_close(a);
}
