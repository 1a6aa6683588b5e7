#include "net/fetch.h"

#include "net/guard.h"
#include "text/url.h"

#include <curl/curl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <unistd.h>

enum { MOST_BYTES = 1 << 20, MOST_SECONDS = 10, MOST_REDIRECTS = 3 };

/* Ports that other protocols listen on: an HTTP request there is an attack on them. 80, 443 and the high ones are fine.
 */
static const int strange_ports[] = { 3306, 5432, 6379, 11211, 27017, 9200, 2049,
                                     2375, 5984, 6667, 6000,  5060,  5061, 10080 };

struct asked {
    struct arena *arena;
    struct text body;
    int64_t most;
    bool too_large, own_network, barred;
    str type, location;
};

static size_t body_came(char *at, size_t size, size_t n, void *with)
{
    struct asked *q = with;
    if ((int64_t)(q->body.n + size * n) > q->most) {
        q->too_large = true;
        return 0;
    }
    text_add(&q->body, (str){ .at = at, .n = size * n });
    return size * n;
}

static size_t header_came(char *at, size_t size, size_t n, void *with)
{
    struct asked *q = with;
    str value = str_trim((str){ .at = at, .n = size * n });
    if (str_starts(value, STR("HTTP/"))) q->location = q->type = (str){ 0 };
    str name = str_split(&value, ':');
    if (str_is_nocase(name, STR("Location"))) q->location = str_copy(q->arena, str_trim(value));
    if (str_is_nocase(name, STR("Content-Type"))) q->type = str_copy(q->arena, str_trim(value));
    return size * n;
}

/* The last word: whatever libcurl resolved or was told, this is the address it would connect to. */
static curl_socket_t socket_asked(void *with, curlsocktype purpose, struct curl_sockaddr *to)
{
    struct asked *q = with;
    (void)purpose;
    if (!q->own_network && !address_is_public(&to->addr)) {
        q->barred = true;
        return CURL_SOCKET_BAD;
    }
    return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

static bool is_strange_port(int port)
{
    for (size_t i = 0; i < COUNT_OF(strange_ports); i++)
        if (port == strange_ports[i]) return true;
    return port < 1024 && port != 80 && port != 443;
}

static enum err check_address(struct arena *a, struct why *w, const struct fetch *what, const struct url *to,
                              struct curl_slist **pinned)
{
    if (what->own_network) return OK;
    if (is_strange_port(to->port))
        return why_fail(w, a, INVALID, STR("url"), "has a port that is not for the web: %d", to->port);
    str address = { 0 };
    TRY(guard_resolve(a, w, to->host, to->port, &address));
    bool six = str_find(address, STR(":")) >= 0;
    str line = str_format(a, "%.*s:%d:%s%.*s%s", STR_ARG(to->host), to->port, six ? "[" : "", STR_ARG(address),
                          six ? "]" : "");
    *pinned = curl_slist_append(NULL, str_z(a, line));
    return *pinned ? OK : BROKEN;
}

static struct curl_slist *headers_of(struct arena *a, const struct fetch *what, bool same_host)
{
    struct curl_slist *list = curl_slist_append(NULL, "Expect:");
    for (size_t i = 0; i < what->n_headers && i < COUNT_OF(what->headers); i++) {
        str name = what->headers[i].name, value = what->headers[i].value;
        bool secret = str_is_nocase(name, STR("Authorization")) || str_is_nocase(name, STR("Cookie"));
        if ((secret && !same_host) || str_find(value, STR("\n")) >= 0 || str_find(value, STR("\r")) >= 0) continue;
        list = curl_slist_append(list, str_z(a, str_format(a, "%.*s: %.*s", STR_ARG(name), STR_ARG(value))));
    }
    return list;
}

static void set_method(struct arena *a, CURL *c, const struct fetch *what, enum method method)
{
    static const char *const names[] = { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "GET" };
    if (method == HEAD) curl_easy_setopt(c, CURLOPT_NOBODY, 1L);
    if (method == POST || method == PUT || method == PATCH) {
        curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)what->body.n);
        curl_easy_setopt(c, CURLOPT_POSTFIELDS, what->body.n ? what->body.at : "");
    }
    if (method != GET && method != HEAD) curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, str_z(a, str_of(names[method])));
}

static void set_limits(CURL *c, struct asked *q, long left_ms)
{
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(c, CURLOPT_PROXY, ""); /* the environment does not choose our way */
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, left_ms);
    curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, ""); /* the cap counts unpacked bytes */
    curl_easy_setopt(c, CURLOPT_USERAGENT, "Regulars");
    curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, socket_asked);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, q);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, body_came);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, q);
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, header_came);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, q);
}

