/* The workers: SOON reactions and the passing of time.
 *
 * One thread hands DESK jobs to the store as background work: claim, reaction and tick in one transaction.
 * Three threads run STRANGERS jobs, which may wait for the outside and hold no transaction while they do.
 * One thread says EVERY_MINUTE and EVERY_NIGHT, once on however many nodes.
 *
 *   job: due ──ran──▶ gone
 *         ▲ └─failed─▶ due again after 1, 2, 4 … minutes ──REACTION_TRIES──▶ parked ──retry──▶ due
 *         └── crashed between work and tick: still due, nothing of it happened */
#ifndef SPINE_WORKER_H
#define SPINE_WORKER_H

#include "spine/reaction.h"

struct workers;

struct workers *workers_start(struct house *h);
void workers_stop(struct workers *w);                 /* finishes what runs; what is due waits for the next start */
void workers_wake(struct workers *w, enum pool pool); /* there may be something to do; NULL is fine */

/* Emits what has become due since it was last asked: EVERY_MINUTE at most once, EVERY_NIGHT at most once. */
enum err tick(struct turn *t, void *unused) MUST_USE;

#endif
