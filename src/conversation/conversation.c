#include "conversation/conversation.h"

#include "business/business.h"
#include "channel/channel.h"
#include "conversation/attachment.h"
#include "conversation/delivery_send.h"
#include "conversation/dispatch.h"
#include "conversation/draft.h"
#include "conversation/envelope.h"
#include "conversation/formatted.h"
#include "conversation/mention.h"
#include "customer/customer.h"
#include "spine/access.h"
#include "spine/sweep.h"
#include "staff/staff.h"
#include "staff/team.h"
#include "text/email.h"
#include "text/json.h"
#include "text/utf8.h"

#include "conversation.sql.h"

enum { SUBJECT_CHARACTERS = 200, SUBJECT_FROM_BODY = 60 };

/* ---- reading ---- */

enum err conversation_find(struct turn *t, id which, struct conversation *out)
{
    return sql_find(t, which, out);
}

enum err conversation_find_for(struct turn *t, const char *permission, id which, struct conversation *out)
{
    TRY(conversation_find(t, which, out));
    return access_may_in(t, permission, out->team);
}

enum err conversation_hold(struct turn *t, id which, struct conversation *out)
{
    return sql_find_to_change(t, which, out);
}

enum err conversation_hold_for(struct turn *t, const char *permission, id which, struct conversation *out)
{
    TRY(conversation_hold(t, which, out));
    return access_may_in(t, permission, out->team);
}

enum err conversation_owners(struct turn *t, id which, struct ownership_span_list *out)
{
    return sql_owners(t, which, out);
}

enum err conversation_messages(struct turn *t, id which, bool with_notes, struct message_list *out)
{
    TRY(sql_messages(t, which, with_notes, out));
    return attachment_fill(t, which, out);
}

/* ---- the state moves, and everything that hangs on it ---- */

static enum err move(struct turn *t, struct conversation *c, enum conversation_act act)
{
    enum conversation_state to = c->state;
    if (!conversation_state_after(c->state, act, &to))
        return fail(t, CONFLICT, "a conversation that is %s does not allow this", conversation_state_words[c->state]);
    c->state = to;
    if (act == SCHEDULE || act == DUE) return OK;
    c->snoozed_until = 0; /* somebody acted: why it was away is told no longer */
    c->snooze_reason = (str){ 0 };
    return OK;
}

static enum err say(struct turn *t, const struct conversation *c, const struct event_kind *kind)
{
    return event_emit(
        t, kind,
        &(struct emitting){ .customer = c->customer, .subject = c->id, .conversation = c->id, .team = c->team });
}

static enum err say_received(struct turn *t, const struct conversation *c, const struct message *m)
{
    return EMIT(t, MESSAGE_RECEIVED, .customer = c->customer, .subject = m->id, .conversation = c->id, .team = c->team);
}

static enum err say_written(struct turn *t, const struct conversation *c, const struct message *m)
{
    return EMIT(t, MESSAGE_WRITTEN, .customer = c->customer, .subject = m->id, .conversation = c->id, .team = c->team,
                .body = &(struct written){ .internal = m->internal });
}

static enum err keep_and_say(struct turn *t, const struct conversation *c, const struct event_kind *kind)
{
    TRY(sql_keep(t, c));
    return say(t, c, kind);
}

static enum err check_body(struct turn *t, str body)
{
    if (str_empty(str_trim(body))) return fail_field(t, "body", "must say something");
    if (utf8_count(body) > BODY_CHARACTERS)
        return fail_field(t, "body", "must be at most %d characters", BODY_CHARACTERS);
    return OK;
}

/* Ids are the order of a conversation's messages, and who has seen what is asked by them (check_seen): what is said
 * later has the greater one, also when the clock of the program that took the last one is ahead. The row is held. */
static enum err pass_newest(struct turn *t, id conversation)
{
    id newest = 0;
    TRY(sql_newest_message(t, conversation, &newest));
    turn_id_pass(t, newest);
    return OK;
}

