/* Raw requests of the hostile sets: what we accept, and that nothing hides behind what we refuse. */
#include "net/peer_test.h"
#include "test/test.h"

#include <glob.h>
#include <stdio.h>
#include <unistd.h>

/* What one case of the set was answered. */
struct heard {
    str name, got;
    int first, answers;
    long handled; /* requests that were handed to us */
    bool closed;
};

/* libmicrohttpd says the head of a refusal of its own twice when it gives up while it reads the head: the same bytes at
 * once again, and nothing was handed on. */
static bool is_one_said_twice(const struct heard *h)
{
    ptrdiff_t end = str_find(h->got, STR("\r\n\r\n"));
    if (h->answers != 2 || h->handled != 0 || end < 0) return false;
    str head = str_cut(h->got, (size_t)end + 4);
    return str_starts(str_from(h->got, head.n), head);
}

/* A refusal is the last word; and what disagrees with itself about where it ends is always refused. */
static bool is_bad(const struct heard *h)
{
    bool refused = h->first >= 400 && h->first != 404 && h->first != 405;
    bool must_close = str_find(h->name, STR("-te")) >= 0 || str_find(h->name, STR("cl-")) >= 0 ||
                      str_find(h->name, STR("chunk")) >= 0;
    if (must_close && h->first == 200) return true;
    if (refused && h->answers > 1 && !is_one_said_twice(h)) return true;
    return refused && !h->closed;
}

/* It announces a chunk of 2 GiB, of which what follows is the beginning: nothing is wrong so far, and 408 ends it. */
static bool may_be_silent(str name)
{
    return str_is(name, STR("063-chunk-11.bin"));
}

static struct heard ask_case(struct server *s, const char *path)
{
    struct heard h = { .name = str_of(strrchr(path, '/') + 1) };
    int before = s->handled, fd = dial(s->port);
    say(fd, read_whole(s->arena, path));
    h.got = hear(s->arena, fd, 60);
    if (h.got.n == 0) h.got = hear(s->arena, fd, 1000); /* a busy machine is not silent */
    h.first = status_of(h.got);
    h.answers = count_of(h.got, STR("HTTP/1.1 "));
    h.closed = is_closed(fd, 1);
    h.handled = s->handled - before;
    close(fd);
    return h;
}

/* A case of the set holds a second request to /SECRET, or is followed by one of ours: neither may be answered as a
 * request of its own once the first was refused. */
PURE(no_raw_request_of_the_set_smuggles_another)
{
    if (!test_hostile()) skip("no hostile sets");
    struct server s;
    server_open(&s, (struct net_options){ 0 });
    glob_t found;
    check_int(glob(str_z(s.arena, str_format(s.arena, "%s/generated/http/*.bin", test_hostile())), 0, NULL, &found), 0);
    int bad = 0, silent = 0;
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct heard h = ask_case(&s, found.gl_pathv[i]);
        bool is_silent = h.got.n == 0 && !h.closed, wrong = is_bad(&h) || is_silent != may_be_silent(h.name);
        if (wrong)
            printf("# %.*s: %d, %d answers, %ld handed on, closed %d\n", STR_ARG(h.name), h.first, h.answers, h.handled,
                   h.closed);
        bad += wrong;
        silent += is_silent;
    }
    check(found.gl_pathc >= 134);
    globfree(&found);
    check_int(bad, 0);
    check_int(silent, 1);
    check_int(status_of(ask_raw(&s, STR("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"), 200)), 200);
    server_close(&s);
}

/* The notation of llhttp's files: a code block, "\r" "\n" "\t" "\f" "\xNN" written out, a line's end is CRLF unless the
 * line ends in a written-out "\n" or "\r" … */
