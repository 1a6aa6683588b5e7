/* smtp.h against peers that follow a script: odd, broken and hostile ones. Real servers: smtp_real_test.c. */
#include "channel/email/smtp.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "channel/email/smtp_wire.h"
#include "test/test.h"

/* Wait until the client has said `wait`, then say `say`; NULL: hang up; HUSH: say nothing more; FLOOD: never stop.
 * LATE: stop the client, and answer a while after. */
struct act {
    const char *wait, *say;
};
static const char HUSH[] = "hush", FLOOD[] = "flood", ENDLESS[] = "endless", LATE[] = "250 late\r\n";

enum { ACTS = 24, HEARD_BYTES = 64 << 10 };

struct peer {
    struct act acts[ACTS];
    int listener, port, stop[2]; /* stop: a pipe that the client minds */
    pthread_t thread;
    char heard[HEARD_BYTES];
    size_t n, from; /* from: what no act has answered yet */
};

static bool wait_readable(int fd, int ms)
{
    struct pollfd p = { .fd = fd, .events = POLLIN };
    return poll(&p, 1, ms) > 0;
}

static bool listen_more(struct peer *p, int fd)
{
    if (!wait_readable(fd, 5000) || p->n == HEARD_BYTES) return false;
    ssize_t n = recv(fd, p->heard + p->n, HEARD_BYTES - p->n, 0);
    if (n > 0) p->n += (size_t)n;
    return n > 0;
}

static bool wait_for(struct peer *p, int fd, const char *wait)
{
    str want = str_of(wait);
    while (true) {
        const char *found = want.n ? memmem(p->heard + p->from, p->n - p->from, want.at, want.n) : p->heard + p->from;
        if (found) {
            p->from = (size_t)(found - p->heard) + want.n;
            return true;
        }
        if (!listen_more(p, fd)) return false;
    }
}

static bool tell(int fd, str bytes)
{
    return send(fd, bytes.at, bytes.n, MSG_NOSIGNAL) == (ssize_t)bytes.n;
}

static void *serve(void *with)
{
    struct peer *p = with;
    int fd = accept(p->listener, NULL, NULL);
    for (const struct act *act = p->acts; act->wait && wait_for(p, fd, act->wait); act++) {
        if (!act->say) break;
        if (act->say == HUSH) continue;
        if (act->say == LATE && write(p->stop[1], "x", 1) == 1) usleep(400000);
        str flood = act->say == FLOOD ? STR("250-more\r\n") : STR("xxxxxxxxxxxxxxxx");
        if (act->say != FLOOD && act->say != ENDLESS && !tell(fd, str_of(act->say))) break;
        while ((act->say == FLOOD || act->say == ENDLESS) && tell(fd, flood)) {
        }
    }
    close(fd);
    return NULL;
}

static void peer_open(struct peer *p, const struct act *acts, size_t n)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof at;
    *p = (struct peer){ .listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) };
    memcpy(p->acts, acts, n * sizeof *acts);
    check(bind(p->listener, (struct sockaddr *)&at, sizeof at) == 0 && listen(p->listener, 1) == 0);
    check(getsockname(p->listener, (struct sockaddr *)&at, &size) == 0);
    p->port = ntohs(at.sin_port);
    check(pthread_create(&p->thread, NULL, serve, p) == 0);
}

/* What the client said to it. */
static str peer_close(struct peer *p)
{
    shutdown(p->listener, SHUT_RDWR); /* if nobody came */
    pthread_join(p->thread, NULL);
    close(p->listener);
    return (str){ .at = p->heard, .n = p->n };
}

static struct smtp_account account_of(const struct peer *p)
{
    return (struct smtp_account){ .host = STR("127.0.0.1"),
                                  .port = p->port,
                                  .security = SMTP_PLAIN,
                                  .hello = STR("desk.example"),
                                  .own_network = true,
                                  .answer_ms = 700 };
}

