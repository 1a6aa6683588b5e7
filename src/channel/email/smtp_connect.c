/* From an account to a connection that is logged in, and in plain words why not. */
#include <netinet/in.h>
#include <pthread.h>
#include <sys/poll.h>
#include <sys/socket.h>

#include "channel/email/smtp_wire.h"
#include "net/guard.h"
#include "text/utf8.h"

enum { CONNECT_MS = 30000, HOST_BYTES = 253, CREDENTIAL_BYTES = 8192, LINE_BYTES = 1024, QUIT_MS = 3000 };

/* OpenSSL's verdicts (x509_vfy.h) that people can do something about. */
enum { NOT_JUDGED = 1, NOT_YET_VALID = 9, EXPIRED = 10, SELF_SIGNED = 18, REVOKED = 23, OTHER_NAME = 62 };

/* What the server said while libcurl spoke with it. */
struct told {
    const struct smtp_account *account;
    struct smtp *s;
    char last[LINE_BYTES];
    size_t n_last, bytes;
    int code, greeting;
    bool logged_in, not_loopback, not_public, too_much, offers_login;
};

static bool has_control(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.at[i] < ' ' || s.at[i] == 127) return true;
    return false;
}

static bool is_name(str host)
{
    for (size_t i = 0; i < host.n; i++)
        if (memchr(" /?#@[]%\\<>\"{}|^`&", host.at[i], 18)) return false;
    return host.n > 0 && host.n <= HOST_BYTES && utf8_valid(host) && !has_control(host);
}

static bool is_mail_port(int port)
{
    return port == 0 || port == 25 || port == 465 || port == 587 || port == 2525;
}

static bool is_credential(str s)
{
    return s.n > 0 && s.n <= CREDENTIAL_BYTES && !has_control(s) && utf8_valid(s);
}

static enum smtp_fault fault_of(const struct smtp_account *it)
{
    if (!is_name(it->host)) return SMTP_BAD_HOST;
    if (it->port < 0 || it->port > 65535) return SMTP_BAD_PORT;
    if (!it->own_network && !is_mail_port(it->port)) return SMTP_STRANGE_PORT;
    if (it->hello.n && !is_name(it->hello)) return SMTP_BAD_HELLO;
    if (it->how != SMTP_NO_LOGIN && !is_credential(it->user)) return SMTP_BAD_USER;
    if (it->how != SMTP_NO_LOGIN && !is_credential(it->secret)) return SMTP_BAD_SECRET;
    return SMTP_NO_FAULT;
}

/* The last word: whatever the name resolved to, this is the address it would connect to. */
static curl_socket_t socket_asked(void *with, curlsocktype purpose, struct curl_sockaddr *to)
{
    struct told *told = with;
    (void)purpose;
    bool own = told->account->own_network;
    told->not_public = !own && !address_is_public(&to->addr);
    told->not_loopback = told->account->security == SMTP_PLAIN && !address_is_loopback(&to->addr);
    if (told->not_public || told->not_loopback) return CURL_SOCKET_BAD;
    return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

static void take_capability(struct told *t, str words)
{
    int64_t most = 0;
    if (str_is_nocase(words, STR("8BITMIME"))) t->s->eight_bit = true;
    if (str_is_nocase(str_cut(words, 4), STR("AUTH"))) t->offers_login = true;
    if (!str_is_nocase(str_cut(words, 4), STR("SIZE"))) return;
    t->s->sizes = true;
    if (str_int(str_trim(str_from(words, 4)), &most) && most > 0) t->s->most_bytes = most;
}

static size_t line_came(char *at, size_t size, size_t n, void *with)
{
    struct told *t = with;
    str line = str_trim((str){ .at = at, .n = size * n }), words = { 0 };
    bool more = false;
    int code = 0;
    t->bytes += size * n;
    t->too_much |= t->bytes > SMTP_TALK_BYTES;
    if (t->too_much) return 0;
    if (!smtp_line(line, &code, &more, &words)) return size * n;
    if (!t->greeting) t->greeting = code;
    if (code == 220) { /* the greeting, or TLS begins: whatever was said before counts no more */
        t->s->eight_bit = t->s->sizes = t->offers_login = false;
        t->s->most_bytes = 0;
    }
    if (code == 250) take_capability(t, words);
    t->logged_in |= code == 235;
    t->code = code;
    t->n_last = words.n < LINE_BYTES ? words.n : LINE_BYTES;
    memcpy(t->last, words.at ? words.at : "", t->n_last);
    return size * n;
}

static int still_wanted(void *with, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    struct smtp *s = with;
    (void)a, (void)b, (void)c, (void)d;
    struct pollfd on = { .fd = s->stop > 0 ? s->stop : -1, .events = POLLIN };
    s->stopped = poll(&on, 1, 0) > 0;
    return s->stopped;
}

static void set_security(struct arena *a, CURL *c, const struct smtp_account *it)
{
    curl_easy_setopt(c, CURLOPT_USE_SSL, (long)(it->security == SMTP_STARTTLS ? CURLUSESSL_ALL : CURLUSESSL_NONE));
    curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L);
    if (it->ca_file.n == 0) return;
    curl_easy_setopt(c, CURLOPT_CAINFO, str_z(a, it->ca_file));
    curl_easy_setopt(c, CURLOPT_CAPATH, NULL); /* these, not the system's as well */
}

