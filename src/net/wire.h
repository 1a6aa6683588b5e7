/* What the files of net/ share. Not for others.
 *
 * A request that has been handed on is suspended in libmicrohttpd, which then keeps the connection
 * whatever the client does: so the answering thread always finds it, and an answer to a client that has
 * gone ends in a closed socket. `state` decides between the thread that suspends and the one that answers. */
#ifndef NET_WIRE_H
#define NET_WIRE_H

#include "net/asset.h"
#include "net/head.h"
#include "net/net.h"
#include "text/multipart.h"

#include <microhttpd.h>
#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>
#include <sys/socket.h>

enum phase { IN_HEAD, IN_BODY, IN_HAND, IN_REPLY, UPGRADED };
enum answer { ASKED, WAITING, ANSWERED, QUEUED };

struct connection {
    struct connection *next, *before;
    int fd;
    uint64_t network; /* its /24 or /56; 0 = exempt from the limit */
    _Atomic(int) phase;
    _Atomic(usec) since;    /* when the phase began */
    _Atomic(int64_t) bytes; /* of the body so far, or of the reply to write */
    uint64_t heard;         /* TCP's count of bytes when the last request ended; UINT64_MAX before the first */
    bool dead;
    struct net_request *request;
};

struct net_request {
    struct request ask;
    struct net *net;
    struct net_request *free;
    struct connection *connection;
    struct MHD_Connection *mhd;
    struct head head;
    struct head_told told;
    struct reply reply;
    struct why why;
    _Atomic(int) state;
    int code;
    bool seen;
    int64_t most; /* bytes of body that may come */
    bool stream, form;
    int files_most;       /* of a form; of more none is kept */
    const char *files_in; /* the field that takes them */
    struct multipart_watch parts;
    struct text body;
    int upload; /* the temporary file, or -1 */
    crypto_hash_sha256_state hash;
    char file[256];
    struct net_request *next; /* in the line for the disk */
};

/* Finished uploads that wait until the disk has them: one thread waits, so that no network thread does. */
struct sync_line {
    pthread_mutex_t lock;
    pthread_cond_t more;
    struct net_request *first, *last;
    bool ending;
    pthread_t thread;
};

struct crowd; /* connections by network */
struct crowd *crowd_open(struct arena *a, int networks);
void crowd_close(struct crowd *c);
bool crowd_is_full(struct crowd *c, uint64_t network, int most);
void crowd_add(struct crowd *c, uint64_t network, int by);
uint64_t network_of(const struct sockaddr *address); /* 0 for loopback */
uint64_t network_named(const char *address);         /* of its text */

struct net {
    struct net_options options;
    struct arena *arena;
    struct MHD_Daemon *daemon;
    int listener, port;
    struct crowd *crowd;
    str proxies[16];
    size_t n_proxies;
    size_t n_assets;
    pthread_mutex_t lock; /* the two lists, `open` and `asked` */
    struct connection *connections;
    struct net_request *free;
    int open, asked;
    size_t n_free;
    pthread_t sweeper;
    struct sync_line sync;
    _Atomic(bool) draining, ending;
};

/* listener.c */
enum err listener_open(struct arena *a, struct why *w, const struct net_options *o, int *fd, int *port);
/* sweep.c */
void *sweep_run(void *net);
void connection_enter(struct connection *c, enum phase phase, int64_t bytes);
void connection_refuse(int fd, int status, const char *name, const char *words);
void connection_refuse_field(int fd, const char *field, const char *words);
/* upload.c */
enum err upload_write(struct net_request *r, const char *at, size_t n);
enum err upload_finish(struct net_request *r);
void upload_forget(struct net_request *r);
/* sync.c: the request is suspended; it goes on to `handle`, or is refused, once the disk has spoken. */
bool sync_open(struct net *n);
void sync_put(struct net_request *r);
void sync_close(struct net *n);
/* reply.c */
enum MHD_Result reply_queue(struct net_request *r);
void reply_refuse(struct net_request *r, enum err err);
/* static.c */
bool static_answer(struct net_request *r);
/* upgrade.c */
struct MHD_Response *upgrade_response(struct net_request *r);

/* hub.c: the socket is ours from now on, whether or not it succeeds. `early` is what was read already. */
void hub_take(struct hub *h, int fd, const struct socket_plan *plan, str early);

#endif