static enum err add_message(struct turn *t, const struct conversation *c, const struct writing *what,
                            struct message *out)
{
    str body = { 0 }, html = { 0 };
    TRY(formatted_take(t, what->body, what->html, &body, &html));
    TRY(check_body(t, body));
    TRY(pass_newest(t, c->id));
    *out = (struct message){ .id = turn_id(t),
                             .conversation = c->id,
                             .author_kind = t->actor.kind,
                             .author = t->actor.who,
                             .internal = what->internal,
                             .body = body,
                             .html = html,
                             .machine = what->machine,
                             .at = t->now };
    return sql_insert_message(t, out);
}

/* From now on this person answers for it, and whoever did before no longer does. */
static enum err give_to(struct turn *t, struct conversation *c, id owner)
{
    if (c->state == NEW || c->state == BOT) TRY(move(t, c, CLAIM));
    c->owner = owner;
    TRY(sql_close_span(t, c->id, t->now));
    TRY(sql_open_span(t, turn_id(t), c->id, owner, t->now));
    return sql_keep(t, c);
}

static enum err own(struct turn *t, struct conversation *c)
{
    if (t->actor.kind == KEY) /* a program answers for nothing: the owner is somebody with a name */
        return fail(t, CONFLICT, "nobody answers for this yet: a person claims it first, or assign it to one");
    bool left = false;
    TRY(staff_has_left(t, t->actor.who, &left));
    if (left) return fail(t, CONFLICT, "whoever does not work here any more cannot answer for it");
    TRY(give_to(t, c, t->actor.who));
    return say(t, c, &CONVERSATION_CLAIMED);
}

static enum err resolve(struct turn *t, struct conversation *c, enum conversation_act act, enum resolved_how how)
{
    TRY(move(t, c, act));
    c->resolved_how = how;
    c->resolved_at = t->now;
    c->waiting_since = 0;
    return keep_and_say(t, c, &CONVERSATION_RESOLVED);
}

static enum err open_again(struct turn *t, struct conversation *c, enum conversation_act act)
{
    bool was_resolved = c->state == RESOLVED;
    TRY(move(t, c, act));
    c->resolved_how = UNRESOLVED;
    c->resolved_at = 0;
    if (was_resolved) c->reopen_count++;
    TRY(sql_keep(t, c));
    return was_resolved ? say(t, c, &CONVERSATION_REOPENED) : OK;
}

/* ---- the customer ---- */

str conversation_subject(struct turn *t, str subject, str body)
{
    str line = utf8_line(t->arena, utf8_cut(subject.n ? subject : body, SUBJECT_CHARACTERS));
    str cut = utf8_cut(line, SUBJECT_FROM_BODY);
    size_t word = cut.n;
    if (subject.n || cut.n == line.n) return line;
    while (word > 0 && line.at[word] != ' ') word--;
    if (word > cut.n / 2) cut = str_cut(cut, word); /* not inside a word, unless it is a very long one */
    return str_format(t->arena, "%.*s…", STR_ARG(cut));
}

static int64_t count_char(str s, char c)
{
    int64_t n = 0;
    for (size_t i = 0; i < s.n; i++) n += s.at[i] == c;
    return n;
}

/* What was known before anybody acted: later comparisons are only honest with it. The row itself is counted, so one is
 * taken off. */
static enum err snapshot(struct turn *t, const struct conversation *c, str body)
{
    int64_t before = 0, open = 0;
    TRY(sql_count_before(t, c->customer, &before));
    TRY(sql_count_open(t, c->customer, &open));
    return sql_insert_snapshot(t, turn_id(t), c->id, t->now, count_char(body, ' ') + 1, count_char(body, '?'), open - 1,
                               before - 1);
}

/* "es" of "es-MX", in small letters. */
static str language_of(struct turn *t, str heard, str known)
{
    str tag = heard.n ? heard : known;
    return str_lower(t->arena, str_split(&tag, '-'));
}

