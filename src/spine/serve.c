/* From the wire into turns and back: a request becomes a work of the store; the reply leaves after the commit. */
#include "spine/file.h"
#include "spine/house.h"
#include "spine/limits.h"
#include "spine/live.h"
#include "spine/look.h"
#include "spine/others.h"
#include "spine/route.h"
#include "spine/told.h"
#include "text/multipart.h"

enum { WAITING_MOST = 20000, BUSY_RETRY_S = 2, BODY_BYTES = 1 << 20, UPLOAD_BYTES = 25 << 20, FORM_BYTES = 21 << 20 };

struct serving {
    struct work work;
    struct house *house;
    struct request *request;
    const struct route *route; /* NULL: there is none here, and a turn will say so */
    struct reply reply;
    struct told told;
    struct heavy *sum; /* of the step before the turn, if the route has one */
};

static enum err serve_run(struct db *db, struct work *w)
{
    struct serving *it = (struct serving *)w;
    struct turn t = turn_begin(it->house, db, w, (struct actor){ 0 }, &it->told);
    it->reply = (struct reply){ 0 };
    return route_answer(&t, it->request, it->sum, &it->reply);
}

static void serve_done(struct work *w, enum err outcome)
{
    struct serving *it = (struct serving *)w;
    struct reply reply = it->reply;
    if (outcome == OK)
        turn_told(it->house, w, &it->told);
    else
        route_refuse(it->house, it->request, outcome, &w->why, &reply);
    request_answer(it->request, &reply); /* and with the request its arena, in which all of this lies */
}

/* Writes of one thing stay in order: the key is the path up to and with its last variable part. */
static uint64_t key_of(const struct route *r, str path)
{
    const char *last = r ? strrchr(r->on, '{') : NULL;
    if (!last) return 0;
    size_t parts = 0, n = 0;
    for (const char *c = strchr(r->on, '/'); c < last; c++) parts += *c == '/';
    while (n < path.n && (path.at[n] != '/' || parts-- > 0)) n++;
    return str_hash(str_cut(path, n)) | 1;
}

static void serve_turn(struct serving *it)
{
    it->work = (struct work){ .run = serve_run,
                              .done = serve_done,
                              .arena = it->request->arena,
                              .shared = true,
                              .key = key_of(it->route, it->request->path) };
    if (it->route && route_writes(it->route))
        store_write(it->house->store, &it->work);
    else
        store_read(it->house->store, &it->work);
}

/* ---- the step before a turn (route.h) ---- */

static void sum_done(struct heavy *sum)
{
    serve_turn(sum->with);
}

static enum err before_run(struct db *db, struct work *w)
{
    struct serving *it = (struct serving *)w;
    struct turn t = turn_begin(it->house, db, w, (struct actor){ 0 }, &it->told);
    return route_before(&t, it->request, &it->sum);
}

static void before_done(struct work *w, enum err outcome)
{
    struct serving *it = (struct serving *)w;
    if (outcome != OK) {
        serve_done(w, outcome);
        return;
    }
    if (!it->sum) {
        serve_turn(it);
        return;
    }
    it->sum->done = sum_done;
    it->sum->with = it;
    if (heavy_put(it->sum->outside ? it->house->outside : it->house->heavy, it->sum)) return;
    w->why = (struct why){ .retry_s = 2 };
    serve_done(w, BUSY);
}

static void serve_before(struct serving *it)
{
    it->work = (struct work){ .run = before_run, .done = before_done, .arena = it->request->arena, .shared = true };
    store_read(it->house->store, &it->work);
}

/* ---- from the wire ---- */

static void answer_now(struct house *h, struct request *r, enum err err, const struct why *why)
{
    struct reply reply = { 0 };
    route_refuse(h, r, err, why, &reply);
    request_answer(r, &reply);
}

static bool takes_in(const struct route *r)
{
    return r && (r->rate == RATE_INTAKE || r->upload);
}

/* What net/ refuses before we hear of it. */
static void serve_refuse(void *with, struct request *r, enum err err, const struct why *why, struct reply *reply)
{
    route_refuse(with, r, err, why, reply);
}

