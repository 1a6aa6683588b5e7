/* The bodies of the events that a conversation says. */
#ifndef CONVERSATION_CONVERSATION_SAID_H
#define CONVERSATION_CONVERSATION_SAID_H

#include "text/shape.h"

/* What changed hands: the body of conversation.assigned (staff) and conversation.moved (teams). */
struct handed {
    id from, to; /* 0: nobody, or everybody's */
};
extern const struct shape handed_shape;

/* The body of message.written. */
struct written {
    bool internal; /* a note, not an answer */
};
extern const struct shape written_shape;

/* The body of conversation.snoozed. */
struct put_off {
    usec until;
};
extern const struct shape put_off_shape;

#endif
