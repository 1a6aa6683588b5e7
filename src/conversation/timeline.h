/* A customer's timeline: what happened with them, newest first, as far as the asker may see it. An event is seen by
 * whom its kind names (event_kind.seen_by), and one of a conversation only by whoever may see that conversation now,
 * whichever team had it then. */
#ifndef CONVERSATION_TIMELINE_H
#define CONVERSATION_TIMELINE_H

#include "spine/event.h"

enum { TIMELINE_MOST = 200, TIMELINE_USUAL = 50 };

/* INVALID names `noun` when no kind of event begins so. */
enum err timeline_of(struct turn *t, const struct looking_back *wish, struct event_list *out) MUST_USE;

#endif
