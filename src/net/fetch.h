/* Asking the outside: HTTP by libcurl, with the single guard against server-side request forgery.
 *
 * The host is resolved once; private, loopback, link-local, multicast, documentation, carrier and
 * IPv4-in-IPv6 addresses are refused (guard.h); the connection goes to the address that was checked;
 * every redirect is checked again (3 at most); 1 MiB, 10 s. Only for the strangers' pool: it waits. */
#ifndef NET_FETCH_H
#define NET_FETCH_H

#include "net/net.h"

struct fetch {
    enum method method;
    str url;
    struct reply_header headers[16];
    size_t n_headers;
    str body;
    int64_t most_bytes; /* 0 = 1 MiB */
    int seconds;        /* 0 = 10 */
    int redirects;      /* -1 none, 0 = 3 */
    bool own_network;   /* an admin allowed this host by name (setting): private addresses are fine */
};
struct fetched {
    int status;
    str type, body, final_url;
};

/* INVALID: the address is not one we go to (why says which rule) · REMOTE: refused, silent, too large, bad TLS. */
enum err fetch(struct arena *a, struct why *w, const struct fetch *what, struct fetched *out);

#endif
