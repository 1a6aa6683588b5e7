#include "spine/heavy.h"

#include <pthread.h>

struct heavy_pool {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct heavy *first, **last;
    int waiting;
    bool ending;
    pthread_t threads[HEAVY_THREADS];
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
        it->run(it);
        count_add(COUNT_HEAVY, 1);
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

struct heavy_pool *heavy_start(struct arena *a)
{
    struct heavy_pool *p = ARENA_NEW(a, struct heavy_pool);
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->changed, NULL);
    p->last = &p->first;
    for (int i = 0; i < HEAVY_THREADS; i++)
        if (pthread_create(&p->threads[i], NULL, work_through, p) != 0) bug("a thread cannot be made");
    return p;
}

void heavy_stop(struct heavy_pool *p)
{
    pthread_mutex_lock(&p->lock);
    p->ending = true;
    pthread_cond_broadcast(&p->changed);
    pthread_mutex_unlock(&p->lock);
    for (int i = 0; i < HEAVY_THREADS; i++) pthread_join(p->threads[i], NULL);
}
