#include <pthread.h>
#include <stdlib.h>

#include "test/test.h"

static const usec at = 1795512600 * SECOND; /* 2026-11-24 */

PURE(ids_grow_even_when_the_clock_steps_back)
{
    struct ids ids = { .node = 5 };
    id last = 0;
    for (int i = 0; i < 20000; i++) {
        id next = id_make(&ids, i < 10000 ? at : at - DAY);
        check(next > last);
        last = next;
    }
    check(id_time(last) - at < 10 * MILLISECOND);
}

PURE(an_id_tells_its_moment_and_its_node)
{
    struct ids ids = { .node = 1023 };
    id which = id_make(&ids, at + 999);
    check_int(id_time(which), at);
    check_int(which >> 12 & 1023, 1023);
    check(which >= id_floor(at) && which < id_floor(at + MILLISECOND));
    struct ids early = { 0 };
    check(id_make(&early, 0) > 0);
}

PURE(after_a_restart_ids_pass_the_stored_ones)
{
    struct ids before = { .node = 3 }, after = { .node = 3 };
    id stored = id_make(&before, at + HOUR);
    id_pass(&after, stored);
    check(id_make(&after, at) > stored);
}

PURE(an_id_passes_one_of_any_other_node)
{
    struct ids high = { .node = 9 }, low = { .node = 3 };
    id theirs = id_make(&high, at);
    id_pass(&low, theirs);
    id mine = id_make(&low, at);
    check(mine > theirs);
    id_pass(&high, mine);
    check(id_make(&high, at) > mine);
    check(id_time(mine) - at <= MILLISECOND);
}

PURE(ids_are_text_outside)
{
    struct arena *a = arena_open();
    id out;
    check_str(id_text(a, 9007199254740993), "9007199254740993");
    check(id_parse(STR("9223372036854775807"), &out) && out == INT64_MAX);
    check(!id_parse(STR("0"), &out) && !id_parse(STR("-1"), &out) && !id_parse(STR("01"), &out) &&
          !id_parse(STR(""), &out));
    arena_close(a);
}

enum { EACH = 50000 };
struct maker {
    struct ids *ids;
    id made[EACH];
};

static void *make_many(void *of)
{
    struct maker *m = of;
    for (int i = 0; i < EACH; i++) m->made[i] = id_make(m->ids, at);
    return NULL;
}

static int by_value(const void *x, const void *y)
{
    return (*(const id *)x > *(const id *)y) - (*(const id *)x < *(const id *)y);
}

PURE(two_threads_never_make_the_same_id)
{
    static struct ids ids;
    static struct maker one, two;
    static id all[2 * EACH];
    pthread_t thread;
    one.ids = two.ids = &ids;
    check_int(pthread_create(&thread, NULL, make_many, &one), 0);
    make_many(&two);
    pthread_join(thread, NULL);
    memcpy(all, one.made, sizeof one.made);
    memcpy(all + EACH, two.made, sizeof two.made);
    qsort(all, 2 * EACH, sizeof *all, by_value);
    for (size_t i = 1; i < 2 * EACH; i++) check(all[i] != all[i - 1]);
}
