#include "spine/route.h"

#include "spine/access.h"
#include "spine/house.h"
#include "spine/limits.h"
#include "spine/look.h"
#include "spine/map.h"
#include "text/json.h"
#include "text/url.h"

enum { PARTS_MOST = 12 };

static const char *const method_words[] = { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", NULL };

/* ---- matching ---- */

enum method route_method(const struct route *r)
{
    for (int m = 0; method_words[m]; m++) {
        size_t n = strlen(method_words[m]);
        if (strncmp(r->on, method_words[m], n) == 0 && r->on[n] == ' ') return (enum method)m;
    }
    return OTHER_METHOD;
}

str route_path(const struct route *r)
{
    const char *blank = strchr(r->on, ' ');
    return blank ? str_of(blank + 1) : (str){ 0 };
}

static bool is_variable(str part)
{
    return part.n > 2 && part.at[0] == '{';
}
static str variable_name(str part)
{
    return (str){ .at = part.at + 1, .n = part.n - 2 };
}

const struct route *route_find(const struct house *h, enum method method, str path, unsigned *allowed)
{
    return map_find(h->map, method, path, allowed);
}

bool route_writes(const struct route *r)
{
    return !r->reads && route_method(r) != GET;
}

/* ---- every row has what it needs ---- */

static bool row_names(const struct route *r, str path)
{
    while (path.n) {
        str part = str_split(&path, '/');
        if (is_variable(part) && (!r->takes || !shape_field(r->takes, variable_name(part)))) return false;
    }
    return true;
}

enum err route_check_rows(struct arena *a, struct why *w, const struct module *const *all)
{
    for (const struct module *const *m = all; m && *m; m++) {
        for (const struct route *r = (*m)->routes; r && r->on; r++) {
            str on = str_of(r->on);
            if (route_method(r) == OTHER_METHOD) return why_fail(w, a, INVALID, on, "does not begin with a method");
            if (!r->may || !*r->may)
                return why_fail(w, a, INVALID, on, "says nobody who may: name a permission, PUBLIC or SIGNED_IN");
            if (!r->run || !r->help) return why_fail(w, a, INVALID, on, "needs run and help");
            if (!row_names(r, route_path(r)))
                return why_fail(w, a, INVALID, on, "has a {part} that `takes` does not have");
        }
    }
    return OK;
}

/* ---- reading what came in ---- */

static enum err read_path(struct turn *t, const struct route *r, str path, void *in, uint64_t *skip)
{
    str pattern = route_path(r);
    while (pattern.n) {
        str want = str_split(&pattern, '/');
        str have = str_split(&path, '/');
        if (!is_variable(want)) continue;
        ptrdiff_t i = shape_index(r->takes, variable_name(want));
        const struct field *f = &r->takes->fields[i];
        if (field_read_text(t->arena, t->why, f, have, in) != OK) return fail(t, NOT_FOUND, "there is nothing here");
        *skip |= UINT64_C(1) << i;
    }
    return OK;
}

static enum err read_input(struct turn *t, const struct route *r, const struct request *q, void *in)
{
    uint64_t skip = 0;
    bool get = q->method == GET || q->method == HEAD;
    if (!r->takes)
        return q->query.n == 0 && (q->body.n == 0 || r->upload) ? OK : fail(t, INVALID, "this takes no input");
    TRY(read_path(t, r, q->path, in, &skip));
    if (get || r->upload) return form_read(t->arena, t->why, q->query, r->takes, in, skip);
    if (q->query.n) return fail(t, INVALID, "what is sent stands in the body, not behind a question mark");
    if (r->page) return form_read(t->arena, t->why, q->body, r->takes, in, skip);
    if (q->body.n && !str_is(q->type, STR("application/json"))) return fail(t, WRONG_TYPE, "send application/json");
    return json_read_some(t->arena, t->why, q->body.n ? q->body : STR("{}"), r->takes, in, skip);
}

/* ---- who asks, and from where ---- */

static bool from_here(const struct house *h, const struct request *q)
{
    str origin = request_header(q, "Origin");
    str site = request_header(q, "Sec-Fetch-Site");
    if (origin.n) return str_is(origin, h->options.address);
    return str_empty(site) || str_is(site, STR("same-origin")) || str_is(site, STR("none"));
}

/* A browser sends cookies wherever a page tells it to: what changes something must come from our own pages. */
static enum err refuse_foreign(struct turn *t, const struct route *r, const struct request *q)
{
    if (!route_writes(r) || t->actor.kind == KEY) return OK;
    if (!from_here(t->house, q)) return fail(t, FORBIDDEN, "this came from another site");
    bool cookie = t->actor.kind == STAFF && !r->page;
    if (cookie && str_empty(request_header(q, "X-Regulars")))
        return fail(t, FORBIDDEN, "the header X-Regulars is missing");
    return OK;
}

/* ---- saying it ---- */

/* What a stranger sent us: a download, and were it ever shown, a page that may do nothing (RFC 6266 §4, CSP3 sandbox).
 */
static void say_file(struct turn *t, const struct answer *answer, struct reply *reply)
{
    struct text how = { .arena = t->arena };
    text_addz(&how, "attachment; filename*=UTF-8''");
    url_encode(&how, answer->file_name);
    if (answer->file.n) reply->file = answer->file, reply->type = answer->file_type;
    reply->code = 200;
    reply_header(reply, STR("Content-Disposition"), text_str(&how));
    reply_header(reply, STR("Content-Security-Policy"), STR("sandbox; default-src 'none'; frame-ancestors 'none'"));
}

/* What a browser may keep for itself, asking each time whether it is still the same (RFC 9111 §5.2.2.4). */
static void say_kept(const struct answer *answer, struct reply *reply)
{
    reply->etag = answer->etag;
    reply_header(reply, STR("Cache-Control"), STR("no-cache"));
}

static void say(struct turn *t, const struct ask *ask, const void *out, struct reply *reply)
{
    const struct route *r = ask->route;
    const struct answer *answer = ask->answer;
    struct text body = { .arena = t->arena };
    if (r->page && answer->where.n) {
        /* a page that leads on shows nothing itself */
    } else if (r->page) {
        look_write(&body, r->page, r->gives, out, ask->look, ask->words);
        reply->type = STR("text/html; charset=utf-8");
    } else if (answer->type.n) {
        body = (struct text){ .arena = t->arena };
        text_add(&body, answer->body);
        reply->type = answer->type;
    } else if (r->gives) {
        if (r->gives_list)
            json_write_list(&body, r->gives, out);
        else
            json_write(&body, r->gives, out);
        reply->type = STR("application/json");
    }
    reply->body = text_str(&body);
    reply->code = answer->code ? answer->code : answer->where.n ? (r->page ? 303 : 201) : body.n ? 200 : 204;
    reply->upgrade = answer->upgrade;
    if (answer->file_name.n) say_file(t, answer, reply);
    if (answer->etag.n) say_kept(answer, reply);
    if (answer->where.n) reply_header(reply, STR("Location"), answer->where);
    if (answer->cookie.n) reply_header(reply, STR("Set-Cookie"), answer->cookie);
}

static enum err no_route(struct turn *t, unsigned allowed, struct reply *reply)
{
    if (!allowed) return fail(t, NOT_FOUND, "there is nothing here");
    struct text list = { .arena = t->arena };
    for (int m = 0; method_words[m]; m++)
        if (allowed >> m & 1) text_addf(&list, list.n ? ", %s" : "%s", method_words[m]);
    reply_header(reply, STR("Allow"), text_str(&list));
    return fail(t, NOT_ALLOWED, "this address takes %.*s", STR_ARG(text_str(&list)));
}

/* One question on its way: who asks is known, they may, and the input is read. */
struct asking {
    struct ask ask;
    struct answer answer;
    struct look look;
    void *in;
    bool paid; /* the account has paid for this one, in the step before */
};

/* What is everybody's needs no proof, so a bad one is no reason to refuse. */
static enum err recognise(struct turn *t, const struct route *r, const struct request *q)
{
    enum err err = t->house->options.recognise ? t->house->options.recognise(t, q) : OK;
    if (err != SIGNED_OUT || strcmp(r->may, PUBLIC) != 0) return err;
    t->actor = (struct actor){ .kind = NOBODY };
    *t->why = (struct why){ 0 };
    return OK;
}

/* What they chose goes before what their browser says, and that before what the business speaks. */
static const struct words *words_of_asker(const struct turn *t, const struct request *q, const struct look *look)
{
    str chosen = t->actor.language;
    return words_for_or(str_empty(chosen) ? request_header(q, "Accept-Language") : chosen, look->spoken);
}

static enum err let_in(struct turn *t, const struct route *r, const struct request *q, struct asking *it)
{
    TRY(recognise(t, r, q));
    if (!it->paid) TRY(limits_account(t, r, q));
    TRY(refuse_foreign(t, r, q));
    TRY(access_may(t, r->may));
    if (r->page) TRY(look_of(t, &it->look));
    it->ask = (struct ask){
        .route = r, .request = q, .answer = &it->answer, .words = words_of_asker(t, q, &it->look), .look = &it->look
    };
    it->in = arena_take(t->arena, r->takes ? r->takes->size : 1);
    return read_input(t, r, q, it->in);
}

enum err route_before(struct turn *t, struct request *q, struct heavy **sum)
{
    unsigned allowed = 0;
    struct asking it = { 0 };
    const struct route *r = route_find(t->house, q->method, q->path, &allowed);
    TRY(let_in(t, r, q, &it));
    TRY(r->before(t, &it.ask, it.in));
    *sum = it.ask.sum;
    return OK;
}

enum err route_answer(struct turn *t, struct request *q, struct heavy *sum, struct reply *reply)
{
    unsigned allowed = 0;
    struct asking it = { .paid = sum != NULL };
    const struct route *r = route_find(t->house, q->method, q->path, &allowed);
    if (!r) return no_route(t, allowed, reply);
    TRY(let_in(t, r, q, &it));
    it.ask.sum = sum;
    void *out = arena_take(t->arena, r->gives_list ? sizeof(struct list) : r->gives ? r->gives->size : 1);
    TRY(r->run(t, &it.ask, it.in, out));
    if (it.answer.refused)
        route_refuse(t->house, q, it.answer.refused, t->why, reply);
    else
        say(t, &it.ask, out, reply);
    return OK;
}

void route_list(struct text *out, const struct module *const *all)
{
    for (const struct module *const *m = all; m && *m; m++)
        for (const struct route *r = (*m)->routes; r && r->on; r++)
            text_addf(out, "%-52s %-24s %s\n", r->on, r->may, r->help);
}
