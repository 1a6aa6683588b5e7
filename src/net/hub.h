/* The hub: every WebSocket, on one epoll thread, framed with libwslay's frame functions.
 *
 * A member is a connected socket plus what the program knows of its owner (HUB_OWNER bytes it may use as
 * it likes). Publishing asks `may` for each member: nobody sees what they may not. A member that reads
 * too slowly (more than HUB_QUEUE bytes waiting) is dropped with 1013 and resumes by event id.
 * Idle cost of ours: ≤ 2 KB a socket, no buffers while nothing waits. Pings find the dead. */
#ifndef NET_HUB_H
#define NET_HUB_H

#include "net/net.h"

struct hub;

enum { HUB_MESSAGE = 64 << 10, HUB_QUEUE = 1 << 20, HUB_OWNER = 160 };

typedef uint64_t member; /* slot and generation; 0 = none */

struct hub_calls {
    void *with;
    /* On the hub thread; must not wait. */
    void (*joined)(void *with, member who, const void *owner,
                   str hello);                                          /* hello: what the plan carried, e.g. "since" */
    void (*heard)(void *with, member who, const void *owner, str text); /* one whole text message, valid UTF-8 */
    void (*left)(void *with, member who, const void *owner);
};

/* In a reply: upgrade this request. Lives in the request's arena. */
struct socket_plan {
    unsigned char owner[HUB_OWNER];
    str hello;
    str protocol; /* chosen sub-protocol or empty */
};

enum err hub_open(struct arena *a, struct why *w, const struct hub_calls *calls, struct hub **out);
void hub_close(struct hub *h);

/* From any thread. Text is copied once for all. */
void hub_send(struct hub *h, member who, str text);
void hub_publish(struct hub *h, str text, bool (*may)(const void *owner, const void *about), const void *about,
                 size_t about_bytes);
void hub_drop(struct hub *h, bool (*which)(const void *owner, const void *about), const void *about, size_t about_bytes,
              int code);
size_t hub_size(const struct hub *h);
bool hub_is_empty(const struct hub *h); /* nobody is here or on the way: what would be published need not be made */

#endif