static str unwritten(struct arena *a, str block)
{
    struct text x = { .arena = a };
    struct text flat = { .arena = a };
    while (block.n > 0) {
        str line = str_split(&block, '\n');
        if (str_ends(line, STR("\\"))) { /* continued */
            text_add(&flat, str_cut(line, line.n - 1));
            continue;
        }
        text_add(&flat, line);
        text_add(&flat, STR("\r\n"));
    }
    str all = text_str(&flat);
    for (size_t i = 0; i < all.n; i++) {
        unsigned code = 0;
        if (all.at[i] != '\\' || i + 1 == all.n)
            text_addc(&x, all.at[i]);
        else if (all.at[i + 1] == 'r')
            text_addc(&x, '\r'), i++;
        else if (all.at[i + 1] == 'n')
            text_addc(&x, '\n'), i++;
        else if (all.at[i + 1] == 't')
            text_addc(&x, '\t'), i++;
        else if (all.at[i + 1] == 'f')
            text_addc(&x, '\f'), i++;
        else if (all.at[i + 1] == 'x' && sscanf(all.at + i + 2, "%2x", &code) == 1)
            text_addc(&x, (char)code), i += 3;
        else
            text_addc(&x, all.at[i]);
    }
    return text_str(&x);
}

struct tally {
    int all, agreed, explained;
};

/* Where we differ on purpose. The parser of the set reads one stream and judges its last byte; we answer requests. */
static const struct difference {
    const char *name, *why;
} differences[] = {
#define ENDED          "the first request is answered and the connection ends: what follows is never read"
#define PAUSED         "llhttp reports a pause that its caller asked for as an error"
#define ONE_READING    "stricter: proxies and servers are known to read this differently, or nothing honest sends it"
#define OTHER_PROTOCOL "stricter: only HTTP/1.0 and HTTP/1.1 are spoken here"
#define TARGET         "stricter: RFC 3986 characters and the origin form only"
#define VERB           "a method that we do not use is 405, whatever its spelling; nothing runs"
    { "No restart when keep-alive is off (1.0)", ENDED },
    { "CRLF between requests, explicit `close`", ENDED },
    { "CRLF between requests, explicit `close` followed by tab", ENDED },
    { "Upgrade GET request", "an upgrade that was not asked of us is ignored" },
    { "Upgrade POST request", "an upgrade that was not asked of us is ignored" },
    { "Multiple tokens with folding and LWS", "an upgrade that was not asked of us is ignored" },
    { "Setting a flag and pausing", PAUSED },
    { "Emitting part of body and pausing", PAUSED },
    { "`Content-Length` with zeroes", ONE_READING },
    { "`Content-Length` with follow-up headers", ONE_READING },
    { "Spaces in `Content-Length` (surrounding)", ONE_READING },
    { "Tabs in `Content-Length` (surrounding)", ONE_READING },
    { "POST with `chunked` as last transfer-encoding", "stricter: chunked is the only coding there is here" },
    { "POST with `chunked` as last transfer-encoding (multiple headers)",
      "stricter: chunked is the only coding there is here" },
    { "HTTP protocol and ANNOUNCE method", VERB },
    { "Invalid method", VERB },
    { "M-SEARCH request", "the target is \"*\": nothing here has that address" },
    { "SOURCE request with ICE", OTHER_PROTOCOL },
    { "OPTIONS request with RTSP", OTHER_PROTOCOL },
    { "ANNOUNCE request with RTSP", OTHER_PROTOCOL },
    { "No HTTP version", OTHER_PROTOCOL },
    { "curl GET", "stricter: its Host is not a name, an address or a port" },
    { "Firefox GET", "stricter: its Host is not a name, an address or a port" },
    { "Prefix newline", "its Host is missing" },
    { "Request starting with CRLF", "its Host is missing" },
    { "255 ASCII in header value", "stricter: a header is valid UTF-8 or refused" },
    { "No extension after semicolon",
      "libmicrohttpd skips chunk extensions; nobody reads them, the chunk's length is the same" },
    { "Quotes in URI", TARGET },
    { "Host terminated by a query string", TARGET },
    { "`host:port` terminated by a query string", TARGET },
    { "`host:port` terminated by a space", TARGET },
    { "`host:port` and basic auth", TARGET },
    { "Fragment in URI", TARGET },
};

