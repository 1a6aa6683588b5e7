/* Fetching: a thread for each folder of each mailbox that has an IMAP server, as long as the program serves.
 *
 *   look ─▶ open ─▶ what is new ─a group in one turn, with how far we are─▶ (flag or move it there) ─▶ IDLE ─▶ …
 *             └── fails ─▶ said on the mailbox's page, tried again after 5 s, 10 s … 5 minutes, for ever
 *
 * How far we are is a UID in our own database (mailbox_watch), moved on in the transaction that keeps the mails: what
 * was not kept is fetched again, what was kept never. Another UIDVALIDITY begins anew; the ledger knows what it has by
 * its bytes. The first look at a folder begins at its end; `mailbox_backfill` goes back to its beginning. */
#ifndef CHANNEL_EMAIL_FETCHER_H
#define CHANNEL_EMAIL_FETCHER_H

#include "channel/email/mailbox.h"

struct fetchers;

struct fetchers *fetchers_start(struct house *h);
void fetchers_stop(struct fetchers *f); /* waits until each has ended; NULL is fine */
void fetchers_look(struct fetchers *f); /* a mailbox is another one now; NULL is fine */

/* A reaction: LIVE, MAILBOX_CHANGED. */
enum err fetchers_told(struct turn *t, const struct event *e) MUST_USE;

#endif
