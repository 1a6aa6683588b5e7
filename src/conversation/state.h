/* The conversation's states and the acts that lead from one to another, as a table. Pure.
 *
 *   NEW ─claim─▶ OPEN ─reply─▶ AWAITING_CUSTOMER ─propose─▶ PROPOSED ─confirm | silence─▶ RESOLVED ─window ends─▶
 * CLOSED ▲            ▲ ◀──── the customer writes, or says "not solved" ────────────────────────┘ └ bot hands over; NEW
 * ─spam─▶ SPAM ─not spam─▶ NEW; any that is not final ─merge─▶ MERGED */
#ifndef CONVERSATION_STATE_H
#define CONVERSATION_STATE_H

#include "base/base.h"

enum conversation_state { NEW, BOT, OPEN, SCHEDULED, AWAITING_CUSTOMER, PROPOSED, RESOLVED, CLOSED, MERGED, SPAM };
extern const char *const conversation_state_words[];

enum conversation_act {
    CUSTOMER_WRITES,
    CLAIM,
    REPLY,
    SCHEDULE,
    DUE,
    PROPOSE,
    RESOLVE,
    CONFIRM,
    NOT_SOLVED,
    SILENCE,
    WINDOW_ENDS,
    MARK_SPAM,
    NOT_SPAM,
    MERGE,
    BOT_ANSWERS,
    HAND_OVER
};

/* False: that act is not possible in that state; *to is untouched. */
bool conversation_state_after(enum conversation_state from, enum conversation_act act, enum conversation_state *to);
bool conversation_is_final(enum conversation_state state); /* CLOSED, MERGED, SPAM */

#endif
