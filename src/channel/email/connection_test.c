/* "Test the connection", over a socket, with servers beside it that do as they are told. */
#include "channel/email/connection.h"

#include "channel/email/imap_peer_test.h"
#include "conversation/smtp_sink_test.h"
#include "net/peer_test.h"
#include "test/asking.h"
#include "test/database.h"
#include "test/house.h"
#include "text/words.h"

#include <pthread.h>

struct ports {
    int imap, smtp; /* 0: none */
    const char *host, *user, *secret, *more;
};

static str settings(struct arena *a, const struct ports *p)
{
    struct text x = { .arena = a };
    text_addz(&x, "{\"name\":\"Support\",\"address\":\"support@desk.example\"");
    if (p->imap)
        text_addf(&x, ",\"imap_host\":\"%s\",\"imap_port\":%d,\"imap_security\":\"bare\",\"imap_user\":\"%s\"", p->host,
                  p->imap, p->user);
    if (p->imap && p->secret) text_addf(&x, ",\"imap_secret\":\"%s\"", p->secret);
    if (p->smtp)
        text_addf(&x, ",\"smtp_host\":\"%s\",\"smtp_port\":%d,\"smtp_security\":\"bare\",\"smtp_user\":\"%s\"", p->host,
                  p->smtp, p->user);
    if (p->smtp && p->secret) text_addf(&x, ",\"smtp_secret\":\"%s\"", p->secret);
    text_addf(&x, "%s}", p->more ? p->more : "");
    return text_str(&x);
}

static str try_it(struct arena *a, struct house *h, struct ports p)
{
    return ask_with_key(a, h, STR("POST /api/v1/mailboxes/check"), settings(a, &p));
}

static void lets_in(struct imap_peer *p)
{
    imap_peer_login(p, "IDLE");
    imap_peer_select(p, 3);
    if (imap_peer_hear(p, "SELECT")) imap_peer_say(p, "%.*s NO no such folder\r\n", STR_ARG(p->tag));
    imap_peer_end_of(p);
}

