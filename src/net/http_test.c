#include "net/asset.h"
#include "net/peer_test.h"
#include "test/test.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define HEAD_OF(method, path) method " " path " HTTP/1.1\r\nHost: desk.test\r\n"

static void rest(int ms)
{
    nanosleep(&(struct timespec){ .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L }, NULL);
}

PURE(a_request_is_answered_on_the_spot_or_later_from_another_thread)
{
    struct server s;
    server_open(&s, (struct net_options){ 0 });
    int fd = dial(s.port);
    say(fd, STR(HEAD_OF("GET", "/hello") "\r\n"));
    str got = hear(s.arena, fd, 200);
    check_int(status_of(got), 200);
    check(str_ends(got, STR("\r\n\r\nhello")));
    say(fd, STR(HEAD_OF("GET", "/later") "\r\n")); /* the same connection */
    check(str_ends(hear(s.arena, fd, 300), STR("\r\n\r\nlater")));
    close(fd);
    server_close(&s);
}

PURE(every_reply_carries_the_security_headers)
{
    struct server s;
    server_open(&s, (struct net_options){ 0 });
    const char *asks[] = { HEAD_OF("GET", "/hello") "\r\n", HEAD_OF("GET", "/nothing") "\r\n",
                           HEAD_OF("GET", "/a/../b") "\r\n" };
    for (size_t i = 0; i < COUNT_OF(asks); i++) {
        str got = ask_raw(&s, str_of(asks[i]), 200);
        check_int(count_of(got, STR("X-Content-Type-Options: nosniff")), 1);
        check_int(count_of(got, STR("frame-ancestors 'none'")), 1);
        check_int(count_of(got, STR("Referrer-Policy: same-origin")), 1);
    }
    server_close(&s);
}

PURE(head_says_what_get_would_without_the_body)
{
    struct server s;
    server_open(&s, (struct net_options){ 0 });
    str got = ask_raw(&s, STR(HEAD_OF("HEAD", "/hello") "\r\n"), 200);
    check(count_of(got, STR("Content-Length: 5\r\n")) == 1 && str_ends(got, STR("\r\n\r\n")));
    server_close(&s);
}

PURE(a_body_comes_whole_in_one_piece_or_in_chunks)
{
    struct server s;
    server_open(&s, (struct net_options){ 0 });
    check(str_ends(ask_raw(&s, STR(HEAD_OF("POST", "/echo") "Content-Length: 3\r\n\r\nabc"), 200), STR("\r\n\r\nabc")));
    check(str_ends(
        ask_raw(&s, STR(HEAD_OF("POST", "/echo") "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"),
                200),
        STR("\r\n\r\nabc")));
    int fd = dial(s.port);
    say(fd, STR(HEAD_OF("POST", "/echo") "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n"));
    check_int(status_of(hear(s.arena, fd, 100)), 100);
    say(fd, STR("abc"));
    check(str_ends(hear(s.arena, fd, 200), STR("\r\n\r\nabc")));
    close(fd);
    server_close(&s);
}

PURE(a_body_that_is_too_large_is_refused_before_or_while_it_comes)
{
    struct server s;
    server_open(&s, (struct net_options){ 0 });
    str told = ask_raw(&s, STR(HEAD_OF("POST", "/echo") "Content-Length: 1048577\r\n\r\n"), 200);
    check_int(status_of(told), 413);
    check(count_of(told, STR("{\"error\":\"too_large\"")) == 1);
    int fd = dial(s.port);
    say(fd, STR(HEAD_OF("POST", "/echo") "Transfer-Encoding: chunked\r\n\r\n"));
    static char piece[65536 + 9] = "10000\r\n";
    memset(piece + 7, 'x', 65536);
    memcpy(piece + 7 + 65536, "\r\n", 2);
    for (int i = 0; i < 20; i++) say(fd, (str){ .at = piece, .n = sizeof piece });
    check(is_closed(fd, 2000));
    check_int(s.handled, 0);
    close(fd);
    server_close(&s);
}

