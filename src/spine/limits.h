/* How often somebody may ask: a token bucket for each client network (/24, /56) and each account, by rate class.
 *
 *   full ──take──▶ emptier ──empty──▶ refused, with the seconds until it is worth trying again
 *     ▲─────── time fills it ──────────────┘
 *
 * On a PUBLIC route the network pays for the route's class. On the others, where we do not know yet who asks, the
 * network pays for the usual class and, once we know, the account pays for the route's.
 *
 * The table is fixed: a flood of networks takes no memory. Places are found by a keyed hash, so nobody can aim at one;
 * what makes room is the bucket that is full soonest, whose loss means least, so a flood does not wipe out what is
 * known of those who were refused. Numbers and reasons: docs/operate.md. */
#ifndef SPINE_LIMITS_H
#define SPINE_LIMITS_H

#include "spine/route.h"

struct limits;

enum payer { NETWORK, ACCOUNT };
struct claim {
    enum payer payer;
    enum rate rate;
    uint64_t who;
};

struct limits *limits_open(struct arena *a);
void limits_close(struct limits *l);

/* One more, at `now` of the steady clock. False: no, and *retry_s says when. From any thread. */
bool limits_take(struct limits *l, struct claim c, usec now, int *retry_s);

/* Before anything is queued. TOO_MANY with words. */
enum err limits_network(struct house *h, const struct route *r, const struct request *q, struct why *w) MUST_USE;
/* Once we know who asks. */
enum err limits_account(struct turn *t, const struct route *r, const struct request *q) MUST_USE;

#endif