static void set_login(struct arena *a, CURL *c, const struct smtp_account *it)
{
    static const char *const ways[] = { "", "AUTH=PLAIN;AUTH=LOGIN", "AUTH=XOAUTH2", "AUTH=OAUTHBEARER" };
    if (it->how == SMTP_NO_LOGIN) return;
    curl_easy_setopt(c, CURLOPT_USERNAME, str_z(a, it->user));
    curl_easy_setopt(c, it->how == SMTP_PASSWORD ? CURLOPT_PASSWORD : CURLOPT_XOAUTH2_BEARER, str_z(a, it->secret));
    curl_easy_setopt(c, CURLOPT_LOGIN_OPTIONS, ways[it->how]);
}

static void set_way(struct arena *a, CURL *c, const struct smtp_account *it, struct told *told)
{
    bool six = str_find(it->host, STR(":")) >= 0, tls = it->security == SMTP_TLS;
    str url = str_format(a, "%s://%s%.*s%s:%d/%.*s", tls ? "smtps" : "smtp", six ? "[" : "", STR_ARG(it->host),
                         six ? "]" : "",
                         it->port ? it->port
                         : tls    ? 465
                                  : 587,
                         STR_ARG(it->hello));
    int64_t ms = told->s->answer_ms;
    curl_easy_setopt(c, CURLOPT_URL, str_z(a, url));
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(c, CURLOPT_CONNECT_ONLY, 1L);
    curl_easy_setopt(c, CURLOPT_PROXY, "");
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, (long)(ms < CONNECT_MS ? ms : CONNECT_MS));
    curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, (long)ms);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, socket_asked);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, told);
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, line_came);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, told);
    curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, still_wanted);
    curl_easy_setopt(c, CURLOPT_XFERINFODATA, told->s);
}

static enum smtp_fault certificate_fault(CURL *curl)
{
    static const struct {
        long verdict;
        enum smtp_fault fault;
    } known[] = {
        { NOT_JUDGED, SMTP_CERTIFICATE_NAME }, /* libcurl saw the name first */
        { OTHER_NAME, SMTP_CERTIFICATE_NAME },     { EXPIRED, SMTP_CERTIFICATE_EXPIRED },
        { NOT_YET_VALID, SMTP_CERTIFICATE_EARLY }, { SELF_SIGNED, SMTP_CERTIFICATE_SELF },
        { REVOKED, SMTP_CERTIFICATE_REVOKED },
    };
    long verdict = 0;
    curl_easy_getinfo(curl, CURLINFO_SSL_VERIFYRESULT, &verdict);
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (known[i].verdict == verdict) return known[i].fault;
    return SMTP_CERTIFICATE_UNKNOWN;
}

static enum smtp_fault login_fault(const struct told *t)
{
    if (!t->offers_login || t->code == 250) return SMTP_NO_LOGIN_OFFERED;
    if (t->code / 100 == 4) return SMTP_LOGIN_LATER;
    return t->account->how == SMTP_PASSWORD ? SMTP_LOGIN_REFUSED : SMTP_TOKEN_REFUSED;
}

/* It would not have us before we could log in: not now (4xx), or not at all. */
static enum smtp_fault greeting_fault(const struct told *t)
{
    if (t->greeting == 0) return SMTP_ODD_GREETING;
    return t->code / 100 == 5 ? SMTP_REFUSES_US : t->code / 100 == 4 ? SMTP_NOT_NOW : SMTP_ODD_GREETING;
}

