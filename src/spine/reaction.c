#include "spine/reaction.h"

#include "spine/house.h"
#include "spine/round.h"
#include "spine/told.h"

#include <pthread.h>

enum { BATCH = 256 };
#define TOGETHER_KEY UINT64_MAX /* what goes together is one line of its own */

const struct shape job_shape = SHAPE(struct job, F_ID(struct job, id), F_ID(struct job, event, .required = true),
                                     F_TEXT(struct job, reaction), F_BOOL(struct job, strangers),
                                     F_ID(struct job, customer), F_TIME(struct job, due, .required = true),
                                     F_INT(struct job, tries), F_BOOL(struct job, parked), F_TEXT(struct job, reason));

const struct shape parked_shape = SHAPE(
    struct parked, F_ID(struct parked, id), F_TEXT(struct parked, reaction, .help = "what could not be done"),
    F_TEXT(struct parked, reason, .help = "of the last failure"),
    F_BOOL(struct parked, strangers, .help = "it asks somebody outside"), F_INT(struct parked, tries),
    F_TIME(struct parked, due, .required = true, .help = "when it was tried last"),
    F_TEXT(struct parked, kind, .help = "what had happened"), F_TIME(struct parked, at), F_ID(struct parked, customer),
    F_ID(struct parked, conversation));

#include "reaction.sql.h"

const struct reaction *reaction_named(const struct house *h, str name)
{
    for (const struct reaction *r = h->flow; r->event; r++)
        if (r->when == SOON && str_is(name, str_of(r->name))) return r;
    return NULL;
}

enum err reaction_queue(struct turn *t, const struct reaction *r, const struct event *e, usec later)
{
    struct job j = { .id = turn_id(t),
                     .event = e->id,
                     .reaction = str_of(r->name),
                     .strangers = r->pool == STRANGERS,
                     .customer = r->act_all ? 0 : e->customer, /* who is in no line waits for nobody */
                     .due = t->now + later };
    if (!r->act_all || r->pool == STRANGERS) t->told->due[r->pool] = true;
    return sql_job_insert(t, &j);
}

/* ---- what a failure leaves behind ---- */

static usec patience(int64_t tries)
{
    return MINUTE << (tries < 10 ? tries : 10);
}

enum err job_put_off(struct turn *t, id job, str reason, struct put_off *out)
{
    struct job j = { 0 };
    bool found = false;
    TRY(sql_job_held(t, job, &j, &found));
    *out = (struct put_off){
        .job = job, .reason = reason, .reaction = j.reaction, .parked = found && j.tries + 1 >= REACTION_TRIES
    };
    out->retried = found && !out->parked;
    if (out->parked) return sql_job_park(t, j.id, reason);
    return found ? sql_job_again(t, j.id, t->now + patience(j.tries), reason) : OK;
}

static enum err note_failure(struct turn *t, void *with)
{
    struct put_off *f = with;
    return job_put_off(t, f->job, f->reason, f);
}

static str reason_of(struct arena *a, enum err err, const struct why *why)
{
    return str_empty(why->words) ? str_of(err_name(err))
                                 : str_format(a, "%s: %.*s", err_name(err), STR_ARG(why->words));
}

void job_say_put_off(const struct put_off *f)
{
    if (f->retried) count_add(COUNT_REACTIONS_RETRIED, 1);
    if (!f->parked) return;
    count_add(COUNT_REACTIONS_PARKED, 1);
    log_alarm("a reaction is parked", LOG_TEXT("reaction", f->reaction), LOG_INT("job", f->job),
              LOG_TEXT("reason", f->reason));
}

bool job_failed(struct house *h, struct arena *a, id job, enum err err, const struct why *why)
{
    struct put_off f = { .job = job, .reason = reason_of(a, err, why) };
    struct arena *own = arena_open();
    bool noted = turn_write(h, actor_system(), note_failure, &f, NULL, own) == OK;
    if (noted) job_say_put_off(&f);
    arena_close(own);
    return noted;
}

/* ---- DESK: claim, act and tick in one transaction ---- */

/* Jobs that share one turn: one of them, or many that go together. */
struct desk_turn {
    struct work work;
    struct house *house;
    struct told told;
    const struct reaction *together; /* NULL: one job, by itself */
    struct id_list jobs;
    int ran; /* of them: the others were not ours to run any more */
    struct round *round;
    enum err outcome;
};

