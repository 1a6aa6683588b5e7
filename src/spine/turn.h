/* A turn: one request, one reaction, one test. Its memory, its transaction, who, when and why.
 *
 * Everything a module does happens in a turn. What it allocates dies with it; what it wrote is on disk
 * before anybody is told; when it fails nothing of it has happened. */
#ifndef SPINE_TURN_H
#define SPINE_TURN_H

#include "base/base.h"
#include "db/db.h"

struct house;

enum actor_kind { NOBODY, CUSTOMER, STAFF, KEY, SYSTEM }; /* who acts; BOT joins when there is one */
enum role { NO_ROLE, AUDITOR, AGENT, LEAD, ADMIN, OWNER };

extern const char *const actor_kind_words[]; /* "nobody", "customer", "staff", "key", "system" */
extern const char *const role_words[];       /* "none", "auditor", "agent", "lead", "admin", "owner" */

struct actor {
    enum actor_kind kind;
    enum role role;       /* STAFF */
    id who;               /* staff, key or customer */
    id session;           /* STAFF: the session it came through */
    id conversation;      /* CUSTOMER: the one conversation whose private page this is */
    struct id_list teams; /* STAFF: the teams they are in */
    str language;         /* STAFF: as they chose; empty: as their browser says */
    str scopes;           /* KEY: comma-separated permissions, "*" for all */
};

struct turn {
    struct arena *arena; /* everything this turn allocates */
    struct db *db;       /* its transaction */
    struct actor actor;  /* who */
    usec now;            /* when: one moment for the whole turn */
    id cause;            /* why: the event we react to, 0 for a request */
    int depth;           /* how many events deep the chain of causes is */
    struct why *why;     /* the words of the failure, if it fails */
    struct house *house; /* the process: what outlives every turn */
    struct told *told;   /* LIVE reactions waiting for the commit */
};

id turn_id(struct turn *t);                 /* a new id */
void turn_id_pass(struct turn *t, id seen); /* those from now on are later than this one, whoever made it */

/* `return fail(t, CONFLICT, "already resolved");` */
#define fail(t, err, ...) why_fail((t)->why, (t)->arena, (err), (str){ 0 }, __VA_ARGS__)
/* `return fail_field(t, "score", "must be between %d and %d", 1, 5);` is INVALID with the field named */
#define fail_field(t, field, ...) why_fail((t)->why, (t)->arena, INVALID, str_of(field), __VA_ARGS__)

/* Run `act` in a turn of its own. Waits for the commit: only for commands, tests, the strangers' pool and
 * the ticker; never from inside another turn. `why` may be NULL. */
enum err turn_write(struct house *h, struct actor who, enum err (*act)(struct turn *t, void *with), void *with,
                    struct why *why, struct arena *a);
enum err turn_read(struct house *h, struct actor who, enum err (*act)(struct turn *t, void *with), void *with,
                   struct why *why, struct arena *a);

/* A part of this turn that may fail alone: what it wrote and meant to tell is undone then, and the turn goes on with
 * its error. What only the whole turn can bear (BUSY, BROKEN, FULL) comes back in *whole. */
enum err turn_part(struct turn *t, enum err (*act)(struct turn *t, void *with), void *with, enum err *whole);

static inline struct actor actor_system(void)
{
    return (struct actor){ .kind = SYSTEM };
}

#endif
