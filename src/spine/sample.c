#include "spine/sample.h"

#include "spine/house.h"
#include "spine/route.h"
#include "spine/told.h"

static const struct shape sample_shape = SHAPE(struct sample, F_ID(struct sample, id), F_ID(struct sample, first_id),
                                               F_ID(struct sample, last_id), F_TIME(struct sample, told_at),
                                               F_TIME(struct sample, leaving_at));

#include "sample.sql.h"

enum { AT_ONCE = 50, EVENTS_AT_ONCE = 5000 };

const struct event_kind SAMPLE_LEAVING = { .name = "sample.leaving",
                                           .help = "Somebody wants the sample gone.",
                                           .seen_by = "sample.forget" };
const struct event_kind SAMPLE_FORGOTTEN = { .name = "sample.forgotten",
                                             .help = "Nothing of the sample is here any more.",
                                             .seen_by = "sample.forget" };

id sample_last(const struct sample *s)
{
    return s->last_id ? s->last_id : INT64_MAX;
}

void leaving_strike(struct id_list *from, id which)
{
    size_t n = 0;
    for (size_t i = 0; i < from->n; i++)
        if (from->at[i] != which) from->at[n++] = from->at[i];
    from->n = n;
}

/* ---- while it is told ---- */

enum err sample_begin(struct turn *t)
{
    struct sample s = { .id = turn_id(t), .told_at = t->now };
    s.first_id = s.id;
    return sql_sample_insert(t, &s);
}

enum err sample_end(struct turn *t)
{
    return sql_sample_end(t, turn_id(t), t->now);
}

/* ---- it shall leave ---- */

enum err sample_find(struct turn *t, struct sample *out, bool *found)
{
    struct sample_list all = { 0 };
    TRY(sql_sample_list(t, &all));
    *found = all.n > 0;
    if (all.n) *out = all.at[0];
    return OK;
}

enum err sample_leave(struct turn *t)
{
    struct sample_list all = { 0 };
    int64_t changed = 0;
    TRY(sql_sample_list(t, &all));
    for (size_t i = 0; i < all.n; i++)
        if (!all.at[i].last_id)
            return fail(t, CONFLICT,
                        "it was not told to its end, so what of it is real cannot be known: begin again "
                        "with an empty folder or database");
    TRY(sql_sample_leave(t, t->now, &changed));
    return changed ? EMIT(t, SAMPLE_LEAVING, .subject = all.at[0].id) : OK;
}

/* ---- a batch ---- */

static bool is_picked(const struct leaving *l)
{
    return l->conversations.n + l->customers.n + l->staff.n + l->teams.n > 0;
}

static const struct module *const *last_module(const struct house *h)
{
    const struct module *const *m = h->modules;
    while (*m) m++;
    return m;
}

/* From below, where what hangs on others stands, to the top. */
static enum err take_away(struct turn *t, struct leaving *l)
{
    for (const struct module *const *m = last_module(t->house); m-- != t->house->modules;)
        if ((*m)->forget) TRY((*m)->forget(t, l));
    return OK;
}

static enum err leave_some(struct turn *t, const struct sample *s, int64_t *gone)
{
    *gone = 0;
    for (const struct module *const *m = last_module(t->house); *gone == 0 && m-- != t->house->modules;) {
        struct leaving l = { .sample = *s, .most = AT_ONCE };
        if (!(*m)->leaves) continue;
        TRY((*m)->leaves(t, &l));
        if (is_picked(&l)) TRY(take_away(t, &l));
        *gone = l.gone;
    }
    return OK;
}

enum err sample_batch(struct turn *t, bool *more)
{
    struct sample_list all = { 0 };
    int64_t gone = 0;
    *more = false;
    TRY(sql_sample_held(t, &all));
    if (all.n == 0) return OK;
    *more = true;
    TRY(leave_some(t, &all.at[0], &gone));
    if (gone) return OK;
    TRY(sql_sample_drop(t, all.at[0].id));
    *more = all.n > 1;
    return EMIT(t, SAMPLE_FORGOTTEN, .subject = all.at[0].id);
}

enum err sample_forget(struct turn *t, const struct event *e)
{
    bool more = false;
    TRY(sample_batch(t, &more));
    for (const struct reaction *r = t->house->flow; more && r->event; r++)
        if (r->act == sample_forget) return reaction_queue(t, r, e, 0);
    return OK;
}

/* ---- what happened, and was to follow ---- */

enum err sample_events_forget(struct turn *t, struct leaving *l)
{
    if (l->conversations.n) TRY(sql_sample_events_of_conversations(t, &l->of_customers, &l->conversations));
    if (l->customers.n) TRY(sql_sample_events_of_customers(t, &l->customers));
    return sql_sample_jobs_without_event(t);
}

/* What happened to nobody in particular. */
enum err sample_events_leave(struct turn *t, struct leaving *l)
{
    TRY(sql_sample_events_told(t, l->sample.first_id, l->sample.last_id, EVENTS_AT_ONCE, &l->gone));
    return sql_sample_jobs_without_event(t);
}
