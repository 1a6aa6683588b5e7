#include "db/line.h"

enum { BACKGROUND_SHARE = 8 }; /* while people wait, one in so many of a group is background work */

void line_open(struct line *l)
{
    *l = (struct line){ 0 };
    l->last = &l->first;
    l->last_later = &l->first_later;
    pthread_mutex_init(&l->lock, NULL);
    pthread_cond_init(&l->more, NULL);
}

void line_close(struct line *l)
{
    pthread_mutex_lock(&l->lock);
    l->closing = true;
    pthread_cond_broadcast(&l->more);
    pthread_mutex_unlock(&l->lock);
}

void line_free(struct line *l)
{
    pthread_cond_destroy(&l->more);
    pthread_mutex_destroy(&l->lock);
}

bool line_put(struct line *l, struct work *w)
{
    pthread_mutex_lock(&l->lock);
    bool open = !l->closing;
    if (open) {
        struct work ***last = w->later ? &l->last_later : &l->last;
        w->next = NULL;
        **last = w;
        *last = &w->next;
        if (l->waiting++ == 0) pthread_cond_signal(&l->more);
    }
    pthread_mutex_unlock(&l->lock);
    return open;
}

/* Moves at most `most` works from the front of one list to the end of another. */
static int move(struct work **first, struct work ***last, int most, struct work ***to)
{
    int n = 0;
    while (*first && n < most) {
        struct work *w = *first;
        *first = w->next;
        w->next = NULL;
        **to = w;
        *to = &w->next;
        n++;
    }
    if (!*first) *last = first;
    return n;
}

/* With the lock. `more`: for a group whose works wait for its end; they wait for one of the background at most. */
static struct work *take(struct line *l, int most, bool more)
{
    struct work *taken = NULL, **end = &taken;
    int n = move(&l->first, &l->last, most, &end);
    int share = n == 0 ? most : n < most ? 1 + n / BACKGROUND_SHARE : 0;
    if (more) share = n == 0;
    if (n + share > most) share = most - n;
    n += move(&l->first_later, &l->last_later, share, &end);
    l->waiting -= (size_t)n;
    if (l->waiting) pthread_cond_signal(&l->more); /* another taker may go on */
    return taken;
}

struct work *line_take(struct line *l, int most)
{
    pthread_mutex_lock(&l->lock);
    while (l->waiting == 0 && !l->closing) pthread_cond_wait(&l->more, &l->lock);
    struct work *taken = take(l, most, false);
    pthread_mutex_unlock(&l->lock);
    return taken;
}

struct work *line_more(struct line *l, int most, bool (*busy)(void *with), void *with)
{
    pthread_mutex_lock(&l->lock);
    while (l->waiting == 0 && !l->closing && busy(with)) pthread_cond_wait(&l->more, &l->lock);
    struct work *taken = busy(with) ? take(l, most, true) : NULL;
    pthread_mutex_unlock(&l->lock);
    return taken;
}

void line_call(struct line *l)
{
    pthread_mutex_lock(&l->lock);
    pthread_cond_broadcast(&l->more);
    pthread_mutex_unlock(&l->lock);
}

size_t line_waiting(struct line *l)
{
    pthread_mutex_lock(&l->lock);
    size_t n = l->waiting;
    pthread_mutex_unlock(&l->lock);
    return n;
}
