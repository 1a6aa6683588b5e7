/* How a conversation looks from outside, and what can happen to it: shapes and event kinds. */
#include "conversation/conversation.h"

static const char *const resolved_how_words[] = { "none", "confirmed", "assumed", NULL };

const struct shape conversation_shape = SHAPE(
    struct conversation, F_ID(struct conversation, id), F_ID(struct conversation, customer, .required = true),
    F_TEXT(struct conversation, channel), F_TEXT(struct conversation, subject),
    F_ENUM(struct conversation, state, conversation_state_words),
    F_ENUM(struct conversation, resolved_how, resolved_how_words), F_ID(struct conversation, owner),
    F_ID(struct conversation, team), F_TIME(struct conversation, created_at, .required = true),
    F_TIME(struct conversation, last_at, .required = true), F_TIME(struct conversation, waiting_since),
    F_TIME(struct conversation, first_reply_at), F_TIME(struct conversation, resolved_at),
    F_INT(struct conversation, reopen_count), F_ID(struct conversation, continues),
    F_TIME(struct conversation, snoozed_until,
           .help = "scheduled: comes back then; otherwise it came back then and nobody has acted since"),
    F_TEXT(struct conversation, snooze_reason, .help = "why it was put off"),
    F_TEXT(struct conversation, language, .help = "in which it is held, as in en, es, ar"),
    F_ID(struct conversation, claims, .help = "it says that it belongs to this one, and nothing proves it"));

const struct shape message_shape = SHAPE(
    struct message, F_ID(struct message, id), F_ID(struct message, conversation, .required = true),
    F_ENUM(struct message, author_kind, actor_kind_words), F_ID(struct message, author),
    F_BOOL(struct message, internal),
    F_BOOL(struct message, machine, .help = "a program wrote it in the customer's name: nobody waits for an answer"),
    F_TEXT(struct message, body, .help = "as plain text"),
    F_TEXT(struct message, html,
           .help = "the same with its formatting, from a short list of elements; empty: it has none"),
    F_TIME(struct message, at, .required = true),
    F_LIST(struct message, files, file_shape, .help = "what hangs on it"));

const struct shape ownership_span_shape = SHAPE(
    struct ownership_span, F_ID(struct ownership_span, id), F_ID(struct ownership_span, conversation, .required = true),
    F_ID(struct ownership_span, staff, .required = true), F_TIME(struct ownership_span, from_at, .required = true),
    F_TIME(struct ownership_span, to_at, .help = "null: still does"));

const struct shape handed_shape = SHAPE(struct handed, F_ID(struct handed, from), F_ID(struct handed, to));

const struct shape written_shape = SHAPE(struct written,
                                         F_BOOL(struct written, internal, .help = "a note, not an answer"));

#define SEEN "conversation.read"
const struct event_kind CONVERSATION_OPENED = { .name = "conversation.opened",
                                                .help = "A customer has a new need.",
                                                .seen_by = SEEN };
const struct event_kind MESSAGE_RECEIVED = { .name = "message.received",
                                             .help = "The customer wrote. Its subject is the message.",
                                             .seen_by = SEEN };
const struct event_kind MESSAGE_WRITTEN = { .name = "message.written",
                                            .help = "We wrote: an answer or a note. Its subject is the message.",
                                            .body = &written_shape,
                                            .seen_by = SEEN };
const struct event_kind CONVERSATION_CLAIMED = { .name = "conversation.claimed",
                                                 .help = "Somebody took it on.",
                                                 .seen_by = SEEN };
const struct event_kind CONVERSATION_ASSIGNED = {
    .name = "conversation.assigned", .help = "Somebody else answers for it now.", .body = &handed_shape, .seen_by = SEEN
};
const struct event_kind CONVERSATION_MOVED = {
    .name = "conversation.moved", .help = "Another team looks after it now.", .body = &handed_shape, .seen_by = SEEN
};
const struct event_kind CONVERSATION_PROPOSED_SOLVED = { .name = "conversation.proposed_solved",
                                                         .help = "We asked whether it is solved.",
                                                         .seen_by = SEEN };
const struct event_kind CONVERSATION_RESOLVED = { .name = "conversation.resolved",
                                                  .help = "It is solved.",
                                                  .seen_by = SEEN };
const struct event_kind CONVERSATION_REOPENED = { .name = "conversation.reopened",
                                                  .help = "It was not solved after all.",
                                                  .seen_by = SEEN };
const struct event_kind CONVERSATION_CONFIRMED = { .name = "conversation.confirmed",
                                                   .help = "The customer said that it is solved.",
                                                   .seen_by = SEEN };
const struct event_kind CONVERSATION_NOT_SOLVED = { .name = "conversation.not_solved",
                                                    .help = "The customer says that it is not solved yet.",
                                                    .seen_by = SEEN };
const struct event_kind CONVERSATION_CLOSED = { .name = "conversation.closed",
                                                .help = "Its reopen window has ended.",
                                                .seen_by = SEEN };
const struct event_kind CONVERSATION_MARKED_SPAM = { .name = "conversation.marked_spam",
                                                     .help = "It is no customer.",
                                                     .seen_by = SEEN };
const struct event_kind CONVERSATION_UNMARKED_SPAM = { .name = "conversation.unmarked_spam",
                                                       .help = "It is a customer after all.",
                                                       .seen_by = SEEN };

const struct shape put_off_shape = SHAPE(struct put_off, F_TIME(struct put_off, until));

const struct event_kind CONVERSATION_SNOOZED = { .name = "conversation.snoozed",
                                                 .help = "Put off until a time, or until the customer writes.",
                                                 .body = &put_off_shape,
                                                 .seen_by = SEEN };
const struct event_kind CONVERSATION_RETURNED = { .name = "conversation.returned",
                                                  .help = "What was put off is back on the desk.",
                                                  .seen_by = SEEN };
const struct event_kind CONVERSATION_UNRESOLVED = { .name = "conversation.unresolved",
                                                    .help = "That it is solved was a slip, and taken back at once.",
                                                    .seen_by = SEEN };