enum err conversation_open(struct turn *t, struct conversation *c, const struct customer_words *said,
                           struct message *out)
{
    c->id = turn_id(t);
    c->created_at = c->last_at = c->waiting_since = t->now;
    struct turn as = *t;
    as.actor = (struct actor){ .kind = CUSTOMER, .who = c->customer };
    TRY(sql_insert(&as, c));
    TRY(snapshot(&as, c, said->body));
    TRY(add_message(&as, c, &(struct writing){ .body = said->body, .machine = said->machine }, out));
    TRY(attachment_hang(&as, out, &said->files));
    TRY(say(&as, c, &CONVERSATION_OPENED));
    return say_received(&as, c, out);
}

enum err conversation_receive(struct turn *t, const struct event *e)
{
    struct incoming it = { 0 };
    struct heard heard = { 0 };
    struct customer who = { 0 };
    struct message first = { 0 };
    str email = { 0 };
    TRY(incoming_find(t, e->subject, &it));
    if (it.state == UNDERSTOOD) return OK;
    TRY(incoming_hear(t, &it, &heard));
    if (!email_norm(t->arena, heard.email, &email))
        email = (str){ 0 }; /* an address we cannot use is not worth losing a message for */
    TRY(customer_meet(t, email, heard.name, heard.language, &who));
    struct conversation c = { .customer = who.id,
                              .channel = it.channel,
                              .subject = conversation_subject(t, heard.subject, heard.body),
                              .language = language_of(t, heard.language, who.language),
                              .state = heard.machine ? SPAM : NEW };
    TRY(conversation_open(t, &c, &(struct customer_words){ .body = heard.body, .files = heard.files }, &first));
    return incoming_understood(t, it.id, c.id);
}

static enum err continue_closed(struct turn *t, const struct conversation *old, const struct customer_words *said,
                                struct message *out)
{
    struct conversation c = { .customer = old->customer,
                              .channel = old->channel,
                              .subject = old->subject,
                              .team = old->team,
                              .language = old->language,
                              .continues = old->id };
    return conversation_open(t, &c, said, out);
}

enum err conversation_customer_says(struct turn *t, id which, const struct customer_words *said, struct message *out)
{
    struct conversation c = { 0 };
    TRY(conversation_hold(t, which, &c));
    if ((c.state == CLOSED || c.state == MERGED) && !said->machine) return continue_closed(t, &c, said, out);
    TRY(add_message(t, &c, &(struct writing){ .body = said->body, .machine = said->machine }, out));
    TRY(attachment_hang(t, out, &said->files));
    c.last_at = t->now;
    if (said->machine) {
        TRY(sql_keep(t, &c));
        return say_received(t, &c, out);
    }
    if (!c.waiting_since) c.waiting_since = t->now;
    TRY(open_again(t, &c, CUSTOMER_WRITES));
    return say_received(t, &c, out);
}

enum err conversation_customer_writes(struct turn *t, id which, str body, struct message *out)
{
    return conversation_customer_says(t, which, &(struct customer_words){ .body = body }, out);
}

enum err conversation_confirm(struct turn *t, id which)
{
    struct conversation c = { 0 };
    TRY(conversation_hold(t, which, &c));
    if (c.state == RESOLVED && c.resolved_how == CONFIRMED) return OK; /* pressed twice */
    if (c.state != RESOLVED) TRY(resolve(t, &c, CONFIRM, CONFIRMED));
    c.resolved_how = CONFIRMED; /* we had assumed it, or had it just now */
    return keep_and_say(t, &c, &CONVERSATION_CONFIRMED);
}

enum err conversation_not_solved(struct turn *t, id which, str body)
{
    struct conversation c = { 0 };
    struct message m = { 0 };
    if (!str_empty(str_trim(body))) return conversation_customer_writes(t, which, body, &m);
    TRY(conversation_hold(t, which, &c));
    bool was_resolved = c.state == RESOLVED;
    c.last_at = t->now;
    if (!c.waiting_since) c.waiting_since = t->now;
    TRY(open_again(t, &c, NOT_SOLVED));
    return was_resolved ? OK : say(t, &c, &CONVERSATION_NOT_SOLVED);
}

