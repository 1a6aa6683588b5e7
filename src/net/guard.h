/* May we connect there? The one place that knows which addresses are not the public internet. */
#ifndef NET_GUARD_H
#define NET_GUARD_H

#include "base/base.h"
#include <sys/socket.h>

bool address_is_public(const struct sockaddr *address);   /* IANA special-purpose registries, IPv4 and IPv6 */
bool address_is_loopback(const struct sockaddr *address); /* this very machine */

/* Resolves host once and gives the first public address as text; INVALID names why not. */
enum err guard_resolve(struct arena *a, struct why *w, str host, int port, str *address);

#endif
