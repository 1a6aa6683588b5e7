#include "channel/email/imap_peer_test.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PATIENCE_MS = 20000 };

bool imap_peer_take(struct imap_peer *p)
{
    struct pollfd fd = { .fd = p->listening, .events = POLLIN };
    if (p->fd > 0) close(p->fd);
    p->fd = 0;
    p->closed = poll(&fd, 1, PATIENCE_MS) <= 0;
    if (p->closed) return false;
    p->fd = accept(p->listening, NULL, NULL);
    int at_once = 1;
    setsockopt(p->fd, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
    p->connections++;
    return p->fd > 0;
}

static void *run_script(void *with)
{
    struct imap_peer *p = with;
    if (imap_peer_take(p)) p->script(p);
    if (p->fd > 0) close(p->fd);
    return NULL;
}

void imap_peer_start(struct imap_peer *p, void (*script)(struct imap_peer *p))
{
    imap_peer_start_with(p, script, NULL);
}

void imap_peer_start_with(struct imap_peer *p, void (*script)(struct imap_peer *p), void *with)
{
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t n = sizeof to;
    *p = (struct imap_peer){ .script = script,
                             .with = with,
                             .listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) };
    check(bind(p->listening, (struct sockaddr *)&to, sizeof to) == 0 && listen(p->listening, 8) == 0);
    check(getsockname(p->listening, (struct sockaddr *)&to, &n) == 0);
    p->port = ntohs(to.sin_port);
    check(pthread_create(&p->thread, NULL, run_script, p) == 0);
}

void imap_peer_end(struct imap_peer *p)
{
    shutdown(p->listening, SHUT_RDWR); /* nobody else comes */
    pthread_join(p->thread, NULL);
    close(p->listening);
    check_str(str_of(p->astray), "");
}

static bool read_line(struct imap_peer *p)
{
    size_t n = 0;
    while (n < sizeof p->line - 1) {
        struct pollfd fd = { .fd = p->fd, .events = POLLIN };
        if (poll(&fd, 1, PATIENCE_MS) <= 0 || read(p->fd, p->line + n, 1) != 1) break;
        if (p->line[n++] != '\n') continue;
        p->line[n - 2] = 0;
        return true;
    }
    p->line[n] = 0;
    p->closed = true;
    return false;
}

bool imap_peer_hear(struct imap_peer *p, const char *command)
{
    if (p->closed || !read_line(p)) return false;
    str rest = str_of(p->line);
    p->tag = str_split(&rest, ' ');
    p->command = rest;
    if (str_starts(rest, str_of(command)) || str_is(p->tag, str_of(command))) return true;
    if (!p->astray[0]) snprintf(p->astray, sizeof p->astray, "%.400s (for %s)", p->line, command);
    return false;
}

void imap_peer_say(struct imap_peer *p, const char *format, ...)
{
    char line[8192];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    if (!p->closed && send(p->fd, line, (size_t)n, MSG_NOSIGNAL) != n) p->closed = true;
}

void imap_peer_ok(struct imap_peer *p)
{
    imap_peer_say(p, "%.*s OK done\r\n", STR_ARG(p->tag));
}

void imap_peer_login(struct imap_peer *p, const char *capabilities)
{
    imap_peer_say(p, "* OK at your service\r\n");
    if (imap_peer_hear(p, "CAPABILITY")) {
        imap_peer_say(p, "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n");
        imap_peer_ok(p);
    }
    if (!imap_peer_hear(p, "AUTHENTICATE PLAIN")) return;
    char tag[64];
    snprintf(tag, sizeof tag, "%.*s", STR_ARG(p->tag));
    imap_peer_say(p, "+ \r\n");
    read_line(p);
    imap_peer_say(p, "%s OK in\r\n", tag);
    if (!imap_peer_hear(p, "CAPABILITY")) return;
    imap_peer_say(p, "* CAPABILITY IMAP4rev1 %s\r\n", capabilities);
    imap_peer_ok(p);
}

void imap_peer_select(struct imap_peer *p, int exists)
{
    if (!imap_peer_hear(p, "SELECT")) return;
    imap_peer_say(p, "* %d EXISTS\r\n* OK [UIDVALIDITY 7] yes\r\n* OK [UIDNEXT 4294967295] yes\r\n", exists);
    imap_peer_say(p, "* OK [PERMANENTFLAGS (\\Seen \\*)] yes\r\n%.*s OK [READ-WRITE] yes\r\n", STR_ARG(p->tag));
}

void imap_peer_end_of(struct imap_peer *p)
{
    if (imap_peer_hear(p, "LOGOUT")) {
        imap_peer_say(p, "* BYE\r\n");
        imap_peer_ok(p);
    }
}

struct imap_account imap_peer_account(const struct imap_peer *p)
{
    return (struct imap_account){ .host = STR("127.0.0.1"),
                                  .port = p->port,
                                  .security = IMAP_PLAIN_LOOPBACK_ONLY,
                                  .own_network = true,
                                  .user = STR("ann@shop.example"),
                                  .secret = STR("canary-of-a-secret") };
}

struct imap *imap_peer_open(struct arena *a, const struct imap_peer *p)
{
    struct imap_account account = imap_peer_account(p);
    struct imap *s = NULL;
    struct imap_trouble trouble;
    enum err err = imap_open(a, &account, &s, &trouble);
    check_int(trouble.fault, IMAP_NO_FAULT);
    check_ok(err);
    return s;
}

struct imap *imap_peer_opened(struct arena *a, struct imap_peer *p, void (*script)(struct imap_peer *p))
{
    struct imap_mailbox box;
    imap_peer_start(p, script);
    struct imap *s = imap_peer_open(a, p);
    check_ok(imap_select(s, STR("INBOX"), &box));
    check_int(box.uidvalidity, 7);
    return s;
}

static enum err text_took(void *with, str bytes)
{
    text_add(with, bytes);
    return OK;
}

struct imap_sink imap_text_sink(struct text *x)
{
    return (struct imap_sink){ .take = text_took, .with = x };
}
