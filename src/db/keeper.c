#include "db/keeper.h"

void keeper_open(struct keeper *k)
{
    k->last_owed = &k->owed;
    k->last_seen = &k->seen;
    pthread_mutex_init(&k->lock, NULL);
    pthread_cond_init(&k->more, NULL);
}

void keeper_free(struct keeper *k)
{
    pthread_cond_destroy(&k->more);
    pthread_mutex_destroy(&k->lock);
}

static void append(struct work ***last, struct work *works)
{
    **last = works;
    while (**last) *last = &(**last)->next;
}

/* Those that saw nothing which is not down yet, in their order. */
static struct work *safe_reads(struct keeper *k, unsigned long long kept)
{
    struct work *safe = NULL, **end = &safe, *all = k->seen;
    k->seen = NULL;
    k->last_seen = &k->seen;
    while (all) {
        struct work *w = all, ***to = w->saw <= kept ? &end : &k->last_seen;
        all = w->next;
        w->next = NULL;
        append(to, w);
    }
    return safe;
}

/* With the lock; without it while the disk works and while they are told. */
static void bring_down(struct keeper *k)
{
    struct work *works = k->owed;
    unsigned long long number = k->handed;
    k->owed = NULL;
    k->last_owed = &k->owed;
    pthread_mutex_unlock(&k->lock);
    k->down(k->with, works);
    pthread_mutex_lock(&k->lock);
    atomic_store(&k->kept, number);
    struct work *reads = safe_reads(k, number);
    atomic_store(&k->busy, k->owed != NULL);
    pthread_mutex_unlock(&k->lock);
    line_call(k->line);
    k->tell(works);
    k->tell(reads);
    pthread_mutex_lock(&k->lock);
}

static void *keep(void *with)
{
    struct keeper *k = with;
    pthread_mutex_lock(&k->lock);
    for (;;) {
        while (!k->owed && !k->ending) pthread_cond_wait(&k->more, &k->lock);
        if (!k->owed) break;
        bring_down(k);
    }
    pthread_mutex_unlock(&k->lock);
    return NULL;
}

void keeper_start(struct keeper *k)
{
    if (pthread_create(&k->thread, NULL, keep, k) != 0) bug("a thread cannot be made");
}

void keeper_stop(struct keeper *k)
{
    pthread_mutex_lock(&k->lock);
    k->ending = true;
    pthread_cond_signal(&k->more);
    pthread_mutex_unlock(&k->lock);
    pthread_join(k->thread, NULL);
}

void keeper_begin(struct keeper *k)
{
    atomic_fetch_add(&k->begun, 1);
}

void keeper_owe(struct keeper *k, struct work *works)
{
    pthread_mutex_lock(&k->lock);
    append(&k->last_owed, works);
    k->handed = atomic_load(&k->begun);
    atomic_store(&k->busy, true);
    pthread_cond_signal(&k->more);
    pthread_mutex_unlock(&k->lock);
}

bool keeper_is_busy(const struct keeper *k)
{
    return atomic_load(&k->busy);
}

void keeper_saw(struct keeper *k, struct work *works)
{
    unsigned long long saw = atomic_load(&k->begun);
    for (struct work *w = works; w; w = w->next) w->saw = saw;
    pthread_mutex_lock(&k->lock);
    bool down = atomic_load(&k->kept) >= saw;
    if (!down) append(&k->last_seen, works);
    pthread_mutex_unlock(&k->lock);
    if (down) k->tell(works);
}
