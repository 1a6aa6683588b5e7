/* From an account to a connection that is logged in, and in plain words why not. */
#include <netinet/in.h>
#include <pthread.h>
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

static const char *fault_of(const struct smtp_account *it)
{
    if (!is_name(it->host)) return "the host is not the name of a server";
    if (it->port < 0 || it->port > 65535) return "the port must be between 1 and 65535";
    if (!it->own_network && !is_mail_port(it->port)) return "the port is none that mail servers take mail on";
    if (it->hello.n && !is_name(it->hello)) return "the name by which we greet is not the name of a server";
    if (it->how != SMTP_NO_LOGIN && !is_credential(it->user)) return "the user must be one line";
    if (it->how != SMTP_NO_LOGIN && !is_credential(it->secret)) return "the password or token must be one line";
    return NULL;
}

static bool is_loopback(const struct sockaddr *to)
{
    const struct sockaddr_in *four = (const void *)to;
    const struct sockaddr_in6 *six = (const void *)to;
    if (to->sa_family == AF_INET) return ntohl(four->sin_addr.s_addr) >> 24 == 127;
    return to->sa_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&six->sin6_addr);
}

/* The last word: whatever the name resolved to, this is the address it would connect to. */
static curl_socket_t socket_asked(void *with, curlsocktype purpose, struct curl_sockaddr *to)
{
    struct told *told = with;
    (void)purpose;
    bool own = told->account->own_network;
    told->not_public = !own && !address_is_public(&to->addr);
    told->not_loopback = told->account->security == SMTP_PLAIN && !is_loopback(&to->addr);
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
}

struct ended {
    struct arena *arena;
    const struct told *told;
    struct smtp_result *out;
};

static void ends(const struct ended *e, enum smtp_outcome outcome, enum smtp_step at, const char *words)
{
    const struct told *t = e->told;
    str theirs = { 0 };
    if (t->code >= 400) theirs = smtp_words_of(e->arena, (str){ t->last, t->n_last }, t->account->secret);
    *e->out = (struct smtp_result){ .outcome = outcome, .at = at, .code = t->code >= 400 ? t->code : 0 };
    e->out->words = theirs.n ? str_format(e->arena, "%s; it says: %.*s", words, STR_ARG(theirs)) : str_of(words);
}

static void certificate_ends(const struct ended *e)
{
    static const struct {
        long verdict;
        const char *words;
    } known[] = {
        { NOT_JUDGED, "the certificate is for another name than the host's" }, /* libcurl saw the name first */
        { OTHER_NAME, "the certificate is for another name than the host's" },
        { EXPIRED, "the certificate has expired" },
        { NOT_YET_VALID, "the certificate is not valid yet" },
        { SELF_SIGNED, "the certificate is signed by itself only" },
        { REVOKED, "the certificate has been revoked" },
    };
    long verdict = 0;
    const char *words = "the certificate is not signed by anybody this machine trusts";
    curl_easy_getinfo(e->told->s->curl, CURLINFO_SSL_VERIFYRESULT, &verdict);
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (known[i].verdict == verdict) words = known[i].words;
    ends(e, SMTP_ACCOUNT, SMTP_AT_CERTIFICATE, words);
}

static void login_ends(const struct ended *e)
{
    const struct told *t = e->told;
    bool token = t->account->how != SMTP_PASSWORD;
    if (!t->offers_login || t->code == 250)
        ends(e, SMTP_ACCOUNT, SMTP_AT_LOGIN, "the server offers no way to log in that we can use");
    else if (t->code / 100 == 4)
        ends(e, SMTP_LATER, SMTP_AT_LOGIN, "the server lets nobody in now");
    else
        ends(e, SMTP_ACCOUNT, SMTP_AT_LOGIN,
             token ? "the access token was refused: it has expired, or is not for this mailbox"
                   : "user or password was refused");
}

