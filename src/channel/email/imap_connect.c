/* From an account to a connection that is logged in, and in plain words why not. */
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>

#include "channel/email/imap_wire.h"
#include "channel/email/imap_words.h"
#include "net/guard.h"
#include "text/utf8.h"

/* Verdicts of OpenSSL (X509_verify_cert_error_string(3)), as CURLINFO_SSL_VERIFYRESULT hands them on; NONE: libcurl
 * found the name wrong itself, before it looked. */
enum {
    CERTIFICATE_OK = 0,
    NONE = 1,
    NOT_YET_VALID = 9,
    EXPIRED = 10,
    SELF_SIGNED = 18,
    REVOKED = 23,
    OTHER_NAME = 62,
    OTHER_IP = 64
};

enum { IMAP_PORT = 143, IMAPS_PORT = 993 };
enum { CONNECT_MS = 30000, OPEN_MS = 60000, SAID_BYTES = 4096, HOST_BYTES = 253, CREDENTIAL_BYTES = 8192 };

/* What the server said while libcurl spoke with it. */
struct told {
    const struct imap_account *account;
    char greeting[SAID_BYTES], last[SAID_BYTES];
    size_t n_greeting, n_last;
    bool plain_mechanism, not_loopback, not_public, connected, stopped;
    int socket;
};

static bool has_control(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.at[i] < ' ' || s.at[i] == 0x7f) return true;
    return false;
}

static bool is_host(str host)
{
    if (host.n == 0 || host.n > HOST_BYTES || !utf8_valid(host) || has_control(host)) return false;
    for (size_t i = 0; i < host.n; i++)
        if (memchr(" /?#@[]%\\<>\"{}|^`", host.at[i], 17)) return false;
    return true;
}

static enum imap_fault check_account(const struct imap_account *it)
{
    if (!is_host(it->host)) return IMAP_BAD_HOST;
    if (it->port < 0 || it->port > 65535) return IMAP_BAD_PORT;
    if (!it->own_network && it->port != 0 && it->port != IMAP_PORT && it->port != IMAPS_PORT) return IMAP_STRANGE_PORT;
    if (it->user.n == 0 || it->user.n > CREDENTIAL_BYTES || has_control(it->user)) return IMAP_BAD_USER;
    if (it->secret.n == 0 || it->secret.n > CREDENTIAL_BYTES || has_control(it->secret)) return IMAP_BAD_SECRET;
    return IMAP_NO_FAULT;
}

static curl_socket_t socket_asked(void *with, curlsocktype purpose, struct curl_sockaddr *to)
{
    struct told *told = with;
    (void)purpose;
    told->not_public = !told->account->own_network && !address_is_public(&to->addr);
    told->not_loopback = told->account->security == IMAP_PLAIN_LOOPBACK_ONLY && !address_is_loopback(&to->addr);
    if (told->not_public || told->not_loopback) return CURL_SOCKET_BAD;
    told->socket = socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
    return told->socket;
}

static size_t line_came(char *at, size_t size, size_t n, void *with)
{
    struct told *told = with;
    str line = str_trim((str){ .at = at, .n = size * n });
    line = str_cut(line, SAID_BYTES);
    bool first = told->n_greeting == 0;
    if (line.n) memcpy(first ? told->greeting : told->last, line.at, line.n);
    *(first ? &told->n_greeting : &told->n_last) = line.n;
    if (str_find(line, STR("AUTH=PLAIN")) >= 0) told->plain_mechanism = true;
    return size * n;
}

static int still_wanted(void *with, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    struct told *told = with;
    struct sockaddr_storage peer;
    socklen_t room = sizeof peer;
    (void)a, (void)b, (void)c, (void)d;
    if (told->socket > 0 && getpeername(told->socket, (struct sockaddr *)&peer, &room) == 0) told->connected = true;
    struct pollfd fd = { .fd = told->account->stop > 0 ? told->account->stop : -1, .events = POLLIN };
    told->stopped = poll(&fd, 1, 0) > 0;
    return told->stopped;
}

static void set_security(struct arena *a, CURL *c, const struct imap_account *it)
{
    curl_easy_setopt(c, CURLOPT_USE_SSL, (long)(it->security == IMAP_STARTTLS ? CURLUSESSL_ALL : CURLUSESSL_NONE));
    curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L);
    if (it->ca_file.n == 0) return;
    curl_easy_setopt(c, CURLOPT_CAINFO, str_z(a, it->ca_file));
    curl_easy_setopt(c, CURLOPT_CAPATH, NULL); /* these, not the system's as well */
}

