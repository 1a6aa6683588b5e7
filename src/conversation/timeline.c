#include "conversation/timeline.h"

#include "customer/customer.h"
#include "spine/access.h"
#include "spine/house.h"
#include "spine/route.h"

struct visible {
    id id;
};
static const struct shape visible_shape = SHAPE(struct visible, F_ID(struct visible, id));
LIST(visible);

#include "timeline.sql.h"

enum { BATCHES_MOST = 20 }; /* of events that this person may not see, before a page ends early */

static bool may_see_kind(const struct turn *t, const struct event *e)
{
    const struct event_kind *kind = event_kind_named(t->house, e->kind);
    return kind && kind->seen_by && access_has_in(t, kind->seen_by, e->conversation ? 0 : e->team);
}

/* Which of these events' conversations the asker may see; asked for once a batch. */
static enum err find_visible(struct turn *t, const struct event_list *events, struct visible_list *out)
{
    struct id_list ids = { 0 };
    if (!access_teams(t)) return OK;
    for (size_t i = 0; i < events->n; i++)
        if (events->at[i].conversation) *LIST_ADD(t->arena, &ids) = events->at[i].conversation;
    return sql_timeline_visible(t, &ids, access_teams(t), out);
}

static bool may_see(const struct turn *t, const struct event *e, const struct visible_list *visible)
{
    if (!may_see_kind(t, e)) return false;
    if (!e->conversation || !access_teams(t)) return true;
    for (size_t i = 0; i < visible->n; i++)
        if (visible->at[i].id == e->conversation) return true;
    return false;
}

static bool is_noun(const struct house *h, str noun)
{
    for (const struct module *const *m = h->modules; *m; m++)
        for (const struct event_kind *const *k = (*m)->events; k && *k; k++) {
            str rest = str_of((*k)->name);
            if (str_is(str_split(&rest, '.'), noun)) return true;
        }
    return false;
}

enum err timeline_of(struct turn *t, const struct looking_back *wish, struct event_list *out)
{
    struct customer who = { 0 };
    struct looking_back next = *wish;
    int64_t most = wish->most;
    TRY(customer_find(t, wish->customer, &who));
    if (wish->noun.n && !is_noun(t->house, wish->noun))
        return fail_field(t, "noun",
                          "must be what events are about, such as message, conversation, survey or customer");
    for (int batch = 0; batch < BATCHES_MOST; batch++) {
        struct event_list events = { 0 };
        struct visible_list visible = { 0 };
        TRY(event_timeline_of(t, &next, &events));
        TRY(find_visible(t, &events, &visible));
        for (size_t i = 0; i < events.n && (int64_t)out->n < most; i++)
            if (may_see(t, &events.at[i], &visible)) *LIST_ADD(t->arena, out) = events.at[i];
        if ((int64_t)out->n == most || (int64_t)events.n < most) return OK;
        next.before = events.at[events.n - 1].id;
    }
    return OK;
}