#define EHLO                                                                                                           \
    { "", "220 hello\r\n" },                                                                                           \
    {                                                                                                                  \
        "EHLO desk.example\r\n", "250-ok\r\n250 SIZE 1000\r\n"                                                         \
    }
#define MAIL                                                                                                           \
    {                                                                                                                  \
        "MAIL FROM:<desk@shop.example> SIZE=25\r\n", "250 ok\r\n"                                                      \
    }
#define RCPT(x)                                                                                                        \
    {                                                                                                                  \
        "RCPT TO:<" x ">\r\n", "250 ok\r\n"                                                                            \
    }
#define DATA                                                                                                           \
    {                                                                                                                  \
        "DATA\r\n", "354 go on\r\n"                                                                                    \
    }
#define DOT "\r\n.\r\n"
#define QUIT                                                                                                           \
    {                                                                                                                  \
        "QUIT\r\n", "221 bye\r\n"                                                                                      \
    }

static const char a_mail[] = "Subject: x\r\n\r\nHello you\r\n"; /* 25 bytes */

static struct smtp_mail mail_of(struct arena *a)
{
    struct smtp_mail m = { .from = STR("desk@shop.example"), .bytes = str_of(a_mail) };
    *LIST_ADD(a, &m.to) = STR("ann@example.org");
    *LIST_ADD(a, &m.to) = STR("bo@example.org");
    return m;
}

static struct smtp_result send_to(struct arena *a, const struct act *acts, size_t n, str *heard)
{
    struct peer *p = ARENA_NEW(a, struct peer);
    struct smtp_result out = { 0 };
    struct smtp_mail mail = mail_of(a);
    peer_open(p, acts, n);
    struct smtp_account account = account_of(p);
    enum smtp_outcome outcome = smtp_send(a, &account, &mail, &out);
    check_int(outcome, out.outcome);
    *heard = peer_close(p);
    check_int(out.recipients.n, 2);
    return out;
}
#define SEND(a, heard, ...)                                                                                            \
    send_to((a), (const struct act[]){ __VA_ARGS__ }, COUNT_OF(((const struct act[]){ __VA_ARGS__ })), (heard))

PURE(a_letter_is_sent_with_the_words_of_the_server)
{
    struct arena *a = arena_open();
    str heard = { 0 };
    struct smtp_result r = SEND(a, &heard, EHLO, MAIL, RCPT("ann@example.org"), RCPT("bo@example.org"), DATA,
                                { DOT, "250-queued\r\n250 as 4711\r\n" }, QUIT);
    check_int(r.outcome, SMTP_SENT);
    check_int(r.at, SMTP_AT_END);
    check_int(r.code, 250);
    check_str(r.words, "queued as 4711");
    check_str(r.recipients.at[1].words, "queued as 4711");
    check_str(heard, str_z(a, str_format(a,
                                         "EHLO desk.example\r\nMAIL FROM:<desk@shop.example> SIZE=25\r\n"
                                         "RCPT TO:<ann@example.org>\r\nRCPT TO:<bo@example.org>\r\nDATA\r\n"
                                         "%s.\r\nQUIT\r\n",
                                         a_mail)));
    arena_close(a);
}

PURE(each_recipient_has_a_verdict_of_its_own)
{
    struct arena *a = arena_open();
    str heard = { 0 };
    struct smtp_result r = SEND(a, &heard, EHLO, MAIL, { "RCPT", "550 5.1.1 nobody here\r\n" }, RCPT("bo@example.org"),
                                DATA, { DOT, "250 ok\r\n" }, QUIT);
    check_int(r.outcome, SMTP_SENT);
    check_int(r.recipients.at[0].outcome, SMTP_REFUSED);
    check_int(r.recipients.at[0].code, 550);
    check_str(r.recipients.at[0].words, "5.1.1 nobody here");
    check_int(r.recipients.at[1].outcome, SMTP_SENT);
    r = SEND(a, &heard, EHLO, MAIL, { "RCPT", "550 no\r\n" }, { "RCPT", "450 later\r\n" }, { "RSET", "250 ok\r\n" },
             QUIT);
    check_int(r.outcome, SMTP_LATER);
    check_int(r.at, SMTP_AT_RECIPIENT);
    check_int(r.recipients.at[0].outcome, SMTP_REFUSED);
    check_int(r.recipients.at[1].outcome, SMTP_LATER);
    check_str(r.words, "later");
    check(str_find(heard, STR("DATA")) < 0 && str_find(heard, STR("RSET")) > 0);
    arena_close(a);
}

