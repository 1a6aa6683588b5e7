#include "conversation/conversation_forget.h"

#include "conversation/attachment.h"
#include "conversation/conversation.h"
#include "conversation/conversation_searched.h"
#include "customer/customer.h"

#include "conversation_forget.sql.h"

enum err conversation_count_told(struct turn *t, const struct sample *s, int64_t *conversations, int64_t *messages)
{
    TRY(sql_forget_count(t, s->first_id, sample_last(s), conversations));
    return sql_forget_count_messages(t, s->first_id, sample_last(s), messages);
}

/* Who was told and has no conversation any more: a real one keeps its customer. */
static enum err pick_customers(struct turn *t, struct leaving *l)
{
    bool more = true;
    for (id after = l->sample.first_id; more && l->customers.n == 0;) {
        struct id_list told = { 0 };
        struct conversation_list busy = { 0 };
        TRY(customer_told(t, after, l->sample.last_id, l->most, &told));
        TRY(sql_forget_customers(t, &told, &busy));
        more = told.n == (size_t)l->most;
        if (more) after = told.at[told.n - 1];
        for (size_t i = 0; i < busy.n; i++) leaving_strike(&told, busy.at[i].customer);
        l->customers = told;
    }
    return OK;
}

/* Conversations first; when none is left, the customers who were only there for them. */
enum err conversation_leaves(struct turn *t, struct leaving *l)
{
    struct conversation_list some = { 0 };
    const struct sample *s = &l->sample;
    TRY(sql_forget_told(t, s->first_id, s->last_id, l->most, &some));
    for (size_t i = 0; i < some.n; i++) {
        *LIST_ADD(t->arena, &l->conversations) = some.at[i].id;
        *LIST_ADD(t->arena, &l->of_customers) = some.at[i].customer;
    }
    if (some.n) return OK;
    TRY(pick_customers(t, l));
    return l->customers.n ? OK : sql_forget_continued(t, s->first_id, s->last_id, &l->gone);
}

/* Who looks after something real stays, and so does a team with something real in it. */
static enum err strike_needed(struct turn *t, struct leaving *l)
{
    struct conversation_list needed = { 0 };
    if (l->staff.n) TRY(sql_forget_staff(t, &needed));
    for (size_t i = 0; i < needed.n; i++) leaving_strike(&l->staff, needed.at[i].owner);
    needed = (struct conversation_list){ 0 };
    if (l->teams.n) TRY(sql_forget_teams(t, &needed));
    for (size_t i = 0; i < needed.n; i++) leaving_strike(&l->teams, needed.at[i].team);
    return OK;
}

/* What hangs on them. Files that hung there are nobody's now: a night sweeps them. */
static enum err forget_thread(struct turn *t, const struct id_list *which)
{
    struct attachment_list hung = { 0 };
    struct id_list files = { 0 };
    TRY(sql_forget_attached(t, which, &hung));
    for (size_t i = 0; i < hung.n; i++) *LIST_ADD(t->arena, &files) = hung.at[i].file;
    TRY(sql_forget_attachments(t, which));
    TRY(sql_forget_drafts(t, which));
    TRY(sql_forget_mentions(t, which));
    TRY(sql_forget_tags(t, which));
    TRY(sql_forget_slips(t, which));
    return files.n ? file_release(t, &files) : OK;
}

enum err conversation_forget(struct turn *t, struct leaving *l)
{
    int64_t changed = 0;
    TRY(strike_needed(t, l));
    if (l->conversations.n == 0) return OK;
    for (size_t i = 0; i < l->conversations.n; i++) TRY(conversation_unindex(t, l->conversations.at[i]));
    TRY(forget_thread(t, &l->conversations));
    TRY(sql_forget_messages(t, &l->conversations));
    TRY(sql_forget_spans(t, &l->conversations));
    TRY(sql_forget_snapshots(t, &l->conversations));
    TRY(sql_forget_conversations(t, &l->conversations, &changed));
    l->gone += changed;
    return OK;
}
