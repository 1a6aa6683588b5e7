/* Deliveries on their way: what is due is given to its mailbox's server, several letters on one connection.
 *
 *   the server takes it                      sent
 *   it refuses this letter                   failed, with its words
 *   it is away, or says later                again after 5 minutes, doubled to an hour; after five days failed
 *   something is wrong with the account      all of this mailbox wait, are tried again after 5 minutes, and the mailbox
 *                                            says so (its watch "smtp": `regulars audit`, GET /api/v1/mailboxes)
 *
 * Each turn of the wheel takes at most DOMAIN_AT_ONCE letters to one domain, so that many for one do not hold up the
 * others. */
#ifndef CONVERSATION_DELIVERY_SEND_H
#define CONVERSATION_DELIVERY_SEND_H

#include "conversation/delivery.h"

enum { DELIVERY_DOMAIN_AT_ONCE = 20 };

/* Reactions of the strangers' pool. */
enum err delivery_send(struct turn *t, const struct event *e) MUST_USE; /* whatever is due, unless somebody is at it */
enum err delivery_send_due(struct turn *t, const struct event *e) MUST_USE;

#endif
