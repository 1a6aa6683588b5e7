/* A conversation: one customer need, handled over any number of messages, answered for by one person.
 * The states and who may go where: conversation/state.h.
 *
 * Owns: conversation, message, intake_snapshot, ownership_span
 * Says: conversation.opened, message.received, message.written, conversation.claimed, conversation.assigned,
 *       conversation.snoozed, conversation.returned, conversation.moved, conversation.proposed_solved,
 *       conversation.resolved, conversation.confirmed, conversation.reopened, conversation.not_solved,
 *       conversation.closed, conversation.marked_spam, conversation.unmarked_spam, conversation.unresolved */
#ifndef CONVERSATION_CONVERSATION_H
#define CONVERSATION_CONVERSATION_H

#include "conversation/conversation_said.h"
#include "conversation/state.h"
#include "conversation/writing.h"
#include "spine/event.h"
#include "spine/file.h"

enum resolved_how { UNRESOLVED, CONFIRMED, ASSUMED }; /* the customer said so; or staff and silence did */

struct conversation {
    id id, customer;
    str channel, subject;
    enum conversation_state state;
    enum resolved_how resolved_how;
    id owner, team;
    usec created_at, last_at;
    usec waiting_since;  /* the first customer message nobody has answered; 0 = nobody waits */
    usec first_reply_at; /* by a person, not a note */
    usec resolved_at;
    int64_t reopen_count;
    id continues;       /* the closed conversation that this one goes on from */
    usec snoozed_until; /* SCHEDULED: comes back then. Otherwise: it came back then, and nobody has acted since */
    str snooze_reason;  /* why it was put off, or empty */
    str language;       /* in which it is held: "es"; or empty */
    id claims;          /* it says that it belongs to that one, and nothing proves it */
};
extern const struct shape conversation_shape;
LIST(conversation);

struct message {
    id id, conversation;
    enum actor_kind author_kind;
    id author;
    bool internal; /* a note for colleagues */
    bool machine;  /* a program wrote it in their name: nobody waits for an answer to it */
    str body;      /* plain text, always */
    str html;      /* the same with its formatting, cleaned (text/markup.h); empty: it has none */
    usec at;
    struct file_list files; /* filled by conversation_messages */
};
extern const struct shape message_shape;
LIST(message);

/* Who answered for it, and when. */
struct ownership_span {
    id id, conversation, staff;
    usec from_at, to_at; /* to_at 0: still does */
};
extern const struct shape ownership_span_shape;
LIST(ownership_span);

extern const struct event_kind CONVERSATION_OPENED, MESSAGE_RECEIVED, MESSAGE_WRITTEN, CONVERSATION_CLAIMED,
    CONVERSATION_ASSIGNED, CONVERSATION_MOVED, CONVERSATION_PROPOSED_SOLVED, CONVERSATION_RESOLVED,
    CONVERSATION_CONFIRMED, CONVERSATION_REOPENED, CONVERSATION_NOT_SOLVED, CONVERSATION_CLOSED,
    CONVERSATION_MARKED_SPAM, CONVERSATION_UNMARKED_SPAM, CONVERSATION_SNOOZED, CONVERSATION_RETURNED,
    CONVERSATION_UNRESOLVED;

enum { BODY_CHARACTERS = 20000, REASON_CHARACTERS = 500, SILENCE_HOURS = 72, REOPEN_DAYS = 7, SNOOZE_DAYS = 366 };

enum err conversation_find(struct turn *t, id which, struct conversation *out) MUST_USE;
/* The same, if the actor has the permission and may see it. */
enum err conversation_find_for(struct turn *t, const char *permission, id which, struct conversation *out) MUST_USE;
struct staff; /* may they see one of that team: agents and leads are bound to theirs */
bool conversation_may_see(const struct staff *who, id team);
/* The same, to act on it: until the commit nobody else does. One a turn, before anything else. */
enum err conversation_hold(struct turn *t, id which, struct conversation *out) MUST_USE;
enum err conversation_hold_for(struct turn *t, const char *permission, id which, struct conversation *out) MUST_USE;
enum err conversation_owners(struct turn *t, id which, struct ownership_span_list *out) MUST_USE; /* oldest first */
enum err conversation_messages(struct turn *t, id which, bool with_notes, struct message_list *out) MUST_USE;