static const char *reason(str name)
{
    while (str_starts(name, STR("#")) || str_starts(name, STR(" "))) name = str_from(name, 1);
    for (size_t i = 0; i < COUNT_OF(differences); i++)
        if (str_is(name, str_of(differences[i].name))) return differences[i].why;
    return NULL;
}

static void judge(struct server *s, str name, str raw, bool accepted, struct tally *t)
{
    /* llhttp does not ask for Host: with one the rest can be compared */
    ptrdiff_t at = str_find(raw, STR("\r\n"));
    if (at > 0 && count_of(raw, STR("Host:")) + count_of(raw, STR("host:")) + count_of(raw, STR("HOST:")) == 0)
        raw = str_format(s->arena, "%.*s\r\nHost: a%.*s", (int)at, raw.at, (int)(raw.n - (size_t)at), raw.at + at);
    int fd = dial(s->port);
    say(fd, raw);
    int status = status_of(hear(s->arena, fd, 40));
    bool waits = status == 0 && !is_closed(fd, 1); /* for more: neither yes nor no, and ends with 408 */
    close(fd);
    bool ours = status != 0 && status != 400 && status != 505 && status != 417 && status != 431 && status != 413;
    const char *why = reason(name);
    t->all++;
    if (waits || ours == accepted)
        t->agreed++;
    else if (why)
        t->explained++;
    else
        printf("# %.*s: llhttp %s, we %d\n", STR_ARG(name), accepted ? "accepts" : "refuses", status);
}

static void judge_file(struct server *s, const char *path, struct tally *t)
{
    str rest = read_whole(s->arena, path), name = { 0 };
    while (rest.n > 0) {
        str line = str_split(&rest, '\n');
        if (str_starts(line, STR("#"))) name = str_trim(str_from(line, 2));
        if (!str_starts(line, STR("<!-- meta="))) continue;
        bool strict = count_of(line, STR("lenient")) + count_of(line, STR("finish")) +
                          count_of(line, STR("\"pause\"")) ==
                      0;
        ptrdiff_t from = str_find(rest, STR("```http\n")), to = str_find(rest, STR("\n```\n"));
        if (from < 0 || to < from) continue;
        str block = str_cut(str_from(rest, (size_t)from + 8), (size_t)(to - from) - 8);
        rest = str_from(rest, (size_t)to + 5);
        ptrdiff_t log = str_find(rest, STR("```log\n"));
        if (log < 0) continue;
        rest = str_from(rest, (size_t)log + 7);
        ptrdiff_t end = str_find(rest, STR("```"));
        if (end < 0) continue;
        bool accepted = count_of(str_cut(rest, (size_t)end), STR(" error code=")) == 0;
        rest = str_from(rest, (size_t)end);
        if (strict) judge(s, name, unwritten(s->arena, block), accepted, t);
    }
}

PURE(requests_of_llhttp_are_taken_and_refused_alike)
{
    if (!test_hostile()) skip("no hostile sets");
    struct server s;
    server_open(&s, (struct net_options){ 0 });
    glob_t found;
    struct tally t = { 0 };
    check_int(glob(str_z(s.arena, str_format(s.arena, "%s/http/llhttp/request/*.md", test_hostile())), 0, NULL, &found),
              0);
    for (size_t i = 0; i < found.gl_pathc; i++) judge_file(&s, found.gl_pathv[i], &t);
    globfree(&found);
    printf("# llhttp: %d requests, %d alike, %d differ with the reason given\n", t.all, t.agreed, t.explained);
    check(t.all >= 100);
    check_int(t.agreed + t.explained, t.all);
    server_close(&s);
}