/* One answer, or none, at one place of an ordinary conversation. */
enum { AT_GREETING, AT_EHLO, AT_MAIL, AT_RCPT, AT_RCPT_TWO, AT_DATA, AT_DOT, PLACES };

static const struct {
    int place;
    const char *say;
    enum smtp_outcome outcome;
    enum smtp_step at;
} ends[] = {
    { AT_GREETING, NULL, SMTP_LATER, SMTP_AT_GREETING },
    { AT_GREETING, HUSH, SMTP_LATER, SMTP_AT_GREETING },
    { AT_GREETING, FLOOD, SMTP_LATER, SMTP_AT_GREETING },
    { AT_GREETING, ENDLESS, SMTP_LATER, SMTP_AT_GREETING },
    { AT_GREETING, "421 come back\r\n", SMTP_LATER, SMTP_AT_GREETING },
    { AT_GREETING, "554 not you\r\n", SMTP_ACCOUNT, SMTP_AT_GREETING },
    { AT_GREETING, "HTTP/1.1 400 Bad Request\r\n\r\n", SMTP_LATER, SMTP_AT_GREETING },
    { AT_MAIL, NULL, SMTP_LATER, SMTP_AT_SENDER },
    { AT_MAIL, HUSH, SMTP_LATER, SMTP_AT_SENDER },
    { AT_MAIL, "451 later\r\n", SMTP_LATER, SMTP_AT_SENDER },
    { AT_MAIL, "530 5.7.0 login first\r\n", SMTP_ACCOUNT, SMTP_AT_SENDER },
    { AT_MAIL, "553 5.7.1 not your address\r\n", SMTP_ACCOUNT, SMTP_AT_SENDER },
    { AT_MAIL, "552 too large\r\n", SMTP_REFUSED, SMTP_AT_SENDER },
    { AT_RCPT, NULL, SMTP_LATER, SMTP_AT_RECIPIENT },
    { AT_RCPT_TWO, NULL, SMTP_LATER, SMTP_AT_RECIPIENT },
    { AT_RCPT, "421 closing\r\n", SMTP_LATER, SMTP_AT_RECIPIENT },
    { AT_RCPT, "what?\r\n", SMTP_LATER, SMTP_AT_RECIPIENT },
    { AT_RCPT, "250 ok\r\n250 and another\r\n", SMTP_LATER, SMTP_AT_RECIPIENT },
    { AT_RCPT, "250-one\r\n550 two\r\n", SMTP_LATER, SMTP_AT_RECIPIENT },
    { AT_DATA, NULL, SMTP_LATER, SMTP_AT_LETTER },
    { AT_DATA, "451 no room\r\n", SMTP_LATER, SMTP_AT_LETTER },
    { AT_DATA, "554 no\r\n", SMTP_REFUSED, SMTP_AT_LETTER },
    { AT_DATA, "250 odd\r\n", SMTP_LATER, SMTP_AT_LETTER },
    { AT_DATA, "354 go on\r\n250 queued already\r\n", SMTP_LATER, SMTP_AT_LETTER },
    { AT_DATA, "354 go on\r\n552 too large\r\n", SMTP_REFUSED, SMTP_AT_LETTER },
    { AT_DATA, FLOOD, SMTP_LATER, SMTP_AT_LETTER },
    { AT_DATA, ENDLESS, SMTP_LATER, SMTP_AT_LETTER },
    { AT_DOT, NULL, SMTP_UNKNOWN, SMTP_AT_LETTER },
    { AT_DOT, "250-half an ans", SMTP_UNKNOWN, SMTP_AT_LETTER },
    { AT_DOT, ENDLESS, SMTP_UNKNOWN, SMTP_AT_LETTER },
    { AT_DOT, FLOOD, SMTP_UNKNOWN, SMTP_AT_LETTER },
    { AT_DOT, "what?\r\n", SMTP_UNKNOWN, SMTP_AT_LETTER },
    { AT_DOT, "354 again\r\n", SMTP_UNKNOWN, SMTP_AT_LETTER },
    { AT_DOT, "451 later\r\n", SMTP_LATER, SMTP_AT_LETTER },
    { AT_DOT, "421 later\r\n", SMTP_LATER, SMTP_AT_LETTER },
    { AT_DOT, "550 spam\r\n", SMTP_REFUSED, SMTP_AT_LETTER },
    { AT_DOT, "250 ok\r\n421 and away\r\n", SMTP_SENT, SMTP_AT_END },
};

