/* Heavy sums: what would hold a turn up, such as the hash of a password (25 ms of a core and 19 MiB), or a question to
 * somebody outside, who may be slow.
 *
 *   put ──line has room──▶ run, on one of the pool's threads ─▶ done
 *    └── line is full ─▶ refused at once: a flood of guesses costs two cores at most, and 38 MiB
 *
 * The house has two pools: one for sums, which need a core each, and one for strangers, who are only waited for.
 * A sum has no turn, no database and no words: it reads what lies in its own struct and leaves there what came out. It
 * is embedded in that struct, like a `struct work`. Which route has one: `before` in route.h. */
#ifndef SPINE_HEAVY_H
#define SPINE_HEAVY_H

#include "base/base.h"

struct heavy {
    void (*run)(struct heavy *it);
    void (*done)(struct heavy *it); /* afterwards, on the same thread; must not wait */
    void *with;                     /* for `done`: whose sum this is */
    bool outside;                   /* waits for a stranger: minds heavy_ending, and has an end of its own */
    struct heavy *next;             /* the pool's own */
};

enum { HEAVY_THREADS = 2, HEAVY_OUTSIDE_THREADS = 4, HEAVY_WAITING_MOST = 16 };

struct heavy_pool;

struct heavy_pool *heavy_start(struct arena *a, int threads);    /* HEAVY_OUTSIDE_THREADS at most */
int heavy_ending(const struct heavy_pool *p);                    /* readable from heavy_stop on: an eventfd */
bool heavy_put(struct heavy_pool *p, struct heavy *it) MUST_USE; /* false: full, or ending */
void heavy_stop(struct heavy_pool *p);                           /* finishes what waits */

#endif
