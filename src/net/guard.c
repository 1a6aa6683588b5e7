#include "net/guard.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>

/* IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and what followed), and multicast.
 * Whatever is not "globally reachable" there is refused, and whatever carries an IPv4 address inside. */
static const struct net4 {
    uint32_t from;
    int bits;
} special4[] = {
    { 0x00000000, 8 },  /* 0.0.0.0/8 this network, RFC 791 */
    { 0x0a000000, 8 },  /* 10/8 private, RFC 1918 */
    { 0x64400000, 10 }, /* 100.64/10 carrier NAT, RFC 6598 */
    { 0x7f000000, 8 },  /* 127/8 loopback */
    { 0xa9fe0000, 16 }, /* 169.254/16 link-local, cloud metadata */
    { 0xac100000, 12 }, /* 172.16/12 private */
    { 0xc0000000, 24 }, /* 192.0.0/24 protocol assignments, RFC 6890 */
    { 0xc0000200, 24 }, /* 192.0.2/24 documentation */
    { 0xc01fc400, 24 }, /* 192.31.196/24 AS112, RFC 7535 */
    { 0xc034c100, 24 }, /* 192.52.193/24 AMT, RFC 7450 */
    { 0xc0586300, 24 }, /* 192.88.99/24 6to4 relays, RFC 7526 */
    { 0xc0a80000, 16 }, /* 192.168/16 private */
    { 0xc0af3000, 24 }, /* 192.175.48/24 AS112, RFC 7534 */
    { 0xc6120000, 15 }, /* 198.18/15 benchmarks, RFC 2544 */
    { 0xc6336400, 24 }, /* 198.51.100/24 documentation */
    { 0xcb007100, 24 }, /* 203.0.113/24 documentation */
    { 0xe0000000, 4 },  /* 224/4 multicast */
    { 0xf0000000, 4 },  /* 240/4 reserved, broadcast */
};

/* Only 2000::/3 is handed out as global unicast (RFC 4291 §2.4); these parts of it are not the internet. */
static const struct net6 {
    unsigned char from[8];
    int bits;
} special6[] = {
    { { 0x20, 0x01, 0x00 }, 23 },                   /* 2001::/23 protocol assignments: Teredo, ORCHID, benchmarks … */
    { { 0x20, 0x01, 0x0d, 0xb8 }, 32 },             /* 2001:db8::/32 documentation */
    { { 0x20, 0x02 }, 16 },                         /* 2002::/16 6to4: an IPv4 address inside */
    { { 0x26, 0x20, 0x00, 0x4f, 0x80, 0x00 }, 48 }, /* 2620:4f:8000::/48 AS112 */
    { { 0x3f, 0xff, 0x00 }, 20 },                   /* 3fff::/20 documentation, RFC 9637 */
    { { 0x3f, 0xfe }, 16 },                         /* 3ffe::/16 6bone, returned, RFC 3701 */
};

static bool is_public4(uint32_t ip)
{
    for (size_t i = 0; i < COUNT_OF(special4); i++)
        if ((ip ^ special4[i].from) >> (32 - special4[i].bits) == 0) return false;
    return true;
}

static bool begins(const unsigned char *ip, const struct net6 *n)
{
    for (int bit = 0; bit < n->bits; bit++)
        if (((ip[bit / 8] ^ n->from[bit / 8]) >> (7 - bit % 8)) & 1) return false;
    return true;
}

static bool is_public6(const unsigned char *ip)
{
    if (ip[0] >> 5 != 1) return false; /* ::, mapped, NAT64 64:ff9b::, unique local, link-local, multicast */
    for (size_t i = 0; i < COUNT_OF(special6); i++)
        if (begins(ip, &special6[i])) return false;
    return true;
}

bool address_is_loopback(const struct sockaddr *address)
{
    const struct sockaddr_in *four = (const void *)address;
    const struct sockaddr_in6 *six = (const void *)address;
    if (address->sa_family == AF_INET) return ntohl(four->sin_addr.s_addr) >> 24 == 127;
    return address->sa_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&six->sin6_addr);
}

bool address_is_public(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET)
        return is_public4(ntohl(((const struct sockaddr_in *)(const void *)address)->sin_addr.s_addr));
    if (address->sa_family == AF_INET6)
        return is_public6(((const struct sockaddr_in6 *)(const void *)address)->sin6_addr.s6_addr);
    return false;
}

/* One private address among several is enough to refuse: nothing honest mixes them. */
static enum err choose(struct arena *a, struct why *w, str host, const struct addrinfo *found, str *address)
{
    for (const struct addrinfo *i = found; i; i = i->ai_next) {
        char text[INET6_ADDRSTRLEN];
        if (!address_is_public(i->ai_addr))
            return why_fail(w, a, INVALID, STR("url"), "leads to an address that is not on the public internet: %.*s",
                            STR_ARG(host));
        if (address->n > 0 || getnameinfo(i->ai_addr, i->ai_addrlen, text, sizeof text, NULL, 0, NI_NUMERICHOST) != 0)
            continue;
        *address = str_copy(a, str_of(text));
    }
    if (address->n == 0) return why_fail(w, a, REMOTE, (str){ 0 }, "has no address: %.*s", STR_ARG(host));
    return OK;
}

enum err guard_resolve(struct arena *a, struct why *w, str host, int port, str *address)
{
    struct addrinfo want = { .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV },
                    *found = NULL;
    *address = (str){ 0 };
    if (host.n > 2 && host.at[0] == '[') host = (str){ .at = host.at + 1, .n = host.n - 2 };
    if (host.n == 0 || host.n > 253 || memchr(host.at, 0, host.n))
        return why_fail(w, a, INVALID, STR("url"), "has no host");
    if (port < 1 || port > 65535) return why_fail(w, a, INVALID, STR("url"), "has no port between 1 and 65535");
    if (getaddrinfo(str_z(a, host), str_z(a, str_format(a, "%d", port)), &want, &found) != 0)
        return why_fail(w, a, REMOTE, (str){ 0 }, "cannot be found by name: %.*s", STR_ARG(host));
    enum err err = choose(a, w, host, found, address);
    freeaddrinfo(found);
    return err;
}
