#include "spine/sweep.h"

#include "spine/house.h"

#include <pthread.h>

enum { AT_ONCE = 256 };
static const usec TOLD_AGAIN = HOUR;

struct stubborn {
    pthread_mutex_t lock;
    struct refusing {
        const char *work; /* NULL: free */
        id which;
        usec told_at;
    } all[STUBBORN_MOST];
};

struct stubborn *stubborn_open(struct arena *a)
{
    struct stubborn *s = ARENA_NEW(a, struct stubborn);
    pthread_mutex_init(&s->lock, NULL);
    return s;
}

void stubborn_close(struct stubborn *s)
{
    pthread_mutex_destroy(&s->lock);
}

/* Its place, or NULL. */
static struct refusing *place_of(struct stubborn *s, const char *work, id which)
{
    for (size_t i = 0; i < STUBBORN_MOST; i++)
        if (s->all[i].work && s->all[i].which == which && strcmp(s->all[i].work, work) == 0) return &s->all[i];
    return NULL;
}

/* A free one, or that of whoever was told longest ago. */
static struct refusing *make_place(struct stubborn *s)
{
    struct refusing *it = &s->all[0];
    for (size_t i = 0; i < STUBBORN_MOST && it->work; i++)
        if (!s->all[i].work || s->all[i].told_at < it->told_at) it = &s->all[i];
    *it = (struct refusing){ 0 };
    return it;
}

bool stubborn_is_news(struct stubborn *s, const char *work, id which, usec now)
{
    pthread_mutex_lock(&s->lock);
    struct refusing *it = place_of(s, work, which);
    bool news = !it || now - it->told_at >= TOLD_AGAIN;
    if (!it) it = make_place(s);
    if (news) *it = (struct refusing){ .work = work, .which = which, .told_at = now };
    pthread_mutex_unlock(&s->lock);
    return news;
}

void stubborn_is_over(struct stubborn *s, const char *work, id which)
{
    pthread_mutex_lock(&s->lock);
    struct refusing *it = place_of(s, work, which);
    if (it) *it = (struct refusing){ 0 };
    pthread_mutex_unlock(&s->lock);
}

struct sweeping {
    const struct sweep *what;
    const struct event *because;
    id at; /* the last one that was looked at */
    struct id_list due;
};

static enum err ask_due(struct turn *t, void *with)
{
    struct sweeping *it = with;
    it->due = (struct id_list){ 0 };
    return it->what->due(t, it->at, AT_ONCE, &it->due);
}

static enum err do_one(struct turn *t, void *with)
{
    const struct sweeping *it = with;
    t->cause = it->because->id;
    t->depth = (int)it->because->depth;
    return it->what->one(t, it->at);
}

static enum err sweep_one(struct turn *t, struct sweeping *it, struct arena *a)
{
    struct why why = { 0 };
    enum err err = turn_write(t->house, t->actor, do_one, it, &why, a);
    if (err == OK) stubborn_is_over(t->house->stubborn, it->what->name, it->at);
    if (err == OK) return OK;
    if (err == BUSY || err == FULL) return fail(t, err, "%.*s", STR_ARG(why.words));
    if (!stubborn_is_news(t->house->stubborn, it->what->name, it->at, clock_now(&t->house->clock))) return OK;
    log_alarm("time could not do its work on one of them", LOG_TEXT("work", str_of(it->what->name)),
              LOG_INT("id", it->at), LOG_TEXT("error", str_of(err_name(err))), LOG_TEXT("words", why.words));
    return OK;
}

/* One batch: true in `more` when it was full. */
static enum err sweep_batch(struct turn *t, struct sweeping *it, bool *more)
{
    struct arena *batch = arena_open(), *each = arena_open();
    struct why why = { 0 };
    enum err err = turn_read(t->house, t->actor, ask_due, it, &why, batch);
    if (err != OK) err = fail(t, err, "%.*s", STR_ARG(why.words));
    for (size_t i = 0; err == OK && i < it->due.n; i++) {
        it->at = it->due.at[i];
        err = sweep_one(t, it, each);
        arena_reset(each);
    }
    *more = it->due.n == AT_ONCE;
    arena_close(each);
    arena_close(batch);
    return err;
}

enum err sweep_through(struct turn *t, const struct event *e, const struct sweep *what)
{
    struct sweeping it = { .what = what, .because = e };
    bool more = true;
    if (t->db) bug("a sweep is for reactions in the strangers' pool");
    while (more) TRY(sweep_batch(t, &it, &more));
    return OK;
}
