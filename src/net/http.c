/* Requests in, by libmicrohttpd: one epoll set a thread, whole requests to `handle`, answers from anywhere. */
#include "net/hub.h"
#include "net/wire.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

/* libmicrohttpd keeps the head in its pool of one connection, 64 bytes a line, and the head of the reply; and it clears
 * the whole pool after each request, so what is too much here is paid for each time, and by each connection that stays.
 */
enum { POOL_BYTES = 48 << 10, FREE_REQUESTS = 256, LINGER_US = 500000 };

static struct net_request *request_take(struct net *n)
{
    pthread_mutex_lock(&n->lock);
    struct net_request *r = n->free;
    if (r) {
        n->free = r->free;
        n->n_free--;
    }
    n->asked++;
    pthread_mutex_unlock(&n->lock);
    struct arena *a = r ? r->ask.arena : arena_open();
    if (!r && !(r = malloc(sizeof *r))) bug("out of memory");
    /* the lines of the head are written before they are read: clearing 3 KB a request would be waste */
    memset(r, 0, offsetof(struct net_request, head));
    memset(&r->told, 0, sizeof *r - offsetof(struct net_request, told));
    r->head.n = 0;
    r->net = n;
    r->upload = -1;
    r->ask.arena = a;
    r->ask.own = r;
    r->body.arena = a;
    return r;
}

static void request_free(struct net_request *r)
{
    arena_close(r->ask.arena);
    free(r);
}

static void request_give(struct net_request *r)
{
    struct net *n = r->net;
    upload_forget(r);
    arena_reset(r->ask.arena);
    pthread_mutex_lock(&n->lock);
    n->asked--;
    bool keep = n->n_free < FREE_REQUESTS;
    if (keep) {
        r->free = n->free;
        n->free = r;
        n->n_free++;
    }
    pthread_mutex_unlock(&n->lock);
    if (!keep) request_free(r);
}

static struct connection *connection_of(struct MHD_Connection *mhd)
{
    const union MHD_ConnectionInfo *told = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return told ? told->socket_context : NULL;
}

static enum MHD_Result may_connect(void *with, const struct sockaddr *address, socklen_t bytes)
{
    struct net *n = with;
    (void)bytes;
    pthread_mutex_lock(&n->lock);
    bool full = n->open >= n->options.connections;
    pthread_mutex_unlock(&n->lock);
    if (!full && !crowd_is_full(n->crowd, network_of(address), n->options.per_client)) return MHD_YES;
    count_add(COUNT_HTTP_REFUSED, 1);
    return MHD_NO;
}

static bool is_proxy(const struct net *n, str address)
{
    for (size_t i = 0; i < n->n_proxies; i++)
        if (str_is(n->proxies[i], address)) return true;
    return false;
}

static str address_text(const struct sockaddr *address, char out[INET6_ADDRSTRLEN])
{
    out[0] = 0;
    if (address->sa_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)address)->sin_addr, out, INET6_ADDRSTRLEN);
    if (address->sa_family == AF_INET6)
        inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr, out, INET6_ADDRSTRLEN);
    str s = str_of(out);
    return str_starts(s, STR("::ffff:")) && memchr(s.at, '.', s.n) ? str_from(s, 7) : s;
}

static void connection_began(struct net *n, struct MHD_Connection *mhd, void **context)
{
    struct connection *c = calloc(1, sizeof *c);
    if (!c) bug("out of memory");
    char text[INET6_ADDRSTRLEN];
    const struct sockaddr *peer = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr;
    c->fd = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    c->network = is_proxy(n, address_text(peer, text)) ? 0 : network_of(peer);
    c->heard = UINT64_MAX;
    connection_enter(c, IN_HEAD, 0);
    crowd_add(n->crowd, c->network, 1);
    count_add(COUNT_HTTP_OPEN, 1);
    pthread_mutex_lock(&n->lock);
    n->open++;
    c->next = n->connections;
    if (c->next) c->next->before = c;
    n->connections = c;
    pthread_mutex_unlock(&n->lock);
    *context = c;
}

static void connection_ended(struct net *n, struct connection *c)
{
    crowd_add(n->crowd, c->network, -1);
    count_add(COUNT_HTTP_OPEN, -1);
    pthread_mutex_lock(&n->lock);
    n->open--;
    if (c->before)
        c->before->next = c->next;
    else
        n->connections = c->next;
    if (c->next) c->next->before = c->before;
    pthread_mutex_unlock(&n->lock);
    free(c);
}

