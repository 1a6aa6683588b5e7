/* What refuses minute after minute is told once, and then each hour. */
#include "spine/sweep.h"

#include "spine/house.h"
#include "spine/worker.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

PURE(a_row_that_goes_on_refusing_is_told_once_and_then_each_hour)
{
    struct arena *a = arena_open();
    struct stubborn *s = stubborn_open(a);
    usec now = 1000 * DAY;
    check(stubborn_is_news(s, "silence", 7, now));
    check(!stubborn_is_news(s, "silence", 7, now + MINUTE));
    check(stubborn_is_news(s, "silence", 8, now + MINUTE));
    check(stubborn_is_news(s, "snooze", 7, now + MINUTE));
    check(!stubborn_is_news(s, "silence", 7, now + HOUR - 1));
    check(stubborn_is_news(s, "silence", 7, now + HOUR));
    check(!stubborn_is_news(s, "silence", 7, now + HOUR + MINUTE));
    stubborn_is_over(s, "silence", 7);
    check(stubborn_is_news(s, "silence", 7, now + HOUR + 2 * MINUTE)); /* again after it was well */
    stubborn_close(s);
    arena_close(a);
}

PURE(of_more_than_can_be_remembered_the_one_told_longest_ago_is_told_again)
{
    struct arena *a = arena_open();
    struct stubborn *s = stubborn_open(a);
    for (id which = 1; which <= STUBBORN_MOST + 1; which++) check(stubborn_is_news(s, "silence", which, which));
    check(!stubborn_is_news(s, "silence", 3, STUBBORN_MOST + 2));
    check(!stubborn_is_news(s, "silence", STUBBORN_MOST + 1, STUBBORN_MOST + 2));
    check(stubborn_is_news(s, "silence", 1, STUBBORN_MOST + 2));
    stubborn_close(s);
    arena_close(a);
}

static enum err one_is_due(struct turn *t, id after, int most, struct id_list *out)
{
    (void)most;
    if (after < 7) *LIST_ADD(t->arena, out) = 7;
    return OK;
}
static enum err refuse(struct turn *t, id which)
{
    (void)which;
    return fail(t, CONFLICT, "not this one");
}
static const struct sweep refusing = { .name = "refusing", .due = one_is_due, .one = refuse };

static enum err sweep(struct turn *t, const struct event *e)
{
    return sweep_through(t, e, &refusing);
}
static const struct reaction each_minute[] = { WHEN(EVERY_MINUTE, SOON, sweep, .pool = STRANGERS), { 0 } };

EACH_DATABASE(a_minute_after_the_other_is_one_alarm)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    h->flow = each_minute;
    int64_t before = count_read(COUNT_LOG_ALARMS);
    for (int minutes = 0; minutes < 5; minutes++) {
        check_ok(turn_write(h, actor_system(), tick, NULL, NULL, a));
        reaction_settle(h);
        clock_move(&h->clock, MINUTE);
    }
    check_int(count_read(COUNT_LOG_ALARMS) - before, 1);
    clock_move(&h->clock, HOUR);
    check_ok(turn_write(h, actor_system(), tick, NULL, NULL, a));
    reaction_settle(h);
    check_int(count_read(COUNT_LOG_ALARMS) - before, 2);
    test_house_close(h);
    arena_close(a);
}