/* A password by PLAIN, where the server takes that; otherwise by whatever libcurl finds, LOGIN in the end. (Left to
 * itself it would try Kerberos first.) */
static void set_login(struct arena *a, CURL *c, const struct imap_account *it, bool any)
{
    curl_easy_setopt(c, CURLOPT_USERNAME, str_z(a, it->user));
    curl_easy_setopt(c, it->how == IMAP_PASSWORD ? CURLOPT_PASSWORD : CURLOPT_XOAUTH2_BEARER, str_z(a, it->secret));
    static const char *const ways[] = { "AUTH=PLAIN", "AUTH=XOAUTH2", "AUTH=OAUTHBEARER" };
    if (!any) curl_easy_setopt(c, CURLOPT_LOGIN_OPTIONS, ways[it->how]);
}

static void set_way(struct arena *a, CURL *c, const struct imap_account *it, struct told *told)
{
    bool six = str_find(it->host, STR(":")) >= 0;
    int port = it->port ? it->port : it->security == IMAP_TLS ? IMAPS_PORT : IMAP_PORT;
    str url = str_format(a, "%s://%s%.*s%s:%d/", it->security == IMAP_TLS ? "imaps" : "imap", six ? "[" : "",
                         STR_ARG(it->host), six ? "]" : "", port);
    int64_t most_ms = it->limits.command_ms ? it->limits.command_ms : OPEN_MS;
    curl_easy_setopt(c, CURLOPT_URL, str_z(a, url));
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "imap,imaps");
    curl_easy_setopt(c, CURLOPT_CONNECT_ONLY, 1L);
    curl_easy_setopt(c, CURLOPT_PROXY, "");
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, (long)(most_ms < CONNECT_MS ? most_ms : CONNECT_MS));
    curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, (long)most_ms);
    curl_easy_setopt(c, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, socket_asked);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, told);
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, line_came);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, told);
    curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, still_wanted);
    curl_easy_setopt(c, CURLOPT_XFERINFODATA, told);
}

struct ended {
    struct arena *arena;
    const struct told *told;
    CURL *curl;
};

/* The server's own words about it, when it refused. */
static str theirs(const struct ended *e)
{
    struct imap_answer said;
    str line = e->told->n_last ? (str){ .at = e->told->last, .n = e->told->n_last }
                               : (str){ .at = e->told->greeting, .n = e->told->n_greeting };
    if (!imap_read(e->arena, line, &said) || said.says == IMAP_OK || said.says > IMAP_BYE) return (str){ 0 };
    return server_words(e->arena, said.text, e->told->account->secret);
}

static enum imap_fault certificate_fault(const struct ended *e)
{
    long verdict = 0;
    curl_easy_getinfo(e->curl, CURLINFO_SSL_VERIFYRESULT, &verdict);
    switch (verdict) {
        case CERTIFICATE_OK:
        case NONE:
        case OTHER_NAME:
        case OTHER_IP: return IMAP_CERTIFICATE_NAME;
        case NOT_YET_VALID: return IMAP_CERTIFICATE_EARLY;
        case EXPIRED: return IMAP_CERTIFICATE_EXPIRED;
        case SELF_SIGNED: return IMAP_CERTIFICATE_SELF;
        case REVOKED: return IMAP_CERTIFICATE_REVOKED;
        default: return IMAP_CERTIFICATE_UNKNOWN;
    }
}

static bool did_greet(const struct ended *e)
{
    struct imap_answer said;
    return imap_read(e->arena, (str){ .at = e->told->greeting, .n = e->told->n_greeting }, &said) &&
           str_is(said.tag, STR("*")) && (said.says == IMAP_OK || said.says == IMAP_PREAUTH);
}

static bool is_encrypted(const struct ended *e)
{
    curl_off_t after = 0;
    curl_easy_getinfo(e->curl, CURLINFO_APPCONNECT_TIME_T, &after);
    return after > 0;
}

/* How far had it come? For whatever libcurl says no more about than that it ended. */
static enum imap_fault cut_short(const struct ended *e, bool late)
{
    if (!e->told->connected) return IMAP_NO_ANSWER;
    if (e->told->account->security == IMAP_TLS && !is_encrypted(e)) return IMAP_SILENT_TLS;
    if (e->told->n_greeting == 0) return late ? IMAP_NO_GREETING : IMAP_HUNG_UP;
    if (!did_greet(e)) return IMAP_ODD_GREETING;
    return late ? IMAP_LOGIN_SLOW : IMAP_LOGIN_LOST;
}

