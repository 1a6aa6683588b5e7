#include "channel/email/dns_peer_test.h"

#include "test/test.h"

#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <resolv.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PACKET = 4096, A_STRING = 200 };

struct packet {
    unsigned char at[PACKET];
    size_t n;
};

static void put16(struct packet *p, unsigned value)
{
    check(p->n + 2 <= PACKET);
    p->at[p->n++] = (unsigned char)(value >> 8);
    p->at[p->n++] = (unsigned char)value;
}

static void put_text(struct packet *p, const char *value)
{
    size_t rest = strlen(value);
    do {
        size_t n = rest < A_STRING ? rest : A_STRING;
        check(p->n + n + 1 <= PACKET);
        p->at[p->n++] = (unsigned char)n;
        memcpy(p->at + p->n, value, n);
        p->n += n, value += n, rest -= n;
    } while (rest);
}

static void put_server(struct packet *p, const char *value)
{
    char *host;
    put16(p, (unsigned)strtol(value, &host, 10));
    int n = dn_comp(host + 1, p->at + p->n, (int)(PACKET - p->n), NULL, NULL);
    check(n > 0);
    p->n += (size_t)n;
}

static void put_record(struct packet *p, const struct dns_peer_record *r, int type)
{
    put16(p, 0xc00c); /* the name that was asked for */
    put16(p, (unsigned)type);
    put16(p, ns_c_in);
    put16(p, 0), put16(p, 60);
    size_t length = p->n;
    put16(p, 0);
    if (type == ns_t_mx)
        put_server(p, r->value);
    else
        put_text(p, r->value);
    size_t n = p->n - length - 2;
    p->at[length] = (unsigned char)(n >> 8);
    p->at[length + 1] = (unsigned char)n;
}

static size_t answer(const struct dns_peer_record *r, struct packet *p)
{
    char name[NS_MAXDNAME];
    ns_msg asked;
    ns_rr question;
    unsigned found = 0, known = 0;
    if (ns_initparse(p->at, (int)p->n, &asked) != 0 || ns_parserr(&asked, ns_s_qd, 0, &question) != 0) return 0;
    snprintf(name, sizeof name, "%s", ns_rr_name(question));
    int type = ns_rr_type(question);
    p->n = 12 + strlen(name) + 2 + 4; /* without what EDNS adds */
    for (; r->name; r++) {
        if (strcasecmp(r->name, name) != 0) continue;
        known++;
        if (strcmp(r->type, type == ns_t_mx ? "MX" : "TXT") == 0) put_record(p, r, type), found++;
    }
    p->at[2] = 0x84, p->at[3] = known ? 0x80 : 0x83; /* an answer, from who knows */
    p->at[6] = 0, p->at[7] = (unsigned char)found;
    memset(p->at + 8, 0, 4);
    return p->n;
}

static void *serve(void *with)
{
    struct dns_peer *p = with;
    struct packet it;
    struct sockaddr_in from;
    socklen_t size = sizeof from;
    ssize_t n;
    while ((n = recvfrom(p->fd, it.at, sizeof it.at, 0, (struct sockaddr *)&from, &size)) > 0) {
        const struct dns_peer_record *records = atomic_load(&p->records);
        it.n = (size_t)n;
        if (records && answer(records, &it)) sendto(p->fd, it.at, it.n, 0, (struct sockaddr *)&from, size);
    }
    return NULL;
}

void dns_peer_open(struct dns_peer *p, const struct dns_peer_record *records)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof at;
    p->fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    atomic_store(&p->records, records);
    check(bind(p->fd, (struct sockaddr *)&at, sizeof at) == 0);
    check(getsockname(p->fd, (struct sockaddr *)&at, &size) == 0);
    snprintf(p->at, sizeof p->at, "127.0.0.1:%d", ntohs(at.sin_port));
    check(pthread_create(&p->thread, NULL, serve, p) == 0);
}

void dns_peer_knows(struct dns_peer *p, const struct dns_peer_record *records)
{
    atomic_store(&p->records, records);
}

void dns_peer_close(struct dns_peer *p)
{
    shutdown(p->fd, SHUT_RDWR); /* wakes it, although nothing is connected */
    pthread_join(p->thread, NULL);
    close(p->fd);
}