/* How far had it come? For whatever libcurl says no more about than that it ended. */
static enum smtp_fault cut_short(const struct told *t, bool late)
{
    curl_off_t connected = 0, encrypted = 0;
    curl_easy_getinfo(t->s->curl, CURLINFO_CONNECT_TIME_T, &connected);
    curl_easy_getinfo(t->s->curl, CURLINFO_APPCONNECT_TIME_T, &encrypted);
    if (connected == 0) return SMTP_NO_ANSWER;
    if (t->account->security == SMTP_TLS && encrypted == 0) return SMTP_NO_TLS;
    if (t->greeting == 0) return late ? SMTP_NO_GREETING : SMTP_HUNG_UP;
    return late ? SMTP_LOGIN_SLOW : SMTP_LOGIN_LOST;
}

static enum smtp_fault open_fault(const struct told *t, CURLcode code)
{
    if (t->not_loopback) return SMTP_PLAIN_ELSEWHERE;
    if (t->not_public) return SMTP_PRIVATE_NETWORK;
    if (t->too_much) return SMTP_ENDLESS;
    if (t->s->stopped) return SMTP_STOPPED;
    switch (code) {
        case CURLE_COULDNT_RESOLVE_HOST: return SMTP_NO_NAME;
        case CURLE_COULDNT_CONNECT: return SMTP_NO_ANSWER;
        case CURLE_SSL_CACERT_BADFILE: return SMTP_BAD_CA_FILE;
        case CURLE_PEER_FAILED_VERIFICATION: return certificate_fault(t->s->curl);
        case CURLE_USE_SSL_FAILED: return SMTP_NO_STARTTLS;
        case CURLE_SSL_CONNECT_ERROR: return SMTP_NO_TLS;
        case CURLE_LOGIN_DENIED: return login_fault(t);
        case CURLE_REMOTE_ACCESS_DENIED:
        case CURLE_WEIRD_SERVER_REPLY: return greeting_fault(t);
        default: return cut_short(t, code == CURLE_OPERATION_TIMEDOUT);
    }
}

static void ends(struct arena *a, const struct told *t, enum smtp_fault fault, struct smtp_result *out)
{
    *out = (struct smtp_result){ .outcome = smtp_fault_outcome(fault), .at = smtp_fault_step(fault), .fault = fault };
    if (t->code < 400) return;
    out->code = t->code;
    out->words = server_words(a, (str){ t->last, t->n_last }, t->account->secret);
}

static void set_up(void)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
}

static CURLcode connect_to(struct arena *a, struct smtp *s, struct told *told)
{
    s->curl = curl_easy_init();
    if (!s->curl) return CURLE_OUT_OF_MEMORY;
    set_way(a, s->curl, told->account, told);
    set_security(a, s->curl, told->account);
    set_login(a, s->curl, told->account);
    CURLcode code = curl_easy_perform(s->curl);
    if (code == CURLE_OK) code = curl_easy_getinfo(s->curl, CURLINFO_ACTIVESOCKET, &s->socket);
    if (code == CURLE_OK && told->account->how != SMTP_NO_LOGIN && !told->logged_in) code = CURLE_LOGIN_DENIED;
    return code;
}

struct smtp *smtp_open(struct arena *a, const struct smtp_account *account, struct smtp_result *out)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, set_up);
    struct smtp *s = ARENA_NEW(a, struct smtp);
    struct told *told = ARENA_NEW(a, struct told);
    *s = (struct smtp){ .answer_ms = account->answer_ms ? account->answer_ms : SMTP_ANSWER_MS,
                        .secret = str_copy(a, account->secret),
                        .stop = account->stop };
    *told = (struct told){ .account = account, .s = s };
    enum smtp_fault fault = fault_of(account);
    CURLcode code = fault ? CURLE_OK : connect_to(a, s, told);
    if (code != CURLE_OK) fault = open_fault(told, code);
    if (fault) {
        ends(a, told, fault, out);
        curl_easy_cleanup(s->curl);
        return NULL;
    }
    /* What the handle still points at must not outlive this call. */
    curl_easy_setopt(s->curl, CURLOPT_NOPROGRESS, 1L);
    curl_easy_setopt(s->curl, CURLOPT_HEADERDATA, NULL);
    curl_easy_setopt(s->curl, CURLOPT_HEADERFUNCTION, NULL);
    *out = (struct smtp_result){ .at = SMTP_AT_LOGIN, .code = told->code };
    return s;
}

void smtp_close(struct smtp *s)
{
    if (!s) return;
    struct arena *a = arena_open();
    struct smtp_reply said = { 0 };
    if (!smtp_talks(s) && smtp_say(s, STR("QUIT\r\n"))) smtp_hear(s, a, QUIT_MS, &said);
    shutdown(s->socket, SHUT_RDWR); /* libcurl says it as well, and would wait for the answer */
    curl_easy_cleanup(s->curl);
    arena_close(a);
}
