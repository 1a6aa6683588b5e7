/* Did a program write this? RFC 3834, and what programs do that never read it.
 *
 * Nothing that a program wrote is ever answered automatically or reopens a conversation. A person whose mail only came
 * by a mailing list is told apart (BY_LIST): shown like any other, but not answered by a program either. */
#ifndef CHANNEL_EMAIL_MACHINE_H
#define CHANNEL_EMAIL_MACHINE_H

#include "channel/email/mail.h"

enum machine {
    A_PERSON,
    AUTO_REPLY,     /* out of office, receipt, "we got your mail" */
    AUTO_GENERATED, /* notices, newsletters, no-reply senders */
    BY_LIST,
    A_REPORT, /* delivery, disposition or abuse report: see bounce.h */
    OUR_OWN,  /* from an address of ours, or what we sent and got back */
};
extern const char *const machine_words[];

/* `own`: our addresses in lower case. *why: the field or phrase that told, for people; may be NULL. */
enum machine machine_recognise(struct arena *a, const struct mail *m, const struct str_list *own, const char **why);

#endif