static enum imap_fault odd_reply(const struct ended *e)
{
    if (!did_greet(e)) return IMAP_ODD_GREETING;
    if (e->told->account->security == IMAP_STARTTLS && !is_encrypted(e)) return IMAP_SPOKE_EARLY;
    return IMAP_LOGIN_ODD;
}

static enum imap_fault login_fault(const struct ended *e)
{
    struct imap_answer said;
    bool token = e->told->account->how != IMAP_PASSWORD;
    bool answered = imap_read(e->arena, (str){ .at = e->told->last, .n = e->told->n_last }, &said);
    bool refused = (said.says == IMAP_NO || said.says == IMAP_BAD) && !str_is(said.tag, STR("*"));
    if (token && said.says == IMAP_GO_ON) refused = true; /* the reason, which libcurl does not wait to see refused */
    if (!answered || !refused) return IMAP_NO_LOGIN_OFFERED;
    static const char *const later[] = { "UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG", "CONTACTADMIN" };
    for (size_t i = 0; i < COUNT_OF(later); i++)
        if (str_is_nocase(said.code, str_of(later[i]))) return IMAP_LOGIN_LATER;
    if (str_is_nocase(said.code, STR("EXPIRED"))) return token ? IMAP_TOKEN_EXPIRED : IMAP_PASSWORD_EXPIRED;
    return token ? IMAP_TOKEN_REFUSED : IMAP_LOGIN_REFUSED;
}

static enum imap_fault fault_of(const struct ended *e, CURLcode code)
{
    if (e->told->stopped) return IMAP_WAS_STOPPED;
    if (e->told->not_public) return IMAP_PRIVATE_NETWORK;
    if (e->told->not_loopback) return IMAP_PLAIN_ELSEWHERE;
    switch (code) {
        case CURLE_COULDNT_RESOLVE_HOST: return IMAP_NO_NAME;
        case CURLE_COULDNT_CONNECT: return IMAP_NO_ANSWER;
        case CURLE_SSL_CACERT_BADFILE: return IMAP_BAD_CA_FILE;
        case CURLE_PEER_FAILED_VERIFICATION: return certificate_fault(e);
        case CURLE_USE_SSL_FAILED: return IMAP_NO_STARTTLS;
        case CURLE_SSL_CONNECT_ERROR: return IMAP_NO_TLS;
        case CURLE_WEIRD_SERVER_REPLY: return odd_reply(e);
        case CURLE_LOGIN_DENIED: return login_fault(e);
        default: return cut_short(e, code == CURLE_OPERATION_TIMEDOUT);
    }
}

static CURLcode attempt(struct arena *a, struct imap_wire *w, struct told *told, bool any)
{
    curl_easy_cleanup(w->curl);
    w->curl = curl_easy_init();
    if (!w->curl) return CURLE_OUT_OF_MEMORY;
    *told = (struct told){ .account = told->account };
    set_way(a, w->curl, told->account, told);
    set_security(a, w->curl, told->account);
    set_login(a, w->curl, told->account, any);
    return curl_easy_perform(w->curl);
}

static void set_up(void)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
}

enum err imap_wire_open(struct arena *a, const struct imap_account *account, struct imap_wire *w,
                        struct imap_trouble *out)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, set_up);
    *out = (struct imap_trouble){ .fault = check_account(account) };
    if (out->fault) return imap_fault_err(out->fault);
    struct told *told = ARENA_NEW(a, struct told);
    told->account = account;
    CURLcode code = attempt(a, w, told, false);
    if (code == CURLE_LOGIN_DENIED && account->how == IMAP_PASSWORD && !told->plain_mechanism)
        code = attempt(a, w, told, true);
    struct ended e = { .arena = a, .told = told, .curl = w->curl };
    if (code == CURLE_OK) code = curl_easy_getinfo(w->curl, CURLINFO_ACTIVESOCKET, &w->socket);
    if (code != CURLE_OK) {
        out->fault = fault_of(&e, code);
        if (imap_fault_step(out->fault) >= IMAP_AT_GREETING) out->theirs = theirs(&e);
        curl_easy_cleanup(w->curl);
        w->curl = NULL;
        return imap_fault_err(out->fault);
    }
    /* What the handle still points at must not outlive this call. */
    curl_easy_setopt(w->curl, CURLOPT_NOPROGRESS, 1L);
    curl_easy_setopt(w->curl, CURLOPT_HEADERDATA, NULL);
    curl_easy_setopt(w->curl, CURLOPT_HEADERFUNCTION, NULL);
    return OK;
}
