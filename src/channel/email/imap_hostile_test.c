/* Servers that lie, talk without end or not at all (T18, T19): an error in plain words, in time, within the memory. */
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "channel/email/imap_peer_test.h"

enum { WAIT_MS = 2000, PATIENT_MS = 30000 }; /* for servers that never answer; for the others, on a busy machine */

/* One fetch of UID 4, answered by the script of the case; what the connection says about it. */
static str fetched_from(struct arena *a, void (*script)(struct imap_peer *p), int command_ms)
{
    struct imap_peer p;
    struct imap_mailbox box;
    struct imap *s = NULL;
    struct imap_trouble trouble;
    struct imap_mail which = { .uid = 4, .size = 11 };
    struct imap_fetched got;
    struct text mail = { .arena = a };
    imap_peer_start(&p, script);
    struct imap_account account = imap_peer_account(&p);
    account.limits.talk_bytes = 1 << 20;
    account.limits.command_ms = command_ms;
    check_ok(imap_open(a, &account, &s, &trouble));
    check_ok(imap_select(s, STR("INBOX"), &box));
    check_err(imap_fetch(s, &which, 1000, imap_text_sink(&mail), &got), REMOTE);
    check(imap_is_lost(s));
    str words = str_copy(a, imap_trouble_words(a, imap_trouble(s)));
    imap_close(s);
    imap_peer_end(&p);
    return words;
}

static bool fetch_came(struct imap_peer *p)
{
    imap_peer_login(p, "IDLE");
    imap_peer_select(p, 3);
    return imap_peer_hear(p, "UID FETCH 4 (UID BODY.PEEK[])");
}

static void endless_line(struct imap_peer *p)
{
    if (!fetch_came(p)) return;
    imap_peer_say(p, "* OK ");
    for (int i = 0; i < 2000 && !p->closed; i++) imap_peer_say(p, "%0200d", 0);
}

static void endless_talk(struct imap_peer *p)
{
    if (!fetch_came(p)) return;
    while (!p->closed) imap_peer_say(p, "* OK wait\r\n* 3 FETCH (FLAGS (\\Seen))\r\n* 7 EXISTS\r\n");
}

static void silence(struct imap_peer *p)
{
    if (fetch_came(p)) imap_peer_hear(p, "nothing");
}

static void drip(struct imap_peer *p)
{
    if (!fetch_came(p)) return;
    while (!p->closed) {
        imap_peer_say(p, "* OK a\r\n");
        usleep(20000);
    }
}

static void half_a_mail(struct imap_peer *p)
{
    if (fetch_came(p)) imap_peer_say(p, "* 1 FETCH (UID 4 BODY[] {11}\r\nA: b\r\n");
}

static void enormous_literal(struct imap_peer *p)
{
    if (fetch_came(p)) imap_peer_say(p, "* 1 FETCH (UID 4 BODY[] {9223372036854775808}\r\nA");
}

static void literal_of_something_else(struct imap_peer *p)
{
    if (fetch_came(p)) imap_peer_say(p, "* 1 FETCH (UID 4 BODY[HEADER] {2147483647}\r\nA");
}

static void another_mail(struct imap_peer *p)
{
    if (fetch_came(p)) imap_peer_say(p, "* 2 FETCH (UID 5 BODY[] {3}\r\nabc)\r\n");
}

static void no_uid(struct imap_peer *p)
{
    if (fetch_came(p)) imap_peer_say(p, "* 2 FETCH (BODY[] {3}\r\nabc)\r\n");
}

static void the_same_uid_twice(struct imap_peer *p)
{
    if (!fetch_came(p)) return;
    imap_peer_say(p, "* 1 FETCH (UID 4 BODY[] {3}\r\nabc)\r\n* 2 FETCH (UID 4 BODY[] {3}\r\ndef)\r\n");
    imap_peer_ok(p);
}

static void not_imap(struct imap_peer *p)
{
    if (fetch_came(p)) imap_peer_say(p, "HTTP/1.1 200 OK\r\n\r\n");
}

static void bare_line_feeds(struct imap_peer *p)
{
    if (fetch_came(p)) imap_peer_say(p, "* OK a\n* OK b\n");
}

static void a_foreign_tag(struct imap_peer *p)
{
    if (fetch_came(p)) imap_peer_say(p, "r1 OK done\r\n");
}

static void goodbye(struct imap_peer *p)
{
    if (fetch_came(p)) imap_peer_say(p, "* BYE canary-of-a-secret, too many connections\r\n");
}

