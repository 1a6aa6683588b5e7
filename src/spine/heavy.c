#include "spine/heavy.h"

#include <errno.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct heavy_pool {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct heavy *first, **last;
    int waiting, bell;
    bool ending;
    int n;
    pthread_t threads[HEAVY_OUTSIDE_THREADS];
};

/* The next in line; NULL when there is none and never will be. */
static struct heavy *take(struct heavy_pool *p)
{
    pthread_mutex_lock(&p->lock);
    while (!p->first && !p->ending) pthread_cond_wait(&p->changed, &p->lock);
    struct heavy *it = p->first;
    if (it) {
        p->first = it->next;
        if (!p->first) p->last = &p->first;
        p->waiting--;
    }
    pthread_mutex_unlock(&p->lock);
    return it;
}

static void *work_through(void *with)
{
    struct heavy *it;
    while ((it = take(with)) != NULL) {
        if (!it->outside) count_add(COUNT_HEAVY, 1);
        it->run(it);
        it->done(it);
    }
    return NULL;
}

bool heavy_put(struct heavy_pool *p, struct heavy *it)
{
    pthread_mutex_lock(&p->lock);
    bool room = !p->ending && p->waiting < HEAVY_WAITING_MOST;
    if (room) {
        it->next = NULL;
        *p->last = it;
        p->last = &it->next;
        p->waiting++;
        pthread_cond_signal(&p->changed);
    }
    pthread_mutex_unlock(&p->lock);
    return room;
}

struct heavy_pool *heavy_start(struct arena *a, int threads)
{
    struct heavy_pool *p = ARENA_NEW(a, struct heavy_pool);
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->changed, NULL);
    p->last = &p->first;
    p->n = threads;
    p->bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (p->bell < 0) bug("an eventfd cannot be made");
    for (int i = 0; i < threads; i++)
        if (pthread_create(&p->threads[i], NULL, work_through, p) != 0) bug("a thread cannot be made");
    return p;
}

int heavy_ending(const struct heavy_pool *p)
{
    return p->bell;
}

void heavy_stop(struct heavy_pool *p)
{
    uint64_t one = 1;
    if (write(p->bell, &one, sizeof one) < 0 && errno != EAGAIN) bug("an eventfd takes no more");
    pthread_mutex_lock(&p->lock);
    p->ending = true;
    pthread_cond_broadcast(&p->changed);
    pthread_mutex_unlock(&p->lock);
    for (int i = 0; i < p->n; i++) pthread_join(p->threads[i], NULL);
    close(p->bell);
}