static const struct act ordinary[PLACES] = {
    EHLO, MAIL, RCPT("ann@example.org"), RCPT("bo@example.org"), DATA, { DOT, "250 ok\r\n" }
};

PURE(whatever_a_server_does_the_outcome_says_what_may_have_happened)
{
    struct arena *a = arena_open();
    for (size_t i = 0; i < COUNT_OF(ends); i++, arena_reset(a)) {
        struct act acts[ACTS] = { 0 };
        str heard = { 0 };
        memcpy(acts, ordinary, sizeof ordinary);
        acts[ends[i].place].say = ends[i].say;
        acts[PLACES] = (struct act){ "RSET\r\n", "250 ok\r\n" };
        if (!ends[i].say || ends[i].say == HUSH) acts[ends[i].place + 1] = (struct act){ "never", NULL };
        struct smtp_result r = send_to(a, acts, ACTS, &heard);
        if (r.outcome != ends[i].outcome || r.at != ends[i].at)
            printf("# %zu %s: %s at %s: %.*s\n", i, ends[i].say ? ends[i].say : "(hangs up)",
                   smtp_outcome_words[r.outcome], smtp_step_words[r.at], STR_ARG(r.words));
        check_int(r.outcome, ends[i].outcome);
        check_int(r.at, ends[i].at);
        check((r.fault == SMTP_NO_FAULT) == (r.outcome == SMTP_SENT));
        for (size_t k = 0; k < 2; k++) check_int(r.recipients.at[k].outcome, ends[i].outcome);
        bool dot = str_find(heard, STR(DOT)) >= 0;
        check(dot == (ends[i].place == AT_DOT));
    }
    arena_close(a);
}

PURE(nobody_there_is_a_reason_to_try_again)
{
    struct arena *a = arena_open();
    struct peer *p = ARENA_NEW(a, struct peer);
    struct smtp_result r = { 0 };
    struct smtp_mail mail = mail_of(a);
    peer_open(p, (const struct act[]){ EHLO }, 2);
    struct smtp_account account = account_of(p);
    peer_close(p);
    check_int(smtp_send(a, &account, &mail, &r), SMTP_LATER);
    check_int(r.at, SMTP_AT_CONNECT);
    account.host = STR("no-such-host.invalid");
    check_int(smtp_send(a, &account, &mail, &r), SMTP_LATER);
    check_int(r.at, SMTP_AT_NAME);
    arena_close(a);
}

