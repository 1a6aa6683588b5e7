#include "net/hub.h"

#include "net/frame.h"
#include "net/peer_test.h"
#include "test/test.h"

#include <jansson.h>
#include <stdio.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define SHAKE                                                                                                          \
    "GET /ws HTTP/1.1\r\nHost: desk.test\r\nUpgrade: websocket\r\nConnection: keep-alive, "                            \
    "Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"

static void rest(int ms)
{
    nanosleep(&(struct timespec){ .tv_nsec = ms * 1000000L }, NULL);
}

/* Reads the reply's head byte by byte, so that frames behind it stay in the socket. */
static str shake_text(struct server *s, int fd, str request)
{
    struct text x = { .arena = s->arena };
    char c;
    say(fd, request);
    struct timeval wait = { .tv_sec = 5 };
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    while (!str_ends(text_str(&x), STR("\r\n\r\n")) && recv(fd, &c, 1, 0) == 1) text_addc(&x, c);
    return text_str(&x);
}

static int shake(struct server *s)
{
    int fd = dial(s->port);
    check_int(status_of(shake_text(s, fd, STR(SHAKE))), 101);
    return fd;
}

struct told {
    str messages; /* kind letter and hex of each, one a line: "t 6162" "p …" */
    int close;    /* 0 = none */
    bool broken;
};

static struct told frames_of(struct arena *a, str bytes)
{
    struct told told = { 0 };
    struct text x = { .arena = a };
    while (bytes.n >= 2) {
        const unsigned char *at = (const unsigned char *)bytes.at;
        size_t n = at[1] & 127, head = 2;
        if (n == 126)
            n = (size_t)at[2] << 8 | at[3], head = 4;
        else if (n == 127)
            n = (size_t)at[6] << 24 | (size_t)at[7] << 16 | (size_t)at[8] << 8 | at[9], head = 10;
        if (head + n > bytes.n) break;
        int opcode = at[0] & 15;
        if (opcode == 8)
            told.close = n >= 2 ? at[head] << 8 | at[head + 1] : 1005;
        else if (opcode != 9) {
            text_addz(&x, opcode == 10 ? "p " : "t ");
            for (size_t i = 0; i < n; i++) text_addf(&x, "%02x", at[head + i]);
            text_addz(&x, "\n");
        }
        bytes = str_from(bytes, head + n);
    }
    told.broken = bytes.n > 0;
    told.messages = text_str(&x);
    return told;
}

static str masked(struct arena *a, unsigned char first, str payload)
{
    struct text x = { .arena = a };
    text_addc(&x, (char)first);
    if (payload.n < 126)
        text_addc(&x, (char)(0x80 | payload.n));
    else {
        text_addc(&x, (char)0xfe);
        text_addc(&x, (char)(payload.n >> 8));
        text_addc(&x, (char)payload.n);
    }
    text_add(&x, STR("abcd"));
    for (size_t i = 0; i < payload.n; i++) text_addc(&x, (char)(payload.at[i] ^ "abcd"[i % 4]));
    return text_str(&x);
}

PURE(the_handshake_answers_the_key_of_rfc_6455)
{
    struct server s;
    server_open(&s, (struct net_options){ 0 });
    int fd = dial(s.port);
    str got = shake_text(&s, fd, STR(SHAKE));
    check(count_of(got, STR("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")) == 1);
    say(fd, masked(s.arena, 0x81, STR("hi")));
    check_str(hear(s.arena, fd, 200), "\x81\x02hi");
    close(fd);
    server_close(&s);
}

PURE(a_frame_that_came_together_with_the_handshake_is_not_lost)
{
    struct server s;
    server_open(&s, (struct net_options){ 0 });
    str got = ask_raw(&s, str_join(s.arena, STR(SHAKE), masked(s.arena, 0x81, STR("early"))), 200);
    check(str_ends(got, STR("\x81\x05"
                            "early")));
    server_close(&s);
}

PURE(a_handshake_that_breaks_a_rule_stays_http)
{
    if (!test_hostile()) skip("no hostile sets");
    struct server s;
    server_open(&s, (struct net_options){ 0 });
    static const struct {
        const char *file;
        int status;
    } cases[] = { { "good", 101 },      { "post", 400 },    { "v12", 426 },
                  { "key-short", 400 }, { "key-two", 400 }, { "with-body", 400 } };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        str raw = read_whole(s.arena, str_z(s.arena, str_format(s.arena, "%s/generated/websocket/%s.bin",
                                                                test_hostile(), cases[i].file)));
        int status = status_of(ask_raw(&s, raw, 150));
        if (status != cases[i].status) printf("# %s: %d\n", cases[i].file, status);
        check_int(status, cases[i].status);
    }
    server_close(&s);
}

