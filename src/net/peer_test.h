/* The other side of the wire, for the tests of net/: a server on a free loopback port, and raw clients. */
#ifndef NET_PEER_TEST_H
#define NET_PEER_TEST_H

#include "net/hub.h"
#include "net/net.h"

struct server {
    struct arena *arena;
    struct net *net;
    struct hub *hub;
    int port;
    _Atomic(int) handled, joined, left;
};
/* Paths: /hello at once · /later from another thread · /echo the body · /up a stream, answers its SHA-256, or of a
 * form (2 files at most) how many of its files were kept · /file
 * `file` · /tag with an ETag · /ws an echoing WebSocket · /big 8 MiB. `tweak` may set limits; 0 = defaults. */
void server_open(struct server *s, struct net_options tweak);
void server_close(struct server *s);
extern str server_file;

int dial(int port);
void say(int fd, str bytes);                            /* all of them, or as many as the peer takes */
str hear(struct arena *a, int fd, int quiet_ms);        /* until the end or silence that long */
bool is_closed(int fd, int wait_ms);                    /* the peer ended within that time */
str ask_raw(struct server *s, str bytes, int quiet_ms); /* dial, say, hear, close */
int status_of(str reply);                               /* 0 = none */
int count_of(str text, str what);
str read_whole(struct arena *a, const char *path);

#endif
