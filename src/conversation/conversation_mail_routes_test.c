/* How the mails of a conversation are read: cleaned, folded, with their pictures; and nothing is fetched unasked. */
#include "channel/email/reading.h"
#include "conversation/conversation.h"
#include "net/peer_test.h"
#include "test/asking.h"
#include "test/database.h"
#include "test/house.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

static const char box[] = "{\"name\":\"Support\",\"address\":\"support@desk.example\",\"active\":true,"
                          "\"server\":\"mx.desk.example\"}";
static const char png[] = "\x89PNG\r\n\x1a\n and the rest of it";

/* Whoever has pictures elsewhere: answers all with the same. */
struct gallery {
    int fd, port;
    str reply;
    _Atomic(int) asked;
    pthread_t thread;
};

static void *gallery_run(void *with)
{
    struct gallery *g = with;
    char room[4096];
    for (int fd; (fd = accept(g->fd, NULL, NULL)) >= 0; close(fd)) {
        (void)!recv(fd, room, sizeof room, 0);
        g->asked++;
        say(fd, g->reply);
    }
    return NULL;
}

static void gallery_open(struct gallery *g, struct arena *a, const char *type, str body)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t n = sizeof at;
    *g = (struct gallery){ .fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) };
    g->reply = str_format(a, "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n%.*s", type, body.n,
                          STR_ARG(body));
    check(bind(g->fd, (struct sockaddr *)&at, sizeof at) == 0 && listen(g->fd, 16) == 0);
    getsockname(g->fd, (struct sockaddr *)&at, &n);
    g->port = ntohs(at.sin_port);
    pthread_create(&g->thread, NULL, gallery_run, g);
}

static void gallery_close(struct gallery *g)
{
    shutdown(g->fd, SHUT_RDWR);
    close(g->fd);
    pthread_join(g->thread, NULL);
}

static str get(struct arena *a, struct house *h, const char *form, str which)
{
    str rest = str_format(a, form, STR_ARG(which));
    return ask_with_key(a, h, str_format(a, "GET /api/v1/%.*s", STR_ARG(rest)), STR(""));
}

static str post(struct arena *a, struct house *h, const char *form, str which, str body)
{
    str rest = str_format(a, form, STR_ARG(which));
    return ask_with_key(a, h, str_format(a, "POST /api/v1/%.*s", STR_ARG(rest)), body);
}

struct desk {
    struct arena *arena;
    struct house *house;
    str box;
};

static struct desk desk_open(bool own_network)
{
    struct desk d = { .arena = arena_open() };
    d.house = test_serving_house(d.arena);
    d.house->flow = flow;
    d.house->options.own_network = own_network;
    d.box = value_of(ask_with_key(d.arena, d.house, STR("POST /api/v1/mailboxes"), str_of(box)), "id");
    return d;
}

static void desk_close(struct desk *d)
{
    test_house_close(d->house);
    arena_close(d->arena);
}

/* Which mail, and in which conversation. */
static str arrive(struct desk *d, str raw, str *conversation)
{
    str mail = value_of(post(d->arena, d->house, "mailboxes/%.*s/mails", d->box, raw), "mail");
    reaction_settle(d->house);
    *conversation = value_of(get(d->arena, d->house, "mails/%.*s", mail), "conversation");
    return mail;
}

static str html_mail(struct desk *d, str html)
{
    return str_format(
        d->arena,
        "Authentication-Results: mx.desk.example; spf=pass smtp.mailfrom=example.org; dkim=pass header.d=example.org; "
        "dmarc=pass header.from=example.org\r\nFrom: Ann <ann@example.org>\r\nTo: support@desk.example\r\nCc: Bo "
        "<bo@example.net>\r\nSubject: My bowl\r\nDate: Thu, 1 Jan 2026 00:00:00 +0000\r\nMIME-Version: "
        "1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html; "
        "charset=utf-8\r\n\r\n%.*s\r\n--x\r\nContent-Type: image/png; name=bowl.png\r\nContent-ID: "
        "<bowl@example.org>\r\nContent-Disposition: inline; filename=bowl.png\r\nContent-Transfer-Encoding: "
        "base64\r\n\r\niVBORw0KGgoAAAA=\r\n--x--\r\n",
        STR_ARG(html));
}