static enum err verdict(struct arena *a, struct why *w, const struct asked *q, CURLcode code)
{
    if (q->barred) return why_fail(w, a, INVALID, STR("url"), "leads to an address that is not on the public internet");
    if (q->too_large)
        return why_fail(w, a, REMOTE, (str){ 0 }, "answered with more than %lld bytes", (long long)q->most);
    if (code != CURLE_OK) return why_fail(w, a, REMOTE, (str){ 0 }, "%s", curl_easy_strerror(code));
    return OK;
}

/* One request, no redirects. */
static enum err ask(struct arena *a, struct why *w, const struct fetch *what, struct asked *q, str url, usec until,
                    bool same_host, int *status)
{
    struct url to = { 0 };
    struct curl_slist *pinned = NULL;
    TRY(url_read(a, w, url, &to));
    TRY(check_address(a, w, what, &to, &pinned));
    long left_ms = (long)((until - monotonic_now()) / MILLISECOND);
    CURL *c = curl_easy_init();
    if (!c || left_ms <= 0) {
        curl_easy_cleanup(c);
        curl_slist_free_all(pinned);
        return why_fail(w, a, REMOTE, (str){ 0 }, "took too long");
    }
    struct curl_slist *headers = headers_of(a, what, same_host);
    set_limits(c, q, left_ms);
    set_method(a, c, what, what->method);
    curl_easy_setopt(c, CURLOPT_URL, str_z(a, url));
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers);
    if (pinned) curl_easy_setopt(c, CURLOPT_RESOLVE, pinned);
    CURLcode code = curl_easy_perform(c);
    long http = 0;
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &http);
    *status = (int)http;
    curl_easy_cleanup(c);
    curl_slist_free_all(headers);
    curl_slist_free_all(pinned);
    return verdict(a, w, q, code);
}

static str absolute(struct arena *a, const struct url *from, str location)
{
    if (str_starts(location, STR("//"))) return str_format(a, "%.*s:%.*s", STR_ARG(from->scheme), STR_ARG(location));
    if (location.n > 0 && location.at[0] == '/')
        return str_format(a, "%.*s://%.*s:%d%.*s", STR_ARG(from->scheme), STR_ARG(from->host), from->port,
                          STR_ARG(location));
    if (str_find(location, STR(":")) >= 0) return location; /* whatever scheme: url_read judges it */
    size_t n = from->path.n;
    while (n > 0 && from->path.at[n - 1] != '/') n--;
    return str_format(a, "%.*s://%.*s:%d%.*s%.*s", STR_ARG(from->scheme), STR_ARG(from->host), from->port, (int)n,
                      from->path.at, STR_ARG(location));
}

static void set_up(void)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
}

enum err fetch(struct arena *a, struct why *w, const struct fetch *what, struct fetched *out)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, set_up);
    usec until = monotonic_now() + (what->seconds ? what->seconds : MOST_SECONDS) * SECOND;
    int hops = what->redirects < 0 ? 0 : what->redirects ? what->redirects : MOST_REDIRECTS;
    str url = what->url;
    struct url first = { 0 }, here = { 0 };
    TRY(url_read(a, w, url, &first));
    struct fetch now = *what;
    for (int hop = 0;; hop++) {
        struct asked q = { .arena = a,
                           .body.arena = a,
                           .most = what->most_bytes ? what->most_bytes : MOST_BYTES,
                           .own_network = now.own_network };
        TRY(url_read(a, w, url, &here));
        bool same = str_is(here.host, first.host) && here.port == first.port && here.secure == first.secure;
        if (!str_is(here.host, first.host))
            now.own_network = q.own_network = false; /* that leave was for one host by name */
        TRY(ask(a, w, &now, &q, url, until, same, &out->status));
        bool moved = out->status == 301 || out->status == 302 || out->status == 303 || out->status == 307 ||
                     out->status == 308;
        if (!moved || q.location.n == 0 || what->redirects < 0) {
            out->type = q.type;
            out->body = text_str(&q.body);
            out->final_url = url;
            return OK;
        }
        if (hop == hops) return why_fail(w, a, REMOTE, (str){ 0 }, "sends us on more than %d times", hops);
        if (out->status <= 303 && now.method != HEAD) now.method = GET; /* RFC 9110 §15.4: and without the body */
        url = absolute(a, &here, q.location);
    }
}
