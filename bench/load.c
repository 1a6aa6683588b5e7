/* The load generator: keep-alive connections that each ask, wait for the whole reply, and ask again.
 *
 *     bench_load PORT CONNECTIONS SECONDS < REQUESTS      one JSON line comes out
 *
 * REQUESTS are whole HTTP requests with a NUL byte between them; connection i begins with request i and goes round.
 * One thread, one epoll set, no pipelining. A reply counts as acknowledged when all of it has been read and its status
 * is below 400; what the time runs out on is neither acknowledged nor refused. */
#include "base/base.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CONNECTIONS_MOST = 1024, REQUESTS_MOST = 4096, HEAD_BYTES = 8192, INPUT_BYTES = 16 << 20, WAITS_MOST = 1 << 22 };

struct peer {
    int fd;
    size_t next;  /* request */
    size_t have;  /* bytes of the head so far */
    int64_t left; /* bytes of the body still to come; -1: still in the head */
    int status;
    usec asked;
    char head[HEAD_BYTES];
};

static struct peer peers[CONNECTIONS_MOST];
static str requests[REQUESTS_MOST];
static size_t n_requests;
static uint32_t waits[WAITS_MOST];
static size_t n_waits;
static int64_t acknowledged, refused, broken;

static void read_requests(void)
{
    static char input[INPUT_BYTES];
    size_t n = fread(input, 1, sizeof input, stdin), from = 0;
    for (size_t i = 0; i <= n && n_requests < REQUESTS_MOST; i++) {
        if (i < n && input[i] != 0) continue;
        if (i > from) requests[n_requests++] = (str){ .at = input + from, .n = i - from };
        from = i + 1;
    }
    if (n_requests == 0) bug("no requests came in");
}

static int dial(int port)
{
    struct sockaddr_in at = { .sin_family = AF_INET,
                              .sin_port = htons((uint16_t)port),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;
    if (fd < 0 || connect(fd, (struct sockaddr *)&at, sizeof at) != 0) bug("nobody listens on port %d", port);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

static void leave(struct peer *p)
{
    close(p->fd);
    p->fd = -1;
    broken++;
}

static void ask(struct peer *p)
{
    str r = requests[p->next++ % n_requests];
    p->have = 0;
    p->left = -1;
    p->asked = monotonic_now();
    if (send(p->fd, r.at, r.n, MSG_NOSIGNAL) != (ssize_t)r.n) leave(p);
}

static int64_t length_of(const char *head)
{
    static const char name[] = "\r\ncontent-length:";
    const char *at = strcasestr(head, name);
    return at ? strtoll(at + sizeof name - 1, NULL, 10) : 0;
}

/* Reads what is there; true when a reply is whole. */
static bool hear(struct peer *p)
{
    static char sink[64 << 10];
    if (p->left > 0) {
        ssize_t n = recv(p->fd, sink, sizeof sink, 0);
        if (n <= 0) return leave(p), false;
        p->left -= n;
        return p->left <= 0;
    }
    ssize_t n = recv(p->fd, p->head + p->have, sizeof p->head - 1 - p->have, 0);
    if (n <= 0) return leave(p), false;
    p->have += (size_t)n;
    p->head[p->have] = 0;
    const char *end = strstr(p->head, "\r\n\r\n");
    if (!end && p->have == sizeof p->head - 1) bug("a head of more than %d bytes", HEAD_BYTES);
    if (!end) return false;
    p->status = (int)strtol(p->head + 9, NULL, 10);
    p->left = length_of(p->head) - (int64_t)(p->have - (size_t)(end + 4 - p->head));
    return p->left <= 0;
}

static void count_reply(const struct peer *p, usec now)
{
    if (p->status < 400)
        acknowledged++;
    else
        refused++;
    if (n_waits < WAITS_MOST) waits[n_waits++] = (uint32_t)(now - p->asked);
}

static void run(int epoll, usec until)
{
    struct epoll_event came[256];
    for (usec now = monotonic_now(); now < until;) {
        int n = epoll_wait(epoll, came, COUNT_OF(came), 100);
        now = monotonic_now();
        for (int i = 0; i < n; i++) {
            struct peer *p = came[i].data.ptr;
            if (p->fd < 0 || !hear(p)) continue;
            count_reply(p, now);
            ask(p);
        }
    }
}

static int by_size(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

static uint32_t share(int thousandths)
{
    return n_waits ? waits[(n_waits - 1) * (size_t)thousandths / 1000] : 0;
}

int main(int argc, char **argv)
{
    int64_t port = 0, connections = 0;
    if (argc != 4 || !str_int(str_of(argv[1]), &port) || !str_int(str_of(argv[2]), &connections) || connections < 1 ||
        connections > CONNECTIONS_MOST)
        return fprintf(stderr, "bench_load PORT CONNECTIONS SECONDS < REQUESTS\n"), 2;
    double seconds = strtod(argv[3], NULL);
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    read_requests();
    for (int64_t i = 0; i < connections; i++) {
        peers[i] = (struct peer){ .fd = dial((int)port), .next = (size_t)i };
        struct epoll_event e = { .events = EPOLLIN, .data.ptr = &peers[i] };
        epoll_ctl(epoll, EPOLL_CTL_ADD, peers[i].fd, &e);
    }
    usec began = monotonic_now();
    for (int64_t i = 0; i < connections; i++) ask(&peers[i]);
    run(epoll, began + (usec)(seconds * SECOND));
    double took = (double)(monotonic_now() - began) / SECOND;
    qsort(waits, n_waits, sizeof *waits, by_size);
    printf("{\"connections\":%lld,\"seconds\":%.3f,\"acknowledged\":%lld,\"refused\":%lld,\"broken\":%lld,\"per_"
           "second\":%.0f,"
           "\"p50_us\":%u,\"p99_us\":%u}\n",
           (long long)connections, took, (long long)acknowledged, (long long)refused, (long long)broken,
           (double)acknowledged / took, share(500), share(990));
    return 0;
}