/* How far had it come? For whatever libcurl says no more about than that it ended. */
static void cut_short(const struct ended *e, bool late)
{
    const struct told *t = e->told;
    curl_off_t connected = 0, encrypted = 0;
    curl_easy_getinfo(t->s->curl, CURLINFO_CONNECT_TIME_T, &connected);
    curl_easy_getinfo(t->s->curl, CURLINFO_APPCONNECT_TIME_T, &encrypted);
    if (connected == 0)
        ends(e, SMTP_LATER, SMTP_AT_CONNECT, "nobody answers on that port");
    else if (t->account->security == SMTP_TLS && encrypted == 0)
        ends(e, SMTP_LATER, SMTP_AT_ENCRYPTION, "the server does not answer with TLS on that port");
    else if (t->greeting == 0)
        ends(e, SMTP_LATER, SMTP_AT_GREETING, late ? "the server does not greet" : "the server hung up");
    else
        ends(e, SMTP_LATER, SMTP_AT_LOGIN, late ? "the login took too long" : "the server hung up during the login");
}

static void settings_end(const struct ended *e, const char *words)
{
    ends(e, SMTP_ACCOUNT, SMTP_AT_SETTINGS, words);
}

/* It would not have us before we could log in: not now (4xx), or not at all. */
static void greeting_ends(const struct ended *e)
{
    const struct told *t = e->told;
    if (t->greeting == 0)
        ends(e, SMTP_LATER, SMTP_AT_GREETING, "what answers there is no mail server");
    else if (t->code / 100 == 5)
        ends(e, SMTP_ACCOUNT, SMTP_AT_GREETING, "the server will have nothing to do with us");
    else
        ends(e, SMTP_LATER, SMTP_AT_GREETING,
             t->code / 100 == 4 ? "the server takes nothing now" : "what the server said is not SMTP");
}

static void open_ends(const struct ended *e, CURLcode code)
{
    const struct told *t = e->told;
    if (t->not_loopback)
        settings_end(e, "without encryption only to this machine itself");
    else if (t->not_public)
        settings_end(e, "the host is in a network that is not public, and was not allowed by name");
    else if (t->too_much)
        ends(e, SMTP_LATER, SMTP_AT_GREETING, "the server talks without end");
    else
        switch (code) {
            case CURLE_COULDNT_RESOLVE_HOST: ends(e, SMTP_LATER, SMTP_AT_NAME, "no server has that name"); break;
            case CURLE_COULDNT_CONNECT: ends(e, SMTP_LATER, SMTP_AT_CONNECT, "nobody answers on that port"); break;
            case CURLE_SSL_CACERT_BADFILE: settings_end(e, "the file of certificates cannot be read"); break;
            case CURLE_PEER_FAILED_VERIFICATION: certificate_ends(e); break;
            case CURLE_USE_SSL_FAILED:
                ends(e, SMTP_ACCOUNT, SMTP_AT_ENCRYPTION, "the server offers no STARTTLS on that port");
                break;
            case CURLE_SSL_CONNECT_ERROR:
                ends(e, SMTP_LATER, SMTP_AT_ENCRYPTION, "the server and we found no TLS in common on that port");
                break;
            case CURLE_LOGIN_DENIED: login_ends(e); break;
            case CURLE_REMOTE_ACCESS_DENIED:
            case CURLE_WEIRD_SERVER_REPLY: greeting_ends(e); break;
            default: cut_short(e, code == CURLE_OPERATION_TIMEDOUT);
        }
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
                        .secret = str_copy(a, account->secret) };
    *told = (struct told){ .account = account, .s = s };
    struct ended e = { .arena = a, .told = told, .out = out };
    const char *fault = fault_of(account);
    if (fault) {
        settings_end(&e, fault);
        return NULL;
    }
    CURLcode code = connect_to(a, s, told);
    if (code != CURLE_OK) {
        open_ends(&e, code);
        curl_easy_cleanup(s->curl);
        return NULL;
    }
    /* What the handle still points at must not outlive this call. */
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
