#include "conversation/bulk.h"

#include "conversation/tag.h"
#include "spine/access.h"

#include <stdlib.h>

const char *const bulk_act_words[] = { "claim",   "assign", "move", "tag",      "untag",
                                       "resolve", "reopen", "spam", "not_spam", NULL };
static const char *const end_words[] = { "done", "already", "refused", NULL };
static const char *const reason_words[] = { "none",    "gone",    "forbidden", "state", "field",
                                            "waiting", "unowned", "changed",   NULL };

const struct shape bulk_wanted_shape = SHAPE(
    struct bulk_wanted,
    F_IDS(struct bulk_wanted, conversations, .required = true, .min = 1, .max = BULK_MOST,
          .help = "which, at most 200"),
    F_ENUM(struct bulk_wanted, act, bulk_act_words, .required = true, .help = "what to do with each"),
    F_ID(struct bulk_wanted, owner, .help = "assign, move: who answers for them from now on"),
    F_ID(struct bulk_wanted, team, .help = "move: the team that looks after them, or null: everybody"),
    F_TEXT(struct bulk_wanted, name, .max = TAG_CHARACTERS, .help = "tag: what the tag is called"),
    F_ID(struct bulk_wanted, tag, .help = "untag: which tag"),
    F_TEXT(struct bulk_wanted, reason, .max = REASON_CHARACTERS, .help = "assign, move: why, for those who get them"),
    F_BOOL(struct bulk_wanted, also_waiting, .help = "resolve: also those whose customer still waits for an answer"));

const struct shape bulk_outcome_shape = SHAPE(
    struct bulk_outcome, F_ID(struct bulk_outcome, conversation, .required = true),
    F_ENUM(struct bulk_outcome, end, end_words, .help = "already: it was so before"),
    F_ENUM(struct bulk_outcome, reason, reason_words, .help = "why it was refused"),
    F_TEXT(struct bulk_outcome, message, .help = "the same in a sentence, with the fix"));

const struct shape bulk_answer_shape = SHAPE(
    struct bulk_answer, F_ID(struct bulk_answer, undo, .help = "null: nothing of it can be taken back"),
    F_INT(struct bulk_answer, done), F_INT(struct bulk_answer, already), F_INT(struct bulk_answer, refused),
    F_INT(struct bulk_answer, undoable, .help = "how many of those that were done can be taken back"),
    F_LIST(struct bulk_answer, outcomes, bulk_outcome_shape, .help = "in the order that was asked"));

struct bulk {
    id id, tag;
    enum bulk_act act;
    usec at, undone_at;
};
static const struct shape bulk_shape = SHAPE(struct bulk, F_ID(struct bulk, id), F_ID(struct bulk, tag),
                                             F_ENUM(struct bulk, act, bulk_act_words), F_TIME(struct bulk, at),
                                             F_TIME(struct bulk, undone_at));

/* How one stood before. */
struct bulk_done {
    id conversation, owner, team, stamp; /* stamp: an id made right after the act */
    enum conversation_state state;
    usec waiting_since;
};
LIST(bulk_done);
static const struct shape bulk_done_shape = SHAPE(
    struct bulk_done, F_ID(struct bulk_done, conversation), F_ID(struct bulk_done, owner), F_ID(struct bulk_done, team),
    F_ID(struct bulk_done, stamp), F_ENUM(struct bulk_done, state, conversation_state_words),
    F_TIME(struct bulk_done, waiting_since));

#include "bulk.sql.h"

/* ---- each act on one ---- */

struct doing {
    const struct bulk_wanted *how;
    id tag;
    struct conversation was;
    bool changed;
    enum bulk_reason reason;
    id stamp;
};

static enum err claim(struct turn *t, struct doing *it)
{
    it->changed = it->was.owner != t->actor.who;
    return conversation_claim(t, it->was.id);
}

static enum err assign(struct turn *t, struct doing *it)
{
    it->changed = it->was.owner != it->how->owner;
    return conversation_assign(t, it->was.id, it->how->owner, it->how->reason);
}