EACH_DATABASE(a_mail_is_read_clean_with_who_wrote_it_and_what_proves_that)
{
    struct desk d = desk_open(false);
    struct arena *a = d.arena;
    str conversation = { 0 };
    str mail = arrive(&d,
                      html_mail(&d, STR("<p onclick=\"x()\">It <b>broke</b> <img src=\"cid:bowl@example.org\" "
                                        "alt=\"bowl\"><script>x()</script></p><div class=\"gmail_quote\"><div "
                                        "class=\"gmail_attr\">On Monday you wrote:</div><blockquote "
                                        "class=\"gmail_quote\"><b>Hello</b> Ann</blockquote></div>")),
                      &conversation);
    str all = get(a, d.house, "conversations/%.*s/mails", conversation);
    check_int(status_of(all), 200);
    check(has(all, "\"html\":\"<p>It <strong>broke</strong> <img alt=\\\"bowl\\\" "
                   "src=\\\"cid:bowl@example.org\\\"></p>\"") ||
          has(all, "\\u003cstrong\\u003ebroke"));
    check(has(all, "\"to\":[\"support@desk.example\"],\"cc\":[\"Bo <bo@example.net>\"]") || has(all, "bo@example.net"));
    check(has(all, "\"spf\":\"pass\",\"dkim\":\"pass\",\"dmarc\":\"pass\"") && has(all, "\"proved\":true"));
    check(has(all, "\"spf_domain\":\"example.org\"") && has(all, "\"date\":\"2026-01-01T00:00:00"));
    check(has(all, "\"more\":true") && has(all, "\"state\":\"hung\"") && !has(all, "onclick") && !has(all, "Hello"));
    str whole = get(a, d.house, "mails/%.*s/text", mail);
    check(has(whole, "Hello") && has(whole, "blockquote") && !has(whole, "script"));
    str picture = get(a, d.house, "mails/%.*s/picture?place=1", mail);
    check(status_of(picture) == 200 && has(picture, "image/png") && has(picture, "nosniff") && has(picture, "sandbox"));
    check_int(status_of(get(a, d.house, "mails/%.*s/picture?place=2", mail)), 404);
    check_int(status_of(get(a, d.house, "mails/%.*s/picture?place=0", mail)), 422);
    desk_close(&d);
}

EACH_DATABASE(a_mail_that_its_text_says_whole_has_no_html)
{
    struct desk d = desk_open(false);
    str conversation = { 0 };
    arrive(&d, html_mail(&d, STR("<div style=\"color:red\">It broke.</div>")), &conversation);
    check(has(get(d.arena, d.house, "conversations/%.*s/mails", conversation), "\"html\":\"\",\"more\":false"));
    desk_close(&d);
}

static str mail_with_pictures(struct desk *d, const struct gallery *g)
{
    str html = str_format(
        d->arena,
        "<p>See <img src=\"http://127.0.0.1:%d/a?x=1&amp;y=2\" alt=\"one\"> and <img "
        "src=\"http://127.0.0.1:%d/a?x=1&amp;y=2\"> and <img src=\"http://127.0.0.1:%d/count\" width=1 "
        "height=1></p>",
        g->port, g->port, g->port);
    return html_mail(d, html);
}

EACH_DATABASE(pictures_elsewhere_are_fetched_once_and_only_when_asked_for)
{
    struct desk d = desk_open(true);
    struct arena *a = d.arena;
    struct gallery g;
    str conversation = { 0 };
    gallery_open(&g, a, "text/plain", str_of(png));
    str mail = arrive(&d, mail_with_pictures(&d, &g), &conversation);
    str before = get(a, d.house, "conversations/%.*s/mails", conversation);
    check(has(before, "{\"place\":1,\"state\":\"remote\",\"file\":null},{\"place\":2,\"state\":\"remote\","
                      "\"file\":null}]"));
    check_int(status_of(get(a, d.house, "mails/%.*s/picture?place=1", mail)), 404);
    check_int(g.asked, 0);
    check(has(post(a, d.house, "mails/%.*s/fetch-remote", mail, STR("")), "\"wanted\":2"));
    reaction_settle(d.house);
    check_int(g.asked, 1);
    check(has(get(a, d.house, "conversations/%.*s/mails", conversation), "\"state\":\"fetched\""));
    str picture = get(a, d.house, "mails/%.*s/picture?place=2", mail);
    check(status_of(picture) == 200 && has(picture, "image/png") && has(picture, "and the rest of it"));
    check(has(post(a, d.house, "mails/%.*s/fetch-remote", mail, STR("")), "\"wanted\":0"));
    gallery_close(&g);
    desk_close(&d);
}

EACH_DATABASE(what_is_no_picture_or_not_on_the_public_internet_is_not_had)
{
    static const struct {
        bool own_network;
        const char *type, *body;
        int asked;
    } bad[] = { { false, "image/png", png, 0 },
                { true, "image/png", "<html><script>x()</script>", 1 },
                { true, "image/svg+xml", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x()\"/>", 1 } };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct desk d = desk_open(bad[i].own_network);
        struct arena *a = d.arena;
        struct gallery g;
        str conversation = { 0 };
        gallery_open(&g, a, bad[i].type, str_of(bad[i].body));
        str mail = arrive(&d, mail_with_pictures(&d, &g), &conversation);
        check(has(post(a, d.house, "mails/%.*s/fetch-remote", mail, STR("")), "\"wanted\":2"));
        reaction_settle(d.house);
        check_int(g.asked, bad[i].asked);
        check(has(get(a, d.house, "conversations/%.*s/mails", conversation), "\"state\":\"failed\""));
        check_int(status_of(get(a, d.house, "mails/%.*s/picture?place=1", mail)), 404);
        gallery_close(&g);
        desk_close(&d);
    }
}

PURE(the_addresses_of_pictures_come_back_as_they_were)
{
    struct arena *a = arena_open();
    struct str_list found = { 0 };
    mail_picture_addresses(a,
                           STR("<p><img alt=\"&lt;img src=\"><img alt=\"a\" src=\"https://a.example/?x=1&amp;y=&#39;\">"
                               "<img alt=\"\" src=\"cid:b\"><img alt=\"cut"),
                           &found);
    check_int(found.n, 2);
    check_str(found.at[0], "https://a.example/?x=1&y='");
    check_str(found.at[1], "cid:b");
    arena_close(a);
}