PURE(a_hostile_imap_server_ends_a_connection_and_nothing_else)
{
    static const struct {
        void (*script)(struct imap_peer *p);
        const char *words;
    } cases[] = {
        { endless_line, "the server sent a line without end" },
        { endless_talk, "the server talks without end" },
        { silence, "the server took too long" },
        { drip, "the server took too long" },
        { half_a_mail, "the connection ended" },
        { enormous_literal, "the server announced more than a mail can have" },
        { literal_of_something_else, "the server said what was not asked for" },
        { another_mail, "the server sent another mail than was asked for" },
        { no_uid, "the server sent another mail than was asked for" },
        { the_same_uid_twice, "the server sent two mails for one" },
        { not_imap, "what the server said is not IMAP" },
        { bare_line_feeds, "what the server said is not IMAP" },
        { a_foreign_tag, "the server said what was not asked for" },
        { goodbye, "the server ended the connection" },
    };
    struct arena *a = arena_open();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        bool waits = cases[i].script == silence || cases[i].script == drip;
        check_str(fetched_from(a, cases[i].script, waits ? WAIT_MS : PATIENT_MS), cases[i].words);
    }
    arena_close(a);
}

static enum err sink_refuses(void *with, str bytes)
{
    (void)with, (void)bytes;
    return FULL;
}

static void gives_a_mail(struct imap_peer *p)
{
    if (fetch_came(p)) imap_peer_say(p, "* 1 FETCH (UID 4 BODY[] {3}\r\nabc)\r\n");
    imap_peer_ok(p);
}

PURE(a_mail_that_cannot_be_kept_is_not_taken)
{
    struct arena *a = arena_open();
    struct imap_peer p;
    struct imap *s = imap_peer_opened(a, &p, gives_a_mail);
    struct imap_mail which = { .uid = 4, .size = 3 };
    struct imap_fetched got;
    check_err(imap_fetch(s, &which, 1000, (struct imap_sink){ .take = sink_refuses }, &got), FULL);
    check(imap_is_lost(s));
    imap_close(s);
    imap_peer_end(&p);
    arena_close(a);
}

static void lists_too_much(struct imap_peer *p)
{
    imap_peer_login(p, "IDLE");
    imap_peer_select(p, 1);
    if (!imap_peer_hear(p, "UID FETCH 1:1000")) return;
    for (int i = 0; i < 100000 && !p->closed; i++)
        imap_peer_say(p, "* %d FETCH (UID %d RFC822.SIZE 1)\r\n", i + 1, i % 1000 + 1);
    imap_peer_ok(p);
}

PURE(a_list_of_duplicates_has_an_end)
{
    struct arena *a = arena_open();
    struct imap_peer p;
    struct imap *s = imap_peer_opened(a, &p, lists_too_much);
    struct imap_mail_list mails;
    check_err(imap_uids(s, a, 0, &mails), REMOTE);
    check_str(imap_trouble_words(a, imap_trouble(s)), "the server said what was not asked for");
    imap_close(s);
    imap_peer_end(&p);
    arena_close(a);
}

static void places_that_move(struct imap_peer *p)
{
    imap_peer_login(p, "IDLE");
    imap_peer_select(p, 100);
    unsigned from = 0, to = 0, calls = 0;
    while (imap_peer_hear(p, "")) {
        bool uids = sscanf(p->line, "%*s UID FETCH %u:%u", &from, &to) == 2;
        if (!uids && sscanf(p->line, "%*s FETCH %u:%u", &from, &to) == 2) {
            unsigned shift = to > from + 1 ? 50 : 0; /* the list itself is another one than was asked about before */
            calls += to > from + 1;
            for (unsigned i = from; i <= to && i <= 100; i++)
                imap_peer_say(p, "* %u FETCH (UID %u RFC822.SIZE 1)\r\n", i, i < 20 && !shift ? i : (i + shift) * 9000);
        }
        if (str_starts(p->command, STR("LOGOUT"))) imap_peer_say(p, "* BYE\r\n");
        imap_peer_ok(p);
    }
    if (calls != 3) snprintf(p->astray, sizeof p->astray, "%u lists", calls);
}

PURE(nothing_is_passed_over_when_places_move_while_they_are_listed)
{
    struct arena *a = arena_open();
    struct imap_peer p;
    struct imap *s = imap_peer_opened(a, &p, places_that_move);
    struct imap_mail_list mails;
    check_err(imap_uids(s, a, 19, &mails), REMOTE);
    check_str(imap_trouble_words(a, imap_trouble(s)), "the mails of the server change places while they are listed");
    imap_close(s);
    imap_peer_end(&p);
    arena_close(a);
}

/* Opening: where it fails, and in which words. */
struct refused {
    enum err err;
    enum imap_step at;
    str words;
};

static struct refused refusal(struct arena *a, struct imap_account account)
{
    struct refused r = { 0 };
    struct imap_trouble trouble;
    struct imap *s = NULL;
    r.err = imap_open(a, &account, &s, &trouble);
    r.at = imap_fault_step(trouble.fault);
    r.words = imap_trouble_words(a, &trouble);
    check(s == NULL && r.err == imap_fault_err(trouble.fault) && r.err != OK);
    check(str_find(r.words, account.secret) < 0);
    return r;
}