static enum err move(struct turn *t, struct doing *it)
{
    it->changed = it->was.team != it->how->team || (it->how->owner && it->was.owner != it->how->owner);
    return conversation_move(t, it->was.id, it->how->team, it->how->owner, it->how->reason);
}

static enum err put_on(struct turn *t, struct doing *it)
{
    return tag_put_on(t, it->was.id, it->tag, &it->changed);
}

static enum err take_off(struct turn *t, struct doing *it)
{
    return tag_take_off(t, it->was.id, it->tag, &it->changed);
}

static enum err resolve(struct turn *t, struct doing *it)
{
    it->changed = it->was.state != RESOLVED;
    if (!it->changed) return OK;
    if (it->was.state == NEW) {
        it->reason = NOBODY_OWNS;
        return fail(t, CONFLICT, "nobody answers for it yet: take it on first");
    }
    if (!it->was.waiting_since || it->how->also_waiting) return conversation_resolve(t, it->was.id);
    it->reason = CUSTOMER_WAITS;
    return fail(t, CONFLICT, "the customer still waits for an answer: answer first, or say that it is meant");
}

static enum err reopen(struct turn *t, struct doing *it)
{
    it->changed = true;
    return conversation_reopen(t, it->was.id);
}

static enum err mark_spam(struct turn *t, struct doing *it)
{
    it->changed = it->was.state != SPAM;
    return it->changed ? conversation_mark_spam(t, it->was.id) : OK;
}

static enum err not_spam(struct turn *t, struct doing *it)
{
    it->changed = true;
    return conversation_not_spam(t, it->was.id);
}

/* ---- can it be taken back? ---- */

static bool always(const struct doing *it)
{
    (void)it;
    return true;
}
static bool never(const struct doing *it)
{
    (void)it;
    return false;
}
static bool if_owned_before(const struct doing *it)
{
    return it->was.owner != 0;
}
static bool if_owner_stayed_or_was(const struct doing *it)
{
    return it->was.owner != 0 || it->how->owner == 0;
}

static const struct {
    const char *permission;
    enum err (*act)(struct turn *t, struct doing *it);
    bool (*undoable)(const struct doing *it);
} acts[] = {
    [BULK_CLAIM] = { "conversation.reply", claim, never },
    [BULK_ASSIGN] = { "conversation.assign", assign, if_owned_before },
    [BULK_MOVE] = { "conversation.assign", move, if_owner_stayed_or_was },
    [BULK_TAG] = { "conversation.tag", put_on, always },
    [BULK_UNTAG] = { "conversation.tag", take_off, always },
    [BULK_RESOLVE] = { "conversation.resolve", resolve, always },
    [BULK_REOPEN] = { "conversation.resolve", reopen, never },
    [BULK_SPAM] = { "conversation.resolve", mark_spam, always },
    [BULK_NOT_SPAM] = { "conversation.resolve", not_spam, always },
};

static enum err do_one(struct turn *t, void *with)
{
    struct doing *it = with;
    TRY(conversation_hold(t, it->was.id, &it->was));
    TRY(access_may_in(t, acts[it->how->act].permission, it->was.team));
    TRY(acts[it->how->act].act(t, it));
    it->stamp = turn_id(t);
    return OK;
}

/* ---- many ---- */

static enum bulk_reason reason_of(enum err err)
{
    switch (err) {
        case NOT_FOUND: return IS_GONE;
        case FORBIDDEN:
        case SIGNED_OUT: return IS_FORBIDDEN;
        case INVALID: return WRONG_FIELD;
        default: return WRONG_STATE;
    }
}

static void take_outcome(struct turn *t, struct bulk_answer *out, struct bulk_outcome *to, enum err err)
{
    out->done += to->end == BULK_DONE;
    out->already += to->end == BULK_ALREADY;
    out->refused += to->end == BULK_REFUSED;
    if (err == OK) return;
    if (to->reason == NO_REASON) to->reason = reason_of(err);
    to->message = err == NOT_FOUND && !t->why->words.n ? STR("there is no such conversation") : t->why->words;
    *t->why = (struct why){ 0 };
}

