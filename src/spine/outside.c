/* STRANGERS: no transaction while we wait for them. */
#include "spine/house.h"
#include "spine/round.h"
#include "spine/told.h"

#include <stdatomic.h>

#include "reaction.sql.h"

enum { LEASE_MINUTES = 10, GROUP = 128 };

struct outside {
    struct told told; /* first: a turn outside carries it as what it will tell */
    const struct reaction *reaction;
    struct job_list jobs; /* one, or many that go together */
    struct event_list events;
    struct put_off_list put_off; /* of the many */
    struct id_list back;         /* of the many: jobs that nobody looked at */
    bool ticked;
    enum err (*then)(struct turn *t, void *with);
    void *with;
};

struct taking {
    struct id_list jobs;
    struct outside *out;
};

enum err jobs_lease(struct turn *t, const struct id_list *which, usec until)
{
    return sql_job_lease_all(t, which, t->now, until);
}

static enum err take(struct turn *t, void *with)
{
    struct taking *it = with;
    struct outside *o = it->out;
    struct id_list causes = { 0 };
    usec until = t->now + LEASE_MINUTES * MINUTE + t->house->options.node; /* no other program's */
    o->jobs = (struct job_list){ 0 };                                      /* we may have run before, and been undone */
    o->events = (struct event_list){ 0 };
    TRY(jobs_lease(t, &it->jobs, until));
    TRY(sql_job_leased(t, &it->jobs, until, &o->jobs));
    for (size_t i = 0; i < o->jobs.n; i++) *LIST_ADD(t->arena, &causes) = o->jobs.at[i].event;
    return o->jobs.n ? event_find_all(t, &causes, &o->events) : OK;
}

static const struct event *event_of(const struct outside *o, const struct job *j)
{
    for (size_t i = 0; i < o->events.n; i++)
        if (o->events.at[i].id == j->event) return &o->events.at[i];
    return NULL;
}

static struct put_off *put_off_of(struct outside *o, const struct job *j)
{
    for (size_t i = 0; i < o->put_off.n; i++)
        if (o->put_off.at[i].job == j->id) return &o->put_off.at[i];
    return NULL;
}

static bool is_back(const struct outside *o, id job)
{
    for (size_t i = 0; i < o->back.n; i++)
        if (o->back.at[i] == job) return true;
    return false;
}

static void because_of(struct turn *t, const struct outside *o)
{
    if (o->events.n == 1) t->cause = o->events.at[0].id;
    for (size_t i = 0; i < o->events.n; i++)
        if (o->events.at[i].depth > t->depth) t->depth = (int)o->events.at[i].depth;
}

static enum err tick(struct turn *t, void *with)
{
    struct outside *o = with;
    struct id_list done = { 0 };
    because_of(t, o);
    if (o->then) TRY(o->then(t, o->with));
    for (size_t i = 0; i < o->jobs.n; i++) {
        struct put_off *off = put_off_of(o, &o->jobs.at[i]);
        if (off)
            TRY(job_put_off(t, off->job, off->reason, off));
        else if (!is_back(o, o->jobs.at[i].id))
            *LIST_ADD(t->arena, &done) = o->jobs.at[i].id;
    }
    TRY(sql_job_hand_back(t, &o->back, t->now));
    return sql_job_tick_all(t, &done);
}

static struct outside *outside_of(struct turn *t)
{
    if (t->db) bug("only a reaction in the strangers' pool is outside a turn");
    return (struct outside *)t->told;
}

void reaction_put_off(struct turn *t, id event, str reason)
{
    struct outside *o = outside_of(t);
    for (size_t i = 0; i < o->jobs.n; i++)
        if (o->jobs.at[i].event == event)
            *LIST_ADD(t->arena, &o->put_off) = (struct put_off){ .job = o->jobs.at[i].id, .reason = reason };
}

void reaction_hand_back(struct turn *t, id event)
{
    struct outside *o = outside_of(t);
    for (size_t i = 0; i < o->jobs.n; i++)
        if (o->jobs.at[i].event == event) *LIST_ADD(t->arena, &o->back) = o->jobs.at[i].id;
}

