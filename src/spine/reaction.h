/* Reactions: when this happened, now / soon / live, do that. The rows are in flow.c.
 *
 *   NOW   in the same transaction; if it fails, the event never happened
 *   SOON  after commit, by a worker, until it succeeds; safe to run twice
 *   LIVE  after commit, at once, best effort; a lost one is only a screen not refreshed
 *
 * TOGETHER: SOON, but many in one turn, within a second and in no order: where each alone would cost more in its
 *           statements and its commit than in its work. One that fails is tried again alone. What it emits has no one
 *           cause, but the depth of the deepest.
 *
 *           In the strangers' pool: in the order in which they happened, one group of it at a time in a program, and
 *           outside a turn; reaction_then ends it for all, but for those that reaction_put_off named.
 *
 * A SOON reaction is a row of `job`, written with its event. Its work and its tick commit together. A
 * failure keeps its reason and is tried again after 1, 2, 4 … minutes (REACTION_TRIES times), then it is
 * parked: `regulars parked` and the console list, retry or drop it. Reactions of one kind for one
 * customer run in order; a parked one no longer holds the others up. */
#ifndef SPINE_REACTION_H
#define SPINE_REACTION_H

#include "spine/event.h"

enum when { NOW, SOON, LIVE };
enum pool { DESK, STRANGERS }; /* STRANGERS: may wait for the outside world; has no transaction while it does */

struct reaction {
    const struct event_kind *event;
    enum when when;
    enum pool pool;
    const char *name;
    enum err (*act)(struct turn *t, const struct event *e);
    enum err (*act_all)(struct turn *t, const struct event_list *all); /* instead of act: TOGETHER */
};

#define WHEN(...) WHEN_DO(__VA_ARGS__, ) /* WHEN(EVENT, SOON, conversation_receive, .pool = STRANGERS) */
#define WHEN_DO(EVENT, WHEN_, act_, ...)                                                                               \
    {                                                                                                                  \
        .event = &(EVENT), .when = (WHEN_), .name = #act_, .act = act_, __VA_ARGS__                                    \
    }

#define TOGETHER(...) TOGETHER_DO(__VA_ARGS__, ) /* TOGETHER(EVENT, message_index, .pool = STRANGERS) */
#define TOGETHER_DO(EVENT, act_, ...)                                                                                  \
    {                                                                                                                  \
        .event = &(EVENT), .when = SOON, .name = #act_, .act_all = act_, __VA_ARGS__                                   \
    }

extern const struct reaction
    flow[]; /* flow.c; ends with { 0 }. The spine is given it by house_open: tests bring their own */

enum { REACTION_TRIES = 5 };

struct job {
    id id, event, customer;
    str reaction;
    bool strangers;
    usec due;
    int64_t tries;
    bool parked;
    str reason;
};
extern const struct shape job_shape;
LIST(job);

/* A parked one, with what it belongs to. */
struct parked {
    id id;
    str reaction, reason;
    bool strangers; /* it asks somebody outside */
    int64_t tries;
    usec due;
    str kind; /* what happened, and when: empty when the event is gone */
    usec at;
    id customer, conversation;
};
extern const struct shape parked_shape;
LIST(parked);

enum err reaction_parked_with_causes(struct turn *t, struct parked_list *out) MUST_USE; /* oldest first */
/* All parked ones of one kind, due again; how many. */
enum err reaction_retry_all(struct turn *t, str reaction, int64_t *retried) MUST_USE;
enum err reaction_parked(struct turn *t, struct job_list *out) MUST_USE;
enum err reaction_count_parked(struct turn *t, int64_t *out) MUST_USE;
enum err reaction_late(struct turn *t,
                       usec *out) MUST_USE; /* how long the one that has waited longest has been due; 0: none */
enum err reaction_retry(struct turn *t, id job) MUST_USE; /* NOT_FOUND, CONFLICT when it is not parked */
enum err reaction_drop(struct turn *t, id job) MUST_USE;

/* For a STRANGERS reaction, after the outside answered: `then` runs in one transaction with the tick. */
enum err reaction_then(struct turn *t, enum err (*then)(struct turn *t, void *with), void *with) MUST_USE;

/* Before it: this one event of those that go together has failed, and is tried again by itself, later. */
void reaction_put_off(struct turn *t, id event, str reason);

/* Before it: this one was not looked at, and is due again at once, with the next group. Look at one at least. */
void reaction_hand_back(struct turn *t, id event);

/* Run what is due until nothing is, waiting for it: tests, stories, commands. Returns how many ran. */
int reaction_settle(struct house *h);

#endif
