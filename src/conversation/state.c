#include "conversation/state.h"

const char *const conversation_state_words[] = { "new",      "bot",      "open",   "scheduled", "awaiting_customer",
                                                 "proposed", "resolved", "closed", "merged",    "spam",
                                                 NULL };

#define IN(state) (1u << (state))
#define LIVELY    (IN(OPEN) | IN(SCHEDULED) | IN(AWAITING_CUSTOMER) | IN(PROPOSED))
#define NOT_FINAL (IN(NEW) | IN(BOT) | LIVELY | IN(RESOLVED))

static const struct {
    enum conversation_act act;
    unsigned from;
    enum conversation_state to;
} transitions[] = {
    { .act = CUSTOMER_WRITES, .from = IN(NEW), .to = NEW },
    { .act = CUSTOMER_WRITES, .from = IN(BOT), .to = BOT },
    { .act = CUSTOMER_WRITES, .from = LIVELY | IN(RESOLVED), .to = OPEN },
    { .act = CUSTOMER_WRITES, .from = IN(SPAM), .to = SPAM },
    { .act = CLAIM, .from = IN(NEW) | IN(BOT), .to = OPEN },
    { .act = REPLY, .from = LIVELY, .to = AWAITING_CUSTOMER },
    { .act = SCHEDULE, .from = LIVELY, .to = SCHEDULED },
    { .act = DUE, .from = IN(SCHEDULED), .to = OPEN },
    { .act = PROPOSE, .from = LIVELY, .to = PROPOSED },
    { .act = RESOLVE, .from = LIVELY, .to = RESOLVED },
    { .act = CONFIRM, .from = LIVELY | IN(BOT), .to = RESOLVED },
    { .act = NOT_SOLVED, .from = LIVELY | IN(RESOLVED), .to = OPEN },
    { .act = SILENCE, .from = IN(PROPOSED), .to = RESOLVED },
    { .act = WINDOW_ENDS, .from = IN(RESOLVED), .to = CLOSED },
    { .act = MARK_SPAM, .from = IN(NEW), .to = SPAM },
    { .act = NOT_SPAM, .from = IN(SPAM), .to = NEW },
    { .act = MERGE, .from = NOT_FINAL, .to = MERGED },
    { .act = BOT_ANSWERS, .from = IN(NEW), .to = BOT },
    { .act = HAND_OVER, .from = IN(BOT), .to = NEW },
};

bool conversation_state_after(enum conversation_state from, enum conversation_act act, enum conversation_state *to)
{
    for (size_t i = 0; i < COUNT_OF(transitions); i++) {
        if (transitions[i].act != act || !(transitions[i].from & IN(from))) continue;
        *to = transitions[i].to;
        return true;
    }
    return false;
}

bool conversation_is_final(enum conversation_state state)
{
    return state == CLOSED || state == MERGED || state == SPAM;
}
