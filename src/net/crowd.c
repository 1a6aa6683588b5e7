/* How many connections each network holds: a /24 or a /56 is one household, office or attacker. */
#include "net/wire.h"

#include <arpa/inet.h>
#include <netinet/in.h>

struct place {
    uint64_t network;
    int n;
    int next; /* index + 1 */
};
struct crowd {
    pthread_mutex_t lock;
    uint64_t seed;
    int room;   /* a power of two */
    int *first; /* index + 1 by hash */
    struct place *place;
    int free; /* index + 1 */
};

uint64_t network_of(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        uint32_t ip = ntohl(((const struct sockaddr_in *)(const void *)address)->sin_addr.s_addr);
        return ip >> 24 == 127 ? 0 : (uint64_t)4 << 56 | ip >> 8;
    }
    if (address->sa_family != AF_INET6) return 0;
    const struct in6_addr *ip = &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
    if (IN6_IS_ADDR_LOOPBACK(ip)) return 0;
    if (IN6_IS_ADDR_V4MAPPED(ip))
        return ip->s6_addr[12] == 127 ? 0
                                      : (uint64_t)4 << 56 | (uint64_t)ip->s6_addr[12] << 16 |
                                            (uint64_t)ip->s6_addr[13] << 8 | ip->s6_addr[14];
    uint64_t network = 6;
    for (int i = 0; i < 7; i++) network = network << 8 | ip->s6_addr[i];
    return network;
}

uint64_t network_named(const char *address)
{
    struct sockaddr_in four = { .sin_family = AF_INET };
    struct sockaddr_in6 six = { .sin6_family = AF_INET6 };
    if (inet_pton(AF_INET, address, &four.sin_addr) == 1) return network_of((const struct sockaddr *)&four);
    if (inet_pton(AF_INET6, address, &six.sin6_addr) == 1) return network_of((const struct sockaddr *)&six);
    return 0;
}

struct crowd *crowd_open(struct arena *a, int networks)
{
    struct crowd *c = ARENA_NEW(a, struct crowd);
    for (c->room = 1024; c->room < networks + 64; c->room *= 2) continue;
    c->first = ARENA_MANY(a, int, (size_t)c->room);
    c->place = ARENA_MANY(a, struct place, (size_t)c->room);
    for (int i = 0; i < c->room; i++) c->place[i].next = i + 2 > c->room ? 0 : i + 2;
    c->free = 1;
    randombytes_buf(&c->seed, sizeof c->seed);
    pthread_mutex_init(&c->lock, NULL);
    return c;
}

void crowd_close(struct crowd *c)
{
    pthread_mutex_destroy(&c->lock);
}

static int *slot_of(struct crowd *c, uint64_t network)
{
    uint64_t h = (network ^ c->seed) * 0x9e3779b97f4a7c15u;
    int *at = &c->first[(h >> 32) & (uint64_t)(c->room - 1)];
    while (*at != 0 && c->place[*at - 1].network != network) at = &c->place[*at - 1].next;
    return at;
}

bool crowd_is_full(struct crowd *c, uint64_t network, int most)
{
    if (network == 0) return false;
    pthread_mutex_lock(&c->lock);
    int at = *slot_of(c, network);
    bool full = at == 0 ? c->free == 0 : c->place[at - 1].n >= most;
    pthread_mutex_unlock(&c->lock);
    return full;
}

void crowd_add(struct crowd *c, uint64_t network, int by)
{
    if (network == 0) return;
    pthread_mutex_lock(&c->lock);
    int *at = slot_of(c, network);
    if (*at == 0 && by > 0 && c->free != 0) {
        int made = c->free;
        c->free = c->place[made - 1].next;
        c->place[made - 1] = (struct place){ .network = network };
        *at = made;
    }
    if (*at != 0 && (c->place[*at - 1].n += by) <= 0) {
        int gone = *at;
        *at = c->place[gone - 1].next;
        c->place[gone - 1] = (struct place){ .next = c->free };
        c->free = gone;
    }
    pthread_mutex_unlock(&c->lock);
}
