/* The connection under imap.h: bytes out, whole answers in, each within its limits. */
#ifndef CHANNEL_EMAIL_IMAP_WIRE_H
#define CHANNEL_EMAIL_IMAP_WIRE_H

#include <curl/curl.h>

#include "channel/email/imap.h"
#include "channel/email/server_words.h"

enum {
    IMAP_ANSWER_BYTES = 64 << 10, /* one answer with its literals; a mail is not kept */
    IMAP_IN_BYTES = 16 << 10,
};

struct imap_wire {
    CURL *curl;
    curl_socket_t socket;
    int stop;
    bool lost, stopped;
    struct imap_trouble trouble;
    usec until;         /* when the command has to be over */
    int64_t bytes_left; /* of talk */
    char in[IMAP_IN_BYTES];
    size_t at, n;
    /* The mail that is awaited. */
    struct imap_sink sink; /* take == NULL: none */
    int64_t most, came;
    int bodies;
    bool cut;
};

enum err imap_wire_say(struct imap_wire *w, str bytes) MUST_USE;

/* One answer, its line ends and literals with it. The whole mail (imap_body_follows) went to the sink, and an empty
 * literal stands in its place. */
enum err imap_wire_hear(struct imap_wire *w, struct text *out) MUST_USE;

enum err imap_wire_give(struct imap_wire *w, str bytes) MUST_USE; /* to the sink */

/* 1: there is something to hear; 0: nothing until then; -1: lost or stopped. */
int imap_wire_wait(struct imap_wire *w, usec until);

/* What went wrong; always fails. After imap_wire_lose the connection is over. */
enum err imap_wire_fail(struct imap_wire *w, enum imap_fault fault);
enum err imap_wire_lose(struct imap_wire *w, enum imap_fault fault);

/* Up to and with the login. Fails as imap_open does. */
enum err imap_wire_open(struct arena *a, const struct imap_account *account, struct imap_wire *w,
                        struct imap_trouble *out) MUST_USE;

#endif