PURE(several_letters_go_over_one_connection_until_it_is_lost)
{
    struct arena *a = arena_open();
    struct peer *p = ARENA_NEW(a, struct peer);
    struct smtp_result r = { 0 };
    struct smtp_mail mail = mail_of(a);
    mail.to.n = 1;
    peer_open(p,
              (const struct act[]){ EHLO,
                                    MAIL,
                                    RCPT("ann@example.org"),
                                    DATA,
                                    { DOT, "250 one\r\n" },
                                    MAIL,
                                    { "RCPT", "550 no\r\n" },
                                    { "RSET\r\n", "250 ok\r\n" },
                                    MAIL,
                                    RCPT("ann@example.org"),
                                    DATA,
                                    { DOT, "250 three\r\n" },
                                    MAIL,
                                    { "RCPT", "421 enough\r\n" } },
              15);
    struct smtp_account account = account_of(p);
    struct smtp *s = smtp_open(a, &account, &r);
    check(s != NULL);
    check_int(smtp_give(s, a, &mail, &r), SMTP_SENT);
    check_str(r.words, "one");
    check_int(smtp_give(s, a, &mail, &r), SMTP_REFUSED);
    check_int(smtp_give(s, a, &mail, &r), SMTP_SENT);
    check_str(r.words, "three");
    check(!smtp_is_lost(s));
    check_int(smtp_give(s, a, &mail, &r), SMTP_LATER);
    check_str(r.words, "enough");
    check(smtp_is_lost(s));
    check_int(smtp_give(s, a, &mail, &r), SMTP_LATER);
    smtp_close(s);
    peer_close(p);
    arena_close(a);
}

static void give_and_stop(const char *at_rcpt, const char *at_dot, enum smtp_outcome outcome, enum smtp_fault fault)
{
    struct arena *a = arena_open();
    struct peer *p = ARENA_NEW(a, struct peer);
    struct smtp_result r = { 0 };
    struct smtp_mail mail = mail_of(a);
    mail.to.n = 1;
    peer_open(p, (const struct act[]){ EHLO, MAIL, { "RCPT", at_rcpt }, DATA, { DOT, at_dot }, QUIT }, 7);
    check(pipe(p->stop) == 0);
    struct smtp_account account = account_of(p);
    account.answer_ms = 20000;
    account.stop = p->stop[0];
    usec began = monotonic_now();
    check_int(smtp_send(a, &account, &mail, &r), outcome);
    check_int(r.fault, fault);
    check(monotonic_now() - began < 5 * SECOND);
    if (!outcome) check_str(r.words, "late");
    check(smtp_open(a, &account, &r) == NULL); /* it still says stop */
    check_int(r.fault, SMTP_STOPPED);
    peer_close(p);
    close(p->stop[0]);
    close(p->stop[1]);
    arena_close(a);
}

PURE(who_has_to_stop_stops_unless_the_letter_is_given_already)
{
    give_and_stop(LATE, "250 ok\r\n", SMTP_LATER, SMTP_STOPPED);
    give_and_stop("250 ok\r\n", LATE, SMTP_SENT, SMTP_NO_FAULT);
}

/* xorshift64: the same every time. */
static uint64_t roll(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    return *seed ^= *seed << 17;
}

PURE(after_random_answers_sent_was_said_and_unknown_is_only_behind_the_dot)
{
    static const char *const says[] = {
        NULL,
        "250 ok\r\n",
        "250-a\r\n250 b\r\n",
        "250\r\n",
        "354 go\r\n",
        "421 bye\r\n",
        "451 later\r\n",
        "550-no\r\n550 never\r\n",
        "999 x\r\n",
        "2500 x\r\n",
        "\r\n",
        "250-never ends",
        "250 \xFF\x01\r\n",
        "250 a\r\n250 b\r\n",
        "535 no\r\n",
        "250-a\r\n251 b\r\n",
        "-1\r\n",
        "220 hello\r\n",
    };
    struct arena *a = arena_open();
    uint64_t seed = 0xD07;
    int sent = 0;
    for (int i = 0; i < 150; i++, arena_reset(a)) {
        struct act acts[ACTS] = { 0 };
        str heard = { 0 };
        memcpy(acts, ordinary, sizeof ordinary);
        size_t place = AT_MAIL + roll(&seed) % (PLACES - AT_MAIL);
        acts[place].say = says[roll(&seed) % COUNT_OF(says)];
        acts[PLACES] = (struct act){ "\r\n", NULL };
        bool hushed = acts[place].say && !strchr(acts[place].say, '\n');
        if (hushed) acts[place + 1] = (struct act){ "", NULL };
        struct smtp_result r = send_to(a, acts, ACTS, &heard);
        bool dot = str_find(heard, STR(DOT)) >= 0, yes = acts[AT_DOT].say && acts[AT_DOT].say[0] == '2';
        check(r.outcome != SMTP_SENT || (dot && yes));
        check(r.outcome != SMTP_UNKNOWN || dot);
        check(!dot || r.outcome != SMTP_ACCOUNT);
        check((r.fault == SMTP_NO_FAULT) == (r.outcome == SMTP_SENT));
        check(str_is(server_words(a, r.words, (str){ 0 }), r.words));
        sent += r.outcome == SMTP_SENT;
    }
    check(sent > 5);
    arena_close(a);
}

