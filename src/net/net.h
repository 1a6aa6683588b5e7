/* The wires: waits, never thinks.
 *
 * Network threads accept, read whole requests, write replies and hold WebSockets. What a request
 * means is decided elsewhere: `handle` is called once the request is whole, on a network thread (an upload: once it is
 * on disk, on another), must not wait, and hands it to a worker; any thread may answer later. A request is named by
 * slot and generation, so an answer for a client that has gone is dropped, never a dangling pointer.
 *
 * Refusals are JSON, or a page where people look, except for what libmicrohttpd judges before it tells us of a request
 * at all: an unreadable Content-Length, header line or chunk, a head beyond its pool, a version that is not HTTP/1.
 * There it answers by itself, in HTML (0.9.75 says its status line twice, and takes no words of ours), and closes;
 * nothing of such a request is believed. Whether there is one good Host we judge ourselves. */
#ifndef NET_NET_H
#define NET_NET_H

#include "base/base.h"

struct net;
struct hub;

enum method { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, OTHER_METHOD };

/* A file of a form, on disk under a temporary name as an upload is. */
struct sent_file {
    str field, name;    /* as the sender calls it */
    str upload, sha256; /* empty: there were more files than the form takes, so none was kept */
    int64_t bytes;
};
LIST(sent_file);

/* A whole request. Lives, with its arena, until it is answered. Text is valid UTF-8; path is decoded,
 * begins with "/", has no NUL, no "//", no "." or ".." parts: anything else was answered 400 already. */
struct request {
    struct arena *arena; /* the turn that answers may use it as its own */
    enum method method;
    str path, query;   /* query is raw, without "?" */
    str body;          /* up to the limit; empty when it was streamed to a file */
    str upload;        /* path of the finished temporary file (fsynced), or empty */
    str upload_sha256; /* hex */
    int64_t upload_bytes;
    struct sent_file_list files; /* of a form with files; its other fields are in body, as a form without sends them */
    str type;                    /* Content-Type without parameters, lower case */
    str client;                  /* "192.0.2.7", after trusted proxies (X-Forwarded-For only from them) */
    uint64_t network;            /* the client's /24 or /56; 0: this machine, with no proxy that says for whom */
    bool secure;                 /* came over TLS, as far as we or a trusted proxy know */
    usec began;                  /* monotonic */
    struct net_request *own;     /* net/ only */
};

str request_header(const struct request *r, const char *name); /* first value, or empty */
str request_cookie(const struct request *r, const char *name);

struct reply_header {
    str name, value;
};
struct reply {
    enum err status; /* OK becomes 200; others are HTTP statuses */
    int code;        /* when ≠ 0: this status instead (201, 204, 303 …) */
    str type;        /* Content-Type */
    str body;        /* lives in the request's arena, or for ever */
    str file;        /* instead of body: send this file (range and ETag are handled) */
    str etag;        /* strong, quoted; If-None-Match is handled */
    struct reply_header headers[12];
    size_t n_headers;
    struct socket_plan *upgrade; /* ≠ NULL: become a WebSocket */
    bool known;                  /* the asker is signed in: this connection no longer counts against its network */
    bool close;                  /* end the connection after this reply */
};
void reply_header(struct reply *r, str name, str value);

/* A request that came over no wire, from the text a client would have sent, judged as strictly: stories and tests.
 * Nobody waits for its answer, and it lives as long as the arena. */
enum err request_read(struct arena *a, struct why *w, str sent, struct request **out) MUST_USE;

/* From any thread, once per request. Afterwards the request and its arena are gone. */
void request_answer(struct request *r, const struct reply *reply);

struct intake {
    int64_t bytes;        /* of the body, at most */
    bool stream;          /* to a temporary file, hashed on the way */
    bool form;            /* and it is a form with files, to be taken apart when it is whole */
    int files;            /* so many of them at most */
    const char *files_in; /* the field that takes them */
};

struct net_options {
    str bind;            /* "127.0.0.1" or "[::]" */
    int port;            /* 0 = any free one */
    int inherited;       /* a listening socket from a predecessor or systemd, or -1 */
    int threads;         /* 0 = 2 */
    str trusted_proxies; /* comma-separated addresses whose X-Forwarded-* we believe */
    str temporary;       /* directory for uploads on the way in, same file system as the blobs */
    /* Asked once the head is read: how much may follow, or a refusal before any of it is taken. NULL: 1 MiB. */
    enum err (*intake)(void *with, const struct request *head, struct intake *out, struct why *why);
    void (*handle)(void *with, struct request *r);
    /* What we refuse ourselves, where a person asked for a page: fills the reply at once, on a network thread. NULL:
     * a plain one, in English. */
    void (*refuse)(void *with, struct request *r, enum err err, const struct why *why, struct reply *reply);
    void *with;
    struct hub *hub;                    /* where upgraded sockets go; NULL: upgrades are refused */
    const struct asset *assets;         /* static files by path, from tools/embed; served without `handle` */
    const struct page_rule *page_rules; /* unused paths under a prefix get one asset (the console's index) */
    /* limits, defaults of RELIABILITY.md §4.3 when 0 */
    int head_s;      /* whole request head within this many seconds of accept: 10 */
    int idle_s;      /* 60 */
    int connections; /* 10,000 + sockets */
    int per_client;  /* connections per /24 or /56 without session: 64; loopback and trusted proxies are exempt */
};
struct page_rule {
    const char *prefix; /* "/console/" */
    const char *asset;  /* "/console/index.html" */
};

enum err net_open(struct arena *a, struct why *w, const struct net_options *options, struct net **out);
int net_port(const struct net *n);
int net_listener(const struct net *n); /* for a successor */
void net_drain(struct net *n,
               int seconds); /* stop accepting, finish what is open, tell WebSockets to come back (1012) */
void net_close(struct net *n);

#endif