static void connection_told(void *with, struct MHD_Connection *mhd, void **context,
                            enum MHD_ConnectionNotificationCode what)
{
    if (what == MHD_CONNECTION_NOTIFY_STARTED)
        connection_began(with, mhd, context);
    else if (*context)
        connection_ended(with, *context);
}

/* The request line is in: still the raw target, which libmicrohttpd will cut up. */
static void *line_came(void *with, const char *target, struct MHD_Connection *mhd)
{
    struct net_request *r = request_take(with);
    r->mhd = mhd;
    r->ask.began = monotonic_now();
    r->head.target = str_of(target);
    r->head.raw = str_copy(r->ask.arena, r->head.target);
    return r;
}

static void request_ended(void *with, struct MHD_Connection *mhd, void **context, enum MHD_RequestTerminationCode how)
{
    (void)with;
    (void)mhd;
    (void)how;
    struct net_request *r = *context;
    *context = NULL;
    if (!r) return;
    struct connection *c = r->connection;
    if (c && c->phase != UPGRADED) {
        pthread_mutex_lock(&r->net->lock);
        c->request = NULL;
        c->heard = 0;
        connection_enter(c, IN_HEAD, 0);
        pthread_mutex_unlock(&r->net->lock);
    }
    count_add(COUNT_HTTP_REQUESTS, 1);
    request_give(r);
}

static enum MHD_Result keep_line(void *with, enum MHD_ValueKind kind, const char *name, size_t n, const char *value,
                                 size_t value_n)
{
    struct head *h = with;
    (void)kind;
    if (h->n < HEAD_LINES)
        h->line[h->n] = (struct head_line){ .name = { .at = name, .n = n }, .value = { .at = value, .n = value_n } };
    h->n++;
    return h->n <= HEAD_LINES ? MHD_YES : MHD_NO;
}

