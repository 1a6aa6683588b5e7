/* What of conversations is found by its words: subjects, messages and notes, by whoever may see the conversation now.
 */
#ifndef CONVERSATION_CONVERSATION_SEARCHED_H
#define CONVERSATION_CONVERSATION_SEARCHED_H

#include "search/search.h"
#include "spine/event.h"

extern const struct search_kind search_conversation, search_message;

enum err conversation_unindex(struct turn *t, id which) MUST_USE; /* it is about to be gone, and its messages with it */

/* Reactions, to many at once. */
enum err conversation_index(struct turn *t, const struct event_list *all) MUST_USE;   /* their subjects */
enum err message_index(struct turn *t, const struct event_list *all) MUST_USE;        /* what the events are about */
enum err conversation_reindex(struct turn *t, const struct event_list *all) MUST_USE; /* all of them: another team's */

#endif