enum err reaction_then(struct turn *t, enum err (*then)(struct turn *t, void *with), void *with)
{
    struct outside *o = outside_of(t);
    o->then = then;
    o->with = with;
    TRY(turn_write(t->house, t->actor, tick, o, t->why, t->arena));
    for (size_t i = 0; i < o->put_off.n; i++) job_say_put_off(&o->put_off.at[i]);
    o->ticked = true;
    return OK;
}

static enum err act(struct turn *t, struct outside *o)
{
    const struct job *first = &o->jobs.at[0];
    if (!o->reaction)
        return fail(t, BROKEN, "this program has no reaction called %.*s any more", STR_ARG(first->reaction));
    if (o->reaction->act_all) return o->reaction->act_all(t, &o->events);
    const struct event *e = event_of(o, first);
    return e ? o->reaction->act(t, e) : fail(t, NOT_FOUND, "what happened is gone");
}

static enum err go(struct house *h, struct arena *a, struct outside *o, struct why *why)
{
    struct turn t = {
        .arena = a, .actor = actor_system(), .now = clock_now(&h->clock), .why = why, .house = h, .told = &o->told
    };
    because_of(&t, o);
    TRY(act(&t, o));
    return o->ticked ? OK : reaction_then(&t, NULL, NULL);
}

static void run_one(struct house *h, struct arena *a, struct outside *o)
{
    struct why why = { 0 };
    enum err err = go(h, a, o, &why);
    if (err == OK)
        count_add(COUNT_REACTIONS, 1);
    else if (!job_failed(h, a, o->jobs.at[0].id, err, &why))
        log_warn("a failure could not be noted; the job is due again when its lease ends",
                 LOG_INT("job", o->jobs.at[0].id));
}

/* One of many has failed, and undone the others: each goes by itself now. */
static void run_alone(struct house *h, const struct outside *many)
{
    for (size_t i = 0; i < many->jobs.n; i++) {
        struct arena *own = arena_open();
        struct outside one = { .reaction = many->reaction };
        *LIST_ADD(own, &one.jobs) = many->jobs.at[i];
        const struct event *e = event_of(many, &many->jobs.at[i]);
        if (e) *LIST_ADD(own, &one.events) = *e;
        run_one(h, own, &one);
        arena_close(own);
    }
}

static void run_many(struct house *h, struct arena *a, struct outside *o)
{
    struct why why = { 0 };
    if (o->jobs.n == 1)
        run_one(h, a, o);
    else if (go(h, a, o, &why) == OK)
        count_add(COUNT_REACTIONS, o->jobs.n - o->back.n);
    else
        run_alone(h, o);
}

/* What goes together keeps its order: one thread of this program is at it. */
static bool hold_together(struct house *h, const struct reaction *r)
{
    bool free = false;
    return !r || !r->act_all || atomic_compare_exchange_strong(&h->together_outside, &free, true);
}

static void let_go(struct house *h, const struct reaction *r)
{
    if (r && r->act_all) atomic_store(&h->together_outside, false);
}

/* The first that nobody is at, and what goes together with it. */
static const struct reaction *choose(struct house *h, struct arena *a, const struct job_list *due, struct id_list *out)
{
    for (size_t i = 0; i < due->n; i++) {
        const struct reaction *r = reaction_named(h, due->at[i].reaction);
        if (!hold_together(h, r)) continue;
        for (size_t k = i; k < due->n && (k == i || (r && r->act_all)); k++)
            if (str_is(due->at[k].reaction, due->at[i].reaction)) *LIST_ADD(a, out) = due->at[k].id;
        return r;
    }
    return NULL;
}

/* Looks before it writes: most of the time there is nothing to take. */
int round_strangers(struct house *h)
{
    struct arena *a = arena_open();
    struct asking q = { .strangers = true, .most = GROUP };
    struct outside o = { 0 };
    struct taking taking = { .out = &o };
    if (turn_read(h, actor_system(), jobs_due, &q, NULL, a) != OK) q.due.n = 0;
    o.reaction = choose(h, a, &q.due, &taking.jobs);
    if (taking.jobs.n && turn_write(h, actor_system(), take, &taking, NULL, a) != OK) o.jobs.n = 0;
    int n = (int)o.jobs.n;
    if (n) run_many(h, a, &o);
    if (taking.jobs.n) let_go(h, o.reaction);
    arena_close(a);
    return n;
}

enum err jobs_unlease(struct turn *t, void *unused)
{
    (void)unused;
    return sql_job_unlease(t, t->now);
}