/* ---- staff ---- */

/* What is over has no owner to come: spam that got one would be new again, and owned, and nobody's to answer. */
static enum err check_goes_on(struct turn *t, const struct conversation *c)
{
    if (!conversation_is_final(c->state)) return OK;
    return fail(t, CONFLICT, "a conversation that is %s needs no owner", conversation_state_words[c->state]);
}

enum err conversation_claim(struct turn *t, id which)
{
    struct conversation c = { 0 };
    TRY(conversation_hold(t, which, &c));
    if (c.owner == t->actor.who) return OK;
    TRY(check_goes_on(t, &c));
    if (c.owner) return fail(t, CONFLICT, "somebody owns this already: ask for a handover");
    return own(t, &c);
}

static enum err say_handed(struct turn *t, const struct conversation *c, const struct event_kind *kind, id team,
                           const struct handed *how)
{
    return event_emit(
        t, kind,
        &(struct emitting){
            .customer = c->customer, .subject = c->id, .conversation = c->id, .team = team, .body = how });
}

bool conversation_may_see(const struct staff *who, id team)
{
    if (team == 0 || (who->role != AGENT && who->role != LEAD)) return true;
    for (size_t i = 0; i < who->teams.n; i++)
        if (who->teams.at[i] == team) return true;
    return false;
}

static enum err check_owner(struct turn *t, const struct conversation *c, id owner)
{
    struct staff who = { 0 };
    if (owner == 0)
        return fail_field(t, "owner", "must be a member of staff: what somebody answers for never goes back to nobody");
    enum err err = staff_keep_as_is(t, owner, &who);
    if (err == NOT_FOUND) return fail_field(t, "owner", "is nobody who works here");
    TRY(err);
    if (!who.active) return fail_field(t, "owner", "does not work here any more: choose somebody who does");
    if (who.role == NO_ROLE || who.role == AUDITOR)
        return fail_field(t, "owner", "may only read: choose somebody who may answer");
    if (!conversation_may_see(&who, c->team))
        return fail_field(
            t, "owner",
            "is not in the team of this conversation: choose somebody who is, or move it with its new owner");
    return OK;
}

static enum err hand_to(struct turn *t, struct conversation *c, id owner)
{
    TRY(check_owner(t, c, owner));
    if (c->owner == owner) return OK;
    TRY(check_goes_on(t, c));
    bool taken = c->owner && c->owner != t->actor.who;
    if (taken && t->actor.kind == STAFF && t->actor.role == AGENT)
        return fail(t, FORBIDDEN, "only its owner or a lead may hand on what a colleague answers for");
    struct handed how = { .from = c->owner, .to = owner };
    TRY(give_to(t, c, owner));
    return say_handed(t, c, &CONVERSATION_ASSIGNED, c->team, &how);
}

/* A note like any other: for colleagues to read, and gone with the conversation. */
static enum err note_reason(struct turn *t, id which, str reason)
{
    struct writing what = { .conversation = which, .body = reason, .internal = true, .apart = true };
    struct message note = { 0 };
    return utf8_blank(reason) ? OK : conversation_say(t, &what, &note);
}

enum err conversation_assign(struct turn *t, id which, id owner, str reason)
{
    struct conversation c = { 0 };
    TRY(conversation_hold(t, which, &c));
    TRY(check_goes_on(t, &c));
    if (c.owner == owner) return check_owner(t, &c, owner);
    TRY(hand_to(t, &c, owner));
    return note_reason(t, which, reason);
}

