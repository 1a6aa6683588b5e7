#include "channel/email/dns.h"

#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <resolv.h>
#include <stdlib.h>

enum { TRY_S = 3, TRIES = 2, ANSWER_BYTES = 65536, DNS_PORT = 53, A_STRING = 256 };

/* ---- whom to ask ---- */

static bool read_resolver(str words, struct sockaddr_in *out)
{
    char host[INET_ADDRSTRLEN] = "";
    str port = words, address = str_split(&port, ':');
    int64_t number = DNS_PORT;
    if (port.n && (!str_int(port, &number) || number < 1 || number > 65535)) return false;
    if (address.n >= sizeof host) return false;
    memcpy(host, address.at, address.n);
    *out = (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons((uint16_t)number) };
    return inet_pton(AF_INET, host, &out->sin_addr) == 1;
}

bool dns_is_resolver(str words)
{
    struct sockaddr_in at;
    return read_resolver(words, &at);
}

static bool begin(str resolver, struct __res_state *state)
{
    if (res_ninit(state) != 0) return false;
    state->retrans = TRY_S;
    state->retry = TRIES;
    state->options &= ~(unsigned long)(RES_DNSRCH | RES_DEFNAMES);
    if (str_empty(resolver)) return true;
    if (!read_resolver(resolver, &state->nsaddr_list[0])) return false;
    state->nscount = 1;
    return true;
}

/* ---- one question ---- */

static enum dns_said ask(struct arena *a, str resolver, str name, int type, ns_msg *out)
{
    struct __res_state state = { 0 };
    unsigned char *answer = arena_take(a, ANSWER_BYTES);
    enum dns_said said = DNS_SILENT;
    if (begin(resolver, &state)) {
        int n = res_nquery(&state, str_z(a, name), ns_c_in, type, answer, ANSWER_BYTES);
        if (n < 0 && state.res_h_errno == HOST_NOT_FOUND) said = DNS_NO_NAME;
        if (n < 0 && state.res_h_errno == NO_DATA) said = DNS_NONE;
        if (n > 0 && ns_initparse(answer, n < ANSWER_BYTES ? n : ANSWER_BYTES, out) == 0) said = DNS_FOUND;
    }
    res_nclose(&state);
    return said;
}

static void add_plain(struct text *out, const unsigned char *at, size_t n)
{
    for (size_t i = 0; i < n && out->n < DNS_CHARACTERS; i++) {
        char c = at[i] >= ' ' && at[i] < 0x7f ? (char)at[i] : '?';
        text_add(out, (str){ .at = &c, .n = 1 });
    }
}

/* A record is strings of up to 255 bytes, read as one. */
static str text_of(struct arena *a, const ns_rr *r)
{
    struct text out = { .arena = a };
    const unsigned char *at = ns_rr_rdata(*r), *end = at + ns_rr_rdlen(*r);
    while (at < end) {
        size_t n = *at++, room = (size_t)(end - at);
        if (n > room) n = room;
        add_plain(&out, at, n);
        at += n;
    }
    return text_str(&out);
}

enum dns_said dns_texts(struct arena *a, str resolver, str name, struct str_list *out)
{
    ns_msg all;
    enum dns_said said = ask(a, resolver, name, ns_t_txt, &all);
    for (int i = 0; said == DNS_FOUND && i < ns_msg_count(all, ns_s_an) && out->n < DNS_RECORDS; i++) {
        ns_rr r;
        if (ns_parserr(&all, ns_s_an, i, &r) == 0 && ns_rr_type(r) == ns_t_txt) *LIST_ADD(a, out) = text_of(a, &r);
    }
    return said == DNS_FOUND && !out->n ? DNS_NONE : said;
}

struct server {
    unsigned preference;
    str host;
};
LIST(server);

static int by_preference(const void *a, const void *b)
{
    const struct server *x = a, *y = b;
    return x->preference != y->preference ? (x->preference > y->preference ? 1 : -1) : str_compare(x->host, y->host);
}

static bool read_server(struct arena *a, const ns_msg *all, const ns_rr *r, struct server *out)
{
    enum { PREFERENCE_BYTES = 2 };
    char host[NS_MAXDNAME] = "";
    struct text plain = { .arena = a };
    if (ns_rr_type(*r) != ns_t_mx || ns_rr_rdlen(*r) <= PREFERENCE_BYTES) return false;
    const unsigned char *at = ns_rr_rdata(*r);
    if (dn_expand(ns_msg_base(*all), ns_msg_end(*all), at + PREFERENCE_BYTES, host, sizeof host) < 0) return false;
    add_plain(&plain, (const unsigned char *)host, strlen(host));
    *out = (struct server){ .preference = ns_get16(at), .host = plain.n ? text_str(&plain) : STR(".") };
    return true;
}

enum dns_said dns_mail_servers(struct arena *a, str resolver, str name, struct str_list *out)
{
    ns_msg all;
    struct server_list found = { 0 };
    enum dns_said said = ask(a, resolver, name, ns_t_mx, &all);
    for (int i = 0; said == DNS_FOUND && i < ns_msg_count(all, ns_s_an) && found.n < DNS_RECORDS; i++) {
        ns_rr r;
        struct server one;
        if (ns_parserr(&all, ns_s_an, i, &r) == 0 && read_server(a, &all, &r, &one)) *LIST_ADD(a, &found) = one;
    }
    if (found.n) qsort(found.at, found.n, sizeof *found.at, by_preference);
    for (size_t i = 0; i < found.n; i++) *LIST_ADD(a, out) = found.at[i].host;
    return said == DNS_FOUND && !out->n ? DNS_NONE : said;
}
