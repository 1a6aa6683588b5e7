#include "conversation/dispatch.h"

#include "business/business.h"
#include "channel/channel.h"
#include "conversation/attachment.h"
#include "conversation/draft.h"
#include "conversation/envelope.h"
#include "conversation/formatted.h"
#include "spine/access.h"
#include "spine/sample.h"
#include "staff/staff.h"
#include "text/json.h"
#include "text/utf8.h"

const char *const dispatch_state_words[] = { "waiting", "said", "taken_back", "returned", NULL };
const char *const dispatch_reason_words[] = { "none", "customer_wrote", "refused", NULL };

const struct shape dispatch_shape = SHAPE(
    struct dispatch, F_ID(struct dispatch, id, .required = true), F_ID(struct dispatch, conversation, .required = true),
    F_ID(struct dispatch, author, .help = "staff: in whose name it will be said"), F_TEXT(struct dispatch, body),
    F_TEXT(struct dispatch, html), F_TEXT(struct dispatch, to), F_TEXTS(struct dispatch, cc),
    F_TEXTS(struct dispatch, bcc), F_LIST(struct dispatch, files, file_shape), F_BYTES(struct dispatch, kept),
    F_BOOL(struct dispatch, chosen, .help = "a time was chosen; else it only can be undone until it is due"),
    F_BOOL(struct dispatch, resolves, .help = "and then it is solved"),
    F_TIME(struct dispatch, due, .required = true, .help = "when it leaves"),
    F_ENUM(struct dispatch, state, dispatch_state_words),
    F_ENUM(struct dispatch, reason, dispatch_reason_words, .help = "why it was returned to its writer's draft"),
    F_TEXT(struct dispatch, words, .help = "refused: what was wrong"),
    F_ID(struct dispatch, message, .help = "said: that one"), F_TIME(struct dispatch, created_at, .required = true));

/* What the database keeps as JSON. */
struct dispatch_rest {
    str to;
    struct str_list cc, bcc;
    struct id_list files;
};
static const struct shape dispatch_rest_shape = SHAPE(
    struct dispatch_rest, F_TEXT(struct dispatch_rest, to), F_TEXTS(struct dispatch_rest, cc),
    F_TEXTS(struct dispatch_rest, bcc), F_IDS(struct dispatch_rest, files));

#include "dispatch.sql.h"

#define SEEN "conversation.read"
const struct event_kind DISPATCH_WAITING = { .name = "dispatch.waiting",
                                             .help = "An answer by e-mail waits for its moment.",
                                             .seen_by = SEEN };
const struct event_kind DISPATCH_CHANGED = { .name = "dispatch.changed",
                                             .help = "An answer that waits leaves at another time.",
                                             .seen_by = SEEN };
const struct event_kind DISPATCH_TAKEN_BACK = { .name = "dispatch.taken_back",
                                                .help = "An answer was taken back before it left.",
                                                .seen_by = SEEN };
const struct event_kind DISPATCH_RETURNED = { .name = "dispatch.returned",
                                              .help = "An answer that waited was not sent: it is a draft again.",
                                              .seen_by = SEEN };

static enum err tell(struct turn *t, const struct conversation *c, const struct dispatch *d,
                     const struct event_kind *kind, usec later)
{
    return event_emit(
        t, kind,
        &(struct emitting){
            .customer = c->customer, .subject = d->id, .conversation = c->id, .team = c->team, .later = later });
}

/* ---- reading ---- */

static enum err read_rest(struct turn *t, const struct dispatch *d, struct dispatch_rest *out)
{
    *out = (struct dispatch_rest){ 0 };
    return json_read(t->arena, t->why, d->kept, &dispatch_rest_shape, out);
}

static enum err fill(struct turn *t, struct dispatch *d)
{
    struct dispatch_rest rest = { 0 };
    TRY(read_rest(t, d, &rest));
    d->to = rest.to;
    d->cc = rest.cc;
    d->bcc = rest.bcc;
    return rest.files.n ? file_list_of(t, &rest.files, &d->files) : OK;
}

enum err dispatch_find(struct turn *t, id which, struct dispatch *out)
{
    TRY(sql_dispatch_find(t, which, out));
    return fill(t, out);
}

enum err dispatch_list(struct turn *t, id conversation, struct dispatch_list *out)
{
    TRY(sql_dispatch_list(t, conversation, out));
    for (size_t i = 0; i < out->n; i++) TRY(fill(t, &out->at[i]));
    return OK;
}

/* ---- waiting ---- */

static enum err check_way(struct turn *t, const struct conversation *c, const struct writing *what)
{
    const struct channel_kind *kind = channel_kind_named(c->channel);
    if (what->internal) return fail_field(t, "internal", "must be false: a note is read at once");
    if (!kind || !kind->letters) return fail(t, CONFLICT, "only an answer by e-mail can wait");
    if (t->actor.kind != STAFF) return fail(t, CONFLICT, "only what a person writes can wait for their second thought");
    return OK;
}