PURE(lines_that_begin_with_a_dot_get_another)
{
    struct arena *a = arena_open();
    struct peer *p = ARENA_NEW(a, struct peer);
    struct smtp_result r = { 0 };
    struct smtp_mail mail = mail_of(a);
    mail.bytes = STR(".one\r\n.\r\n..\r\nx.\r\n");
    mail.to.n = 1;
    peer_open(
        p,
        (const struct act[]){
            EHLO, { "MAIL", "250 ok\r\n" }, { "RCPT", "250 ok\r\n" }, DATA, { "x.\r\n.\r\n", "250 ok\r\n" }, QUIT },
        7);
    struct smtp_account account = account_of(p);
    check_int(smtp_send(a, &account, &mail, &r), SMTP_SENT);
    str heard = peer_close(p);
    check(str_find(heard, STR("DATA\r\n..one\r\n..\r\n...\r\nx.\r\n.\r\nQUIT\r\n")) > 0);
    arena_close(a);
}

PURE(a_mail_that_servers_could_read_in_two_ways_is_not_sent)
{
    static const char *const bad[] = {
        "a\n.\r\nMAIL FROM:<x@y.org>\r\n", "a\r\n.\rb\r\n", "a\r.\r\r\n", "a\n", "", "no end", "caf\xC3\xA9\r\n"
    };
    struct arena *a = arena_open();
    struct peer *p = ARENA_NEW(a, struct peer);
    struct smtp_result r = { 0 };
    peer_open(p, (const struct act[]){ EHLO, QUIT }, 3);
    struct smtp_account account = account_of(p);
    struct smtp *s = smtp_open(a, &account, &r);
    check(s != NULL);
    struct smtp_mail mail = mail_of(a);
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        mail.bytes = str_of(bad[i]);
        check_int(smtp_give(s, a, &mail, &r), SMTP_REFUSED);
        check_int(r.recipients.at[1].outcome, SMTP_REFUSED);
    }
    struct text large = { .arena = a };
    for (int i = 0; i < 300; i++) text_addz(&large, "xx\r\n");
    mail.bytes = text_str(&large); /* 1200 of 1000 */
    check_int(smtp_give(s, a, &mail, &r), SMTP_REFUSED);
    mail = mail_of(a);
    mail.from = STR("desk@shop.example>\r\nDATA");
    check_int(smtp_give(s, a, &mail, &r), SMTP_REFUSED);
    check_int(r.at, SMTP_AT_SENDER);
    mail = mail_of(a);
    mail.to.n = 1;
    mail.to.at[0] = STR("ann@example.org>\r\nRCPT TO:<eve@example.org");
    check_int(smtp_give(s, a, &mail, &r), SMTP_REFUSED);
    smtp_close(s);
    check_str(peer_close(p), "EHLO desk.example\r\nQUIT\r\n");
    arena_close(a);
}

static struct smtp_result open_with(struct arena *a, struct smtp_account account, const struct act *acts, size_t n,
                                    str *heard)
{
    struct peer *p = ARENA_NEW(a, struct peer);
    struct smtp_result r = { 0 };
    peer_open(p, acts, n);
    account.port = p->port;
    struct smtp *s = smtp_open(a, &account, &r);
    check(s == NULL);
    *heard = peer_close(p);
    return r;
}