/* What the customer does. A message to a closed conversation opens a new one that continues it. */
enum err conversation_customer_writes(struct turn *t, id which, str body, struct message *out) MUST_USE;
struct customer_words {
    str body;
    struct id_list files; /* kept, and in use since then */
    bool machine;         /* an answering machine's: it hangs there, and changes nothing */
};
enum err conversation_customer_says(struct turn *t, id which, const struct customer_words *said,
                                    struct message *out) MUST_USE;
/* A new one, with its first words: `c` says whose, by which channel, about what, and for which team. */
enum err conversation_open(struct turn *t, struct conversation *c, const struct customer_words *said,
                           struct message *first) MUST_USE;
str conversation_subject(struct turn *t, str subject, str body); /* one line, made from the body when there is none */
enum err conversation_confirm(struct turn *t, id which) MUST_USE;
enum err conversation_not_solved(struct turn *t, id which, str body) MUST_USE; /* body may be empty */

/* What staff do. A public reply by somebody claims what nobody owns. CONFLICT when the state does not allow it. */
enum err conversation_write(struct turn *t, id which, str body, bool internal, struct message *out) MUST_USE;
/* All of it, and that draft is gone. CONFLICT when something came after `seen`; why.more has what. */
enum err conversation_say(struct turn *t, const struct writing *what, struct message *out) MUST_USE;
enum err conversation_say_in(struct turn *t, struct conversation *held, const struct writing *what,
                             struct message *out) MUST_USE;
/* May it be said now? Claims what nobody owns, and checks `seen` and whom it goes to; nothing is said yet. */
struct envelope;
enum err conversation_ready(struct turn *t, struct conversation *held, const struct writing *what,
                            struct envelope *to) MUST_USE;
/* Off the desk until then, or until the customer writes. What nobody owns is taken on by whoever puts it off. */
enum err conversation_snooze(struct turn *t, id which, usec until, str reason) MUST_USE;
enum err conversation_wake(struct turn *t, id which) MUST_USE; /* back before its time */
enum err conversation_claim(struct turn *t, id which) MUST_USE;
enum err conversation_propose(struct turn *t, id which) MUST_USE;
enum err conversation_resolve(struct turn *t, id which) MUST_USE;
enum err conversation_reopen(struct turn *t, id which) MUST_USE;
enum err conversation_mark_spam(struct turn *t, id which) MUST_USE;
enum err conversation_not_spam(struct turn *t, id which) MUST_USE;

/* One owner always: it goes from one person to another, or from nobody to somebody, never back. INVALID when they
 * cannot own it; FORBIDDEN for an agent who would take what a colleague owns. */
enum err conversation_assign(struct turn *t, id which, id owner, str reason) MUST_USE; /* the reason becomes a note */
/* To another team's eyes (0: everybody's), with a new owner when one is named. INVALID when its owner would lose sight
 * of it. */
enum err conversation_move(struct turn *t, id which, id team, id owner, str reason) MUST_USE;

/* A slip of a moment ago: state, owner and team are again what they were. Whoever asks has looked that nobody did
 * anything since. INVALID when who owned it may not any more; CONFLICT when nobody owned it. */
enum err conversation_take_back(struct turn *t, id which, const struct conversation *was) MUST_USE;

/* What time does to one, if it still is as silent or as old as it must be. */
enum err conversation_silence(struct turn *t, id which) MUST_USE;     /* 72 h after "solved?" */
enum err conversation_window_ends(struct turn *t, id which) MUST_USE; /* 7 days after it was resolved */
enum err conversation_snooze_ends(struct turn *t, id which) MUST_USE; /* its time has come */

/* Reactions; those of time are of the strangers' pool (spine/sweep.h). */
enum err conversation_send(struct turn *t, const struct event *e) MUST_USE;    /* what we said leaves; outside a turn */
enum err conversation_receive(struct turn *t, const struct event *e) MUST_USE; /* an incoming is safe: who, and what */
enum err conversation_assume_solved(struct turn *t,
                                    const struct event *e) MUST_USE;              /* 72 h of silence after "solved?" */
enum err conversation_bring_back(struct turn *t, const struct event *e) MUST_USE; /* what was put off until now */
enum err conversation_keep_owner(struct turn *t, const struct event *e) MUST_USE; /* nobody leaves open ones behind */
enum err conversation_keep_sight(struct turn *t, const struct event *e) MUST_USE; /* nor owns what they may not see */
enum err conversation_close_old(struct turn *t, const struct event *e) MUST_USE;  /* the reopen window has ended */

#endif
