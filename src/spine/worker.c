#include "spine/worker.h"

#include "spine/house.h"
#include "spine/round.h"
#include "spine/told.h"

#include "setting.sql.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { BELL_CLOCK = STRANGERS + 1, BELLS }; /* nobody rings for the clock */
enum { STRANGER_THREADS = 3, THREADS = 2 + STRANGER_THREADS, LOOK_AGAIN_S = 1, REST_MOST_S = 60, NIGHT_HOUR = 3 };

struct workers {
    struct house *house;
    pthread_mutex_t lock;
    struct bell {
        pthread_cond_t rung;
        unsigned times;
    } bells[BELLS];
    bool stopping;
    pthread_t threads[THREADS];
};

void workers_wake(struct workers *w, enum pool pool)
{
    if (!w) return;
    pthread_mutex_lock(&w->lock);
    w->bells[pool].times++;
    pthread_cond_broadcast(&w->bells[pool].rung);
    pthread_mutex_unlock(&w->lock);
}

static bool is_going(struct workers *w)
{
    pthread_mutex_lock(&w->lock);
    bool going = !w->stopping;
    pthread_mutex_unlock(&w->lock);
    return going;
}

/* Until somebody wakes us or a moment has passed; false when it is time to stop. */
static bool rest_for(struct workers *w, int which, unsigned *seen, int seconds)
{
    struct bell *bell = &w->bells[which];
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += seconds;
    pthread_mutex_lock(&w->lock);
    while (!w->stopping && *seen == bell->times)
        if (pthread_cond_timedwait(&bell->rung, &w->lock, &until) != 0) break;
    *seen = bell->times;
    bool going = !w->stopping;
    pthread_mutex_unlock(&w->lock);
    return going;
}

/* Nothing can be written now, a full disk for example: each time a longer rest, and one line in the log for all. */
static int pause_after(int round, int pause)
{
    bool stuck = round == ROUND_STUCK, was_stuck = pause > LOOK_AGAIN_S;
    if (stuck && !was_stuck) log_alarm("what is due can neither be done nor put off: the desk waits");
    if (!stuck && was_stuck) log_note("what is due is done again");
    if (!stuck) return LOOK_AGAIN_S;
    return pause * 2 < REST_MOST_S ? pause * 2 : REST_MOST_S;
}

static void *at_the_desk(void *with)
{
    struct workers *w = with;
    unsigned seen = 0;
    int round = 0, pause = LOOK_AGAIN_S;
    do {
        while (is_going(w) && (round = round_desk(w->house)) > 0) continue; /* what is left stays due */
        pause = pause_after(round, pause);
    } while (rest_for(w, DESK, &seen, pause));
    return NULL;
}

static void *with_strangers(void *with)
{
    struct workers *w = with;
    unsigned seen = 0;
    do {
        while (is_going(w) && round_strangers(w->house) > 0) continue;
    } while (rest_for(w, STRANGERS, &seen, LOOK_AGAIN_S));
    return NULL;
}

enum err tick(struct turn *t, void *unused)
{
    int64_t first = 0, night = 0;
    (void)unused;
    TRY(sql_setting_advance(t, STR("tick.minute"), t->now / MINUTE, t->now, &first));
    if (first == 0) return OK;
    TRY(EMIT(t, EVERY_MINUTE, .subject = 0));
    TRY(sql_setting_advance(t, STR("tick.night"), (t->now - NIGHT_HOUR * HOUR) / DAY, t->now, &night));
    if (night == 0) return OK;
    TRY(event_forget_minutes(t, t->now - DAY));
    return EMIT(t, EVERY_NIGHT, .subject = 0);
}

static void *at_the_clock(void *with)
{
    struct workers *w = with;
    struct arena *a = arena_open();
    usec told = 0;
    unsigned seen = 0;
    do {
        usec minute = clock_now(&w->house->clock) / MINUTE;
        if (minute != told && turn_write(w->house, actor_system(), tick, NULL, NULL, a) == OK) told = minute;
        arena_reset(a);
    } while (rest_for(w, BELL_CLOCK, &seen, LOOK_AGAIN_S));
    arena_close(a);
    return NULL;
}

struct workers *workers_start(struct house *h)
{
    static void *(*const jobs[THREADS])(void *) = { at_the_desk, at_the_clock, with_strangers, with_strangers,
                                                    with_strangers };
    struct workers *w = ARENA_NEW(h->arena, struct workers);
    pthread_condattr_t steady;
    w->house = h;
    h->stop = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (h->stop < 0) bug("an eventfd cannot be made");
    pthread_mutex_init(&w->lock, NULL);
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    for (int i = 0; i < BELLS; i++) pthread_cond_init(&w->bells[i].rung, &steady);
    pthread_condattr_destroy(&steady);
    for (int i = 0; i < THREADS; i++)
        if (pthread_create(&w->threads[i], NULL, jobs[i], w) != 0) bug("a thread cannot be made");
    return w;
}

static void say_stop(struct house *h)
{
    uint64_t one = 1;
    if (write(h->stop, &one, sizeof one) < 0 && errno != EAGAIN) bug("an eventfd takes no more");
}

void workers_stop(struct workers *w)
{
    say_stop(w->house);
    pthread_mutex_lock(&w->lock);
    w->stopping = true;
    for (int i = 0; i < BELLS; i++) pthread_cond_broadcast(&w->bells[i].rung);
    pthread_mutex_unlock(&w->lock);
    for (int i = 0; i < THREADS; i++)
        pthread_join(w->threads[i], NULL); /* works that end later may still wake nobody */
    close(w->house->stop);
}
