/* A draft: what somebody is still writing, one for each person, conversation and kind. It follows them from browser to
 * browser; sending takes it away in the transaction of the message.
 *
 *   none ──save──▶ draft ──save on its revision──▶ draft ──send──▶ sent ──save on its revision──▶ draft
 *                    │                               └ drop ▶ none     └ 30 days ▶ none
 *                    └ save on another revision: two browsers typed. What was typed last is the draft, and the other
 * text stands beside it in `other` until its writer has settled it: nothing typed is thrown away unseen.
 *
 * Whoever sends says which revision it was: what another browser has typed since then stays the draft. What was sent
 * leaves an empty draft with a revision of its own, so that a save that comes too late is known: it may not bring back
 * what was sent.
 *
 * Owns: draft */
#ifndef CONVERSATION_DRAFT_H
#define CONVERSATION_DRAFT_H

#include "spine/event.h"
#include "text/shape.h"

enum draft_kind { DRAFT_REPLY, DRAFT_NOTE };
extern const char *const draft_kind_words[];

struct draft {
    id conversation;
    enum draft_kind kind;
    str body, html;        /* html: with its formatting, cleaned; empty: it has none */
    str other, other_html; /* what another browser typed meanwhile, or empty */
    id revision;           /* 0: there is none; a sent one has one, too */
    usec at;               /* when its last letter was typed, or it was sent */
};
extern const struct shape draft_shape;

struct draft_typed {
    id conversation;
    enum draft_kind kind;
    str body, html;
    id base;              /* the revision that was typed on; 0: none */
    int64_t typed_ms_ago; /* a clock that is wrong does not matter */
    bool settled;         /* its writer has seen `other` and dealt with it */
};
extern const struct shape draft_typed_shape;

enum { DRAFT_AGO_MOST_MS = 2000000000, DRAFT_OTHER_CHARACTERS = 100000, DRAFT_SENT_DAYS = 30 };

/* Of the turn's actor. There being none is no failure: revision 0. */
enum err draft_find(struct turn *t, id conversation, enum draft_kind kind, struct draft *out) MUST_USE;
/* The conversation is held. CONFLICT when more texts lie beside it than can be kept, and (`base`) when what was typed
 * on was sent meanwhile; what is the very text that was sent is passed over. */
enum err draft_save(struct turn *t, const struct draft_typed *what, struct draft *out) MUST_USE;
enum err draft_drop(struct turn *t, id conversation, enum draft_kind kind) MUST_USE;
/* What goes out, with the conversation held. What another browser typed beside it becomes the draft. */
struct draft_going {
    id conversation;
    enum draft_kind kind;
    bool known;  /* whoever sends says which revision it is; else it is whatever there is */
    id revision; /* 0: it was never saved */
    str body;
};
enum err draft_sent(struct turn *t, const struct draft_going *it) MUST_USE;
/* What was on its way is a draft again, above whatever was begun since. */
enum err draft_give_back(struct turn *t, id conversation, str body, str html) MUST_USE;
enum err draft_forget_sent(struct turn *t, const struct event *e) MUST_USE; /* a reaction of the night */

#endif
