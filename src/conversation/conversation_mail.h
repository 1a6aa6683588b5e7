/* What an e-mail is in the life of a conversation, in the order of what can be trusted:
 *
 *   1  an address of ours with a signed mark     ┐ and its writer is the customer of that conversation: it joins
 *   2  a signed Message-ID it refers to          ┘ a colleague, with DMARC passed: it is the colleague's answer
 *   3  anything else that it says it belongs to     never joins: a new conversation, linked as "says it belongs to"
 *
 * A program's mail joins quietly or not at all; what says two things about its writer waits for a person. */
#ifndef CONVERSATION_CONVERSATION_MAIL_H
#define CONVERSATION_CONVERSATION_MAIL_H

#include "spine/event.h"

/* Reaction, to many at once, in the strangers' pool: MAIL_ARRIVED. */
enum err conversation_receive_mail(struct turn *t, const struct event_list *all) MUST_USE;

/* Reaction, NOW: CONVERSATION_MOVED. Its mails are for the same eyes, and nobody else's in between. */
enum err conversation_mail_follows(struct turn *t, const struct event *e) MUST_USE;

#endif
