#include "net/fetch.h"
#include "net/guard.h"
#include "net/peer_test.h"
#include "test/test.h"

#include <arpa/inet.h>
#include <jansson.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static bool is_public(const char *text)
{
    struct sockaddr_in four = { .sin_family = AF_INET };
    struct sockaddr_in6 six = { .sin6_family = AF_INET6 };
    if (inet_pton(AF_INET, text, &four.sin_addr) == 1) return address_is_public((struct sockaddr *)&four);
    check(inet_pton(AF_INET6, text, &six.sin6_addr) == 1);
    return address_is_public((struct sockaddr *)&six);
}

PURE(special_addresses_are_not_the_public_internet)
{
    static const char *const special[] = { "0.0.0.0",        "10.255.255.255",   "100.64.0.1",  "100.127.255.255",
                                           "127.0.0.1",      "169.254.169.254",  "172.16.0.1",  "172.31.255.255",
                                           "192.0.0.192",    "192.0.2.1",        "192.88.99.1", "192.168.0.1",
                                           "198.19.255.255", "198.51.100.1",     "203.0.113.1", "224.0.0.1",
                                           "240.0.0.1",      "255.255.255.255",  "::",          "::1",
                                           "::ffff:8.8.8.8", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::808:808",
                                           "64:ff9b:1::1",   "100::1",           "2001::1",     "2001:2::1",
                                           "2001:db8::1",    "2002:7f00:1::",    "3fff::1",     "fc00::1",
                                           "fd12::1",        "fe80::1",          "fec0::1",     "ff02::1",
                                           "5f00::1" };
    static const char *const open[] = { "8.8.8.8",         "93.184.216.34",   "100.63.255.255", "100.128.0.1",
                                        "172.15.0.1",      "172.32.0.1",      "198.17.0.1",     "198.20.0.1",
                                        "223.255.255.255", "2606:4700::1111", "2a00:1450::1",   "2001:4860::8888" };
    for (size_t i = 0; i < COUNT_OF(special); i++) {
        if (is_public(special[i])) printf("# %s\n", special[i]);
        check(!is_public(special[i]));
    }
    for (size_t i = 0; i < COUNT_OF(open); i++) check(is_public(open[i]));
}

/* The names of the set do not exist here; what they would lead to is tested by address above and by redirect below. */
PURE(none_of_the_ssrf_addresses_is_fetched)
{
    if (!test_hostile()) skip("no hostile sets");
    struct arena *a = arena_open();
    str rows = read_whole(a, str_z(a, str_format(a, "%s/generated/ssrf/urls.jsonl", test_hostile())));
    int all = 0, refused = 0;
    while (rows.n > 0) {
        str row = str_split(&rows, '\n');
        json_t *one = row.n ? json_loadb(row.at, row.n, JSON_ALLOW_NUL, NULL) : NULL;
        if (!one) continue;
        const json_t *url = json_object_get(one, "url");
        all++;
        if (strcmp(json_string_value(json_object_get(one, "expect")), "refuse") == 0) {
            struct fetched got = { 0 };
            struct why w = { 0 };
            enum err err = fetch(
                a, &w,
                &(struct fetch){ .url = { .at = json_string_value(url), .n = json_string_length(url) }, .seconds = 2 },
                &got);
            if (err == OK) printf("# accepted: %s\n", json_string_value(url));
            refused += err != OK;
        } else
            refused++;
        json_decref(one);
    }
    check(all >= 157);
    check_int(refused, all);
    arena_close(a);
}

struct away { /* a server that answers every request with the same bytes, or drips them */
    int fd, port;
    const char *reply;
    bool drip, endless;
    _Atomic(int) asked;
    pthread_t thread;
};

static void serve_one(struct away *w, int fd)
{
    char room[4096];
    (void)!recv(fd, room, sizeof room, 0);
    w->asked++;
    str reply = str_of(w->reply);
    while (w->drip && reply.n > 0 && send(fd, reply.at, 1, MSG_NOSIGNAL) == 1) {
        reply = str_from(reply, 1);
        usleep(100000);
    }
    say(fd, reply);
    memset(room, 'x', sizeof room);
    for (int i = 0; w->endless && i < 4096 && send(fd, room, sizeof room, MSG_NOSIGNAL) > 0; i++) continue;
    close(fd);
}