static enum err take_moment(struct turn *t, usec at, struct dispatch *d)
{
    struct business b = { 0 };
    TRY(business_find(t, &b));
    d->chosen = at != 0;
    d->due = at ? at : t->now + b.undo_seconds * SECOND;
    if (at && at <= t->now) return fail_field(t, "at", "must be a time to come");
    if (at > t->now + SNOOZE_DAYS * DAY) return fail_field(t, "at", "must be within a year");
    return OK;
}

/* Its files are in use from now on: nobody sweeps what waits. */
static enum err take_rest(struct turn *t, const struct writing *what, const struct envelope *e, struct dispatch *d)
{
    struct dispatch_rest rest = { .to = what->to, .cc = e->cc, .bcc = e->bcc, .files = what->files };
    struct text json = { .arena = t->arena };
    struct file f = { 0 };
    if (what->files.n > ATTACHMENTS_MOST) return fail_field(t, "files", "must be at most %d", ATTACHMENTS_MOST);
    for (size_t i = 0; i < what->files.n; i++) TRY(file_use(t, what->files.at[i], "files", &f));
    json_write(&json, &dispatch_rest_shape, &rest);
    d->kept = text_str(&json);
    return OK;
}

static enum err take_words(struct turn *t, const struct writing *what, struct dispatch *d)
{
    TRY(formatted_take(t, what->body, what->html, &d->body, &d->html));
    if (utf8_blank(d->body)) return fail_field(t, "body", "must say something");
    if (utf8_count(d->body) > BODY_CHARACTERS)
        return fail_field(t, "body", "must be at most %d characters", BODY_CHARACTERS);
    return OK;
}

enum err dispatch_wait(struct turn *t, struct conversation *held, const struct dispatching *it, struct dispatch *out)
{
    const struct writing *what = &it->what;
    struct envelope to = { 0 };
    *out = (struct dispatch){
        .id = turn_id(t), .conversation = held->id, .author = t->actor.who, .created_at = t->now
    };
    out->resolves = it->resolves;
    TRY(check_way(t, held, what));
    TRY(take_moment(t, it->at, out));
    TRY(take_words(t, what, out));
    TRY(conversation_ready(t, held, what, &to));
    TRY(take_rest(t, what, &to, out));
    TRY(sql_dispatch_insert(t, out));
    TRY(draft_sent(t, &(struct draft_going){ .conversation = held->id,
                                             .kind = DRAFT_REPLY,
                                             .known = what->drafted,
                                             .revision = what->draft,
                                             .body = out->body }));
    TRY(fill(t, out));
    return tell(t, held, out, &DISPATCH_WAITING, out->due - t->now);
}

/* ---- back ---- */

static enum err act_as_author(struct turn *t, const struct dispatch *d, struct turn *out)
{
    struct staff who = { 0 };
    TRY(staff_find(t, d->author, &who));
    TRY(staff_teams(t, who.id, &who.teams));
    *out = *t;
    out->actor = (struct actor){ .kind = STAFF, .role = who.role, .who = who.id, .teams = who.teams };
    return who.active ? OK : fail(t, FORBIDDEN, "its writer does not work here any more");
}

static enum err give_back(struct turn *t, const struct conversation *c, struct dispatch *d,
                          const struct event_kind *kind)
{
    struct dispatch_rest rest = { 0 };
    struct turn as = *t;
    as.actor = (struct actor){ .kind = STAFF, .who = d->author };
    TRY(read_rest(t, d, &rest));
    if (rest.files.n) TRY(file_release(t, &rest.files));
    TRY(draft_give_back(&as, d->conversation, d->body, d->html));
    TRY(sql_dispatch_keep(t, d));
    return tell(t, c, d, kind, 0);
}

enum err dispatch_take_back(struct turn *t, const struct conversation *held, id which)
{
    struct dispatch d = { 0 };
    TRY(sql_dispatch_find(t, which, &d));
    enum dispatch_state was = d.state;
    if (was == DISPATCH_SAID) return fail(t, CONFLICT, "it has left already");
    if (was == DISPATCH_BACK) return fail(t, CONFLICT, "it was taken back already");
    d.state = DISPATCH_BACK;
    if (was == DISPATCH_CAME_BACK) return sql_dispatch_keep(t, &d); /* its writer has it, and has seen why */
    return give_back(t, held, &d, &DISPATCH_TAKEN_BACK);
}

enum err dispatch_change(struct turn *t, const struct conversation *held, id which, usec at)
{
    struct dispatch d = { 0 };
    TRY(sql_dispatch_find(t, which, &d));
    if (d.state != DISPATCH_WAITING_FOR_IT) return fail(t, CONFLICT, "it does not wait any more");
    if (at) TRY(take_moment(t, at, &d));
    if (!at) d.due = t->now;
    TRY(sql_dispatch_keep(t, &d));
    return tell(t, held, &d, &DISPATCH_CHANGED, d.due - t->now);
}