PURE(an_upload_is_a_file_with_its_hash_and_is_gone_afterwards)
{
    struct server s;
    server_open(&s, (struct net_options){ 0 });
    str got = ask_raw(&s, STR(HEAD_OF("POST", "/up") "Content-Length: 3\r\n\r\nabc"), 300);
    check(str_ends(got, STR("\r\n\r\nba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")));
    server_close(&s);
    check(system("ls /tmp/upload-* >/dev/null 2>&1") != 0);
}

PURE(a_file_is_sent_whole_or_the_part_that_was_asked_for)
{
    struct server s;
    server_open(&s, (struct net_options){ 0 });
    char name[] = "/tmp/net-file-XXXXXX";
    int fd = mkstemp(name);
    check(write(fd, "0123456789", 10) == 10);
    close(fd);
    server_file = str_of(name);
    check(str_ends(ask_raw(&s, STR(HEAD_OF("GET", "/file") "\r\n"), 200), STR("\r\n\r\n0123456789")));
    str got = ask_raw(&s, STR(HEAD_OF("GET", "/file") "Range: bytes=2-4\r\n\r\n"), 200);
    check_int(status_of(got), 206);
    check(str_ends(got, STR("\r\n\r\n234")) && count_of(got, STR("Content-Range: bytes 2-4/10\r\n")) == 1);
    check(str_ends(ask_raw(&s, STR(HEAD_OF("GET", "/file") "Range: bytes=-3\r\n\r\n"), 200), STR("\r\n\r\n789")));
    check_int(status_of(ask_raw(&s, STR(HEAD_OF("GET", "/file") "Range: bytes=10-\r\n\r\n"), 200)), 416);
    check_int(status_of(ask_raw(&s, STR(HEAD_OF("GET", "/file") "Range: bytes=0-1,3-4\r\n\r\n"), 200)), 200);
    unlink(name);
    check_int(status_of(ask_raw(&s, STR(HEAD_OF("GET", "/file") "\r\n"), 200)), 404);
    server_close(&s);
}

PURE(what_the_client_has_already_is_not_sent_again)
{
    struct server s;
    server_open(&s, (struct net_options){ 0 });
    check_int(status_of(ask_raw(&s, STR(HEAD_OF("GET", "/tag") "If-None-Match: \"two\", W/\"one\"\r\n\r\n"), 200)),
              304);
    check_int(status_of(ask_raw(&s, STR(HEAD_OF("GET", "/tag") "If-None-Match: \"two\"\r\n\r\n"), 200)), 200);
    server_close(&s);
}

PURE(a_static_file_comes_in_the_encoding_that_the_client_prefers)
{
    static const struct asset assets[] = {
        { .path = "/app.1.js",
          .type = "text/javascript",
          .etag = "\"a\"",
          .immutable = true,
          .plain = STR_INIT("plain"),
          .brotli = STR_INIT("brotli"),
          .gzip = STR_INIT("gzip") },
        { .path = "/console/index.html",
          .type = "text/html; charset=utf-8",
          .etag = "\"i\"",
          .plain = STR_INIT("index") },
        { 0 },
    };
    static const struct page_rule rules[] = { { "/console/", "/console/index.html" }, { 0 } };
    static const struct {
        const char *accepts, *body;
    } cases[] = { { "br, gzip", "brotli" },
                  { "gzip", "gzip" },
                  { "br;q=0, gzip;q=0.5", "gzip" },
                  { "br;q=0.1, gzip;q=0.9", "gzip" },
                  { "identity", "plain" },
                  { "*;q=0", "plain" },
                  { "*", "brotli" },
                  { "BR", "brotli" } };
    struct server s;
    server_open(&s, (struct net_options){ .assets = assets, .page_rules = rules });
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        str got = ask_raw(
            &s, str_format(s.arena, HEAD_OF("GET", "/app.1.js") "Accept-Encoding: %s\r\n\r\n", cases[i].accepts), 100);
        check(str_ends(got, str_format(s.arena, "\r\n\r\n%s", cases[i].body)));
        check(count_of(got, STR("Vary: Accept-Encoding")) == 1 && count_of(got, STR("immutable")) == 1);
    }
    check(str_ends(ask_raw(&s, STR(HEAD_OF("GET", "/console/any/where") "\r\n"), 100), STR("index")));
    check_int(status_of(ask_raw(
                  &s, STR(HEAD_OF("GET", "/app.1.js") "Accept-Encoding: br\r\nIf-None-Match: \"a-br\"\r\n\r\n"), 100)),
              304);
    check_int(s.handled, 0);
    server_close(&s);
}

