/* Telling: whose step comes next, what time it is, and what follows from it. */
#include "conversation/columns.h"
#include "spine/rebuild.h"
#include "spine/sample.h"
#include "spine/worker.h"
#include "story/order.h"
#include "story/telling.h"

/* While nobody does anything, time still passes for what waits on it: three hours at a stride, and up to the moment at
 * the end of a wait. Where steps follow each other closely time is let pass every few minutes, and always before
 * something is looked at. */
static const usec STRIDE = 3 * HOUR, CLOSELY = 10 * MINUTE;

const struct event_kind STORY_BEGAN = { .name = "story.began", .help = "Stories begin to be told here." };
const struct event_kind STORY_TOLD = { .name = "story.told", .help = "All of them have been told to their end." };

enum err telling_turn(struct telling *t, turn_of *kind, enum err (*act)(struct turn *, void *), void *with)
{
    struct why why = { 0 };
    enum err err = kind(t->house, actor_system(), act, with, &why, t->turn);
    if (err == OK) return OK;
    return why_fail(t->why, t->arena, err, str_copy(t->arena, why.field), "%.*s", STR_ARG(why.words));
}

/* ---- the clock ---- */

static enum err time_passes(struct telling *t, usec to)
{
    clock_set(&t->house->clock, to);
    t->ticked = to;
    TRY(telling_turn(t, turn_write, tick, NULL));
    reaction_settle(t->house);
    return OK;
}

static enum err wait_until(struct telling *t, usec to, bool looks)
{
    while (t->ticked && t->ticked + STRIDE < to) TRY(time_passes(t, t->ticked + STRIDE));
    if (looks ? t->ticked != to : t->ticked + CLOSELY < to) return time_passes(t, to);
    clock_set(&t->house->clock, to);
    return OK;
}

/* ---- one step ---- */

static enum err at_place(struct telling *t, const struct said *s, enum err err)
{
    str place = str_format(t->arena, "%.*s:%d", STR_ARG(t->thread->story->file), s->line);
    return why_fail(t->why, t->arena, INVALID, place, "%s: %.*s", err == INVALID ? "not true" : err_name(err),
                    STR_ARG(t->why->words));
}

static bool refusal_is_expected(const struct thread *th)
{
    return th->next < th->story->steps.n && th->story->steps.at[th->next].sentence->refusal;
}

static struct why keep_why(struct telling *t, enum err err)
{
    if (err == OK) return (struct why){ 0 };
    return (struct why){ .err = err, .words = str_copy(t->whole, t->why->words) };
}

static enum err take_step(struct telling *t, struct thread *th)
{
    const struct said *s = &th->story->steps.at[th->next++];
    t->thread = th;
    enum err err = wait_until(t, s->at, s->sentence->expects || s->sentence->refusal);
    if (err == OK) err = s->sentence->act(t, s);
    if (s->sentence->refusal) {
        if (err != OK) return at_place(t, s, err);
    } else {
        th->refusal = keep_why(t, err);
        if (err != OK && (s->sentence->expects || !refusal_is_expected(th))) return at_place(t, s, err);
    }
    t->outcome.expectations += s->sentence->expects;
    reaction_settle(t->house);
    arena_reset(t->arena);
    return OK;
}

/* ---- all of them ---- */

static enum err say_began(struct turn *turn, void *with)
{
    (void)with;
    TRY(sample_begin(turn));
    return EMIT(turn, STORY_BEGAN, .subject = 0);
}

static enum err say_told(struct turn *turn, void *with)
{
    (void)with;
    TRY(EMIT(turn, STORY_TOLD, .subject = 0));
    return sample_end(turn);
}

/* What failed for good is parked where nobody in a story would look. */
static enum err list_parked(struct turn *turn, void *with)
{
    return reaction_parked(turn, with);
}

static enum err end_of(struct telling *t, struct thread *th, story_progress *progress, size_t all)
{
    const struct said *last = &th->story->steps.at[th->story->steps.n - 1];
    struct job_list parked = { 0 };
    TRY(telling_turn(t, turn_read, list_parked, &parked));
    if (parked.n) {
        (void)untrue(t, "the reaction %.*s is parked: %.*s", STR_ARG(parked.at[0].reaction),
                     STR_ARG(parked.at[0].reason));
        return at_place(t, last, INVALID);
    }
    t->outcome.stories++;
    if (progress) progress(&t->outcome, all);
    return OK;
}