static void judge(struct turn *t, struct bulk_answer *out, struct bulk_outcome *to, const struct doing *it,
                  enum err err)
{
    to->end = err != OK ? BULK_REFUSED : it->changed ? BULK_DONE : BULK_ALREADY;
    to->reason = err != OK ? it->reason : NO_REASON;
    take_outcome(t, out, to, err);
}

/* Its row is written when there is a first thing to take back. */
static enum err remember(struct turn *t, struct bulk_answer *out, const struct doing *it)
{
    if (!out->undo) {
        out->undo = turn_id(t);
        TRY(sql_bulk_insert(t, out->undo, t->actor.who, str_of(bulk_act_words[it->how->act]), &it->tag, t->now));
    }
    out->undoable++;
    return sql_bulk_insert_done(t, out->undo, &it->was, it->stamp);
}

/* A tag is held before every conversation, and made before: two who tag at once wait for each other in one order. */
static enum err find_tag(struct turn *t, const struct bulk_wanted *w, id *out)
{
    struct tag tag = { 0 };
    if (w->act == BULK_TAG) TRY(tag_name(t, w->name, &tag));
    if (w->act == BULK_UNTAG && tag_find(t, w->tag, &tag) != OK) return fail_field(t, "tag", "is no tag of ours");
    *out = tag.merged_into ? tag.merged_into : tag.id;
    return OK;
}

static int by_conversation(const void *a, const void *b)
{
    const struct bulk_outcome *x = *(const struct bulk_outcome *const *)a, *y = *(const struct bulk_outcome *const *)b;
    return (x->conversation > y->conversation) - (x->conversation < y->conversation);
}

/* Rows are held in the order of their ids, so that two bulk acts never wait for each other in a circle; the same one
 * named twice is one. */
static struct bulk_outcome **in_order(struct turn *t, const struct id_list *which, struct bulk_answer *out)
{
    struct bulk_outcome **order = ARENA_MANY(t->arena, struct bulk_outcome *, which->n);
    for (size_t i = 0; i < which->n; i++)
        *LIST_ADD(t->arena, &out->outcomes) = (struct bulk_outcome){ .conversation = which->at[i] };
    for (size_t i = 0; i < which->n; i++) order[i] = &out->outcomes.at[i];
    qsort(order, which->n, sizeof(void *), by_conversation);
    return order;
}

enum err bulk_do(struct turn *t, const struct bulk_wanted *w, struct bulk_answer *out)
{
    id tag = 0;
    enum err whole = OK;
    TRY(access_may(t, acts[w->act].permission));
    TRY(find_tag(t, w, &tag));
    struct bulk_outcome **order = in_order(t, &w->conversations, out);
    for (size_t i = 0; i < out->outcomes.n; i++) {
        struct doing it = { .how = w, .tag = tag, .was.id = order[i]->conversation };
        bool again = i > 0 && order[i - 1]->conversation == it.was.id;
        enum err err = again ? OK : turn_part(t, do_one, &it, &whole);
        TRY(whole);
        judge(t, out, order[i], &it, err);
        if (order[i]->end == BULK_DONE && acts[w->act].undoable(&it)) TRY(remember(t, out, &it));
    }
    return OK;
}

/* ---- and back ---- */

struct undoing {
    const struct bulk *what;
    const struct bulk_done *was;
    bool changed;
    enum bulk_reason reason;
};

static enum err refuse_changed(struct turn *t, struct undoing *it)
{
    it->reason = CHANGED_SINCE;
    return fail(t, CONFLICT, "somebody did something with it since: it was left alone");
}

/* Anything said or done, but for tags, which stand for themselves. */
static bool is_a_change(const struct event *e)
{
    if (str_is(e->kind, STR("conversation.tagged")) || str_is(e->kind, STR("conversation.untagged"))) return false;
    return str_starts(e->kind, STR("conversation.")) || str_starts(e->kind, STR("message."));
}

