/* One listening socket, bound once. Without SO_REUSEPORT: with it a second process of the same user
 * would silently share the port. A successor inherits it instead (LISTEN_FDS, or net_listener). */
#include "net/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <unistd.h>

static enum err bind_address(struct arena *a, struct why *w, const struct net_options *o, int *fd)
{
    str host = o->bind;
    if (host.n > 2 && host.at[0] == '[') host = (str){ .at = host.at + 1, .n = host.n - 2 };
    struct addrinfo want = { .ai_family = AF_UNSPEC,
                             .ai_socktype = SOCK_STREAM,
                             .ai_flags = AI_NUMERICHOST | AI_PASSIVE },
                    *found = NULL;
    if (getaddrinfo(host.n ? str_z(a, host) : "127.0.0.1", str_z(a, str_format(a, "%d", o->port)), &want, &found) != 0)
        return why_fail(w, a, INVALID, STR("listen"), "is not an address: %.*s", STR_ARG(o->bind));
    *fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    int on = 1, off = 0, bad = -1;
    if (*fd >= 0) {
        setsockopt(*fd, SOL_SOCKET, SO_REUSEADDR, &on,
                   sizeof on); /* past connections in TIME_WAIT do not stop a restart */
        if (found->ai_family == AF_INET6) setsockopt(*fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
        bad = bind(*fd, found->ai_addr, found->ai_addrlen);
        if (bad == 0) bad = listen(*fd, 1024);
    }
    freeaddrinfo(found);
    if (bad == 0) return OK;
    int why = errno;
    if (*fd >= 0) close(*fd);
    *fd = -1;
    return why_fail(w, a, CONFLICT, STR("listen"), "cannot listen on %.*s port %d: %s", STR_ARG(o->bind), o->port,
                    strerrorname_np(why));
}

enum err listener_open(struct arena *a, struct why *w, const struct net_options *o, int *fd, int *port)
{
    *fd = o->inherited;
    if (*fd >= 0) {
        int listening = 0;
        socklen_t n = sizeof listening;
        if (getsockopt(*fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &n) != 0 || !listening)
            return why_fail(w, a, INVALID, STR("listen"), "the inherited descriptor %d is not a listening socket", *fd);
        fcntl(*fd, F_SETFL, fcntl(*fd, F_GETFL) | O_NONBLOCK);
        fcntl(*fd, F_SETFD, FD_CLOEXEC);
    } else {
        TRY(bind_address(a, w, o, fd));
    }
    union {
        struct sockaddr any;
        struct sockaddr_in four;
        struct sockaddr_in6 six;
    } at = { 0 };
    socklen_t n = sizeof at;
    getsockname(*fd, (struct sockaddr *)&at, &n);
    *port = ntohs(at.any.sa_family == AF_INET6 ? at.six.sin6_port : at.four.sin_port);
    return OK;
}