EACH_DATABASE(each_step_of_a_connection_is_told)
{
    struct arena *a = arena_open();
    struct house *h = test_serving_house(a);
    struct imap_peer imap;
    struct sink smtp;
    imap_peer_start(&imap, lets_in);
    sink_open(&smtp);
    str said = try_it(a, h,
                      (struct ports){ .imap = imap.port,
                                      .smtp = smtp.port,
                                      .host = "127.0.0.1",
                                      .user = "support",
                                      .secret = "secret",
                                      .more = ",\"imap_after\":\"move\",\"imap_move_to\":\"Done\"" });
    check_int(status_of(said), 200);
    check(has(said, "\"server\":\"imap\",\"step\":\"name\",\"good\":true"));
    check(has(said, "\"step\":\"folder\",\"good\":true,\"fault\":\"\",\"theirs\":\"\",\"words\":\"It has the folder\","
                    "\"folder\":\"INBOX\",\"mails\":3"));
    check(has(said, "\"step\":\"folder\",\"good\":false,\"fault\":\"no_folder\",\"theirs\":\"no such folder\""));
    check(has(said, "\"folder\":\"Done\""));
    check(has(said, "\"server\":\"smtp\",\"step\":\"login\",\"good\":true"));
    check(has(said, "\"step\":\"sender\",\"good\":true,\"fault\":\"\",\"theirs\":\"support@desk.example\""));
    check(!has(said, "secret"));
    check_int(sink_count(&smtp), 0);
    check(has(ask_with_key(a, h, STR("GET /api/v1/mailboxes"), STR("")), "[]")); /* nothing was kept */
    sink_close(&smtp);
    imap_peer_end(&imap);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(a_refused_password_ends_at_that_step_with_the_servers_words)
{
    struct arena *a = arena_open();
    struct house *h = test_serving_house(a);
    struct sink smtp;
    sink_open(&smtp);
    sink_does(&smtp, SINK_KNOWS_US_NOT);
    struct ports p = { .smtp = smtp.port, .host = "127.0.0.1", .user = "support", .secret = "secret" };
    str said = try_it(a, h, p);
    check(has(said, "\"step\":\"greeting\",\"good\":true"));
    check(has(said, "\"step\":\"login\",\"good\":false,\"fault\":\"login_refused\""));
    check(has(said, "wrong password") && !has(said, "\"sender\""));
    sink_close(&smtp);
    check(has(try_it(a, h, p), "\"step\":\"connect\",\"good\":false,\"fault\":\"no_answer\""));
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(what_cannot_be_tried_is_refused_by_its_field)
{
    static const struct {
        struct ports p;
        const char *field;
    } bad[] = {
        { { 0 }, "\"imap_host\"" },
        { { .imap = 143, .host = "127.0.0.1", .user = "", .secret = "x" }, "\"imap_user\"" },
        { { .imap = 143, .host = "127.0.0.1", .user = "ann" }, "\"imap_secret\"" },
        { { .smtp = 25, .host = "127.0.0.1", .user = "ann" }, "\"smtp_secret\"" },
        { { .smtp = 25, .host = "mail.example.org", .user = "ann", .secret = "x" }, "\"smtp_security\"" },
        { { .smtp = 25, .host = "127.0.0.1", .user = "ann", .more = ",\"mailbox\":\"12\"" }, "not_found" },
    };
    struct arena *a = arena_open();
    struct house *h = test_serving_house(a);
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        str reply = try_it(a, h, bad[i].p);
        check_int(status_of(reply), i + 1 == COUNT_OF(bad) ? 404 : 422);
        check(has(reply, bad[i].field));
    }
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(a_kept_secret_goes_only_where_it_was_given_for)
{
    static const char refusal[] = "must be given anew: it was given for another server or user";
    struct arena *a = arena_open();
    struct house *h = test_serving_house(a);
    struct sink right, wrong;
    sink_open(&right);
    sink_open(&wrong);
    struct ports p = { .smtp = right.port, .host = "127.0.0.1", .user = "support", .secret = "secret" };
    str box = value_of(ask_with_key(a, h, STR("POST /api/v1/mailboxes"), settings(a, &p)), "id");
    str which = str_format(a, ",\"mailbox\":\"%.*s\"", STR_ARG(box));
    p.secret = NULL;
    p.more = str_z(a, which);
    check(has(try_it(a, h, p), "\"step\":\"sender\",\"good\":true"));
    struct ports other[] = { p, p, p };
    other[0].smtp = wrong.port;
    other[1].user = "somebody";
    other[2].host = "localhost";
    str change = str_format(a, "PUT /api/v1/mailboxes/%.*s", STR_ARG(box));
    for (size_t i = 0; i < COUNT_OF(other); i++) {
        str tried = try_it(a, h, other[i]);
        check(status_of(tried) == 422 && has(tried, "\"smtp_secret\"") && has(tried, refusal));
        other[i].more = NULL;
        check(has(ask_with_key(a, h, change, settings(a, &other[i])), refusal));
    }
    check_int(wrong.connections, 0);
    p.more = NULL;
    check_int(status_of(ask_with_key(a, h, change, settings(a, &p))), 200);
    other[0].secret = "another";
    check_int(status_of(ask_with_key(a, h, change, settings(a, &other[0]))), 200);
    sink_close(&wrong);
    sink_close(&right);
    test_house_close(h);
    arena_close(a);
}

static void says_nothing(struct imap_peer *p)
{
    imap_peer_hear(p, "until the other side is gone");
}

struct waiting {
    struct arena *arena;
    struct house *house;
    struct ports ports;
    str said;
    pthread_t thread;
};

static void *wait_for_it(void *with)
{
    struct waiting *w = with;
    w->said = try_it(w->arena, w->house, w->ports);
    return NULL;
}

EACH_DATABASE(a_server_that_says_nothing_holds_nobody_up)
{
    enum { AT_ONCE = HEAVY_OUTSIDE_THREADS + 2 };
    struct arena *a = arena_open();
    struct house *h = test_serving_house(a);
    struct imap_peer peer;
    struct waiting all[AT_ONCE];
    imap_peer_start(&peer, says_nothing);
    usec began = monotonic_now();
    for (size_t i = 0; i < AT_ONCE; i++) {
        all[i] = (struct waiting){ .arena = arena_open(), .house = h };
        all[i].ports = (struct ports){ .imap = peer.port, .host = "127.0.0.1", .user = "ann", .secret = "x" };
        check(pthread_create(&all[i].thread, NULL, wait_for_it, &all[i]) == 0);
    }
    struct ports p = { .smtp = 25, .host = "127.0.0.1", .user = "" };
    check_int(status_of(ask_with_key(a, h, STR("POST /api/v1/mailboxes"), settings(a, &p))), 201);
    check_int(status_of(ask_with_key(a, h, STR("GET /api/v1/mailboxes"), STR(""))), 200);
    check(monotonic_now() - began < CONNECTION_ANSWER_MS / 2 * MILLISECOND);
    test_house_close(h); /* nor does it hold up the end */
    for (size_t i = 0; i < AT_ONCE; i++) {
        pthread_join(all[i].thread, NULL);
        check(status_of(all[i].said) != 200 || has(all[i].said, "\"stopped\""));
        arena_close(all[i].arena);
    }
    check(monotonic_now() - began < CONNECTION_ANSWER_MS * MILLISECOND);
    imap_peer_end(&peer);
    arena_close(a);
}

/* Every word of a fault, in every language; "odd" stands for what servers say that break the rules. */
static void check_words(struct arena *a, const char *code)
{
    str key = str_format(a, "console.fault.%s", code);
    for (const struct words *const *w = words_all; *w; w++) check(!str_is(words_get(*w, key), key));
}

PURE(every_fault_of_a_connection_has_words_in_every_language)
{
    struct arena *a = arena_open();
    for (enum imap_fault i = IMAP_NO_FAULT + 1; i < IMAP_FAULTS; i++)
        if (imap_fault_step(i) < IMAP_AT_MAIL) check_words(a, imap_fault_code(i));
    for (enum smtp_fault i = SMTP_NO_FAULT + 1; i < SMTP_FAULTS; i++)
        if (smtp_fault_step(i) < SMTP_AT_RECIPIENT) check_words(a, smtp_fault_code(i));
    arena_close(a);
}

PURE(what_fetching_and_sending_wrote_down_is_known_again)
{
    check_str(connection_fault_of(STR("user or password was refused: it says \"no\"")), "login_refused");
    check_str(connection_fault_of(STR("the server refused; it says: 553 not you")), "refused");
    check_str(connection_fault_of(STR("the server does not answer with TLS on that port")), "silent_tls");
    check_str(connection_fault_of(STR("this mailbox has no server to send by")), "no_server");
    check_str(connection_fault_of(STR("the password to send by cannot be read any more: give it again")),
              "secret_lost");
    check_str(connection_fault_of(STR("something else")), "");
}