static void says_nothing(struct imap_peer *p)
{
    while (imap_peer_hear(p, "")) {
    } /* a ClientHello has line ends, too */
}

static struct refused refused_by(struct arena *a, void (*script)(struct imap_peer *p), int security, int how)
{
    struct imap_peer p;
    imap_peer_start(&p, script);
    struct imap_account account = imap_peer_account(&p);
    account.security = (enum imap_security)security;
    account.how = (enum imap_login)how;
    account.limits.command_ms = script == says_nothing ? WAIT_MS : PATIENT_MS;
    struct refused r = refusal(a, account);
    imap_peer_end(&p);
    return r;
}

static void says_http(struct imap_peer *p)
{
    imap_peer_say(p, "HTTP/1.1 400 Bad Request\r\n\r\n");
}

static void says_bye(struct imap_peer *p)
{
    imap_peer_say(p, "* BYE too many of you\r\n");
}

static void refuses_password(struct imap_peer *p)
{
    imap_peer_say(p, "* OK hello\r\n");
    if (imap_peer_hear(p, "CAPABILITY")) imap_peer_say(p, "* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2\r\n");
    imap_peer_ok(p);
    if (!imap_peer_hear(p, "AUTHENTICATE")) return;
    char tag[64];
    snprintf(tag, sizeof tag, "%.*s", STR_ARG(p->tag));
    bool token = str_ends(p->command, STR("XOAUTH2"));
    imap_peer_say(p, "+ \r\n");
    imap_peer_hear(p, "");
    if (token)
        imap_peer_say(p, "+ eyJzdGF0dXMiOiI0MDEifQ==\r\n"); /* the reason: RFC 7628 §3.2.2 */
    else
        imap_peer_say(p, "%s NO [AUTHENTICATIONFAILED] \"canary-of-a-secret\" is wrong\r\n", tag);
}

static void only_the_login_of_1988(struct imap_peer *p)
{
    for (int i = 0; i < 2; i++) {
        imap_peer_say(p, "* OK hello\r\n");
        if (imap_peer_hear(p, "CAPABILITY")) imap_peer_say(p, "* CAPABILITY IMAP4rev1\r\n");
        imap_peer_ok(p);
        if (i == 0 && !imap_peer_take(p)) return;
    }
    if (imap_peer_hear(p, "LOGIN ann@shop.example canary-of-a-secret"))
        imap_peer_say(p, "%.*s NO [UNAVAILABLE] later\r\n", STR_ARG(p->tag));
}

static void no_starttls(struct imap_peer *p)
{
    imap_peer_say(p, "* OK hello\r\n");
    if (imap_peer_hear(p, "CAPABILITY")) imap_peer_say(p, "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n");
    imap_peer_ok(p);
    imap_peer_hear(p, "nothing more, least of all a password");
}

static void already_in(struct imap_peer *p)
{
    imap_peer_say(p, "* PREAUTH no need for TLS\r\n");
    if (imap_peer_hear(p, "CAPABILITY")) imap_peer_say(p, "* CAPABILITY IMAP4rev1 STARTTLS\r\n");
    imap_peer_ok(p);
    imap_peer_hear(p, "nothing");
}

/* What is sent behind the answer to STARTTLS, before TLS, must not be taken for an answer inside it. */
static void injects(struct imap_peer *p)
{
    imap_peer_say(p, "* OK hello\r\n");
    if (imap_peer_hear(p, "CAPABILITY")) imap_peer_say(p, "* CAPABILITY IMAP4rev1 STARTTLS\r\n");
    imap_peer_ok(p);
    if (!imap_peer_hear(p, "STARTTLS")) return;
    imap_peer_say(p, "%.*s OK begin\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nA003 OK done\r\nA004 OK in\r\n",
                  STR_ARG(p->tag));
    imap_peer_hear(p, "\x16\x03"); /* a ClientHello, or nothing */
    p->astray[0] = 0;
}

