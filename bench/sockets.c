/* A crowd of WebSockets that only listen.
 *
 *     bench_sockets PORT HOW_MANY REQUEST_FILE
 *
 * Joins them all with the handshake in the file and prints {"open":N}. Then for each line that comes in, a number of
 * frames each member should still get, waits for them (10 s at most) and prints when the last came:
 * {"frames":…,"last_us":…}, on the monotonic clock. Ends with its input. */
#include "base/base.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MEMBERS_MOST = 19000, REQUEST_BYTES = 8192, GIVE_UP_S = 10 };

struct member {
    int fd;
    uint32_t have; /* bytes of a frame's head so far */
    uint64_t left; /* bytes of its payload to come */
    unsigned char head[4];
};
static struct member members[MEMBERS_MOST];
static int64_t n_members, frames;
static int epoll;

/* The server's frames: never masked; text, or a ping, which counts as nothing. */
static void eat(struct member *m, const unsigned char *at, size_t n)
{
    while (n > 0) {
        if (m->left > 0) {
            size_t step = m->left < n ? (size_t)m->left : n;
            m->left -= step, at += step, n -= step;
            continue;
        }
        m->head[m->have++] = *at++;
        n--;
        bool extended = m->have >= 2 && m->head[1] == 126;
        if (m->have < (extended ? 4u : 2u)) continue;
        m->left = extended ? (uint64_t)m->head[2] << 8 | m->head[3] : m->head[1];
        frames += (m->head[0] & 15) == 1;
        m->have = 0;
    }
}

static void listen_to(struct member *m)
{
    unsigned char in[4096];
    ssize_t n = recv(m->fd, in, sizeof in, MSG_DONTWAIT);
    if (n > 0) eat(m, in, (size_t)n);
    if (n == 0) bug("a member was dropped");
}

static usec wait_for(int64_t wanted)
{
    struct epoll_event came[512];
    usec last = monotonic_now(), give_up = last + GIVE_UP_S * SECOND;
    while (frames < wanted && last < give_up) {
        int n = epoll_wait(epoll, came, COUNT_OF(came), 100);
        for (int i = 0; i < n; i++) listen_to(came[i].data.ptr);
        last = monotonic_now();
    }
    return last;
}

/* One by one: a queue of the kernel's for unaccepted connections is not what is measured. */
static void join(struct member *m, int port, str request)
{
    struct sockaddr_in at = { .sin_family = AF_INET,
                              .sin_port = htons((uint16_t)port),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    char in[4096];
    size_t have = 0;
    m->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (m->fd < 0 || connect(m->fd, (struct sockaddr *)&at, sizeof at) != 0 ||
        send(m->fd, request.at, request.n, MSG_NOSIGNAL) != (ssize_t)request.n)
        bug("member %lld cannot join", (long long)n_members);
    for (const char *end = NULL; !end;) {
        ssize_t n = recv(m->fd, in + have, sizeof in - 1 - have, 0);
        if (n <= 0) bug("member %lld was not taken", (long long)n_members);
        have += (size_t)n;
        in[have] = 0;
        end = strstr(in, "\r\n\r\n");
        if (end && strncmp(in, "HTTP/1.1 101", 12) != 0) bug("the handshake was refused: %.60s", in);
        if (end) eat(m, (unsigned char *)end + 4, have - (size_t)(end + 4 - in));
    }
    struct epoll_event e = { .events = EPOLLIN, .data.ptr = m };
    epoll_ctl(epoll, EPOLL_CTL_ADD, m->fd, &e);
    n_members++;
}

int main(int argc, char **argv)
{
    static char request[REQUEST_BYTES];
    int64_t port = 0, wanted = 0;
    FILE *file = argc == 4 ? fopen(argv[3], "re") : NULL;
    if (!file || !str_int(str_of(argv[1]), &port) || !str_int(str_of(argv[2]), &wanted) || wanted > MEMBERS_MOST)
        return fprintf(stderr, "bench_sockets PORT HOW_MANY REQUEST_FILE\n"), 2;
    str handshake = { .at = request, .n = fread(request, 1, sizeof request, file) };
    fclose(file);
    epoll = epoll_create1(EPOLL_CLOEXEC);
    for (int64_t i = 0; i < wanted; i++) join(&members[i], (int)port, handshake);
    wait_for(wanted); /* each is greeted with one frame */
    printf("{\"open\":%lld}\n", (long long)n_members);
    fflush(stdout);
    char line[32];
    while (fgets(line, sizeof line, stdin)) {
        int64_t before = frames = 0;
        usec last = wait_for(before + strtoll(line, NULL, 10) * n_members);
        printf("{\"frames\":%lld,\"last_us\":%lld}\n", (long long)frames, (long long)last);
        fflush(stdout);
    }
    return 0;
}
