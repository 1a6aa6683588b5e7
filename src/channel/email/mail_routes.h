/* Mailboxes, and what became of every mail that came to them. */
#ifndef CHANNEL_EMAIL_MAIL_ROUTES_H
#define CHANNEL_EMAIL_MAIL_ROUTES_H

#include "channel/email/ledger.h"
#include "spine/route.h"

extern const struct module module_mailbox, module_domain, module_mail;

/* A person may see what belongs to a conversation of everybody's, or of a team of theirs; and what belongs to none,
 * when the mailbox does. NOT_FOUND. */
enum err mail_find_for(struct turn *t, const char *permission, id which, struct ledger_mail *out) MUST_USE;
enum err mailbox_find_for(struct turn *t, const char *permission, id which, struct mailbox *out) MUST_USE;

#endif