/* Its owner must not lose sight of it. */
static enum err check_team(struct turn *t, const struct conversation *c, id team)
{
    struct team it = { 0 };
    struct staff owner = { 0 };
    if (team && team_find(t, team, &it) != OK) return fail_field(t, "team", "is no team of ours");
    enum err err = c->owner ? staff_keep_as_is(t, c->owner, &owner) : NOT_FOUND;
    if (err == NOT_FOUND) return OK; /* nobody who could lose sight of it */
    TRY(err);
    if (conversation_may_see(&owner, team)) return OK;
    return fail_field(t, "owner", "must be named: who answers for it now is not in that team");
}

static enum err say_moved(struct turn *t, const struct conversation *c, id from)
{
    struct handed how = { .from = from, .to = c->team };
    if (!from || !c->team) return say_handed(t, c, &CONVERSATION_MOVED, 0, &how); /* everybody knew it, or does now */
    TRY(say_handed(t, c, &CONVERSATION_MOVED, from, &how));
    return say_handed(t, c, &CONVERSATION_MOVED, c->team, &how);
}

enum err conversation_move(struct turn *t, id which, id team, id owner, str reason)
{
    struct conversation c = { 0 };
    TRY(conversation_hold(t, which, &c));
    id from = c.team, had = c.owner;
    if (!owner) TRY(check_team(t, &c, team));
    c.team = team;
    if (owner) TRY(hand_to(t, &c, owner));
    if (from != team) TRY(sql_keep(t, &c));
    if (from != team) TRY(say_moved(t, &c, from));
    return from != team || had != c.owner ? note_reason(t, which, reason) : OK;
}

/* Whoever waited goes on waiting since then. */
static enum err unresolve(struct turn *t, struct conversation *c, const struct conversation *was)
{
    c->state = was->state == SCHEDULED ? OPEN : was->state; /* its alarm may have passed meanwhile */
    c->resolved_how = UNRESOLVED;
    c->resolved_at = 0;
    c->waiting_since = was->waiting_since;
    return keep_and_say(t, c, &CONVERSATION_UNRESOLVED);
}

static enum err hand_back(struct turn *t, struct conversation *c, id owner)
{
    struct handed how = { .from = c->owner, .to = owner };
    if (!owner) return fail(t, CONFLICT, "nobody answered for it before, and it never goes back to nobody");
    TRY(check_owner(t, c, owner));
    TRY(give_to(t, c, owner));
    return say_handed(t, c, &CONVERSATION_ASSIGNED, c->team, &how);
}

enum err conversation_take_back(struct turn *t, id which, const struct conversation *was)
{
    struct conversation c = { 0 };
    TRY(conversation_hold(t, which, &c));
    id from = c.team;
    if (c.state == RESOLVED && was->state != RESOLVED) TRY(unresolve(t, &c, was));
    c.team = was->team;
    if (c.owner != was->owner) TRY(hand_back(t, &c, was->owner));
    if (from == was->team) return OK;
    TRY(sql_keep(t, &c));
    return say_moved(t, &c, from);
}

/* By the way they came, when that way leads back. */
static enum err send_out(struct turn *t, const struct conversation *c, const struct message *m,
                         const struct envelope *to)
{
    const struct channel_kind *kind = channel_kind_named(c->channel);
    if (kind && kind->letters) return delivery_queue(t, c, m, to);
    if (!kind || !kind->send) return OK;
    return outgoing_queue(t, c->customer, c->id, m->id);
}

/* What leaves the house carries the business's signature; our own pages say who wrote. */
static enum err sign(struct turn *t, const struct message *m, str *body)
{
    struct staff who = { 0 };
    enum err err = m->author_kind == STAFF ? staff_find(t, m->author, &who) : OK;
    if (err != OK && err != NOT_FOUND) return err;
    return business_sign(t, who.name, m->body, body);
}

struct sending {
    const struct event *queued;
    struct outgoing what;
};