/* Nobody stays signed in: these sessions are no person's. One that has ended by itself is as good. */
static enum err all_go_home(struct telling *t)
{
    for (size_t i = 0; i < t->staff.n; i++) {
        struct reply reply = { 0 };
        struct visit out = { .method = "DELETE", .path = STR("/api/v1/session"), .staff = &t->staff.at[i] };
        if (t->staff.at[i].cookie.n) TRY(telling_visit(t, &out, &reply));
    }
    return OK;
}

/* What the nights would have compared (flow_for_telling) is compared once, when all has been told. */
static enum err all_is_right(struct telling *t)
{
    struct rebuilding r = { 0 };
    TRY(rebuild_module(t->house, columns_rebuild, &r, t->why, t->arena));
    if (r.differed == 0) return OK;
    return untrue(t, "%lld conversations do not say what happened in them, %lld for example", (long long)r.differed,
                  (long long)r.example);
}

static enum err tell_all(struct telling *t, struct order *order, story_progress *progress)
{
    size_t all = order->n;
    if (all == 0) return OK;
    clock_set(&t->house->clock, order_first(order)->story->steps.at[0].at);
    TRY(telling_turn(t, turn_write, say_began, NULL));
    while (order->n) {
        struct thread *th = order_first(order);
        TRY(take_step(t, th));
        if (th->next == th->story->steps.n) TRY(end_of(t, th, progress, all));
        order_settle(order);
    }
    TRY(all_go_home(t));
    TRY(all_is_right(t));
    TRY(telling_turn(t, turn_write, say_told, NULL));
    return store_settle(t->house->store);
}

/* Every night the house compares all that it has: four hundred times, while fourteen months are told. */
static const struct reaction *flow_for_telling(struct arena *a, const struct reaction *usual)
{
    size_t n = 0, kept = 0;
    while (usual[n].event) n++;
    struct reaction *without = ARENA_MANY(a, struct reaction, n + 1);
    for (size_t i = 0; i < n; i++)
        if (usual[i].act != conversation_check_columns) without[kept++] = usual[i];
    return without;
}

enum err story_tell(struct house *h, const struct story_list *stories, story_progress *progress, struct why *w,
                    struct outcome *out)
{
    struct telling t = { .house = h, .why = w, .whole = arena_open(), .arena = arena_open(), .turn = arena_open() };
    const struct reaction *usual = h->flow;
    struct order order = order_of(t.whole, stories);
    h->flow = flow_for_telling(t.whole, usual);
    enum err err = tell_all(&t, &order, progress);
    h->flow = usual;
    *out = t.outcome;
    if (err != OK) w->field = str_copy(h->arena, w->field), w->words = str_copy(h->arena, w->words);
    arena_close(t.turn);
    arena_close(t.arena);
    arena_close(t.whole);
    return err;
}

/* ---- may they be told here ---- */

struct asking_history {
    id newest;
    struct event_list first;
    bool told;
};

static enum err ask_history(struct turn *turn, void *with)
{
    struct asking_history *q = with;
    TRY(event_newest(turn, &q->newest));
    TRY(event_since(turn, 0, 1, &q->first));
    return event_has_been(turn, &STORY_TOLD, &q->told);
}

enum err story_history(struct house *h, struct why *w, enum history *out, usec *newest)
{
    struct asking_history q = { 0 };
    struct arena *own = arena_open();
    enum err err = turn_read(h, actor_system(), ask_history, &q, w, own);
    *newest = q.newest ? id_time(q.newest) + MILLISECOND : 0;
    *out = q.newest ? A_HISTORY : NOTHING_YET;
    if (q.first.n && str_is(q.first.at[0].kind, str_of(STORY_BEGAN.name)) && !q.told) *out = TOLD_IN_PART;
    if (err != OK) w->words = str_copy(h->arena, w->words);
    arena_close(own);
    return err;
}

enum err story_fits(struct arena *a, struct why *w, const struct story_list *stories, usec from, usec to)
{
    for (size_t i = 0; i < stories->n; i++) {
        const struct story *s = &stories->at[i];
        usec begins = s->steps.at[0].at, ends = s->steps.at[s->steps.n - 1].at;
        str first = time_iso(a, begins), until = time_iso(a, from), last = time_iso(a, ends);
        if (begins < from)
            return why_fail(w, a, CONFLICT, s->title,
                            "begins at %.*s, but things happened here until %.*s: let it begin later", STR_ARG(first),
                            STR_ARG(until));
        if (ends > to)
            return why_fail(w, a, CONFLICT, s->title, "ends at %.*s, which has not come yet: let it begin earlier",
                            STR_ARG(last));
    }
    return OK;
}

static const struct event_kind *const events[] = { &STORY_BEGAN, &STORY_TOLD, NULL };
const struct module module_story = { .name = "story", .events = events };