struct round {
    pthread_mutex_t lock;
    pthread_cond_t over;
    size_t running;
};

static enum err act_on(struct turn *t, const struct job *j)
{
    struct event e = { 0 };
    const struct reaction *r = reaction_named(t->house, j->reaction);
    if (!r) return fail(t, BROKEN, "this program has no reaction called %.*s any more", STR_ARG(j->reaction));
    TRY(event_find(t, j->event, &e));
    t->cause = e.id;
    t->depth = (int)e.depth;
    return r->act(t, &e);
}

static enum err desk_one(struct turn *t, id which, int *ran)
{
    struct job j = { 0 };
    bool found = false;
    TRY(sql_job_hold(t, which, t->now, &j, &found));
    if (!found) return OK; /* dropped, parked, put off, or another node has it */
    *ran += 1;
    TRY(act_on(t, &j));
    return sql_job_tick(t, j.id, &(int64_t){ 0 });
}

/* As many as are still ours: held, read, done and ticked off, each for all of them at once. */
static enum err desk_many(struct turn *t, const struct reaction *r, const struct id_list *which, int *ran)
{
    struct job_list held = { 0 };
    struct event_list events = { 0 };
    TRY(sql_job_hold_all(t, which, t->now, &held));
    if (held.n == 0) return OK;
    struct id_list jobs = { 0 }, causes = { 0 };
    for (size_t i = 0; i < held.n; i++) {
        *LIST_ADD(t->arena, &jobs) = held.at[i].id;
        *LIST_ADD(t->arena, &causes) = held.at[i].event;
    }
    TRY(event_find_all(t, &causes, &events));
    for (size_t i = 0; i < events.n; i++) t->depth = events.at[i].depth > t->depth ? (int)events.at[i].depth : t->depth;
    *ran = (int)held.n;
    TRY(r->act_all(t, &events));
    return sql_job_tick_all(t, &jobs);
}

static enum err desk_run(struct db *db, struct work *w)
{
    struct desk_turn *it = (struct desk_turn *)w;
    struct turn t = turn_begin(it->house, db, w, actor_system(), &it->told);
    it->ran = 0; /* we may have run before, and been undone */
    return it->together ? desk_many(&t, it->together, &it->jobs, &it->ran) : desk_one(&t, it->jobs.at[0], &it->ran);
}

static void desk_done(struct work *w, enum err outcome)
{
    struct desk_turn *it = (struct desk_turn *)w;
    it->outcome = outcome;
    if (outcome == OK) {
        count_add(COUNT_REACTIONS, (uint64_t)it->ran);
        turn_told(it->house, w, &it->told);
    }
    pthread_mutex_lock(&it->round->lock);
    if (--it->round->running == 0) pthread_cond_signal(&it->round->over);
    pthread_mutex_unlock(&it->round->lock);
}

struct sum {
    int ran;
    int stuck; /* neither done nor put off */
};

enum err jobs_due(struct turn *t, void *with)
{
    struct asking *q = with;
    return sql_job_due(t, q->strangers, t->now, q->most, &q->due);
}

/* The one of these turns that does such work already, or the next. BATCH has room in one. */
static struct desk_turn *turn_for(struct desk_turn *turns, size_t n, const struct reaction *r)
{
    for (size_t i = 0; r && r->act_all && i < n; i++)
        if (turns[i].together == r) return &turns[i];
    return &turns[n];
}

/* What goes together shares a turn for each reaction; everything else has one of its own. */
static size_t plan_turns(const struct house *h, struct arena *a, const struct job_list *due, struct desk_turn *turns)
{
    size_t n = 0;
    for (size_t i = 0; i < due->n; i++) {
        const struct reaction *r = reaction_named(h, due->at[i].reaction);
        struct desk_turn *it = turn_for(turns, n, r);
        if (it == &turns[n]) n++;
        it->together = r && r->act_all ? r : NULL;
        it->work.key = it->together ? TOGETHER_KEY : (uint64_t)due->at[i].customer;
        *LIST_ADD(a, &it->jobs) = due->at[i].id;
    }
    return n;
}