static enum err check_untouched(struct turn *t, struct undoing *it, const struct conversation *c)
{
    struct event_list happened = { 0 };
    TRY(event_of_conversation(t, c->customer, c->id, &happened));
    for (size_t i = happened.n; i > 0 && happened.at[i - 1].id > it->was->stamp; i--)
        if (is_a_change(&happened.at[i - 1])) return refuse_changed(t, it);
    return OK;
}

/* The tag that we put on, and no other time's. */
static enum err untag(struct turn *t, struct undoing *it, id which)
{
    struct tagging_list on = { 0 };
    TRY(tag_list_on(t, &(struct id_list){ .at = &which, .n = 1 }, &on));
    for (size_t i = 0; i < on.n; i++)
        if (on.at[i].tag == it->what->tag && on.at[i].at == it->what->at)
            return tag_take_off(t, which, it->what->tag, &it->changed);
    return refuse_changed(t, it);
}

static enum err tag_again(struct turn *t, struct undoing *it, id which)
{
    struct tag tag = { 0 };
    TRY(tag_hold(t, it->what->tag, &tag));
    return tag_put_on(t, which, tag.id, &it->changed);
}

static enum err undo_one(struct turn *t, void *with)
{
    struct undoing *it = with;
    id which = it->was->conversation;
    struct conversation c = { 0 };
    struct conversation was = {
        .state = it->was->state, .owner = it->was->owner, .team = it->was->team, .waiting_since = it->was->waiting_since
    };
    TRY(conversation_hold(t, which, &c));
    id team = it->what->act == BULK_MOVE ? it->was->team : c.team; /* what I moved away is not mine any more */
    TRY(access_may_in(t, acts[it->what->act].permission, team));
    if (it->what->act == BULK_TAG) return untag(t, it, which);
    if (it->what->act == BULK_UNTAG) return tag_again(t, it, which);
    TRY(check_untouched(t, it, &c));
    it->changed = true;
    if (it->what->act == BULK_SPAM) return conversation_not_spam(t, which);
    if (it->what->act == BULK_NOT_SPAM) return conversation_mark_spam(t, which);
    return conversation_take_back(t, which, &was);
}

static enum err find_undoable(struct turn *t, id which, struct bulk *out)
{
    bool found = false;
    TRY(sql_bulk_find(t, which, t->actor.who, out, &found));
    if (!found) return fail(t, NOT_FOUND, "there is nothing to take back");
    if (out->undone_at) return fail(t, CONFLICT, "it was taken back already");
    if (out->at + UNDO_MINUTES * MINUTE >= t->now) return OK;
    return fail(t, GONE, "it can be taken back for %d minutes only", UNDO_MINUTES);
}

enum err bulk_undo(struct turn *t, id which, struct bulk_answer *out)
{
    struct bulk what = { 0 };
    struct bulk_done_list all = { 0 };
    enum err whole = OK;
    TRY(find_undoable(t, which, &what));
    TRY(sql_bulk_undone(t, which, t->now));
    TRY(sql_bulk_list_done(t, which, &all));
    for (size_t i = 0; i < all.n; i++) {
        struct undoing it = { .what = &what, .was = &all.at[i] };
        enum err err = turn_part(t, undo_one, &it, &whole);
        TRY(whole);
        struct bulk_outcome *to = LIST_ADD(t->arena, &out->outcomes);
        *to = (struct bulk_outcome){ .conversation = it.was->conversation };
        judge(t, out, to, &(struct doing){ .changed = it.changed, .reason = it.reason }, err);
    }
    return OK;
}

enum err bulk_forget(struct turn *t, const struct event *e)
{
    usec before = t->now - UNDO_MINUTES * MINUTE;
    (void)e;
    TRY(sql_bulk_forget_done(t, before));
    return sql_bulk_forget(t, before);
}
