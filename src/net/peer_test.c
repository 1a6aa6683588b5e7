#include "net/peer_test.h"

#include "test/test.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <time.h>
#include <unistd.h>

str server_file;
static char big[8 << 20];

static void *answer_later(void *with)
{
    struct request *r = with;
    nanosleep(&(struct timespec){ .tv_nsec = 30000000 }, NULL);
    request_answer(r, &(struct reply){ .type = STR("text/plain"), .body = STR("later") });
    return NULL;
}

static void hand_on(struct request *r)
{
    pthread_t t;
    if (pthread_create(&t, NULL, answer_later, r) != 0) bug("no thread");
    pthread_detach(t);
}

static str kept_of(struct request *r)
{
    int kept = 0;
    for (size_t i = 0; i < r->files.n; i++) kept += r->files.at[i].upload.n > 0;
    return str_format(r->arena, "%d of %zu", kept, r->files.n);
}

static void handle(void *with, struct request *r)
{
    struct server *s = with;
    struct reply reply = { .type = STR("text/plain"), .body = STR("hello") };
    s->handled++;
    if (str_is(r->path, STR("/later"))) {
        hand_on(r);
        return;
    }
    if (str_is(r->path, STR("/echo")))
        reply.body = r->body;
    else if (str_is(r->path, STR("/up")))
        reply.body = r->upload_sha256.n ? r->upload_sha256 : kept_of(r);
    else if (str_is(r->path, STR("/file")))
        reply.file = server_file;
    else if (str_is(r->path, STR("/big")))
        reply.body = (str){ .at = big, .n = sizeof big };
    else if (str_is(r->path, STR("/who")))
        reply.body = r->client;
    else if (str_is(r->path, STR("/tag")))
        reply.etag = STR("\"one\"");
    else if (str_is(r->path, STR("/ws")))
        reply.upgrade = ARENA_NEW(r->arena, struct socket_plan);
    else if (!str_is(r->path, STR("/hello")))
        reply.status = NOT_FOUND;
    request_answer(r, &reply);
}

static enum err intake(void *with, const struct request *r, struct intake *out, struct why *why)
{
    (void)with, (void)why;
    out->stream = str_is(r->path, STR("/up"));
    if (out->stream) out->bytes = 4 << 20;
    out->form = out->stream && str_is(r->type, STR("multipart/form-data"));
    out->files = 2;
    return OK;
}

static void joined(void *with, member who, const void *owner, str hello)
{
    (void)who;
    (void)owner;
    (void)hello;
    ((struct server *)with)->joined++;
}

static void heard(void *with, member who, const void *owner, str text)
{
    (void)owner;
    hub_send(((struct server *)with)->hub, who, text);
}

static void left(void *with, member who, const void *owner)
{
    (void)who;
    (void)owner;
    ((struct server *)with)->left++;
}

void server_open(struct server *s, struct net_options tweak)
{
    *s = (struct server){ .arena = arena_open() };
    struct why w = { 0 };
    check_ok(hub_open(s->arena, &w, &(struct hub_calls){ .with = s, .joined = joined, .heard = heard, .left = left },
                      &s->hub));
    tweak.bind = STR("127.0.0.1");
    tweak.inherited = tweak.inherited ? tweak.inherited : -1;
    tweak.temporary = STR("/tmp");
    tweak.intake = intake;
    tweak.handle = handle;
    tweak.with = s;
    tweak.hub = s->hub;
    check_ok(net_open(s->arena, &w, &tweak, &s->net));
    s->port = net_port(s->net);
}

void server_close(struct server *s)
{
    net_drain(s->net, 5);
    net_close(s->net);
    hub_close(s->hub);
    arena_close(s->arena);
}

int dial(int port)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in to = { .sin_family = AF_INET,
                              .sin_port = htons((in_port_t)port),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    check(connect(fd, (struct sockaddr *)&to, sizeof to) == 0);
    return fd;
}

void say(int fd, str bytes)
{
    while (bytes.n > 0) {
        struct pollfd p = { .fd = fd, .events = POLLOUT };
        if (poll(&p, 1, 2000) <= 0) return;
        ssize_t n = send(fd, bytes.at, bytes.n, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n < 0 && errno == EAGAIN) continue;
        if (n <= 0) return;
        bytes = str_from(bytes, (size_t)n);
    }
}

str hear(struct arena *a, int fd, int quiet_ms)
{
    struct text x = { .arena = a };
    char room[16384];
    struct pollfd p = { .fd = fd, .events = POLLIN };
    while (poll(&p, 1, quiet_ms) > 0) {
        ssize_t n = recv(fd, room, sizeof room, MSG_DONTWAIT);
        if (n <= 0) break;
        text_add(&x, (str){ .at = room, .n = (size_t)n });
    }
    return text_str(&x);
}

bool is_closed(int fd, int wait_ms)
{
    char room[4096];
    usec until = monotonic_now() + wait_ms * MILLISECOND;
    struct pollfd p = { .fd = fd, .events = POLLIN };
    while (monotonic_now() < until) {
        if (poll(&p, 1, 20) <= 0) continue;
        if (recv(fd, room, sizeof room, MSG_DONTWAIT) <= 0) return true;
    }
    return false;
}

str ask_raw(struct server *s, str bytes, int quiet_ms)
{
    enum { FIRST_MS = 5000 }; /* silence means something only once something was said */
    int fd = dial(s->port);
    struct pollfd p = { .fd = fd, .events = POLLIN };
    say(fd, bytes);
    poll(&p, 1, FIRST_MS);
    str got = hear(s->arena, fd, quiet_ms);
    close(fd);
    return got;
}

int status_of(str reply)
{
    int64_t code = 0;
    if (!str_starts(reply, STR("HTTP/1.")) || !str_int(str_cut(str_from(reply, 9), 3), &code)) return 0;
    return (int)code;
}

int count_of(str text, str what)
{
    int n = 0;
    for (ptrdiff_t at; (at = str_find(text, what)) >= 0; n++) text = str_from(text, (size_t)at + what.n);
    return n;
}

str read_whole(struct arena *a, const char *path)
{
    struct text x = { .arena = a };
    char room[65536];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return (str){ 0 };
    for (ssize_t n; (n = read(fd, room, sizeof room)) > 0;) text_add(&x, (str){ .at = room, .n = (size_t)n });
    close(fd);
    return text_str(&x);
}
