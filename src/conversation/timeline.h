/* A customer's timeline: what happened with them, newest first, as far as the asker may see it. An event is seen by
 * whom its kind names (event_kind.seen_by), and one of a conversation only by whoever may see that conversation now,
 * whichever team had it then. */
#ifndef CONVERSATION_TIMELINE_H
#define CONVERSATION_TIMELINE_H

#include "spine/event.h"

enum { TIMELINE_MOST = 200, TIMELINE_USUAL = 50 };

enum err timeline_of(struct turn *t, id customer, id before, int64_t most, struct event_list *out) MUST_USE;

#endif