PURE(hostile_frames_end_with_the_right_code_and_bounded_memory)
{
    if (!test_hostile()) skip("no hostile sets");
    static const struct {
        const char *file;
        int code;
    } cases[] = { { "unmasked", 1002 },     { "len-2e63", 1002 },  { "len-16GiB", 1009 },   { "nonminimal", 1002 },
                  { "frag-million", 1009 }, { "ctrl-126", 1002 },  { "rsv1-no-ext", 1002 }, { "bad-utf8", 1007 },
                  { "close-1", 1002 },      { "close-999", 1002 }, { "deep-json", 1009 },   { "json-1MiB", 1009 } };
    struct server s;
    server_open(&s, (struct net_options){ 0 });
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int fd = shake(&s);
        say(fd, read_whole(s.arena, str_z(s.arena, str_format(s.arena, "%s/generated/websocket/frame-%s.bin",
                                                              test_hostile(), cases[i].file))));
        struct told told = frames_of(s.arena, hear(s.arena, fd, 500));
        if (told.close != cases[i].code) printf("# %s: closed with %d\n", cases[i].file, told.close);
        check_int(told.close, cases[i].code);
        close(fd);
    }
    server_close(&s);
}

static size_t from_hex(const char *hex, char *out)
{
    size_t n = 0;
    for (unsigned x; sscanf(hex + 2 * n, "%2x", &x) == 1; n++) out[n] = (char)x;
    return n;
}

static void send_pieces(int fd, const json_t *pieces)
{
    static char raw[1 << 20];
    for (size_t i = 0; i < json_array_size(pieces); i++) {
        if (i > 0) rest(5);
        const char *hex = json_string_value(json_array_get(json_array_get(pieces, i), 1));
        say(fd, (str){ .at = raw, .n = from_hex(hex, raw) });
    }
}

static bool events_fit(struct arena *a, const json_t *events, str messages)
{
    struct text x = { .arena = a };
    for (size_t i = 0; i < json_array_size(events); i++) {
        const json_t *e = json_array_get(events, i);
        const char *kind = json_string_value(json_array_get(e, 0));
        if (strcmp(kind, "timeout") == 0) continue;
        const json_t *payload = json_array_get(e, 1);
        text_addf(&x, "%c %s\n", strcmp(kind, "pong") == 0 ? 'p' : 't',
                  json_string_value(json_is_object(payload) ? json_object_get(payload, "hex") : payload));
    }
    return str_is(text_str(&x), messages);
}

static bool code_fits(const json_t *close, int code)
{
    const json_t *codes = json_object_get(close, "closeCode");
    if (json_is_true(json_object_get(close, "closedByMe")))
        return code != 0 || json_is_false(json_object_get(close, "requireClean"));
    for (size_t i = 0; i < json_array_size(codes); i++)
        if (json_integer_value(json_array_get(codes, i)) == code) return true;
    return false;
}

/* Differences with the reason for each; every other case must agree.
 * 1.2.* and the others here send binary messages: we speak JSON text and close binary with 1003. */
static const char *const binary_cases[] = { "1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.2.6", "1.2.7", "1.2.8" };

static bool is_explained(const char *which, int code)
{
    for (size_t i = 0; i < COUNT_OF(binary_cases); i++)
        if (strcmp(which, binary_cases[i]) == 0) return code == 1003;
    return false;
}

static bool case_agrees(struct server *s, const json_t *one)
{
    const char *which = json_string_value(json_object_get(one, "id"));
    int fd = shake(s);
    send_pieces(fd, json_object_get(one, "send"));
    struct told told = frames_of(s->arena, hear(s->arena, fd, 1000));
    close(fd);
    bool fits = false;
    const char *key;
    json_t *events;
    json_object_foreach(json_object_get(one, "expect_events"), key, events)
        fits |= events_fit(s->arena, events, told.messages);
    if (fits && !told.broken && code_fits(json_object_get(one, "expect_close"), told.close)) return true;
    if (is_explained(which, told.close)) return true;
    printf("# %s: closed with %d, said %.*s\n", which, told.close, STR_ARG(str_cut(told.messages, 200)));
    return false;
}