static enum err read_outgoing(struct turn *t, void *with)
{
    struct sending *it = with;
    struct message m = { 0 };
    struct conversation c = { 0 };
    struct customer who = { 0 };
    TRY(sql_find_message(t, it->queued->subject, &m));
    TRY(conversation_find(t, m.conversation, &c));
    TRY(customer_find(t, c.customer, &who));
    it->what = (struct outgoing){ .message = m.id,
                                  .conversation = c.id,
                                  .channel = c.channel,
                                  .email = who.email,
                                  .name = who.name,
                                  .subject = c.subject,
                                  .body = m.body };
    return sign(t, &m, &it->what.body);
}

/* What is sent is read when it is sent: to the address that the customer has by then. */
enum err conversation_send(struct turn *t, const struct event *e)
{
    struct sending it = { .queued = e };
    TRY(turn_read(t->house, actor_system(), read_outgoing, &it, t->why, t->arena));
    const struct channel_kind *kind = channel_kind_named(it.what.channel);
    if (kind && kind->letters) return delivery_send(t, e);
    return outgoing_send(t, &it.what);
}

/* The hard stop: nobody answers past what they have not seen. What came travels with the refusal, so that it can be
 * shown beside the text that was not sent. */
static enum err check_seen(struct turn *t, const struct conversation *c, id seen)
{
    struct message_list all = { 0 }, came = { 0 };
    if (!seen) return OK;
    TRY(conversation_messages(t, c->id, true, &all));
    for (size_t i = 0; i < all.n; i++)
        if (all.at[i].id > seen) *LIST_ADD(t->arena, &came) = all.at[i];
    if (came.n == 0) return OK;
    struct text more = { .arena = t->arena };
    text_addz(&more, "\"arrived\":");
    json_write_list(&more, &message_shape, &(struct list){ .at = came.at, .n = came.n, .room = came.room });
    enum err err = fail(t, CONFLICT,
                        "something came that you had not seen: read it, then send again with its id as `seen`");
    t->why->field = STR("seen");
    t->why->more = text_str(&more);
    return err;
}

static enum err answered(struct turn *t, struct conversation *c)
{
    if (c->state == RESOLVED) TRY(open_again(t, c, NOT_SOLVED));
    TRY(move(t, c, REPLY));
    c->waiting_since = 0;
    if (!c->first_reply_at) c->first_reply_at = t->now;
    return OK;
}

static enum err drop_draft(struct turn *t, const struct writing *what, str said)
{
    struct draft_going it = { .conversation = what->conversation,
                              .kind = what->internal ? DRAFT_NOTE : DRAFT_REPLY,
                              .known = what->drafted,
                              .revision = what->draft,
                              .body = said };
    return draft_sent(t, &it);
}

/* Only what leaves by e-mail can go to others than the customer. */
static enum err take_envelope(struct turn *t, const struct conversation *c, const struct writing *what,
                              struct envelope *out)
{
    const struct channel_kind *kind = channel_kind_named(c->channel);
    const struct envelope said = { .to = what->to, .cc = what->cc, .bcc = what->bcc };
    if (envelope_is_plain(&said)) return OK;
    if (!what->internal && kind && kind->letters) return envelope_take(t, c, &said, out);
    return fail_field(t, what->to.n ? "to" : what->cc.n ? "cc" : "bcc", "belongs to an answer by e-mail only");
}

enum err conversation_ready(struct turn *t, struct conversation *held, const struct writing *what, struct envelope *to)
{
    enum conversation_state after = held->state;
    bool answers = held->state == RESOLVED || conversation_state_after(held->state, REPLY, &after);
    if (!what->internal && !answers && conversation_is_final(held->state))
        return fail(t, CONFLICT, "a conversation that is %s does not allow this",
                    conversation_state_words[held->state]);
    TRY(check_seen(t, held, what->seen));
    TRY(take_envelope(t, held, what, to));
    return !what->internal && !held->owner ? own(t, held) : OK;
}