static void run_turns(struct house *h, struct desk_turn *turns, size_t n)
{
    struct round round = { .lock = PTHREAD_MUTEX_INITIALIZER, .over = PTHREAD_COND_INITIALIZER, .running = n };
    for (size_t i = 0; i < n; i++) {
        struct desk_turn *it = &turns[i];
        it->house = h;
        it->round = &round;
        it->work = (struct work){
            .run = desk_run, .done = desk_done, .arena = arena_open(), .later = true, .key = it->work.key
        };
        store_write(h->store, &it->work);
    }
    pthread_mutex_lock(&round.lock);
    while (round.running > 0) pthread_cond_wait(&round.over, &round.lock);
    pthread_mutex_unlock(&round.lock);
}

/* Counts its jobs that ran or were put off. */
static void close_turn(struct house *h, struct arena *a, struct desk_turn *it, struct sum *sum)
{
    bool put_off = it->outcome != OK && job_failed(h, a, it->jobs.at[0], it->outcome, &it->work.why);
    sum->ran += it->outcome == OK ? it->ran : put_off;
    sum->stuck += it->outcome != OK && !put_off;
    arena_close(it->work.arena);
}

/* One of many has failed, and undone the others: each has a turn of its own now. */
static void run_alone(struct house *h, struct arena *a, struct desk_turn *many, struct sum *sum)
{
    struct desk_turn *turns = ARENA_MANY(a, struct desk_turn, many->jobs.n);
    arena_close(many->work.arena);
    for (size_t i = 0; i < many->jobs.n; i++) {
        turns[i].together = many->together;
        turns[i].work.key = TOGETHER_KEY;
        *LIST_ADD(a, &turns[i].jobs) = many->jobs.at[i];
    }
    run_turns(h, turns, many->jobs.n);
    for (size_t i = 0; i < many->jobs.n; i++) close_turn(h, a, &turns[i], sum);
}

int round_desk(struct house *h)
{
    struct arena *a = arena_open();
    struct asking q = { .most = BATCH };
    if (turn_read(h, actor_system(), jobs_due, &q, NULL, a) != OK) q.due.n = 0;
    struct desk_turn *turns = ARENA_MANY(a, struct desk_turn, q.due.n + 1);
    size_t n = plan_turns(h, a, &q.due, turns);
    struct sum sum = { 0 };
    run_turns(h, turns, n);
    for (size_t i = 0; i < n; i++) {
        bool one_failed = turns[i].outcome != OK && turns[i].jobs.n > 1;
        (one_failed ? run_alone : close_turn)(h, a, &turns[i], &sum);
    }
    arena_close(a);
    return sum.stuck && !sum.ran ? ROUND_STUCK : sum.ran;
}

int reaction_settle(struct house *h)
{
    int ran = 0, desk, strangers;
    do {
        desk = round_desk(h);
        strangers = round_strangers(h);
        ran += strangers + (desk > 0 ? desk : 0);
    } while (desk > 0 || strangers > 0);
    return ran;
}

/* ---- for the person who looks after them ---- */

enum err reaction_count_parked(struct turn *t, int64_t *out)
{
    return sql_job_count_parked(t, out);
}

enum err reaction_late(struct turn *t, usec *out)
{
    usec due = 0;
    TRY(sql_job_oldest_due(t, &due));
    *out = due && due < t->now ? t->now - due : 0;
    return OK;
}

enum err reaction_parked(struct turn *t, struct job_list *out)
{
    return sql_job_parked(t, out);
}

enum err reaction_parked_with_causes(struct turn *t, struct parked_list *out)
{
    return sql_job_parked_with_causes(t, out);
}

enum err reaction_retry_all(struct turn *t, str reaction, int64_t *retried)
{
    TRY(sql_job_unpark_all(t, reaction, t->now, retried));
    if (*retried > 0) t->told->due[DESK] = t->told->due[STRANGERS] = true;
    return OK;
}

static enum err find_parked(struct turn *t, id which, struct job *out)
{
    TRY(sql_job_find(t, which, out));
    return out->parked ? OK : fail(t, CONFLICT, "it is not parked: it will be tried again by itself");
}

enum err reaction_retry(struct turn *t, id which)
{
    struct job j = { 0 };
    TRY(find_parked(t, which, &j));
    t->told->due[j.strangers ? STRANGERS : DESK] = true;
    return sql_job_unpark(t, which, t->now);
}

enum err reaction_drop(struct turn *t, id which)
{
    struct job j = { 0 };
    TRY(find_parked(t, which, &j));
    return sql_job_tick(t, which, &(int64_t){ 0 });
}