PURE(the_wire_vectors_of_autobahn_1_to_7_agree)
{
    if (!test_hostile()) skip("no hostile sets");
    struct server s;
    server_open(&s, (struct net_options){ 0 });
    str rows = read_whole(
        s.arena, str_z(s.arena, str_format(s.arena, "%s/websocket/autobahn-1to7-wire-vectors.jsonl", test_hostile())));
    int all = 0, agreed = 0;
    while (rows.n > 0) {
        str row = str_split(&rows, '\n');
        json_t *one = row.n ? json_loadb(row.at, row.n, 0, NULL) : NULL;
        if (!one) continue;
        all++;
        agreed += case_agrees(&s, one);
        json_decref(one);
    }
    printf("# %d of %d agree\n", agreed, all);
    check(all >= 241);
    check_int(agreed, all);
    server_close(&s);
}

PURE(a_member_that_never_reads_is_dropped_and_the_others_are_not)
{
    struct server s;
    server_open(&s, (struct net_options){ 0 });
    int deaf = shake(&s), fine = shake(&s);
    static char word[50000];
    memset(word, 'x', sizeof word);
    size_t got = 0;
    for (int i = 0; i < 400 && s.left == 0; i++) {
        hub_publish(s.hub, (str){ .at = word, .n = sizeof word }, NULL, NULL, 0);
        got += hear(s.arena, fine, 5).n;
    }
    check_int(s.left, 1);
    got += hear(s.arena, fine, 300).n;
    check(got > 1 << 20 && hub_size(s.hub) == 1);
    close(deaf);
    close(fine);
    server_close(&s);
}

PURE(a_ping_flood_from_a_client_that_never_reads_is_bounded)
{
    if (!test_hostile()) skip("no hostile sets");
    struct server s;
    server_open(&s, (struct net_options){ 0 });
    int fd = shake(&s);
    str raw = read_whole(
        s.arena, str_z(s.arena, str_format(s.arena, "%s/generated/websocket/frame-ping-flood.bin", test_hostile())));
    for (int i = 0; i < 20 && s.left == 0; i++) say(fd, raw);
    rest(200);
    check_int(s.left, 1);
    close(fd);
    server_close(&s);
}

static bool is_first(const void *owner, const void *about)
{
    return memcmp(owner, about, 1) == 0;
}

PURE(nobody_hears_what_they_may_not)
{
    struct server s;
    server_open(&s, (struct net_options){ 0 });
    int fd = shake(&s);
    rest(30);
    hub_publish(s.hub, STR("secret"), is_first, "x", 1); /* owners are all zero here */
    hub_publish(s.hub, STR("open"), is_first, "\0", 1);
    check_str(hear(s.arena, fd, 200), "\x81\x04open");
    hub_drop(s.hub, is_first, "\0", 1, 4001);
    check_int(frames_of(s.arena, hear(s.arena, fd, 200)).close, 4001);
    close(fd);
    server_close(&s);
}

PURE(a_drain_tells_sockets_to_come_back)
{
    struct server s;
    server_open(&s, (struct net_options){ 0 });
    int fd = shake(&s);
    rest(30);
    net_drain(s.net, 1);
    check_int(frames_of(s.arena, hear(s.arena, fd, 300)).close, 1012);
    close(fd);
    server_close(&s);
}

PURE(a_written_frame_has_the_shortest_length_there_is)
{
    static unsigned char out[70000];
    static char text[70000];
    check_int(frame_write(out, WSLAY_TEXT_FRAME, (str){ .at = text, .n = 0 }), 2);
    check_int(frame_write(out, WSLAY_TEXT_FRAME, (str){ .at = text, .n = 125 }), 127);
    check_int(frame_write(out, WSLAY_TEXT_FRAME, (str){ .at = text, .n = 126 }), 130);
    check_int(frame_write(out, WSLAY_TEXT_FRAME, (str){ .at = text, .n = 65535 }), 65539);
    check_int(frame_write(out, WSLAY_TEXT_FRAME, (str){ .at = text, .n = 65536 }), 65546);
}

PURE(a_hub_is_empty_until_somebody_is_on_the_way_and_again_when_the_last_has_left)
{
    struct server s;
    server_open(&s, (struct net_options){ 0 });
    check(hub_is_empty(s.hub));
    int fd = shake(&s);
    for (int i = 0; i < 200 && hub_is_empty(s.hub); i++) rest(5);
    check(!hub_is_empty(s.hub));
    close(fd);
    for (int i = 0; i < 200 && !hub_is_empty(s.hub); i++) rest(5);
    check(hub_is_empty(s.hub));
    server_close(&s);
}
