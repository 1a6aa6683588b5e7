#include "spine/rebuild.h"

#include "spine/house.h"

struct batch {
    enum err (*rebuild)(struct turn *t, struct rebuilding *r);
    struct rebuilding before, after; /* a turn may run again: it begins from the same place */
};

static enum err one_batch(struct turn *t, void *with)
{
    struct batch *b = with;
    b->after = b->before;
    return b->rebuild(t, &b->after);
}

enum err rebuild_module(struct house *h, enum err (*rebuild)(struct turn *t, struct rebuilding *r),
                        struct rebuilding *r, struct why *why, struct arena *a)
{
    struct arena *own = arena_open();
    struct why words = { 0 };
    enum err err = OK;
    while (err == OK && !r->done) {
        struct batch b = { .rebuild = rebuild, .before = *r };
        err = r->mend ? turn_write(h, actor_system(), one_batch, &b, &words, own)
                      : turn_read(h, actor_system(), one_batch, &b, &words, own);
        if (err == OK) *r = b.after;
        if (err != OK) err = why_fail(why, a, err, (str){ 0 }, "%.*s", STR_ARG(words.words));
        arena_reset(own);
    }
    arena_close(own);
    return err;
}
