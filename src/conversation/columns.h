/* The cached columns of a conversation (last_at, waiting_since, first_reply_at, resolved_at, resolved_how,
 * reopen_count), told again from what was said and what happened. Reports compute from events; inboxes read the
 * columns, so every night they are compared, and `regulars rebuild` mends them.
 *
 * Says: conversation.columns_differed */
#ifndef CONVERSATION_COLUMNS_H
#define CONVERSATION_COLUMNS_H

#include "conversation/conversation.h"
#include "spine/rebuild.h"

struct conversation_columns {
    usec last_at, waiting_since, first_reply_at, resolved_at;
    int64_t reopen_count;
    enum resolved_how resolved_how;
    usec waited_since; /* before it was resolved: a slip is taken back as if it had not been */
};

/* Pure: one after the other, in the order of their ids. */
void columns_take_message(struct conversation_columns *c, const struct message *m);
void columns_take_event(struct conversation_columns *c, const struct event *e);
bool columns_differ(const struct conversation *c, const struct conversation_columns *told);

enum err columns_of(struct turn *t, const struct conversation *c, struct conversation_columns *out) MUST_USE;
enum err columns_rebuild(struct turn *t, struct rebuilding *r) MUST_USE; /* one batch */

extern const struct event_kind CONVERSATION_COLUMNS_DIFFERED;
enum err conversation_check_columns(struct turn *t,
                                    const struct event *e) MUST_USE; /* a reaction of the strangers' pool */

#endif