PURE(a_connection_that_fails_says_at_which_step)
{
    static const struct {
        void (*script)(struct imap_peer *p);
        int security, how, err, at;
        const char *words;
    } cases[] = {
        { says_nothing, IMAP_PLAIN_LOOPBACK_ONLY, IMAP_PASSWORD, REMOTE, IMAP_AT_GREETING,
          "the server does not greet" },
        { says_nothing, IMAP_TLS, IMAP_PASSWORD, REMOTE, IMAP_AT_ENCRYPTION,
          "the server does not answer with TLS on that port" },
        { says_http, IMAP_PLAIN_LOOPBACK_ONLY, IMAP_PASSWORD, REMOTE, IMAP_AT_GREETING,
          "the server did not greet as IMAP does" },
        { says_http, IMAP_TLS, IMAP_PASSWORD, REMOTE, IMAP_AT_ENCRYPTION,
          "the server and we found no TLS in common on that port" },
        { says_bye, IMAP_PLAIN_LOOPBACK_ONLY, IMAP_PASSWORD, REMOTE, IMAP_AT_GREETING,
          "the server did not greet as IMAP does: it says \"too many of you\"" },
        { refuses_password, IMAP_PLAIN_LOOPBACK_ONLY, IMAP_PASSWORD, FORBIDDEN, IMAP_AT_LOGIN,
          "user or password was refused" },
        { refuses_password, IMAP_PLAIN_LOOPBACK_ONLY, IMAP_XOAUTH2, FORBIDDEN, IMAP_AT_LOGIN,
          "the access token was refused: it has expired, or is not for this mailbox" },
        { refuses_password, IMAP_PLAIN_LOOPBACK_ONLY, IMAP_OAUTHBEARER, FORBIDDEN, IMAP_AT_LOGIN,
          "the server offers no way to log in that we can use" },
        { only_the_login_of_1988, IMAP_PLAIN_LOOPBACK_ONLY, IMAP_PASSWORD, REMOTE, IMAP_AT_LOGIN,
          "the server lets nobody in now: it says \"later\"" },
        { no_starttls, IMAP_STARTTLS, IMAP_PASSWORD, FORBIDDEN, IMAP_AT_ENCRYPTION,
          "the server offers no STARTTLS on that port" },
        { already_in, IMAP_STARTTLS, IMAP_PASSWORD, FORBIDDEN, IMAP_AT_ENCRYPTION,
          "the server offers no STARTTLS on that port" },
    };
    struct arena *a = arena_open();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct refused r = refused_by(a, cases[i].script, cases[i].security, cases[i].how);
        check_str(r.words, cases[i].words);
        check_int(r.err, cases[i].err);
        check_int(r.at, cases[i].at);
    }
    struct refused r = refused_by(a, injects, IMAP_STARTTLS, IMAP_PASSWORD);
    check_str(r.words, "the server or somebody between spoke out of turn before TLS");
    check_int(r.at, IMAP_AT_ENCRYPTION);
    arena_close(a);
}

PURE(settings_that_cannot_work_are_named)
{
    static const char *const hosts[] = { "", "a b", "user@host", "host/path", "[::1]", "a\r\nb", "a?b" };
    struct arena *a = arena_open();
    struct imap_peer p = { .port = 9 };
    struct imap_account account = imap_peer_account(&p);
    for (size_t i = 0; i < COUNT_OF(hosts); i++) {
        account.host = str_of(hosts[i]);
        struct refused r = refusal(a, account);
        check_int(r.err, INVALID);
        check_str(r.words, "the host is not the name of a server");
    }
    account.host = STR("127.0.0.1");
    account.secret = STR("a\r\nr2 DELETE INBOX");
    check_int(refusal(a, account).err, INVALID);
    account = imap_peer_account(&p);
    account.host = STR("192.0.2.1"); /* TEST-NET-1: nothing is sent there */
    struct refused r = refusal(a, account);
    check_int(r.at, IMAP_AT_SETTINGS);
    check_str(r.words, "without encryption only to this machine itself");
    account.own_network = false;
    check_str(refusal(a, account).words, "mailboxes are on port 993 or 143");
    account.port = 993;
    account.security = IMAP_TLS;
    static const char *const inside[] = { "127.0.0.1", "::1", "10.0.0.1", "169.254.169.254", "localhost" };
    for (size_t i = 0; i < COUNT_OF(inside); i++) {
        account.host = str_of(inside[i]);
        r = refusal(a, account);
        check_int(r.at, IMAP_AT_SETTINGS);
        check_str(r.words, "the host is in a network that is not public, and was not allowed by name");
    }
    account.host = STR("no-such-host.invalid");
    account.security = IMAP_TLS;
    check_int(refusal(a, account).at, IMAP_AT_NAME);
    account.host = STR("127.0.0.1");
    account.own_network = true;
    account.ca_file = STR("/no/such/file");
    check(refusal(a, account).at <= IMAP_AT_CONNECT); /* where nobody listens, it is not read */
    arena_close(a);
}

PURE(opening_can_be_stopped)
{
    struct arena *a = arena_open();
    struct imap_peer p;
    imap_peer_start(&p, says_nothing);
    struct imap_account account = imap_peer_account(&p);
    account.stop = eventfd(1, EFD_CLOEXEC);
    struct refused r = refusal(a, account);
    check_int(r.err, BUSY);
    close(account.stop);
    imap_peer_end(&p);
    arena_close(a);
}
