/* The other side of imap.h for its tests: a server that follows a script, one connection, in a thread. */
#ifndef CHANNEL_EMAIL_IMAP_PEER_TEST_H
#define CHANNEL_EMAIL_IMAP_PEER_TEST_H

#include <pthread.h>

#include "channel/email/imap.h"
#include "test/test.h"

struct imap_peer {
    void (*script)(struct imap_peer *p);
    int listening, port, fd, connections;
    pthread_t thread;
    char line[8192];  /* what the client said last, without its line end */
    str tag, command; /* in `line` */
    char astray[512]; /* the first thing it said that the script did not expect */
    bool closed;      /* the client is gone */
    void *with;       /* what the script wants to know */
};

void imap_peer_start(struct imap_peer *p, void (*script)(struct imap_peer *p));
void imap_peer_start_with(struct imap_peer *p, void (*script)(struct imap_peer *p), void *with);
void imap_peer_end(struct imap_peer *p); /* waits for the script, and checks that nothing went astray */

/* For scripts. */
bool imap_peer_take(struct imap_peer *p);                      /* connections after the first */
bool imap_peer_hear(struct imap_peer *p, const char *command); /* a line: what follows its tag begins like that */
void imap_peer_say(struct imap_peer *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
void imap_peer_ok(struct imap_peer *p); /* to the command heard last */
void imap_peer_login(struct imap_peer *p, const char *capabilities);
void imap_peer_select(struct imap_peer *p, int exists);
void imap_peer_end_of(struct imap_peer *p); /* LOGOUT, or an end without */

/* For tests: an account there, an open connection, one with INBOX selected. */
struct imap_account imap_peer_account(const struct imap_peer *p);
struct imap *imap_peer_open(struct arena *a, const struct imap_peer *p);
struct imap *imap_peer_opened(struct arena *a, struct imap_peer *p, void (*script)(struct imap_peer *p));
struct imap_sink imap_text_sink(struct text *x);

#endif
