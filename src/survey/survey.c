#include "survey/survey.h"

#include "channel/channel.h"
#include "conversation/conversation.h"
#include "customer/customer.h"
#include "spine/access.h"
#include "spine/sample.h"
#include "spine/setting.h"
#include "spine/sweep.h"
#include "spine/token.h"

#include "survey.sql.h"

const char *const invitation_state_words[] = { "suppressed", "sent",      "opened",  "completed",
                                               "expired",    "withdrawn", "refused", NULL };

const struct shape survey_invitation_shape = SHAPE(
    struct survey_invitation, F_ID(struct survey_invitation, id), F_ID(struct survey_invitation, event),
    F_TEXT(struct survey_invitation, kind), F_ID(struct survey_invitation, customer),
    F_ID(struct survey_invitation, conversation), F_ENUM(struct survey_invitation, state, invitation_state_words),
    F_ENUM(struct survey_invitation, reason, suppressed_reason_words),
    F_TEXT(struct survey_invitation, token_hash, .secret = true), F_TIME(struct survey_invitation, created_at),
    F_TIME(struct survey_invitation, expires_at), F_TIME(struct survey_invitation, ended_at));

const struct shape survey_response_shape = SHAPE(
    struct survey_response, F_ID(struct survey_response, id), F_ID(struct survey_response, invitation),
    F_INT(struct survey_response, score), F_TEXT(struct survey_response, comment),
    F_BOOL(struct survey_response, contact), F_TEXT(struct survey_response, language),
    F_TIME(struct survey_response, at));

const struct shape survey_outcome_shape = SHAPE(
    struct survey_outcome, F_ID(struct survey_outcome, id), F_ID(struct survey_outcome, conversation),
    F_TEXT(struct survey_outcome, kind), F_ENUM(struct survey_outcome, state, invitation_state_words),
    F_ENUM(struct survey_outcome, reason, suppressed_reason_words, .help = "why this person was not asked"),
    F_TIME(struct survey_outcome, created_at), F_TIME(struct survey_outcome, expires_at),
    F_TIME(struct survey_outcome, answered_at), F_INT(struct survey_outcome, score),
    F_TEXT(struct survey_outcome, comment),
    F_BOOL(struct survey_outcome, contact, .help = "the customer may be contacted about this"));

const struct shape survey_standing_shape = SHAPE(
    struct survey_standing,
    F_TIME(struct survey_standing, opted_out_at, .help = "since then they do not want to be asked; null: they may be"),
    F_LIST(struct survey_standing, answers, survey_outcome_shape, .help = "the newest ten that you may see"));

const struct shape survey_case_shape = SHAPE(struct survey_case, F_TIME(struct survey_case, last_any),
                                             F_TIME(struct survey_case, last_same), F_INT(struct survey_case, in_year));

/* ---- what the events carry: never the comment, which may hold anything ---- */

struct asked {
    str kind;
    enum suppressed_reason reason;
};
static const struct shape asked_shape = SHAPE(struct asked, F_TEXT(struct asked, kind),
                                              F_ENUM(struct asked, reason, suppressed_reason_words));
struct answered {
    str kind;
    int64_t score;
    enum verdict verdict;
    bool comment, contact;
};
static const struct shape answered_shape = SHAPE(
    struct answered, F_TEXT(struct answered, kind), F_INT(struct answered, score),
    F_ENUM(struct answered, verdict, verdict_words), F_BOOL(struct answered, comment, .help = "there is one"),
    F_BOOL(struct answered, contact));

#define SEEN "survey.read"
const struct event_kind SURVEY_INVITED = {
    .name = "survey.invited", .help = "A customer was asked how it went.", .body = &asked_shape, .seen_by = SEEN
};
const struct event_kind SURVEY_SUPPRESSED = { .name = "survey.suppressed",
                                              .help = "A customer was not asked, for a reason that is kept.",
                                              .body = &asked_shape,
                                              .seen_by = SEEN };
const struct event_kind SURVEY_WITHDRAWN = { .name = "survey.withdrawn",
                                             .help = "It was reopened before the customer had answered.",
                                             .body = &asked_shape,
                                             .seen_by = SEEN };
const struct event_kind SURVEY_EXPIRED = {
    .name = "survey.expired", .help = "The customer did not answer in time.", .body = &asked_shape, .seen_by = SEEN
};
const struct event_kind SURVEY_COMPLETED = {
    .name = "survey.completed", .help = "A customer said how it went.", .body = &answered_shape, .seen_by = SEEN
};
const struct event_kind SURVEY_OPTED_OUT = { .name = "survey.opted_out",
                                             .help = "A customer asked not to be asked any more.",
                                             .seen_by = SEEN };
