/* One act on many conversations, and taking it back.
 *
 *   bulk_do ─ each in a part of its own: done, was so already, or refused with its reason ─▶ what can be taken back is
 * kept bulk_undo ─ within minutes, by whoever did it ─▶ each as it stood before, but where somebody did something since
 *
 * What is never done in bulk: writing to customers. Nobody is resolved in bulk who still waits for an answer, unless it
 * is said so. What has no honest inverse is not offered: an owner never goes back to nobody, a reopened conversation
 * has lost its question to the customer. Owns: bulk, bulk_done */
#ifndef CONVERSATION_BULK_H
#define CONVERSATION_BULK_H

#include "conversation/conversation.h"

enum bulk_act {
    BULK_CLAIM,
    BULK_ASSIGN,
    BULK_MOVE,
    BULK_TAG,
    BULK_UNTAG,
    BULK_RESOLVE,
    BULK_REOPEN,
    BULK_SPAM,
    BULK_NOT_SPAM
};
extern const char *const bulk_act_words[];

struct bulk_wanted {
    struct id_list conversations;
    enum bulk_act act;
    id owner, team;    /* ASSIGN, MOVE */
    str name;          /* TAG: of the tag, made when there is none */
    id tag;            /* UNTAG */
    str reason;        /* ASSIGN, MOVE: a note for those who get it */
    bool also_waiting; /* RESOLVE: those whose customer waits, too */
};
extern const struct shape bulk_wanted_shape;

enum bulk_end { BULK_DONE, BULK_ALREADY, BULK_REFUSED };
enum bulk_reason {
    NO_REASON,
    IS_GONE,
    IS_FORBIDDEN,
    WRONG_STATE,
    WRONG_FIELD,
    CUSTOMER_WAITS,
    NOBODY_OWNS,
    CHANGED_SINCE
};

struct bulk_outcome {
    id conversation;
    enum bulk_end end;
    enum bulk_reason reason;
    str message;
};
extern const struct shape bulk_outcome_shape;
LIST(bulk_outcome);

struct bulk_answer {
    id undo; /* 0: nothing of it can be taken back */
    int64_t done, already, refused, undoable;
    struct bulk_outcome_list outcomes; /* in the order that was asked */
};
extern const struct shape bulk_answer_shape;

enum { BULK_MOST = 200, UNDO_MINUTES = 10 };

/* INVALID when the request itself is wrong; else what became of each. */
enum err bulk_do(struct turn *t, const struct bulk_wanted *wanted, struct bulk_answer *out) MUST_USE;
/* NOT_FOUND when it is not theirs, CONFLICT when it was taken back already, GONE after UNDO_MINUTES. */
enum err bulk_undo(struct turn *t, id which, struct bulk_answer *out) MUST_USE;
/* A reaction: what can no longer be taken back is forgotten. */
enum err bulk_forget(struct turn *t, const struct event *e) MUST_USE;

#endif