enum err conversation_say_in(struct turn *t, struct conversation *held, const struct writing *what, struct message *out)
{
    struct envelope to = { 0 };
    TRY(conversation_ready(t, held, what, &to));
    TRY(add_message(t, held, what, out));
    TRY(attachment_add(t, out, &what->files));
    if (!what->apart) TRY(drop_draft(t, what, out->body));
    TRY(mention_add(t, held, out, &what->mentions));
    held->last_at = t->now;
    if (!what->internal) TRY(answered(t, held));
    TRY(sql_keep(t, held));
    TRY(say_written(t, held, out));
    return what->internal ? OK : send_out(t, held, out, &to);
}

enum err conversation_say(struct turn *t, const struct writing *what, struct message *out)
{
    struct conversation c = { 0 };
    TRY(conversation_hold(t, what->conversation, &c));
    return conversation_say_in(t, &c, what, out);
}

enum err conversation_write(struct turn *t, id which, str body, bool internal, struct message *out)
{
    return conversation_say(t, &(struct writing){ .conversation = which, .body = body, .internal = internal }, out);
}

static enum err act(struct turn *t, id which, enum conversation_act what, const struct event_kind *kind)
{
    struct conversation c = { 0 };
    TRY(conversation_hold(t, which, &c));
    TRY(move(t, &c, what));
    c.last_at = t->now;
    return keep_and_say(t, &c, kind);
}

/* An answer that could still be undone was given before what happens now. */
static enum err say_what_waits(struct turn *t, id which)
{
    struct conversation c = { 0 };
    TRY(conversation_hold(t, which, &c));
    return dispatch_say_now(t, &c);
}

enum err conversation_propose(struct turn *t, id which)
{
    TRY(say_what_waits(t, which));
    return act(t, which, PROPOSE, &CONVERSATION_PROPOSED_SOLVED);
}
enum err conversation_mark_spam(struct turn *t, id which)
{
    return act(t, which, MARK_SPAM, &CONVERSATION_MARKED_SPAM);
}
enum err conversation_not_spam(struct turn *t, id which)
{
    return act(t, which, NOT_SPAM, &CONVERSATION_UNMARKED_SPAM);
}

enum err conversation_resolve(struct turn *t, id which)
{
    struct conversation c = { 0 };
    TRY(say_what_waits(t, which));
    TRY(conversation_hold(t, which, &c));
    return resolve(t, &c, RESOLVE, ASSUMED);
}

enum err conversation_reopen(struct turn *t, id which)
{
    struct conversation c = { 0 };
    TRY(conversation_hold(t, which, &c));
    if (c.state != RESOLVED) return fail(t, CONFLICT, "only what is resolved can be reopened");
    return open_again(t, &c, NOT_SOLVED);
}

/* ---- put off ---- */

enum err conversation_snooze(struct turn *t, id which, usec until, str reason)
{
    struct conversation c = { 0 };
    TRY(say_what_waits(t, which));
    TRY(conversation_hold(t, which, &c));
    if (until <= t->now) return fail_field(t, "until", "must be a time to come");
    if (until > t->now + SNOOZE_DAYS * DAY) return fail_field(t, "until", "must be within a year");
    if (!c.owner && !conversation_is_final(c.state) && c.state != RESOLVED) TRY(own(t, &c));
    TRY(move(t, &c, SCHEDULE));
    c.snoozed_until = until;
    c.snooze_reason = str_trim(reason);
    TRY(sql_keep(t, &c));
    return EMIT(t, CONVERSATION_SNOOZED, .customer = c.customer, .subject = c.id, .conversation = c.id, .team = c.team,
                .body = &(struct put_off){ .until = until });
}

/* Back at the top of the list, with the reason it was away for. */
static enum err come_back(struct turn *t, struct conversation *c)
{
    TRY(move(t, c, DUE));
    c->last_at = t->now;
    return keep_and_say(t, c, &CONVERSATION_RETURNED);
}

enum err conversation_wake(struct turn *t, id which)
{
    struct conversation c = { 0 };
    TRY(conversation_hold(t, which, &c));
    if (c.state != SCHEDULED) return fail(t, CONFLICT, "only what was put off can be brought back");
    c.snoozed_until = t->now;
    return come_back(t, &c);
}