static enum err judge_head(struct net_request *r, const char *method, const char *version)
{
    struct head *h = &r->head;
    h->method = str_of(method);
    h->version = str_of(version);
    MHD_get_connection_values_n(r->mhd, MHD_HEADER_KIND, keep_line, h);
    const union MHD_ConnectionInfo *told = MHD_get_connection_info(r->mhd, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    h->bytes = told ? told->header_size : 0;
    return head_read(r->ask.arena, &r->why, h, &r->told, &r->code);
}

/* Who asks: the peer, or whom our own proxies name. */
static void find_client(struct net_request *r)
{
    struct request *ask = &r->ask;
    char text[INET6_ADDRSTRLEN];
    ask->client = str_copy(
        ask->arena,
        address_text(MHD_get_connection_info(r->mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr, text));
    if (r->net->n_proxies == 0 || !is_proxy(r->net, ask->client)) return;
    ask->secure = str_is_nocase(head_value(&r->head, "X-Forwarded-Proto"), STR("https"));
    str list = head_value(&r->head, "X-Forwarded-For");
    while (list.n > 0 && is_proxy(r->net, ask->client)) { /* from the right: what our own proxies wrote */
        size_t from = list.n;
        while (from > 0 && list.at[from - 1] != ',') from--;
        str one = str_trim(str_from(list, from));
        unsigned char raw[16];
        const char *z = str_z(ask->arena, one);
        if (inet_pton(AF_INET, z, raw) != 1 && inet_pton(AF_INET6, z, raw) != 1) return;
        ask->client = one;
        list = str_cut(list, from > 0 ? from - 1 : 0);
    }
}

static void learn_client(struct net_request *r)
{
    find_client(r);
    r->ask.network = network_named(str_z(r->ask.arena, r->ask.client));
}

static enum err begin(struct net_request *r, const char *method, const char *version)
{
    TRY(judge_head(r, method, version));
    struct request *ask = &r->ask;
    ask->method = r->told.method;
    ask->path = r->told.path;
    ask->query = r->told.query;
    str type = head_value(&r->head, "Content-Type");
    ask->type = str_lower(ask->arena, str_trim(str_split(&type, ';')));
    learn_client(r);
    if ((r->told.length > 0 || r->told.chunked) && head_has_word(&r->head, "Upgrade", "websocket"))
        return why_fail(&r->why, ask->arena, MALFORMED, (str){ 0 }, "a WebSocket begins without a body");
    struct intake in = { .bytes = 1 << 20 };
    if (r->net->options.intake) TRY(r->net->options.intake(r->net->options.with, ask, &in, &r->why));
    r->most = in.bytes;
    r->stream = in.stream;
    r->form = in.form;
    r->files_most = in.files;
    r->files_in = in.files_in ? in.files_in : "files";
    if (r->told.length > r->most)
        return why_fail(&r->why, ask->arena, TOO_LARGE, (str){ 0 }, "the body may have %lld bytes here",
                        (long long)r->most);
    return OK;
}

static enum MHD_Result first_call(struct net_request *r, const char *method, const char *version)
{
    struct net *n = r->net;
    struct connection *c = connection_of(r->mhd);
    r->seen = true;
    r->connection = c;
    pthread_mutex_lock(&n->lock);
    c->request = r;
    connection_enter(c, IN_BODY, 0);
    pthread_mutex_unlock(&n->lock);
    enum err err = begin(r, method, version);
    if (err == OK) return MHD_YES;
    reply_refuse(r, err);
    return reply_queue(r);
}

static enum MHD_Result more_body(struct net_request *r, const char *at, size_t *n)
{
    enum err err = upload_write(r, at, *n);
    *n = 0;
    if (err == OK) return MHD_YES;
    if (err == INVALID)
        connection_refuse_field(r->connection->fd, r->files_in, str_z(r->ask.arena, r->why.words));
    else if (err == TOO_LARGE)
        connection_refuse(r->connection->fd, 413, "too_large", "the body is larger than this address takes");
    else
        connection_refuse(r->connection->fd, err == FULL ? 507 : 500, err_name(err), "the upload could not be kept");
    return MHD_NO;
}

static enum MHD_Result whole(struct net_request *r)
{
    connection_enter(r->connection, IN_HAND, 0);
    if (r->stream) {
        MHD_suspend_connection(r->mhd);
        r->state = WAITING;
        sync_put(r);
        return MHD_YES;
    }
    enum err err = upload_finish(r);
    if (err != OK) {
        reply_refuse(r, err);
        return reply_queue(r);
    }
    if (static_answer(r)) return reply_queue(r);
    r->net->options.handle(r->net->options.with, &r->ask);
    if (r->state == ANSWERED) return reply_queue(r); /* answered on the spot: nothing to suspend */
    MHD_suspend_connection(r->mhd);
    int asked = ASKED;
    if (!atomic_compare_exchange_strong(&r->state, &asked, WAITING)) MHD_resume_connection(r->mhd);
    return MHD_YES;
}

static enum MHD_Result called(void *with, struct MHD_Connection *mhd, const char *url, const char *method,
                              const char *version, const char *data, size_t *bytes, void **context)
{
    (void)with;
    (void)mhd;
    (void)url;
    struct net_request *r = *context;
    if (!r->seen) return first_call(r, method, version);
    if (*bytes > 0) return more_body(r, data, bytes);
    return r->state == ANSWERED ? reply_queue(r) : whole(r);
}

void request_answer(struct request *ask, const struct reply *reply)
{
    struct net_request *r = ask->own;
    struct MHD_Connection *mhd = r->mhd;
    r->reply = *reply;
    if (atomic_exchange(&r->state, ANSWERED) == WAITING) MHD_resume_connection(mhd); /* r may be gone from here on */
}

str request_header(const struct request *r, const char *name)
{
    return head_value(&r->own->head, name);
}

str request_cookie(const struct request *r, const char *name)
{
    const struct head *h = &r->own->head;
    for (size_t i = 0; i < h->n && i < HEAD_LINES; i++) {
        if (!str_is_nocase(h->line[i].name, STR("Cookie"))) continue;
        str rest = h->line[i].value;
        while (rest.n > 0) {
            str value = str_trim(str_split(&rest, ';'));
            if (str_is(str_split(&value, '='), str_of(name))) return value;
        }
    }
    return (str){ 0 };
}

/* libmicrohttpd must not decode: an escaped NUL or slash would vanish before it is judged. */
static size_t leave_escapes(void *with, struct MHD_Connection *mhd, char *s)
{
    (void)with;
    (void)mhd;
    return strlen(s);
}

static void settle_options(struct net *n, const struct net_options *o)
{
    n->options = *o;
    struct net_options *to = &n->options;
    if (to->threads == 0) to->threads = 2;
    if (to->head_s == 0) to->head_s = 10;
    if (to->idle_s == 0) to->idle_s = 60;
    if (to->connections == 0) to->connections = 10000;
    if (to->per_client == 0) to->per_client = 64;
    str rest = o->trusted_proxies;
    while (rest.n > 0 && n->n_proxies < COUNT_OF(n->proxies)) {
        str one = str_trim(str_split(&rest, ','));
        if (one.n > 0) n->proxies[n->n_proxies++] = str_copy(n->arena, one);
    }
    while (o->assets && o->assets[n->n_assets].path) n->n_assets++;
}

static struct MHD_Daemon *daemon_start(struct net *n)
{
    int flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_ALLOW_UPGRADE;
    return MHD_start_daemon((unsigned)flags, 0, may_connect, n, called, n, MHD_OPTION_LISTEN_SOCKET, n->listener,
                            MHD_OPTION_THREAD_POOL_SIZE, (unsigned)n->options.threads, MHD_OPTION_CONNECTION_LIMIT,
                            (unsigned)(n->options.connections + 2 * n->options.threads),
                            MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)POOL_BYTES, MHD_OPTION_CONNECTION_TIMEOUT,
                            (unsigned)n->options.idle_s + 1, MHD_OPTION_STRICT_FOR_CLIENT, 0,
                            MHD_OPTION_URI_LOG_CALLBACK, line_came, (void *)n, MHD_OPTION_UNESCAPE_CALLBACK,
                            leave_escapes, (void *)n, MHD_OPTION_NOTIFY_CONNECTION, connection_told, (void *)n,
                            MHD_OPTION_NOTIFY_COMPLETED, request_ended, (void *)n, MHD_OPTION_END);
}

enum err net_open(struct arena *a, struct why *w, const struct net_options *o, struct net **out)
{
    if (sodium_init() < 0) return why_fail(w, a, BROKEN, (str){ 0 }, "no source of random numbers");
    struct rlimit files = { 0 };
    if (getrlimit(RLIMIT_NOFILE, &files) == 0)
        setrlimit(RLIMIT_NOFILE, &(struct rlimit){ .rlim_cur = files.rlim_max, .rlim_max = files.rlim_max });
    struct net *n = ARENA_NEW(a, struct net);
    n->arena = a;
    settle_options(n, o);
    TRY(listener_open(a, w, o, &n->listener, &n->port));
    n->crowd = crowd_open(a, n->options.connections);
    pthread_mutex_init(&n->lock, NULL);
    bool ready = sync_open(n); /* before the first request can come */
    n->daemon = daemon_start(n);
    if (!ready || !n->daemon || pthread_create(&n->sweeper, NULL, sweep_run, n) != 0)
        return why_fail(w, a, BROKEN, (str){ 0 }, "the HTTP threads could not be started");
    *out = n;
    return OK;
}

int net_port(const struct net *n)
{
    return n->port;
}

int net_listener(const struct net *n)
{
    return n->listener;
}

/* Between two requests; or so new that nothing was said yet, for longer than a request is on its way. */
static bool is_at_rest(const struct connection *c, usec now)
{
    if (c->dead || c->phase == UPGRADED) return true;
    return c->phase == IN_HEAD && (c->heard != UINT64_MAX || now - c->since > LINGER_US);
}

static bool is_quiet(struct net *n)
{
    usec now = monotonic_now();
    pthread_mutex_lock(&n->lock);
    bool quiet = n->asked == 0;
    for (const struct connection *c = n->connections; c && quiet; c = c->next) quiet = is_at_rest(c, now);
    pthread_mutex_unlock(&n->lock);
    return quiet;
}

void net_drain(struct net *n, int seconds)
{
    if (!n->draining) {
        MHD_quiesce_daemon(n->daemon);
        if (n->options.hub) hub_drop(n->options.hub, NULL, NULL, 0, 1012);
    }
    n->draining = true;
    usec until = monotonic_now() + seconds * SECOND;
    while (!is_quiet(n) && monotonic_now() < until) nanosleep(&(struct timespec){ .tv_nsec = 5000000 }, NULL);
}

/* What nobody answered by now is answered here: libmicrohttpd must not end with suspended connections. */
static void answer_rest(struct net *n)
{
    pthread_mutex_lock(&n->lock);
    for (struct connection *c = n->connections; c != NULL; c = c->next) {
        if (!c->request || c->request->state != WAITING) continue;
        request_answer(&c->request->ask, &(struct reply){ .status = BUSY, .type = STR("text/plain"), .close = true });
    }
    pthread_mutex_unlock(&n->lock);
}

void net_close(struct net *n)
{
    net_drain(n, 0);
    sync_close(n);
    answer_rest(n);
    n->ending = true;
    pthread_join(n->sweeper, NULL);
    MHD_stop_daemon(n->daemon);
    close(n->listener);
    crowd_close(n->crowd);
    while (n->free) {
        struct net_request *next = n->free->free;
        request_free(n->free);
        n->free = next;
    }
    pthread_mutex_destroy(&n->lock);
}
