/* The house: what outlives every turn. One per process (tests: one per test). */
#ifndef SPINE_HOUSE_H
#define SPINE_HOUSE_H

#include "net/cell.h"
#include "net/hub.h"
#include "spine/reaction.h"
#include "spine/room.h"

struct look;
struct fetchers;

struct house_options {
    str directory; /* data directory: database, blobs, secrets; made with mode 0700 */
    str database;  /* empty: SQLite in the directory; or postgres://… */
    str address; /* how people reach us: "https://help.example.org"; links are made from this, never from a Host header
                  */
    str bind;
    int port, node, listener;
    const struct reaction *flow;         /* what happens when */
    const struct module *const *modules; /* what there is */
    enum err (*recognise)(struct turn *t,
                          const struct request *r);     /* who asks: fills t->actor; NULL: nobody is known */
    enum err (*look)(struct turn *t, struct look *out); /* how our pages look: fills it; NULL: plain (spine/look.h) */
    const struct asset *assets;                         /* static files; NULL: none */
    const struct cell_job *const *cells;                /* what children of ours do; NULL: nothing. net/cell.h */
    str certificates;    /* a file: whose certificates are good where we ask others; empty: the system's */
    str resolver;        /* who answers for the DNS: "192.0.2.1:53"; empty: whoever the system asks */
    str trusted_proxies; /* comma-separated addresses whose X-Forwarded-* we believe */
    int64_t keep_free;   /* intake stops when fewer bytes are free on the disk; 0: RESERVE_BYTES */
    bool own_network;    /* tests: what strangers name may be on our own machine */
    bool limit_loopback; /* tests: our own machine is limited like everybody */
    bool quiet_clock;    /* no ticker: tests and stories move time themselves */
    bool alone;          /* with it: this thread does all there is to do, and gathers it (store_settle) */
};

struct house {
    struct arena *arena; /* the process's own: configuration */
    struct house_options options;
    const struct reaction *flow;
    const struct module *const *modules;
    struct store *store;
    struct clock clock;
    usec started_at;
    struct ids ids;
    struct hub *hub;          /* NULL without a server */
    _Atomic(usec) dropped_at; /* monotonic: when live screens were last dropped, see live.h */
    struct net *net;
    struct workers *workers; /* SOON reactions, ticker */
    int stop;                /* readable once they have to end: who waits for a stranger minds it; 0: without them */
    _Atomic(bool) sending, sending_asked; /* somebody gives letters to mail servers; and is to look once more */
    _Atomic(bool) together_outside;       /* somebody is at what goes together in the strangers' pool */
    struct cells *cells;        /* in which what strangers wrote is taken apart; NULL: this program has none */
    struct heavy_pool *heavy;   /* what is too heavy for a turn */
    struct heavy_pool *outside; /* what waits for a stranger, before a turn */
    struct map *map;            /* routes by path */
    struct limits *limits;      /* rate limits */
    struct presence *presence;  /* who looks at what */
    struct others *others;      /* other programs on this database; NULL: it is SQLite, or not served */
    struct stubborn *stubborn;  /* what time could not do its work on */
    struct look_memory *look;   /* how our pages looked when last read */
    bool durable;               /* what the writing connection said at the start, and in which words */
    str synchronous;
    _Atomic(struct fetchers *) fetchers; /* channel/email/fetcher.h; NULL: nothing is fetched */
    bool beside;                         /* the modules' own threads run */
    struct room room;                    /* is there any on the disk */
    unsigned char secret[32];            /* signs links and tokens; in the data directory, 0600 */
};

enum err house_open(const struct house_options *options, struct why *w, struct arena *a, struct house **out);
enum err house_serve(struct house *h, struct why *w, struct arena *a); /* listen; returns at once */
/* One request in a turn of its own, without a wire, waiting for it: stories and tests. What is refused is a reply, too.
 */
void house_answer(struct house *h, struct request *r, struct reply *reply);
void house_close(struct house *h, int drain_s);

#endif
