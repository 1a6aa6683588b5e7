#include "spine/limits.h"

#include "spine/house.h"

#include <pthread.h>
#include <sodium.h>

enum { SETS = 4096, WAYS = 8 };

/* One every `apart` for ever, and so many at once. */
struct allowance {
    usec apart;
    int at_once;
};
static const struct allowance allowances[][4] = {
    [NETWORK] = { [RATE_USUAL] = { SECOND / 50, 500 },
                  [RATE_INTAKE] = { 3 * SECOND, 20 },
                  [RATE_SECRET] = { SECOND, 60 } },
    [ACCOUNT] = { [RATE_USUAL] = { SECOND / 20, 300 },
                  [RATE_INTAKE] = { SECOND / 20, 200 },
                  [RATE_SECRET] = { 6 * SECOND, 10 } },
};

/* A bucket is the moment at which it will be full again: the "theoretical arrival time" of the generic cell rate
 * algorithm (ITU-T I.371, annex A). */
struct bucket {
    uint64_t key;
    usec full_at;
};
struct limits {
    pthread_mutex_t lock;
    unsigned char secret[crypto_shorthash_KEYBYTES];
    struct bucket *buckets; /* SETS of WAYS */
};

struct limits *limits_open(struct arena *a)
{
    struct limits *l = ARENA_NEW(a, struct limits);
    l->buckets = ARENA_MANY(a, struct bucket, (size_t)SETS * WAYS);
    crypto_shorthash_keygen(l->secret);
    pthread_mutex_init(&l->lock, NULL);
    return l;
}

void limits_close(struct limits *l)
{
    pthread_mutex_destroy(&l->lock);
}

static uint64_t key_of(const struct limits *l, struct claim c)
{
    unsigned char in[2 * sizeof(uint64_t)], out[crypto_shorthash_BYTES];
    uint64_t class = (uint64_t)c.payer << 8 | (uint64_t)c.rate, key;
    memcpy(in, &class, sizeof class);
    memcpy(in + sizeof class, &c.who, sizeof c.who);
    crypto_shorthash(out, in, sizeof in, l->secret);
    memcpy(&key, out, sizeof key);
    return key;
}

/* Its own, or the one in its set that is full soonest, emptied of whose it was. */
static struct bucket *bucket_of(struct limits *l, uint64_t key)
{
    struct bucket *set = &l->buckets[key % SETS * WAYS], *least = set;
    for (int i = 0; i < WAYS; i++) {
        if (set[i].key == key) return &set[i];
        if (set[i].full_at < least->full_at) least = &set[i];
    }
    *least = (struct bucket){ .key = key };
    return least;
}

static bool take(struct bucket *b, const struct allowance *may, usec now, usec *wait)
{
    usec full_at = (b->full_at > now ? b->full_at : now) + may->apart;
    *wait = full_at - now - may->apart * may->at_once;
    if (*wait > 0) return false;
    b->full_at = full_at;
    return true;
}

bool limits_take(struct limits *l, struct claim c, usec now, int *retry_s)
{
    const struct allowance *may = &allowances[c.payer][c.rate];
    uint64_t key = key_of(l, c);
    usec wait = 0;
    if (may->at_once == 0) return true; /* RATE_FREE */
    pthread_mutex_lock(&l->lock);
    bool yes = take(bucket_of(l, key), may, now, &wait);
    pthread_mutex_unlock(&l->lock);
    *retry_s = yes ? 0 : (int)((wait + SECOND - 1) / SECOND);
    return yes;
}

/* This machine itself: health checks, measurements, a proxy that says nobody's name. */
static bool is_exempt(const struct house *h, const struct request *q)
{
    return q->network == 0 && !h->options.limit_loopback;
}

static enum err refuse(struct why *w, struct arena *a, const char *whose, int retry_s)
{
    count_add(COUNT_HTTP_REFUSED, 1);
    enum err err = why_fail(w, a, TOO_MANY, (str){ 0 }, "too many requests from your %s: please try again in %d s",
                            whose, retry_s);
    w->retry_s = retry_s;
    return err;
}

enum err limits_network(struct house *h, const struct route *r, const struct request *q, struct why *w)
{
    bool open = r && strcmp(r->may, PUBLIC) == 0;
    struct claim c = { .payer = NETWORK, .rate = open ? r->rate : RATE_USUAL, .who = q->network };
    int retry_s = 0;
    if (is_exempt(h, q) || limits_take(h->limits, c, clock_steady(&h->clock), &retry_s)) return OK;
    return refuse(w, q->arena, "network", retry_s);
}

enum err limits_account(struct turn *t, const struct route *r, const struct request *q)
{
    struct claim c = { .payer = ACCOUNT, .rate = r->rate, .who = (uint64_t)t->actor.who };
    bool account = (t->actor.kind == STAFF || t->actor.kind == KEY) && strcmp(r->may, PUBLIC) != 0;
    int retry_s = 0;
    if (!account || is_exempt(t->house, q)) return OK;
    if (limits_take(t->house->limits, c, clock_steady(&t->house->clock), &retry_s)) return OK;
    return refuse(t->why, t->arena, "account", retry_s);
}
