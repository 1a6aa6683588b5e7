#include "spine/look.h"

#include "spine/house.h"

#include <pthread.h>

const struct shape look_shape = SHAPE(struct look, F_TEXT(struct look, language), F_TEXT(struct look, direction),
                                      F_TEXT(struct look, name), F_TEXT(struct look, website),
                                      F_TEXT(struct look, logo), F_INT(struct look, logo_width),
                                      F_INT(struct look, logo_height), F_TEXT(struct look, colours));

/* What was read last: in an arena of its own, a new one each time something is different. */
struct look_memory {
    pthread_mutex_t lock;
    struct arena *arena;
    struct look last;
};

static struct look copy_of(struct arena *a, const struct look *from)
{
    struct look to = *from;
    to.name = str_copy(a, from->name);
    to.website = str_copy(a, from->website);
    to.logo = str_copy(a, from->logo);
    to.colours = str_copy(a, from->colours);
    to.zone = str_copy(a, from->zone);
    to.spoken = str_copy(a, from->spoken);
    return to;
}

static bool is_same(const struct look *x, const struct look *y)
{
    return str_is(x->name, y->name) && str_is(x->website, y->website) && str_is(x->logo, y->logo) &&
           str_is(x->colours, y->colours) && str_is(x->zone, y->zone) && str_is(x->spoken, y->spoken);
}

static void remember(struct look_memory *m, const struct look *look)
{
    pthread_mutex_lock(&m->lock);
    if (!is_same(&m->last, look)) {
        struct arena *fresh = arena_open();
        m->last = copy_of(fresh, look);
        arena_close(m->arena);
        m->arena = fresh;
    }
    pthread_mutex_unlock(&m->lock);
}

enum err look_of(struct turn *t, struct look *out)
{
    *out = (struct look){ 0 };
    if (!t->house->options.look) return OK;
    TRY(t->house->options.look(t, out));
    if (t->house->look) remember(t->house->look, out);
    return OK;
}

static enum err read_it(struct turn *t, void *out)
{
    return look_of(t, out);
}

enum err look_begin(struct house *h, struct why *w, struct arena *a)
{
    struct look first = { 0 };
    h->look = ARENA_NEW(h->arena, struct look_memory);
    pthread_mutex_init(&h->look->lock, NULL);
    h->look->arena = arena_open();
    return turn_read(h, actor_system(), read_it, &first, w, a);
}

void look_end(struct house *h)
{
    if (!h->look) return;
    arena_close(h->look->arena);
    pthread_mutex_destroy(&h->look->lock);
    h->look = NULL;
}

struct look look_last(struct house *h, struct arena *a)
{
    if (!h->look) return (struct look){ 0 };
    pthread_mutex_lock(&h->look->lock);
    struct look last = copy_of(a, &h->look->last);
    pthread_mutex_unlock(&h->look->lock);
    return last;
}

void look_write(struct text *out, const struct template *page, const struct shape *shape, const void *thing,
                const struct look *look, const struct words *words)
{
    struct look here = *look;
    here.language = str_of(words->language);
    here.direction = words_direction(words);
    struct surroundings around = { .words = words, .zone = look->zone, .shape = &look_shape, .thing = &here };
    template_write(out, page, shape, thing, &around);
}