PURE(a_head_that_drips_is_ended_in_time_whatever_it_sends)
{
    struct server s;
    server_open(&s, (struct net_options){ .head_s = 1 });
    int fd = dial(s.port), late = dial(s.port);
    say(late, STR(HEAD_OF("GET", "/hello") "\r\n"));
    check_int(status_of(hear(s.arena, late, 200)), 200);
    usec began = monotonic_now();
    say(fd, STR("GET /hello HTTP/1.1\r\nHost: a\r\nX: "));
    say(late, STR("GET /hello HTTP/1.1\r\nHost: a\r\nX: "));
    for (int i = 0; i < 25; i++) {
        rest(100);
        (void)!send(fd, "x", 1, MSG_NOSIGNAL);
        (void)!send(late, "x", 1, MSG_NOSIGNAL);
    }
    check(is_closed(fd, 100) && is_closed(late, 100)); /* also in the second request of a connection */
    check(monotonic_now() - began < 4 * SECOND);
    check_int(s.handled, 1);
    close(fd);
    close(late);
    server_close(&s);
}

PURE(a_body_that_drips_is_ended_and_one_that_flows_is_not)
{
    struct server s;
    server_open(&s, (struct net_options){ .head_s = 1 });
    int slow = dial(s.port), fair = dial(s.port);
    say(slow, STR(HEAD_OF("POST", "/echo") "Content-Length: 100000\r\n\r\n"));
    say(fair, STR(HEAD_OF("POST", "/echo") "Content-Length: 100000\r\n\r\n"));
    static char piece[4000];
    for (int i = 0; i < 25; i++) {
        rest(100);
        (void)!send(slow, "x", 1, MSG_NOSIGNAL);
        say(fair, (str){ .at = piece, .n = sizeof piece });
    }
    check(is_closed(slow, 1500));
    check_int(status_of(hear(s.arena, fair, 500)), 200);
    close(slow);
    close(fair);
    server_close(&s);
}

PURE(a_reader_that_stops_reading_does_not_stay)
{
    struct server s;
    server_open(&s, (struct net_options){ .idle_s = 1 });
    int fd = dial(s.port);
    say(fd, STR(HEAD_OF("GET", "/big") "\r\n"));
    rest(4000);
    check(hear(s.arena, fd, 200).n < 8 << 20);
    close(fd);
    server_close(&s);
}

PURE(an_answer_for_a_client_that_has_gone_is_dropped)
{
    struct server s;
    server_open(&s, (struct net_options){ 0 });
    for (int i = 0; i < 50; i++) {
        int fd = dial(s.port);
        say(fd, STR(HEAD_OF("GET", "/later") "\r\n"));
        if (i % 2) setsockopt(fd, SOL_SOCKET, SO_LINGER, &(struct linger){ .l_onoff = 1 }, sizeof(struct linger));
        rest(1);
        close(fd);
    }
    check_int(status_of(ask_raw(&s, STR(HEAD_OF("GET", "/hello") "\r\n"), 200)), 200);
    server_close(&s);
}

