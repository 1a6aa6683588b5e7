/* Events: what happened, past tense, kept. One table; audit log, timeline, analytics, webhooks and live
 * screens are its readers.
 *
 *     const struct event_kind CONVERSATION_RESOLVED = { .name = "conversation.resolved", .help = "…" };
 *     return EMIT(t, CONVERSATION_RESOLVED, .customer = it.customer, .subject = which);
 *
 * Emitting writes the row in the open transaction, runs the NOW reactions, and queues the others.
 * Owns: event, job */
#ifndef SPINE_EVENT_H
#define SPINE_EVENT_H

#include "spine/turn.h"

struct event_kind {
    const char *name;         /* "conversation.resolved"; its line for people: console.event.conversation_resolved */
    const char *help;         /* one sentence for the docs */
    const struct shape *body; /* what it carries besides, or NULL */
    const char *seen_by;      /* permission a live screen needs to be told; NULL: nobody is */
};

const struct event_kind *event_kind_named(const struct house *h, str name); /* NULL: there is none any more */

struct event {
    id id;
    usec at;
    str kind;
    enum actor_kind actor_kind;
    id actor;
    id customer;     /* whose timeline it belongs to, 0 = nobody's */
    id subject;      /* the thing it happened to */
    id conversation; /* 0 = none */
    id team;         /* only theirs to know, 0 = everybody's who may see the kind */
    id cause;        /* the event that led to it */
    int64_t depth;   /* length of that chain */
    str body;        /* JSON by the kind's shape, "{}" when it has none */
};
extern const struct shape event_shape;
LIST(event);

enum { EVENT_DEPTH_MOST = 16 };

struct emitting {
    id customer, subject, conversation;
    id team;          /* of the thing it happened to; what moves to another team says so once to each of the two */
    const void *body; /* a struct of kind->body's shape */
    usec later;       /* its SOON reactions are due so much later */
};

enum err event_emit(struct turn *t, const struct event_kind *kind, const struct emitting *what) MUST_USE;
#define EMIT(t, KIND, ...) event_emit((t), &(KIND), &(struct emitting){ __VA_ARGS__ }) /* name at least the subject */

/* The body of an event back into its struct. */
enum err event_body(struct turn *t, const struct event *e, const struct shape *shape, void *out) MUST_USE;

enum err event_find(struct turn *t, id which, struct event *out) MUST_USE;
enum err event_find_all(struct turn *t, const struct id_list *which, struct event_list *out) MUST_USE; /* in order */
struct id_list event_subjects(struct arena *a, const struct event_list *all);
/* Newest first, before `before` (0 = from the end). */
enum err event_timeline(struct turn *t, id customer, id before, int most, struct event_list *out) MUST_USE;
/* The same, only of one noun: "message" finds message.received and message.written; empty: of all. */
struct looking_back {
    id customer, before;
    str noun;
    int64_t most;
};
enum err event_timeline_of(struct turn *t, const struct looking_back *wish, struct event_list *out) MUST_USE;
/* All of one conversation, oldest first. */
enum err event_of_conversation(struct turn *t, id customer, id conversation, struct event_list *out) MUST_USE;
/* Oldest first, after `after`. Ids follow the clock, commits may overtake each other by moments: a reader that must
 * miss nothing asks again from a few seconds earlier and ignores what it knows. */
enum err event_since(struct turn *t, id after, int most, struct event_list *out) MUST_USE;
/* What was done, newest first, by whom and when one asks; every member may be nothing. */
struct event_filter {
    bool people;        /* by people and the programs they made keys for */
    enum actor_kind by; /* NOBODY: anybody */
    id actor, before;   /* before: what the last page ended with */
    str kind;
    usec from, to; /* to: the first moment that is not asked for */
    int most;
};
enum err event_acts(struct turn *t, const struct event_filter *filter, struct event_list *out) MUST_USE;
enum err event_newest(struct turn *t, void *newest) MUST_USE; /* an id; 0 when nothing ever happened */
enum err event_has_been(struct turn *t, const struct event_kind *kind, bool *out) MUST_USE; /* at least once */

/* Time passing is an event too. */
extern const struct event_kind EVERY_MINUTE, EVERY_NIGHT, ANYTHING;

#endif
