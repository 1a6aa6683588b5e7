/* The floor under every HTTP server: epoll, recv, a constant reply, send. No parser, no state, no limits.
 *
 *     bench_floor [THREADS]      prints its port, answers until its input ends */
#include "base/base.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static const char reply[] = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok";
static int listener;

static void welcome(int epoll)
{
    int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC), on = 1;
    if (fd < 0) return;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    struct epoll_event e = { .events = EPOLLIN, .data.fd = fd };
    epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &e);
}

static void *answer(void *with)
{
    (void)with;
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event e = { .events = EPOLLIN | EPOLLEXCLUSIVE, .data.fd = listener }, came[64];
    epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &e);
    for (;;) {
        int n = epoll_wait(epoll, came, COUNT_OF(came), -1);
        for (int i = 0; i < n; i++) {
            char in[4096];
            int fd = came[i].data.fd;
            if (fd == listener)
                welcome(epoll);
            else if (recv(fd, in, sizeof in, 0) <= 0 ||
                     send(fd, reply, sizeof reply - 1, MSG_NOSIGNAL) != (ssize_t)sizeof reply - 1)
                close(fd);
        }
    }
    return NULL;
}

int main(int argc, char **argv)
{
    int64_t threads = 2;
    if (argc > 1) (void)str_int(str_of(argv[1]), &threads);
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t n = sizeof at;
    listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (bind(listener, (struct sockaddr *)&at, n) != 0 || listen(listener, 1024) != 0 ||
        getsockname(listener, (struct sockaddr *)&at, &n) != 0)
        bug("no port to listen on");
    for (int64_t i = 0; i < threads; i++)
        if (pthread_create(&(pthread_t){ 0 }, NULL, answer, NULL) != 0) bug("a thread cannot be made");
    printf("%d\n", ntohs(at.sin_port));
    fflush(stdout);
    while (getchar() != EOF) continue;
    return 0;
}