/* What we cannot take on is said at once, before it costs anybody's time. */
static enum err may_queue(struct house *h, const struct route *route, const struct request *r, struct why *why)
{
    bool counted = route && (route->upload || r->files.n); /* a file's sender was, before it came */
    if (!counted) TRY(limits_network(h, route, r, why));
    if (takes_in(route) && room_is_short(h)) return FULL;
    if (!route || !route_writes(route) || store_waiting(h->store) <= WAITING_MOST) return OK;
    why->retry_s = BUSY_RETRY_S;
    return BUSY;
}

/* The console's own addresses: each that is no file of it is one of its screens. */
static const struct page_rule pages[] = { { .prefix = "/console/", .asset = "/console/index.html" }, { 0 } };

static bool leads_to_console(const struct request *r)
{
    return r->method <= HEAD && (str_is(r->path, STR("/")) || str_is(r->path, STR("/console")));
}

static void answer_console(struct request *r)
{
    struct reply there = { .code = 303 };
    reply_header(&there, STR("Location"), STR("/console/"));
    request_answer(r, &there);
}

static void serve_handle(void *with, struct request *r)
{
    struct house *h = with;
    unsigned allowed = 0;
    if (r->method == GET && str_is(r->path, STR("/live"))) {
        struct reply alive = { .type = STR("text/plain"), .body = STR("ok") };
        request_answer(r, &alive);
        return;
    }
    if (leads_to_console(r)) {
        answer_console(r);
        return;
    }
    const struct route *route = route_find(h, r->method, r->path, &allowed);
    struct why why = { 0 };
    enum err err = may_queue(h, route, r, &why);
    if (err != OK) {
        answer_now(h, r, err, &why);
        return;
    }
    struct serving *it = ARENA_NEW(r->arena, struct serving);
    *it = (struct serving){ .house = h, .request = r, .route = route };
    if (route && route->before)
        serve_before(it);
    else
        serve_turn(it);
}

/* A file is large: a sender whom nobody can know, or who sends too often, is told before any of it is taken. */
static enum err serve_intake(void *with, const struct request *r, struct intake *in, struct why *why)
{
    struct house *h = with;
    unsigned allowed = 0;
    const struct route *route = route_find(h, r->method, r->path, &allowed);
    *in = (struct intake){ .bytes = BODY_BYTES };
    str boundary = { 0 };
    bool form = route && route->files && multipart_boundary(request_header(r, "Content-Type"), &boundary);
    if (!form && (!route || !route->upload)) return OK;
    *in = (struct intake){ .bytes = form ? FORM_BYTES : UPLOAD_BYTES,
                           .stream = true,
                           .form = form,
                           .files = route->files,
                           .files_in = route->files_in };
    if (room_is_short(h))
        return why_fail(why, r->arena, FULL, (str){ 0 }, "there is no room left on the disk for files");
    bool nobody = str_empty(request_header(r, "Cookie")) && str_empty(request_header(r, "Authorization"));
    if (nobody && strcmp(route->may, PUBLIC) != 0)
        return why_fail(why, r->arena, SIGNED_OUT, (str){ 0 }, "please sign in first");
    return limits_network(h, route, r, why);
}

enum err house_serve(struct house *h, struct why *w, struct arena *a)
{
    struct hub_calls calls = live_calls;
    calls.with = h;
    TRY(route_check_rows(a, w, h->modules));
    TRY(look_begin(h, w, a));
    file_sweep(h, clock_now(&h->clock));
    TRY(hub_open(h->arena, w, &calls, &h->hub));
    struct net_options options = { .bind = h->options.bind,
                                   .port = h->options.port,
                                   .inherited = h->options.listener,
                                   .temporary = str_format(h->arena, "%.*s/blobs", STR_ARG(h->options.directory)),
                                   .intake = serve_intake,
                                   .handle = serve_handle,
                                   .refuse = serve_refuse,
                                   .with = h,
                                   .assets = h->options.assets,
                                   .page_rules = pages,
                                   .trusted_proxies = h->options.trusted_proxies,
                                   .hub = h->hub };
    h->others = others_open(h);
    TRY(net_open(h->arena, w, &options, &h->net));
    h->beside = !h->options.quiet_clock;
    for (const struct module *const *m = h->modules; h->beside && *m; m++)
        if ((*m)->begin) (*m)->begin(h);
    return OK;
}
