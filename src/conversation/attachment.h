/* An attachment: a file that hangs on a message, from the transaction of the message on. It may be read by whoever may
 * see the conversation, and by its customer unless it hangs on a note. Until then a file is its sender's own
 * (spine/file.h).
 *
 * Owns: attachment */
#ifndef CONVERSATION_ATTACHMENT_H
#define CONVERSATION_ATTACHMENT_H

#include "conversation/conversation.h"

struct attachment {
    id id, conversation, message, file;
};
extern const struct shape attachment_shape;
LIST(attachment);

enum { ATTACHMENTS_MOST = 10 };

/* Hangs them on the message that was just written, and says in it what they are. INVALID when one is not the actor's,
 * or hangs somewhere already. */
enum err attachment_add(struct turn *t, struct message *m, const struct id_list *files) MUST_USE;
/* The same for files that were kept with what a customer sent, and are in use since then. */
enum err attachment_hang(struct turn *t, struct message *m, const struct id_list *files) MUST_USE;
/* Fills the files of messages of one conversation. */
enum err attachment_fill(struct turn *t, id conversation, struct message_list *messages) MUST_USE;
enum err attachment_of_file(struct turn *t, id file, struct attachment *out, bool *found) MUST_USE;

#endif
