#include "spine/heavy.h"

#include "test/test.h"

#include <pthread.h>

struct sum {
    struct heavy heavy;
    pthread_mutex_t *gate;
    _Atomic(int) ran, done;
};

static void run(struct heavy *it)
{
    struct sum *s = (struct sum *)it;
    if (s->gate) pthread_mutex_lock(s->gate), pthread_mutex_unlock(s->gate);
    s->ran++;
}

static void done(struct heavy *it)
{
    ((struct sum *)it->with)->done++;
}

PURE(a_full_line_refuses_at_once_and_nothing_taken_is_lost)
{
    enum { MANY = HEAVY_WAITING_MOST + HEAVY_THREADS + 5 };
    struct arena *a = arena_open();
    struct sum sums[MANY] = { 0 };
    pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
    struct heavy_pool *p = heavy_start(a, HEAVY_THREADS);
    int taken = 0, ran = 0;
    pthread_mutex_lock(&gate); /* whatever runs now waits: the line fills */
    for (int i = 0; i < MANY; i++) {
        sums[i].gate = &gate;
        sums[i].heavy = (struct heavy){ .run = run, .done = done, .with = &sums[i] };
        taken += heavy_put(p, &sums[i].heavy);
    }
    check(taken >= HEAVY_WAITING_MOST && taken <= HEAVY_WAITING_MOST + HEAVY_THREADS);
    pthread_mutex_unlock(&gate);
    heavy_stop(p);
    for (int i = 0; i < MANY; i++) {
        check(sums[i].ran == sums[i].done && sums[i].ran <= 1);
        ran += sums[i].ran;
    }
    check_int(ran, taken);
    check(!heavy_put(p, &sums[0].heavy)); /* it has ended */
    arena_close(a);
}