static void *away_run(void *with)
{
    struct away *w = with;
    for (int fd; (fd = accept(w->fd, NULL, NULL)) >= 0;) serve_one(w, fd);
    return NULL;
}

static void away_open(struct away *w)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t n = sizeof at;
    w->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    check(bind(w->fd, (struct sockaddr *)&at, sizeof at) == 0 && listen(w->fd, 16) == 0);
    getsockname(w->fd, (struct sockaddr *)&at, &n);
    w->port = ntohs(at.sin_port);
    pthread_create(&w->thread, NULL, away_run, w);
}

static void away_close(struct away *w)
{
    shutdown(w->fd, SHUT_RDWR);
    close(w->fd);
    pthread_join(w->thread, NULL);
}

static enum err fetch_from(struct arena *a, struct away *w, struct fetch what, struct fetched *out)
{
    struct why why = { 0 };
    what.url = str_format(a, "http://127.0.0.1:%d/hook", w->port);
    what.own_network = true;
    return fetch(a, &why, &what, out);
}

PURE(a_reply_comes_back_with_status_type_and_body)
{
    struct arena *a = arena_open();
    struct away w = { .reply = "HTTP/1.1 201 Created\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok" };
    struct fetched got = { 0 };
    away_open(&w);
    check_ok(fetch_from(a, &w, (struct fetch){ .method = POST, .body = STR("{}") }, &got));
    check_int(got.status, 201);
    check_str(got.body, "ok");
    check_str(got.type, "text/plain");
    away_close(&w);
    arena_close(a);
}

PURE(loopback_is_refused_unless_an_admin_allowed_it)
{
    struct arena *a = arena_open();
    struct away w = { .reply = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" };
    struct fetched got = { 0 };
    struct why why = { 0 };
    away_open(&w);
    check_err(fetch(a, &why, &(struct fetch){ .url = str_format(a, "http://127.0.0.1:%d/", w.port) }, &got), INVALID);
    check_int(w.asked, 0);
    away_close(&w);
    arena_close(a);
}

PURE(a_redirect_is_checked_again_and_followed_three_times_at_most)
{
    struct arena *a = arena_open();
    struct fetched got = { 0 };
    static const char *const bad[] = { "http://169.254.169.254/", "http://localhost:1/",   "//10.0.0.1/",
                                       "file:///etc/passwd",      "gopher://127.0.0.1/_x", "http://[::1]/" };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct away w = {
            .reply = str_z(a, str_format(a, "HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n", bad[i]))
        };
        away_open(&w);
        check(fetch_from(a, &w, (struct fetch){ .seconds = 3 }, &got) != OK);
        check_int(w.asked, 1);
        away_close(&w);
    }
    struct away loop = { .reply = "HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n" };
    away_open(&loop);
    check_err(fetch_from(a, &loop, (struct fetch){ 0 }, &got), REMOTE);
    check_int(loop.asked, 4);
    away_close(&loop);
    arena_close(a);
}

PURE(what_is_slow_or_endless_is_given_up)
{
    struct arena *a = arena_open();
    struct fetched got = { 0 };
    struct away slow = {
        .reply = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", .drip = true
    };
    away_open(&slow);
    usec began = monotonic_now();
    check_err(fetch_from(a, &slow, (struct fetch){ .seconds = 1 }, &got), REMOTE);
    check(monotonic_now() - began < 3 * SECOND);
    away_close(&slow);
    struct away huge = { .reply = "HTTP/1.1 200 OK\r\n\r\n", .endless = true };
    away_open(&huge);
    check_err(fetch_from(a, &huge, (struct fetch){ 0 }, &got), REMOTE);
    away_close(&huge);
    arena_close(a);
}
