/* What the ledger knows of one conversation, for those who answer in it. */
#ifndef CHANNEL_EMAIL_LEDGER_THREAD_H
#define CHANNEL_EMAIL_LEDGER_THREAD_H

#include "channel/email/ledger.h"

/* By which mailbox its newest mail came; 0: none did, or they were erased. */
enum err mail_came_by(struct turn *t, id conversation, id *mailbox) MUST_USE;
/* Its people's mails, newest first: id, sender and facts. */
enum err mail_senders(struct turn *t, id conversation, int most, struct ledger_mail_list *out) MUST_USE;
/* What became of them and how they were called, oldest first: id, message, message_id. Those before that message. */
enum err mail_names(struct turn *t, id conversation, id before, struct ledger_mail_list *out) MUST_USE;

#endif
