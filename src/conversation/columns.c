#include "conversation/columns.h"

#include "spine/house.h"

#include "columns.sql.h"

enum { AT_ONCE = 200 };

/* ---- the story, told again ---- */

static void customer_speaks(struct conversation_columns *c, usec at)
{
    c->last_at = at;
    if (!c->waiting_since) c->waiting_since = at;
}

void columns_take_message(struct conversation_columns *c, const struct message *m)
{
    if (m->machine) { /* nobody waits for an answer to an answering machine */
        c->last_at = m->at;
        return;
    }
    if (m->author_kind == CUSTOMER) {
        customer_speaks(c, m->at);
        return;
    }
    c->last_at = m->at;
    if (m->internal) return;
    c->waiting_since = 0;
    if (!c->first_reply_at) c->first_reply_at = m->at;
}

static void touched(struct conversation_columns *c, const struct event *e)
{
    c->last_at = e->at;
}

static void resolved(struct conversation_columns *c, const struct event *e)
{
    c->resolved_how = e->actor_kind == CUSTOMER ? CONFIRMED : ASSUMED;
    c->resolved_at = e->at;
    c->waited_since = c->waiting_since;
    c->waiting_since = 0;
}

static void unresolved(struct conversation_columns *c, const struct event *e)
{
    (void)e;
    c->resolved_how = UNRESOLVED;
    c->resolved_at = 0;
    c->waiting_since = c->waited_since;
}

static void confirmed(struct conversation_columns *c, const struct event *e)
{
    (void)e;
    c->resolved_how = CONFIRMED;
}

static void not_solved(struct conversation_columns *c, const struct event *e)
{
    c->resolved_how = UNRESOLVED;
    c->resolved_at = 0;
    if (e->actor_kind == CUSTOMER) customer_speaks(c, e->at);
}

static void reopened(struct conversation_columns *c, const struct event *e)
{
    not_solved(c, e);
    c->reopen_count++;
}

static const struct {
    const char *kind;
    void (*take)(struct conversation_columns *c, const struct event *e);
} takers[] = {
    { "conversation.proposed_solved", touched }, { "conversation.marked_spam", touched },
    { "conversation.returned", touched },        { "conversation.unmarked_spam", touched },
    { "conversation.resolved", resolved },       { "conversation.reopened", reopened },
    { "conversation.not_solved", not_solved },   { "conversation.confirmed", confirmed },
    { "conversation.unresolved", unresolved },
};

void columns_take_event(struct conversation_columns *c, const struct event *e)
{
    for (size_t i = 0; i < COUNT_OF(takers); i++)
        if (str_is(e->kind, str_of(takers[i].kind))) takers[i].take(c, e);
}

bool columns_differ(const struct conversation *c, const struct conversation_columns *told)
{
    return c->last_at != told->last_at || c->waiting_since != told->waiting_since ||
           c->first_reply_at != told->first_reply_at || c->resolved_at != told->resolved_at ||
           c->reopen_count != told->reopen_count || c->resolved_how != told->resolved_how;
}

enum err columns_of(struct turn *t, const struct conversation *c, struct conversation_columns *out)
{
    struct message_list said = { 0 };
    struct event_list happened = { 0 };
    size_t m = 0;
    *out = (struct conversation_columns){ 0 };
    TRY(conversation_messages(t, c->id, true, &said));
    TRY(event_of_conversation(t, c->customer, c->id, &happened));
    for (size_t e = 0; e < happened.n; e++) {
        while (m < said.n && said.at[m].id < happened.at[e].id) columns_take_message(out, &said.at[m++]);
        columns_take_event(out, &happened.at[e]);
    }
    while (m < said.n) columns_take_message(out, &said.at[m++]);
    return OK;
}

/* ---- comparing and mending ---- */

/* Once more under the lock: somebody may have acted while we looked. */
static enum err mend(struct turn *t, id which)
{
    struct conversation right = { 0 };
    struct conversation_columns now = { 0 }, *told = &now;
    TRY(conversation_hold(t, which, &right));
    TRY(columns_of(t, &right, told));
    right.last_at = told->last_at;
    right.waiting_since = told->waiting_since;
    right.first_reply_at = told->first_reply_at;
    right.resolved_at = told->resolved_at;
    right.reopen_count = told->reopen_count;
    right.resolved_how = told->resolved_how;
    return sql_set_columns(t, &right);
}

enum err columns_rebuild(struct turn *t, struct rebuilding *r)
{
    struct conversation_list some = { 0 };
    struct conversation_columns told;
    TRY(sql_after(t, r->after, AT_ONCE, &some));
    for (size_t i = 0; i < some.n; i++) {
        const struct conversation *c = &some.at[i];
        TRY(columns_of(t, c, &told));
        r->after = c->id;
        r->looked++;
        if (!columns_differ(c, &told)) continue;
        r->differed++;
        r->example = c->id;
        if (r->mend) TRY(mend(t, c->id));
    }
    r->done = some.n < AT_ONCE;
    return OK;
}

/* ---- every night ---- */

static const struct shape rebuilding_shape = SHAPE(
    struct rebuilding, F_INT(struct rebuilding, looked, .help = "conversations compared"),
    F_INT(struct rebuilding, differed, .help = "whose columns say something else than their events"),
    F_ID(struct rebuilding, example, .help = "one of them"));

const struct event_kind CONVERSATION_COLUMNS_DIFFERED = {
    .name = "conversation.columns_differed",
    .help = "The nightly comparison found columns that say something else than the events.",
    .body = &rebuilding_shape,
    .seen_by = "operation.read"
};

static enum err say_differed(struct turn *t, void *with)
{
    const struct rebuilding *found = with;
    if (found->differed == 0) return OK;
    return EMIT(t, CONVERSATION_COLUMNS_DIFFERED, .subject = found->example, .body = found);
}

/* It reads all there is, so it holds no transaction: batch by batch, each in a snapshot of its own. */
enum err conversation_check_columns(struct turn *t, const struct event *e)
{
    struct rebuilding *found = ARENA_NEW(t->arena, struct rebuilding);
    (void)e;
    TRY(rebuild_module(t->house, columns_rebuild, found, t->why, t->arena));
    if (found->differed)
        log_alarm("columns of conversations differ from their events: `regulars rebuild` mends them",
                  LOG_INT("differed", found->differed), LOG_INT("looked", found->looked),
                  LOG_INT("example", found->example));
    return reaction_then(t, say_differed, found);
}
