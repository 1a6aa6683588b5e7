/* How the program is: each sign judged by its own limits, each queue counted; and parked work that is tried again. */
#include "spine/vitals.h"

#include "db/engine.h"
#include "spine/house.h"
#include "test/database.h"
#include "test/flow.h"
#include "test/house.h"
#include "test/test.h"

#include <math.h>

static void script(struct turn *t, const char *sql)
{
    check_ok(t->db->ops->script(t->db, sql));
}

static void job(struct turn *t, long long which, const char *reaction, usec due, int parked)
{
    script(t, str_z(t->arena, str_format(t->arena,
                                         "insert into job (id, event, reaction, strangers, due, tries, parked, reason) "
                                         "values (%lld, 1, '%s', 0, %lld, %d, %d, '')",
                                         which, reaction, (long long)due, parked ? REACTION_TRIES : 0, parked)));
}

static const struct sign *sign_named(const struct vitals *v, const char *name)
{
    for (size_t i = 0; i < v->signs.n; i++)
        if (str_is(v->signs.at[i].name, str_of(name))) return &v->signs.at[i];
    bug("there is no sign %s", name);
}

static struct vitals read_now(struct turn *t)
{
    struct vitals v = { 0 };
    check_ok(vitals_read(t, &v));
    return v;
}

TEST(a_quiet_house_is_well_and_says_what_it_is)
{
    struct vitals v = read_now(t);
    check_int(v.queues.n, 0);
    check(sign_named(&v, "late")->value == 0 && sign_named(&v, "due")->value == 0);
    check(sign_named(&v, "database")->value > 0 && sign_named(&v, "disk")->value > 0);
    check(isnan(sign_named(&v, "database")->warning)); /* no limit: no judgement */
    check(v.schema > 0 && v.version.n > 0 && v.at == t->now);
}

TEST(late_work_is_a_warning_then_a_danger_and_stands_in_its_queue)
{
    job(t, 1, "a", t->now - 9 * MINUTE, 0);
    job(t, 2, "a", t->now + MINUTE, 0);
    job(t, 3, "b", t->now - DAY, 1); /* parked work is not late */
    struct vitals v = read_now(t);
    check_int(sign_named(&v, "late")->severity, SOUND);
    check_int(sign_named(&v, "parked")->severity, WARNING);
    check_int(v.queues.n, 2);
    const struct queue *a = &v.queues.at[0], *b = &v.queues.at[1];
    check_str(a->reaction, "a");
    check(a->due == 1 && a->waiting == 1 && a->parked == 0 && a->oldest_due == t->now - 9 * MINUTE);
    check(b->due == 0 && b->parked == 1 && b->oldest_due == 0);
    t->now += 2 * MINUTE;
    v = read_now(t);
    check_int(sign_named(&v, "late")->severity, WARNING);
    check(sign_named(&v, "late")->value == 11 * 60);
    t->now += HOUR;
    v = read_now(t);
    check_int(sign_named(&v, "late")->severity, DANGER);
    check_int(v.severity, DANGER);
}

TEST(a_disk_is_judged_by_what_is_kept_free)
{
    int64_t free = 0, files = 0;
    check(room_free(t->house, &free, &files));
    t->house->options.keep_free = free / 2;
    struct vitals v = read_now(t);
    check_int(sign_named(&v, "disk")->severity, WARNING);
    check(sign_named(&v, "disk")->below);
    t->house->options.keep_free = INT64_MAX;
    v = read_now(t);
    check_int(sign_named(&v, "disk")->severity, DANGER);
}

/* ---- parked work ---- */

static enum err say(struct turn *t, void *with)
{
    return EMIT(t, TEST_SAID, .customer = *(id *)with, .subject = 1, .conversation = 9);
}

static enum err list_parked(struct turn *t, void *with)
{
    return reaction_parked_with_causes(t, with);
}

struct retrying {
    str reaction;
    int64_t retried;
};

static enum err retry_all(struct turn *t, void *with)
{
    struct retrying *it = with;
    return reaction_retry_all(t, it->reaction, &it->retried);
}

EACH_DATABASE(parked_work_says_what_it_belongs_to_and_all_of_one_kind_is_tried_again)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    struct parked_list parked = { 0 };
    test_flow = (struct test_flow){ .fail = true };
    for (id customer = 5; customer < 8; customer++) check_ok(turn_write(h, actor_system(), say, &customer, NULL, a));
    for (int try = 1; try <= REACTION_TRIES; try++) {
        reaction_settle(h);
        clock_move(&h->clock, MINUTE << (try - 1));
    }
    check_ok(turn_read(h, actor_system(), list_parked, &parked, NULL, a));
    check_int(parked.n, 3);
    const struct parked *first = &parked.at[0];
    check_str(first->kind, TEST_SAID.name);
    check_str(first->reason, "remote: nobody answers");
    check(first->customer == 5 && first->conversation == 9 && first->at > 0 && first->tries == REACTION_TRIES);

    struct retrying other = { .reaction = STR("another") }, it = { .reaction = str_copy(a, first->reaction) };
    check_ok(turn_write(h, actor_system(), retry_all, &other, NULL, a));
    check_int(other.retried, 0);
    test_flow.fail = false;
    check_ok(turn_write(h, actor_system(), retry_all, &it, NULL, a));
    check_int(it.retried, 3);
    reaction_settle(h);
    check_int(test_flow.heard, 3);
    test_house_close(h);
    arena_close(a);
}
