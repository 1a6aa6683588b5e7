/* A name server for tests: a thread on loopback that knows a few names, and can be told to be silent. */
#ifndef CHANNEL_EMAIL_DNS_PEER_TEST_H
#define CHANNEL_EMAIL_DNS_PEER_TEST_H

#include "base/base.h"

#include <pthread.h>
#include <stdatomic.h>

struct dns_peer_record {
    const char *name, *type; /* "TXT", "MX" ("10 host"); "-": the name exists, and that is all */
    const char *value;       /* of TXT: strings of at most 200 bytes each are made of it */
};

struct dns_peer {
    int fd;
    pthread_t thread;
    _Atomic(const struct dns_peer_record *) records; /* ends with { 0 } */
    char at[32];                                     /* "127.0.0.1:port" */
};

void dns_peer_open(struct dns_peer *p, const struct dns_peer_record *records);
void dns_peer_knows(struct dns_peer *p, const struct dns_peer_record *records);
void dns_peer_close(struct dns_peer *p);

#endif
