/* A mention: a note names a colleague, who is told at once and finds it in `me/mentions` until it was read.
 *
 *   waiting ──mention_read──▶ read
 *
 * Owns: mention
 * Says: conversation.mentioned */
#ifndef CONVERSATION_MENTION_H
#define CONVERSATION_MENTION_H

#include "conversation/conversation.h"

struct mention {
    id id, staff, conversation, message;
    usec at, read_at; /* read_at 0: it waits */
    str subject;      /* of the conversation */
    id by;            /* who wrote it */
    str excerpt;      /* of the note */
};
extern const struct shape mention_shape;
LIST(mention);

extern const struct event_kind CONVERSATION_MENTIONED; /* its subject is who was mentioned */

enum { MENTIONS_MOST = 20, MENTION_LIST_MOST = 100, MENTION_LIST_USUAL = 50 };

/* INVALID when it is no note, or somebody could not see it. Nobody is told of themselves, nor twice. */
enum err mention_add(struct turn *t, const struct conversation *c, const struct message *note,
                     const struct id_list *staff) MUST_USE;
/* The actor's own, newest first, of conversations that they may see now. */
enum err mention_list(struct turn *t, bool also_read, id before, int64_t most, struct mention_list *out) MUST_USE;
enum err mention_read(struct turn *t, id conversation) MUST_USE; /* the actor's there; 0: everywhere */

#endif