PURE(five_hundred_at_once_are_all_answered)
{
    struct server s;
    server_open(&s, (struct net_options){ 0 });
    int fd[500], good = 0;
    for (int i = 0; i < 500; i++) fd[i] = dial(s.port);
    for (int i = 0; i < 500; i++)
        say(fd[i], i % 4 ? STR(HEAD_OF("GET", "/hello") "\r\n") : STR(HEAD_OF("GET", "/later") "\r\n"));
    for (int i = 0; i < 500; i++) {
        char room[2048];
        struct timeval wait = { .tv_sec = 10 };
        setsockopt(fd[i], SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
        ssize_t n = recv(fd[i], room, sizeof room, 0);
        good += n > 0 && status_of((str){ .at = room, .n = (size_t)n }) == 200;
        close(fd[i]);
    }
    check_int(good, 500);
    server_close(&s);
}

PURE(there_is_a_limit_to_all_connections)
{
    struct server s;
    server_open(&s, (struct net_options){ .connections = 3 });
    int fd[5], open = 0;
    for (int i = 0; i < 5; i++) {
        fd[i] = dial(s.port);
        rest(50);
    }
    for (int i = 0; i < 5; i++) {
        say(fd[i], STR(HEAD_OF("GET", "/hello") "\r\n"));
        open += status_of(hear(s.arena, fd[i], 150)) == 200;
    }
    check_int(open, 3);
    for (int i = 0; i < 5; i++) close(fd[i]);
    rest(300);
    check_int(status_of(ask_raw(&s, STR(HEAD_OF("GET", "/hello") "\r\n"), 200)), 200); /* and room again */
    server_close(&s);
}

PURE(only_a_trusted_proxy_may_say_who_the_client_is)
{
    struct server s;
    server_open(&s, (struct net_options){ 0 });
    check(str_ends(ask_raw(&s, STR(HEAD_OF("GET", "/who") "X-Forwarded-For: 192.0.2.7\r\n\r\n"), 200),
                   STR("\r\n\r\n127.0.0.1")));
    server_close(&s);
    server_open(&s, (struct net_options){ .trusted_proxies = STR("127.0.0.1, 10.0.0.1") });
    check(
        str_ends(ask_raw(&s, STR(HEAD_OF("GET", "/who") "X-Forwarded-For: 1.1.1.1, 192.0.2.7, 10.0.0.1\r\n\r\n"), 200),
                 STR("\r\n\r\n192.0.2.7")));
    server_close(&s);
}

PURE(a_successor_takes_over_the_listening_socket)
{
    struct server first, second;
    server_open(&first, (struct net_options){ 0 });
    server_open(&second, (struct net_options){ .inherited = dup(net_listener(first.net)) });
    check_int(second.port, first.port);
    int idle = dial(first.port);
    rest(50);
    server_close(&first);
    check_int(status_of(ask_raw(&second, STR(HEAD_OF("GET", "/hello") "\r\n"), 300)), 200);
    close(idle);
    server_close(&second);
}

PURE(a_taken_port_is_a_clear_refusal)
{
    struct server s;
    server_open(&s, (struct net_options){ 0 });
    struct why w = { 0 };
    struct net *n = NULL;
    check_err(
        net_open(s.arena, &w, &(struct net_options){ .bind = STR("127.0.0.1"), .port = s.port, .inherited = -1 }, &n),
        CONFLICT);
    check_str(w.field, "listen");
    server_close(&s);
}

/* A head of exactly `bytes` in `lines`, then its end. */
static str head_with(struct arena *a, size_t lines, size_t bytes)
{
    struct text head = { .arena = a };
    text_add(&head, STR(HEAD_OF("GET", "/hello")));
    size_t each = (bytes - head.n - 2) / (lines - 1);
    for (size_t i = 1; i < lines; i++) {
        size_t n = i + 1 < lines ? each : bytes - head.n - 2, from = head.n;
        text_addf(&head, "X-%03zu: ", i);
        while (head.n < from + n - 2) text_addc(&head, 'v');
        text_addz(&head, "\r\n");
    }
    text_addz(&head, "\r\n");
    return text_str(&head);
}

PURE(the_largest_head_we_promise_fits_and_the_next_byte_does_not)
{
    struct server s;
    server_open(&s, (struct net_options){ 0 });
    static const size_t lines[] = { 2, 50, 100 };
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        check_int(status_of(ask_raw(&s, head_with(s.arena, lines[i], 32 << 10), 300)), 200);
        check_int(status_of(ask_raw(&s, head_with(s.arena, lines[i], (32 << 10) + 1), 300)), 431);
    }
    server_close(&s);
}

PURE(a_request_without_a_host_is_refused_once_and_in_our_words)
{
    struct server s;
    server_open(&s, (struct net_options){ 0 });
    str reply = ask_raw(&s, STR("GET /hello HTTP/1.1\r\n\r\n"), 200);
    check_int(status_of(reply), 400);
    check_int(count_of(reply, STR("HTTP/1.1 400")), 1);
    check_int(count_of(reply, STR("{\"error\":\"malformed\",\"message\":\"there must be exactly one Host header")), 1);
    server_close(&s);
}
