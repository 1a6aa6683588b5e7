/* A mail server for tests: takes what it is given, on one connection after the other, and does as it is told. */
#ifndef CONVERSATION_SMTP_SINK_TEST_H
#define CONVERSATION_SMTP_SINK_TEST_H

#include "base/base.h"

#include <pthread.h>

/* PICKS: takes nothing for nobody@, and nothing yet for busy@ */
enum sink_does { SINK_TAKES, SINK_IS_AWAY, SINK_SAYS_LATER, SINK_REFUSES, SINK_KNOWS_US_NOT, SINK_STALLS, SINK_PICKS };

enum { SINK_LETTERS = 64 };

struct sink {
    int listener, port;
    pthread_t thread;
    pthread_mutex_t lock;
    struct arena *arena;
    enum sink_does does;
    str letters[SINK_LETTERS];   /* as they came, without the final dot */
    str envelopes[SINK_LETTERS]; /* for whom, each behind a blank */
    size_t n;
    int connections;
    int bell; /* STALLS: rung once the recipient is named, and nothing is answered any more */
};

void sink_open(struct sink *s);
void sink_close(struct sink *s);
void sink_does(struct sink *s, enum sink_does what);
size_t sink_count(struct sink *s);
str sink_letter(struct sink *s, size_t which);
str sink_envelope(struct sink *s, size_t which);

#endif
