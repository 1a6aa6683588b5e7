/* How did we do: one question after a conversation is resolved, asked rarely and answered once.
 *
 *   (resolved) ──survey_invite──▶ SENT ──survey_open──▶ OPENED ──survey_answer──▶ COMPLETED
 *        └▶ SUPPRESSED (why)       ├── survey_withdraw, when it is reopened first ──▶ WITHDRAWN
 *                                  ├── survey_expire, 14 days ──▶ EXPIRED
 *                                  └── survey_opt_out, and never again ──▶ REFUSED
 *
 * SENT means: the customer's private page shows it now. OPENED means that a person pressed its button without choosing
 * an answer: that a page was fetched proves nothing, machines follow links too. Whoever was not asked stays on record
 * with the reason, so that the silent can be counted.
 *
 * Owns: survey_invitation, survey_response, survey_opt_out
 * Says: survey.invited, survey.suppressed, survey.withdrawn, survey.expired, survey.completed, survey.opted_out,
 *       loop.opened */
#ifndef SURVEY_SURVEY_H
#define SURVEY_SURVEY_H

#include "spine/event.h"
#include "survey/kind.h"
#include "survey/throttle.h"

enum { SURVEY_OPEN_DAYS = 14, COMMENT_CHARACTERS = 5000 };

enum invitation_state {
    INVITATION_SUPPRESSED,
    INVITATION_SENT,
    INVITATION_OPENED,
    INVITATION_COMPLETED,
    INVITATION_EXPIRED,
    INVITATION_WITHDRAWN,
    INVITATION_REFUSED,
};
extern const char *const invitation_state_words[];

struct survey_invitation {
    id id;
    id event; /* the resolution that it follows: one invitation each */
    str kind;
    id customer, conversation;
    enum invitation_state state;
    enum suppressed_reason reason;
    str token_hash;
    usec created_at, expires_at, ended_at; /* ended_at: answered, expired, withdrawn or refused; 0 = still open */
};
extern const struct shape survey_case_shape, survey_invitation_shape;
LIST(survey_invitation);

struct survey_response {
    id id, invitation;
    int64_t score;
    str comment;
    bool contact; /* "you may contact me about this" */
    str language; /* of the page it was answered on: scores are compared within a language */
    usec at;
};
extern const struct shape survey_response_shape;

/* What staff see of one conversation: every invitation, and its answer when there is one. */
struct survey_outcome {
    id id, conversation;
    str kind;
    enum invitation_state state;
    enum suppressed_reason reason;
    usec created_at, expires_at, answered_at;
    int64_t score; /* says something only when answered_at does */
    str comment;
    bool contact;
};
extern const struct shape survey_outcome_shape;
LIST(survey_outcome);

/* What a customer ever told us, newest first, and since when they do not want to be asked any more. */
struct survey_standing {
    usec opted_out_at; /* 0: they may be asked */
    struct survey_outcome_list answers;
};
extern const struct shape survey_standing_shape;

enum { STANDING_ANSWERS = 10 };

extern const struct event_kind SURVEY_INVITED, SURVEY_SUPPRESSED, SURVEY_WITHDRAWN, SURVEY_EXPIRED, SURVEY_COMPLETED,
    SURVEY_OPTED_OUT, LOOP_OPENED;

/* The link's secret is made from the invitation's id and the house's own secret, so a page can show the link while
 * the database keeps only its hash. */
str survey_token(struct turn *t, id invitation);
enum err survey_of_token(struct turn *t, str token, struct survey_invitation *out) MUST_USE; /* NOT_FOUND */
bool survey_is_open(const struct turn *t, const struct survey_invitation *it);

enum err survey_open(struct turn *t, const struct survey_invitation *it) MUST_USE;
/* Keeps the first answer. CONFLICT when there is one already, GONE when it is not open any more. */
enum err survey_answer(struct turn *t, const struct survey_invitation *it, struct survey_response *answer) MUST_USE;
enum err survey_opt_out(struct turn *t, id customer) MUST_USE; /* and every open invitation ends */
enum err survey_has_opted_out(struct turn *t, id customer, bool *out) MUST_USE;

/* What the private page of a conversation shows now. */
enum err survey_of_conversation(struct turn *t, id conversation, struct survey_invitation *out, bool *found) MUST_USE;
/* As far as the asker may see the conversations. */
enum err survey_standing_of(struct turn *t, id customer, struct survey_standing *out) MUST_USE;
enum err survey_outcomes(struct turn *t, id conversation, struct survey_outcome_list *out) MUST_USE;
struct leaving;
enum err survey_forget(struct turn *t, struct leaving *l) MUST_USE; /* with what was told: spine/sample.h */

/* Reactions. */
enum err survey_invite(struct turn *t, const struct event *e) MUST_USE;
enum err survey_withdraw(struct turn *t, const struct event *e) MUST_USE;
enum err survey_expires(struct turn *t, id which) MUST_USE;             /* if it is past due and still open */
enum err survey_expire(struct turn *t, const struct event *e) MUST_USE; /* of the strangers' pool: all of them */

#endif