/* ---- time ---- */

static void take_ids(struct turn *t, const struct conversation_list *rows, struct id_list *out)
{
    for (size_t i = 0; i < rows->n; i++) *LIST_ADD(t->arena, out) = rows->at[i].id;
}

static enum err list_due(struct turn *t, id after, int most, struct id_list *out)
{
    struct conversation_list rows = { 0 };
    TRY(sql_due(t, t->now, after, most, &rows));
    take_ids(t, &rows, out);
    return OK;
}

enum err conversation_snooze_ends(struct turn *t, id which)
{
    struct conversation c = { 0 };
    TRY(conversation_hold(t, which, &c));
    return c.state == SCHEDULED && c.snoozed_until <= t->now ? come_back(t, &c) : OK;
}

enum err conversation_bring_back(struct turn *t, const struct event *e)
{
    static const struct sweep due = { "conversation.snooze_ends", list_due, conversation_snooze_ends };
    return sweep_through(t, e, &due);
}

static enum err list_silent(struct turn *t, id after, int most, struct id_list *out)
{
    struct conversation_list rows = { 0 };
    TRY(sql_silent(t, t->now - SILENCE_HOURS * HOUR, after, most, &rows));
    take_ids(t, &rows, out);
    return OK;
}

static enum err list_past_window(struct turn *t, id after, int most, struct id_list *out)
{
    struct conversation_list rows = { 0 };
    TRY(sql_past_window(t, t->now - REOPEN_DAYS * DAY, after, most, &rows));
    take_ids(t, &rows, out);
    return OK;
}

enum err conversation_silence(struct turn *t, id which)
{
    struct conversation c = { 0 };
    TRY(conversation_hold(t, which, &c));
    if (c.state != PROPOSED || c.last_at > t->now - SILENCE_HOURS * HOUR) return OK;
    return resolve(t, &c, SILENCE, ASSUMED);
}

enum err conversation_window_ends(struct turn *t, id which)
{
    struct conversation c = { 0 };
    TRY(conversation_hold(t, which, &c));
    if (c.state != RESOLVED || c.resolved_at > t->now - REOPEN_DAYS * DAY) return OK;
    TRY(move(t, &c, WINDOW_ENDS));
    return keep_and_say(t, &c, &CONVERSATION_CLOSED);
}

enum err conversation_assume_solved(struct turn *t, const struct event *e)
{
    static const struct sweep silent = { "conversation.silence", list_silent, conversation_silence };
    return sweep_through(t, e, &silent);
}

enum err conversation_close_old(struct turn *t, const struct event *e)
{
    static const struct sweep old = { "conversation.window_ends", list_past_window, conversation_window_ends };
    return sweep_through(t, e, &old);
}

/* ---- people ---- */

static enum err refuse_owned(struct turn *t, int64_t owned)
{
    if (owned == 0) return OK;
    return fail(t, CONFLICT,
                owned == 1 ? "they own %lld open conversation: give it to somebody else first"
                           : "they own %lld open conversations: give them to somebody else first",
                (long long)owned);
}

enum err conversation_keep_owner(struct turn *t, const struct event *e)
{
    int64_t owned = 0;
    TRY(sql_count_owned(t, e->subject, &owned));
    return refuse_owned(t, owned);
}

enum err conversation_keep_sight(struct turn *t, const struct event *e)
{
    struct staff who = { 0 };
    int64_t owned = 0;
    TRY(staff_find(t, e->subject, &who));
    if (who.role == NO_ROLE || who.role == AUDITOR)
        TRY(sql_count_owned(t, e->subject, &owned));
    else if (who.role == AGENT || who.role == LEAD)
        TRY(sql_count_owned_elsewhere(t, e->subject, &who.teams, &owned));
    return refuse_owned(t, owned);
}
