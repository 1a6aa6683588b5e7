/* The same words for every failure: JSON for programs, and a page where people look, in their own language and with a
 * way onward. */
#include "spine/house.h"
#include "spine/look.h"
#include "spine/route.h"
#include "text/json.h"
#include "text/url.h"

#include "refuse.html.h"

static const char *words_of(enum err err)
{
    switch (err) {
        case BROKEN: return "something failed on our side; nothing was changed";
        case BUSY: return "we are busy just now, please try again in a moment";
        case FULL: return "there is no room left on the disk: reading goes on, nothing new can be kept";
        case NOT_FOUND: return "there is nothing here";
        default: return "this cannot be done";
    }
}

static void write_json(struct text *out, enum err err, const struct why *why, str words)
{
    str field = why->field;
    text_addz(out, "{\"error\":");
    json_quote(out, str_of(err_name(err)));
    if (field.n) {
        text_addz(out, ",\"field\":");
        json_quote(out, field);
    }
    text_addz(out, ",\"message\":");
    json_quote(out, words);
    if (why->more.n) text_addf(out, ",%.*s", STR_ARG(why->more));
    text_addz(out, "}");
}

/* ---- for people ---- */

/* What a page says of a failure. The sentence for programs is not shown: it is in English and names fields. */
static const struct told_so {
    enum err err;
    const char *title, *lead;
    bool again;   /* the same address may work in a moment */
    bool contact; /* a message can be written */
} told_so[] = {
    { NOT_FOUND, "refuse.not_found.title", "refuse.not_found.lead", false, true },
    { GONE, "refuse.gone.title", "refuse.gone.lead", false, true },
    { FORBIDDEN, "refuse.forbidden.title", "refuse.forbidden.lead", false, true },
    { CONFLICT, "refuse.conflict.title", "refuse.conflict.lead", true, false },
    { TOO_MANY, "refuse.too_many.title", "refuse.too_many.lead", true, false },
    { TOO_LARGE, "refuse.too_large.title", "refuse.too_large.lead", false, true },
    { BUSY, "refuse.busy.title", "refuse.busy.lead", true, false },
    { FULL, "refuse.full.title", "refuse.full.lead", true, false },
    { BROKEN, "refuse.broken.title", "refuse.broken.lead", true, true },
    { OK, "refuse.other.title", "refuse.other.lead", false, true },
};

struct refusal_page {
    str title, lead, again;
    bool contact;
    str typed;       /* what they wrote, so that they can take it with them */
    int64_t minutes; /* until it is worth trying again; 0: a moment */
};
static const struct shape refusal_page_shape = SHAPE(
    struct refusal_page, F_TEXT(struct refusal_page, title), F_TEXT(struct refusal_page, lead),
    F_TEXT(struct refusal_page, again), F_BOOL(struct refusal_page, contact), F_TEXT(struct refusal_page, typed),
    F_INT(struct refusal_page, minutes));

static const struct told_so *told_of(enum err err)
{
    size_t i = 0;
    while (told_so[i].err != OK && told_so[i].err != err) i++;
    return &told_so[i];
}

/* Where to try again: what was looked at; behind a form, the page that the form stands on. */
static str again_of(const struct request *r)
{
    str path = r->path;
    if (r->method <= HEAD) return path;
    ptrdiff_t token = str_starts(path, STR("/c/")) || str_starts(path, STR("/s/")) ? 3 : -1;
    if (token < 0) return path;
    str secret = str_from(path, (size_t)token);
    return str_cut(path, (size_t)token + str_split(&secret, '/').n);
}

/* What a person typed was not kept, and not every browser does. */
static str typed_in(const struct request *r)
{
    for (str rest = r->body, typed = { 0 }; rest.n;) {
        str value = str_split(&rest, '&'), name = str_split(&value, '=');
        bool words = str_is(name, STR("message")) || str_is(name, STR("comment"));
        if (words && url_decode(r->arena, value, true, &typed)) return typed;
    }
    return (str){ 0 };
}

static void write_page(struct text *out, struct house *h, const struct request *r, enum err err, int retry_s)
{
    struct look look = look_last(h, r->arena);
    const struct words *words = words_for_or(request_header(r, "Accept-Language"), look.spoken);
    const struct told_so *told = told_of(err);
    struct refusal_page page = { .title = words_get(words, str_of(told->title)),
                                 .lead = words_get(words, str_of(told->lead)),
                                 .again = told->again ? again_of(r) : (str){ 0 },
                                 .contact = told->contact && !str_is(r->path, STR("/contact")),
                                 .typed = typed_in(r),
                                 .minutes = retry_s > 90 ? (retry_s + 59) / 60 : 0 };
    look_write(out, &refuse_html, &refusal_page_shape, &page, &look, words);
}

/* A person followed a link: their browser asks for a page, and the address is none that only programs know. */
static bool is_for_people(const struct request *r, const struct route *route)
{
    if (route) return route->page != NULL;
    return !str_starts(r->path, STR("/api/")) && str_find(request_header(r, "Accept"), STR("text/html")) >= 0;
}

void route_refuse(struct house *h, struct request *r, enum err err, const struct why *why, struct reply *reply)
{
    unsigned allowed = 0;
    const struct route *route = route_find(h, r->method, r->path, &allowed);
    str words = err == BROKEN || str_empty(why->words) ? str_of(words_of(err)) : why->words;
    struct text body = { .arena = r->arena };
    bool page = is_for_people(r, route);
    if (page)
        write_page(&body, h, r, err, why->retry_s);
    else
        write_json(&body, err, why, words);
    reply->status = err;
    reply->code = 0;
    reply->type = page ? STR("text/html; charset=utf-8") : STR("application/json");
    reply->body = text_str(&body);
    reply->upgrade = NULL;
    if (err == TOO_MANY || err == BUSY)
        reply_header(reply, STR("Retry-After"), str_format(r->arena, "%d", why->retry_s ? why->retry_s : 1));
}
