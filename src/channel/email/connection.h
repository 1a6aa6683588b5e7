/* "Test the connection": a mailbox's settings tried on its servers, as far as an open folder and the right to write.
 *
 * Nothing is fetched, sent or changed there. It waits for strangers, so it is a sum of the outside pool
 * (spine/heavy.h): a step before its turn, with an end in time at each of its steps. */
#ifndef CHANNEL_EMAIL_CONNECTION_H
#define CHANNEL_EMAIL_CONNECTION_H

#include "channel/email/imap.h"
#include "channel/email/mailbox.h"
#include "channel/email/smtp.h"
#include "spine/heavy.h"

enum { CONNECTION_ANSWER_MS = 12000 }; /* to connect and log in, and for each answer behind that */

enum connection_server { CONNECTION_IMAP, CONNECTION_SMTP };
extern const char *const connection_server_words[];

struct connection_step {
    enum connection_server server;
    str step; /* imap_step_words, smtp_step_words */
    bool good;
    str fault;     /* when it is not: imap_fault_code, smtp_fault_code */
    str theirs;    /* the server's own words: one line, without the secret */
    str words;     /* all of that in one plain sentence in English */
    str folder;    /* which one, at the step "folder" */
    int64_t mails; /* in it */
};
extern const struct shape connection_step_shape;
LIST(connection_step);

struct connection {
    struct heavy heavy;
    struct arena *arena; /* of the request: nobody else is at it meanwhile */
    struct imap_account imap;
    struct smtp_account smtp;
    str folders, from;
    struct connection_step_list steps; /* what came out: up to the first that fails, of each server */
};

/* Which fault these words tell of, as fetching and sending leave them (imap_trouble_words, smtp_result_words): its
 * code; empty: none of them. */
str connection_fault_of(str words);

/* `m`: as mailbox_try leaves it. */
struct connection *connection_new(struct turn *t, const struct mailbox *m);

#endif