/* ---- its moment ---- */

struct saying {
    struct conversation c;
    struct dispatch d;
};

/* In its writer's name, if they still may. */
static enum err say(struct turn *t, void *with)
{
    struct saying *it = with;
    struct dispatch_rest rest = { 0 };
    struct message m = { 0 };
    struct turn as;
    TRY(act_as_author(t, &it->d, &as));
    TRY(access_may_in(&as, "conversation.reply", it->c.team));
    TRY(read_rest(t, &it->d, &rest));
    struct writing what = { .conversation = it->c.id,
                            .body = it->d.body,
                            .html = it->d.html,
                            .to = rest.to,
                            .cc = rest.cc,
                            .bcc = rest.bcc,
                            .apart = true };
    TRY(conversation_say_in(&as, &it->c, &what, &m));
    TRY(attachment_hang(&as, &m, &rest.files));
    it->d.state = DISPATCH_SAID;
    it->d.message = m.id;
    TRY(sql_dispatch_keep(t, &it->d));
    return it->d.resolves ? conversation_resolve(&as, it->c.id) : OK;
}

/* What cannot be said any more is a draft again, with the reason. */
static enum err say_or_return(struct turn *t, const struct saying *what)
{
    struct saying it = *what, back = *what;
    enum err whole = OK, err = turn_part(t, say, &it, &whole);
    if (whole != OK || err == OK) return whole;
    back.d.state = DISPATCH_CAME_BACK;
    back.d.reason = DISPATCH_REFUSED;
    back.d.words = str_copy(t->arena, t->why->words);
    return give_back(t, &back.c, &back.d, &DISPATCH_RETURNED);
}

static enum err leave(struct turn *t, id which)
{
    struct saying it = { 0 };
    bool found = false;
    TRY(sql_dispatch_maybe(t, which, &it.d, &found));
    if (!found) return OK; /* erased */
    TRY(conversation_hold(t, it.d.conversation, &it.c));
    TRY(sql_dispatch_find(t, which, &it.d));
    return it.d.state != DISPATCH_WAITING_FOR_IT || it.d.due > t->now ? OK : say_or_return(t, &it);
}

enum err dispatch_leave(struct turn *t, const struct event_list *all)
{
    for (size_t i = 0; i < all->n; i++) TRY(leave(t, all->at[i].subject));
    return OK;
}

enum err dispatch_say_now(struct turn *t, const struct conversation *held)
{
    struct dispatch_list waiting = { 0 };
    TRY(sql_dispatch_list(t, held->id, &waiting));
    for (size_t i = 0; i < waiting.n; i++) {
        struct saying it = { .d = waiting.at[i] };
        if (it.d.state != DISPATCH_WAITING_FOR_IT || it.d.chosen) continue;
        TRY(conversation_find(t, held->id, &it.c)); /* the one before has changed it */
        TRY(say_or_return(t, &it));
    }
    return OK;
}

/* ---- the customer writes first ---- */

static enum err by_a_person(struct turn *t, const struct event *e, bool *out)
{
    struct message_list all = { 0 };
    TRY(conversation_messages(t, e->conversation, false, &all));
    *out = false;
    for (size_t i = 0; i < all.n; i++)
        if (all.at[i].id == e->subject) *out = !all.at[i].machine;
    return OK;
}

enum err dispatch_yield(struct turn *t, const struct event *e)
{
    struct dispatch_list waiting = { 0 };
    struct conversation c = { 0 };
    bool person = false;
    TRY(sql_dispatch_list(t, e->conversation, &waiting));
    if (waiting.n) TRY(by_a_person(t, e, &person));
    if (!person) return OK;
    TRY(conversation_find(t, e->conversation, &c));
    for (size_t i = 0; i < waiting.n; i++) {
        struct dispatch *d = &waiting.at[i];
        if (d->state != DISPATCH_WAITING_FOR_IT) continue;
        d->state = DISPATCH_CAME_BACK;
        d->reason = DISPATCH_CUSTOMER_WROTE;
        TRY(give_back(t, &c, d, &DISPATCH_RETURNED));
    }
    return OK;
}

enum err dispatch_forget(struct turn *t, struct leaving *l)
{
    struct dispatch_list all = { 0 };
    if (l->conversations.n == 0) return OK;
    TRY(sql_dispatch_of_conversations(t, &l->conversations, &all));
    for (size_t i = 0; i < all.n; i++) {
        struct dispatch_rest rest = { 0 };
        if (all.at[i].state != DISPATCH_WAITING_FOR_IT) continue;
        TRY(read_rest(t, &all.at[i], &rest));
        if (rest.files.n) TRY(file_release(t, &rest.files));
    }
    return sql_dispatch_forget(t, &l->conversations);
}