PURE(without_the_encryption_that_was_asked_for_nothing_is_said)
{
    struct arena *a = arena_open();
    str heard = { 0 };
    struct smtp_account account = { .host = STR("127.0.0.1"),
                                    .security = SMTP_STARTTLS,
                                    .how = SMTP_PASSWORD,
                                    .user = STR("desk"),
                                    .secret = STR("s3cret-word"),
                                    .hello = STR("desk.example"),
                                    .own_network = true,
                                    .answer_ms = 700 };
    const struct act stripped[] = { { "", "220 hello\r\n" }, { "EHLO", "250-ok\r\n250 AUTH PLAIN LOGIN\r\n" } };
    struct smtp_result r = open_with(a, account, stripped, 2, &heard);
    check_int(r.outcome, SMTP_ACCOUNT);
    check_int(r.at, SMTP_AT_ENCRYPTION);
    check(str_find(heard, STR("AUTH")) < 0);
    const struct act injected[] = { { "", "220 hello\r\n" },
                                    { "EHLO", "250-ok\r\n250 STARTTLS\r\n" },
                                    { "STARTTLS\r\n", "220 go\r\n250-ok\r\n250 AUTH PLAIN\r\n235 in\r\n" } };
    r = open_with(a, account, injected, 3, &heard);
    check_int(r.outcome, SMTP_LATER);
    check(str_find(heard, STR("AUTH")) < 0 && str_find(heard, STR("MAIL")) < 0);
    const struct act refused[] = { { "", "220 hello\r\n" },
                                   { "EHLO", "250-ok\r\n250 STARTTLS\r\n" },
                                   { "STARTTLS\r\n", "454 not now\r\n" } };
    r = open_with(a, account, refused, 3, &heard);
    check_int(r.at, SMTP_AT_ENCRYPTION);
    account.security = SMTP_TLS; /* to a port that speaks plainly */
    r = open_with(a, account, stripped, 2, &heard);
    check_int(r.outcome, SMTP_LATER);
    check_int(r.at, SMTP_AT_ENCRYPTION);
    check(str_find(heard, STR("AUTH")) < 0);
    arena_close(a);
}

PURE(a_refused_login_is_about_the_account_and_never_shows_the_secret)
{
    static const struct {
        enum smtp_login how;
        const char *offer, *say, *words;
        enum smtp_outcome outcome;
    } cases[] = {
        { SMTP_PASSWORD, "250 AUTH PLAIN LOGIN\r\n", "535 5.7.8 wrong\r\n",
          "user or password was refused; it says: 535 5.7.8 wrong", SMTP_ACCOUNT },
        { SMTP_PASSWORD, "250 AUTH PLAIN\r\n", "535 not AGRlc2sAczNjcmV0LXdvcmQ=\r\n",
          "user or password was refused; it says: 535", SMTP_ACCOUNT },
        { SMTP_PASSWORD, "250 AUTH PLAIN\r\n", "535 not s3cret-word\r\n", "user or password was refused; it says: 535",
          SMTP_ACCOUNT },
        { SMTP_PASSWORD, "250 AUTH PLAIN\r\n", "454 4.7.0 not now\r\n",
          "the server lets nobody in now; it says: 454 4.7.0 not now", SMTP_LATER },
        { SMTP_PASSWORD, "250 AUTH GSSAPI\r\n", NULL, "the server offers no way to log in that we can use",
          SMTP_ACCOUNT },
        { SMTP_PASSWORD, "250 HELP\r\n", NULL, "the server offers no way to log in that we can use", SMTP_ACCOUNT },
        { SMTP_XOAUTH2, "250 AUTH XOAUTH2\r\n", "535 expired\r\n",
          "the access token was refused: it has expired, or is not for this mailbox; it says: 535 expired",
          SMTP_ACCOUNT },
    };
    struct arena *a = arena_open();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        str heard = { 0 };
        struct smtp_account account = { .host = STR("127.0.0.1"),
                                        .security = SMTP_PLAIN,
                                        .how = cases[i].how,
                                        .user = STR("desk"),
                                        .secret = STR("s3cret-word"),
                                        .hello = STR("desk.example"),
                                        .own_network = true,
                                        .answer_ms = 700 };
        const struct act acts[] = { { "", "220 hello\r\n" },
                                    { "EHLO", cases[i].offer },
                                    { "AUTH ", cases[i].say ? "334 \r\n" : NULL },
                                    { "\r\n", HUSH },
                                    { "\r\n", cases[i].say } };
        struct smtp_result r = open_with(a, account, acts, COUNT_OF(acts), &heard);
        check_int(r.outcome, cases[i].outcome);
        check_int(r.at, SMTP_AT_LOGIN);
        check_str(smtp_result_words(a, &r), cases[i].words);
    }
    arena_close(a);
}