const struct event_kind LOOP_OPENED = { .name = "loop.opened",
                                        .help = "The score was low or a call back was asked for: somebody has to.",
                                        .body = &answered_shape,
                                        .seen_by = SEEN };

static enum err say(struct turn *t, const struct event_kind *kind, const struct survey_invitation *it, const void *body)
{
    struct conversation about = { 0 };
    TRY(conversation_find(t, it->conversation, &about));
    return event_emit(t, kind,
                      &(struct emitting){ .customer = it->customer,
                                          .subject = it->id,
                                          .conversation = it->conversation,
                                          .team = about.team,
                                          .body = body });
}

static enum err say_asked(struct turn *t, const struct event_kind *kind, const struct survey_invitation *it)
{
    return say(t, kind, it, &(struct asked){ .kind = it->kind, .reason = it->reason });
}

/* ---- the link ---- */

str survey_token(struct turn *t, id invitation)
{
    return token_of(t, str_format(t->arena, "survey|%lld", (long long)invitation));
}

enum err survey_of_token(struct turn *t, str token, struct survey_invitation *out)
{
    bool found = false;
    TRY(sql_by_token(t, token_hash(t->arena, str_cut(token, 100)), out, &found));
    return found ? OK : fail(t, NOT_FOUND, "this link leads nowhere");
}

bool survey_is_open(const struct turn *t, const struct survey_invitation *it)
{
    return (it->state == INVITATION_SENT || it->state == INVITATION_OPENED) && it->expires_at > t->now;
}

/* ---- asking ---- */

static enum err reason_of(struct turn *t, const struct conversation *c, str kind, enum suppressed_reason *out)
{
    struct survey_case it = { 0 };
    bool has_page = false;
    TRY(sql_past(t, c->customer, kind, t->now - YEAR_DAYS * DAY, &it));
    TRY(incoming_has_page(t, c->id, &has_page));
    TRY(survey_has_opted_out(t, c->customer, &it.opted_out));
    it.spam = c->state == SPAM;
    it.reopened = c->state != RESOLVED && c->state != CLOSED;
    it.unreachable = !has_page;
    *out = throttle_reason(&it, t->now);
    return OK;
}

static enum err invite(struct turn *t, const struct event *e, str kind)
{
    struct conversation c = { 0 };
    enum suppressed_reason reason = NOT_SUPPRESSED;
    int64_t kept = 0;
    TRY(conversation_hold(t, e->conversation, &c)); /* so that it is not reopened between our look and our question */
    TRY(reason_of(t, &c, kind, &reason));
    struct survey_invitation it = { .id = turn_id(t),
                                    .event = e->id,
                                    .kind = kind,
                                    .customer = c.customer,
                                    .conversation = c.id,
                                    .reason = reason,
                                    .created_at = t->now };
    if (reason == NOT_SUPPRESSED) {
        it.state = INVITATION_SENT;
        it.token_hash = token_hash(t->arena, survey_token(t, it.id));
        it.expires_at = t->now + SURVEY_OPEN_DAYS * DAY;
    }
    TRY(sql_insert(t, &it, &kept));
    if (kept == 0) return OK; /* this resolution was followed already */
    return say_asked(t, reason == NOT_SUPPRESSED ? &SURVEY_INVITED : &SURVEY_SUPPRESSED, &it);
}

enum err survey_invite(struct turn *t, const struct event *e)
{
    str kind = { 0 };
    TRY(setting_text(t, "survey.after_resolve", &kind));
    return survey_kind_named(kind) ? invite(t, e, kind) : OK;
}

/* ---- what ends an invitation ---- */

static enum err end(struct turn *t, struct survey_invitation *it, enum invitation_state state,
                    enum suppressed_reason why, bool *ended)
{
    int64_t changed = 0;
    it->state = state;
    it->reason = why;
    TRY(sql_end(t, it->id, str_of(invitation_state_words[state]), str_of(suppressed_reason_words[why]), t->now,
                &changed));
    *ended = changed == 1;
    return OK;
}

static enum err end_and_say(struct turn *t, struct survey_invitation *it, enum invitation_state state,
                            enum suppressed_reason why, const struct event_kind *kind)
{
    bool ended = false;
    TRY(end(t, it, state, why, &ended));
    return ended ? say_asked(t, kind, it) : OK;
}

enum err survey_withdraw(struct turn *t, const struct event *e)
{
    struct survey_invitation_list open = { 0 };
    TRY(sql_open_of_conversation(t, e->conversation, &open));
    for (size_t i = 0; i < open.n; i++)
        TRY(end_and_say(t, &open.at[i], INVITATION_WITHDRAWN, WAS_REOPENED, &SURVEY_WITHDRAWN));
    return OK;
}

