/* Deadlines for what libmicrohttpd leaves open: its timer starts again with every byte, so a client
 * that drips one byte a second would stay for ever. Here the whole head has `head_s` seconds, a body
 * keeps up 1 KiB a second after its first ten, and a reader takes 4 KiB a second after a minute. */
#include "net/wire.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <stdio.h>
#include <time.h>

enum { SWEEP_MS = 100, BODY_RATE = 1 << 10, READ_RATE = 4 << 10 };

void connection_enter(struct connection *c, enum phase phase, int64_t bytes)
{
    c->phase = phase;
    c->bytes = bytes;
    c->since = monotonic_now();
}

static uint64_t bytes_heard(int fd)
{
    struct tcp_info told = { 0 };
    socklen_t n = sizeof told;
    return getsockopt(fd, IPPROTO_TCP, TCP_INFO, &told, &n) == 0 ? told.tcpi_bytes_received : 0;
}

/* libmicrohttpd takes no reply before a request is whole, so this one is written past it, last. */
static void refuse_with(int fd, int status, const char *name, const char *json)
{
    char out[512];
    int n = snprintf(
        out, sizeof out,
        "HTTP/1.1 %d %s\r\nConnection: close\r\nContent-Type: application/json\r\nX-Content-Type-Options: nosniff\r\n"
        "Content-Length: %zu\r\n\r\n%s",
        status, name, strlen(json), json);
    if (n > 0) (void)!send(fd, out, (size_t)n, MSG_DONTWAIT | MSG_NOSIGNAL);
    shutdown(fd, SHUT_WR);
    count_add(COUNT_HTTP_REFUSED, 1);
}

void connection_refuse(int fd, int status, const char *name, const char *words)
{
    char json[256];
    snprintf(json, sizeof json, "{\"error\":\"%s\",\"message\":\"%s\"}", name, words);
    refuse_with(fd, status, name, json);
}

void connection_refuse_field(int fd, const char *field, const char *words)
{
    char json[256];
    snprintf(json, sizeof json, "{\"error\":\"invalid\",\"message\":\"%s\",\"field\":\"%s\"}", words, field);
    refuse_with(fd, INVALID, "invalid", json);
}

static bool is_late_head(const struct net *n, struct connection *c, usec now)
{
    if (c->heard == UINT64_MAX) return now - c->since > n->options.head_s * SECOND;
    if (c->heard == 0) c->heard = bytes_heard(c->fd);
    if (bytes_heard(c->fd) == c->heard) { /* between two requests: nobody is writing */
        if (n->draining || now - c->since > n->options.idle_s * SECOND) c->dead = true;
        return c->dead;
    }
    c->heard = UINT64_MAX; /* the first byte of the next head: from here it has head_s */
    c->since = now;
    return false;
}

static bool is_late(const struct net *n, struct connection *c, usec now)
{
    usec spent = now - c->since;
    switch ((enum phase)c->phase) {
        case IN_HEAD: return is_late_head(n, c, now);
        case IN_BODY:
            return spent > n->options.head_s * SECOND && c->bytes < (spent / SECOND - n->options.head_s) * BODY_RATE;
        case IN_REPLY:
            return spent > n->options.idle_s * SECOND && spent / SECOND > n->options.idle_s + c->bytes / READ_RATE;
        case IN_HAND:
        case UPGRADED: break;
    }
    return false;
}

static void sweep(struct net *n)
{
    usec now = monotonic_now();
    pthread_mutex_lock(&n->lock);
    for (struct connection *c = n->connections; c != NULL; c = c->next) {
        if (c->dead || !is_late(n, c, now)) continue;
        bool idle = c->dead;
        c->dead = true;
        if (!idle && c->phase != IN_REPLY)
            connection_refuse(c->fd, 408, "too_slow", "the request did not arrive in time");
        shutdown(c->fd, SHUT_RDWR);
    }
    pthread_mutex_unlock(&n->lock);
}

void *sweep_run(void *net)
{
    struct net *n = net;
    while (!n->ending) {
        nanosleep(&(struct timespec){ .tv_nsec = SWEEP_MS * 1000000L }, NULL);
        sweep(n);
    }
    return NULL;
}
