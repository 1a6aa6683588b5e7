/* The letter that a message of ours becomes: from its mailbox, to its customer, below what they wrote last.
 *
 * All of it is taken from the message and from what was before it, so that a second try is the same letter. Outside any
 * turn: it reads files. */
#ifndef CONVERSATION_DELIVERY_LETTER_H
#define CONVERSATION_DELIVERY_LETTER_H

#include "channel/email/compose.h"
#include "channel/email/mailbox.h"
#include "channel/email/smtp.h"
#include "conversation/delivery.h"

enum err delivery_letter(struct turn *outside, const struct delivery *d, const struct mailbox *box,
                         struct smtp_mail *out) MUST_USE;

/* What will stand below the next answer of whoever asks, in a turn. */
struct letter_below {
    str signature;
    struct letter_quote quote;
};
enum err delivery_letter_below(struct turn *t, const struct delivery *next, struct letter_below *out) MUST_USE;

#endif