static enum err list_past_due(struct turn *t, id after, int most, struct id_list *out)
{
    struct survey_invitation_list rows = { 0 };
    TRY(sql_past_due(t, t->now, after, most, &rows));
    for (size_t i = 0; i < rows.n; i++) *LIST_ADD(t->arena, out) = rows.at[i].id;
    return OK;
}

enum err survey_expires(struct turn *t, id which)
{
    struct survey_invitation it = { 0 };
    TRY(sql_find(t, which, &it));
    if (it.expires_at > t->now) return OK;
    return end_and_say(t, &it, INVITATION_EXPIRED, NOT_SUPPRESSED, &SURVEY_EXPIRED);
}

enum err survey_expire(struct turn *t, const struct event *e)
{
    static const struct sweep past_due = { "survey.expires", list_past_due, survey_expires };
    return sweep_through(t, e, &past_due);
}

enum err survey_has_opted_out(struct turn *t, id customer, bool *out)
{
    int64_t n = 0;
    TRY(sql_opted_out(t, customer, &n));
    *out = n > 0;
    return OK;
}

enum err survey_opt_out(struct turn *t, id customer)
{
    int64_t news = 0;
    TRY(sql_opt_out(t, turn_id(t), customer, t->now, &news));
    if (news == 0) return OK;
    TRY(sql_end_all_of(t, customer, t->now));
    return EMIT(t, SURVEY_OPTED_OUT, .customer = customer, .subject = customer);
}

/* ---- answering ---- */

enum err survey_open(struct turn *t, const struct survey_invitation *it)
{
    return sql_opened(t, it->id);
}

static enum err tell_answer(struct turn *t, const struct survey_invitation *it, const struct survey_response *r)
{
    const struct survey_kind *kind = survey_kind_named(it->kind);
    if (!kind) return fail(t, BROKEN, "this program has no survey %.*s any more", STR_ARG(it->kind));
    struct answered said = { .kind = it->kind,
                             .score = r->score,
                             .verdict = survey_verdict(kind, r->score),
                             .comment = r->comment.n > 0,
                             .contact = r->contact };
    TRY(say(t, &SURVEY_COMPLETED, it, &said));
    return survey_opens_loop(kind, r->score, r->contact) ? say(t, &LOOP_OPENED, it, &said) : OK;
}

enum err survey_answer(struct turn *t, const struct survey_invitation *it, struct survey_response *answer)
{
    struct survey_invitation now = *it;
    bool first = false;
    if (it->state == INVITATION_COMPLETED) return fail(t, CONFLICT, "this was answered already");
    if (!survey_is_open(t, it)) return fail(t, GONE, "this question is not open any more");
    TRY(end(t, &now, INVITATION_COMPLETED, NOT_SUPPRESSED, &first));
    if (!first) return fail(t, CONFLICT, "this was answered already");
    answer->id = turn_id(t);
    answer->invitation = it->id;
    answer->at = t->now;
    TRY(sql_respond(t, answer));
    return tell_answer(t, &now, answer);
}

/* ---- looking ---- */

enum err survey_of_conversation(struct turn *t, id conversation, struct survey_invitation *out, bool *found)
{
    return sql_open_of(t, conversation, t->now, out, found);
}

enum err survey_outcomes(struct turn *t, id conversation, struct survey_outcome_list *out)
{
    return sql_outcomes(t, conversation, out);
}

enum err survey_forget(struct turn *t, struct leaving *l)
{
    if (l->customers.n) TRY(sql_forget_opt_outs(t, &l->customers));
    if (l->conversations.n == 0) return OK;
    TRY(sql_forget_responses(t, &l->conversations));
    return sql_forget(t, &l->conversations);
}

static enum err may_see_outcome(struct turn *t, const struct survey_outcome *it, bool *out)
{
    struct conversation c = { 0 };
    TRY(conversation_find(t, it->conversation, &c));
    *out = access_has_in(t, "survey.read", c.team);
    return OK;
}

enum err survey_standing_of(struct turn *t, id customer, struct survey_standing *out)
{
    struct customer who = { 0 };
    struct survey_outcome_list all = { 0 };
    TRY(customer_find(t, customer, &who));
    TRY(sql_opted_out_at(t, customer, &out->opted_out_at));
    TRY(sql_answers_of(t, customer, STANDING_ANSWERS, &all));
    for (size_t i = 0; i < all.n; i++) {
        bool may = false;
        TRY(may_see_outcome(t, &all.at[i], &may));
        if (may) *LIST_ADD(t->arena, &out->answers) = all.at[i];
    }
    return OK;
}