PURE(settings_that_cannot_work_are_said_before_anybody_is_called)
{
    struct arena *a = arena_open();
    const struct smtp_account good = { .host = STR("127.0.0.1"), .own_network = true, .answer_ms = 300 };
    struct smtp_account bad[8];
    for (size_t i = 0; i < COUNT_OF(bad); i++) bad[i] = good;
    bad[0].host = STR("a b");
    bad[1].host = STR("mail.example/../x");
    bad[2].port = 70000;
    bad[3].hello = STR("x\r\nMAIL");
    bad[4].how = SMTP_PASSWORD;
    bad[5].own_network = false;
    bad[6].own_network = false;
    bad[6].port = 6379;
    bad[7].security = SMTP_PLAIN;
    bad[7].host = STR("192.0.2.1"); /* documentation: not this machine */
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct smtp_result r = { 0 };
        check(smtp_open(a, &bad[i], &r) == NULL);
        check_int(r.outcome, SMTP_ACCOUNT);
        check_int(r.at, SMTP_AT_SETTINGS);
        check(r.fault > SMTP_SAID_SO);
    }
    arena_close(a);
}

PURE(every_fault_has_a_name_of_its_own_and_a_sentence)
{
    for (enum smtp_fault i = 0; i < SMTP_FAULTS; i++) {
        check(smtp_fault_code(i) && str_of(smtp_fault_words(i)).n > 10);
        for (enum smtp_fault k = 0; k < i; k++) check(strcmp(smtp_fault_code(i), smtp_fault_code(k)) != 0);
    }
}

PURE(a_connection_is_tested_step_by_step)
{
    struct arena *a = arena_open();
    struct peer *p = ARENA_NEW(a, struct peer);
    struct smtp_said_list said = { 0 };
    peer_open(p, (const struct act[]){ EHLO, { "MAIL FROM:<desk@shop.example>\r\n", "553 not you\r\n" }, QUIT }, 4);
    struct smtp_account account = account_of(p);
    check(!smtp_check(a, &account, STR("desk@shop.example"), &said));
    peer_close(p);
    check_int(said.n, 4);
    check_int(said.at[2].step, SMTP_AT_GREETING);
    check(said.at[2].good && !said.at[3].good);
    check_str(said.at[3].words, "the server refused; it says: 553 not you");
    check(!smtp_check(a, &account, STR("desk@shop.example"), &said)); /* it is gone */
    check_int(said.n, 2);
    check_str(said.at[1].words, "nobody answers on that port");
    arena_close(a);
}

PURE(we_try_again_with_patience_and_give_up_after_five_days)
{
    check_int(smtp_retry_after(1), 5 * MINUTE);
    check_int(smtp_retry_after(2), 10 * MINUTE);
    check_int(smtp_retry_after(4), 40 * MINUTE);
    check_int(smtp_retry_after(5), HOUR);
    usec all = 0, wait = 0;
    int tries = 1;
    for (; (wait = smtp_retry_after(tries)) > 0; tries++) all += wait;
    check(all >= 5 * DAY - HOUR && all <= 5 * DAY);
    check_int(smtp_retry_after(tries + 1000), 0);
}
