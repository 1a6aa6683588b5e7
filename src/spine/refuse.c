/* The same words for every failure: JSON for programs, a page where people look. */
#include "spine/house.h"
#include "spine/route.h"
#include "text/html.h"
#include "text/json.h"

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

static void write_json(struct text *out, enum err err, str field, str words)
{
    text_addz(out, "{\"error\":");
    json_quote(out, str_of(err_name(err)));
    if (field.n) {
        text_addz(out, ",\"field\":");
        json_quote(out, field);
    }
    text_addz(out, ",\"message\":");
    json_quote(out, words);
    text_addz(out, "}");
}

static void write_page(struct text *out, str words)
{
    text_addz(out, "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" "
                   "content=\"width=device-width\"><title>");
    html_text(out, words);
    text_addz(out, "</title><main><h1>");
    html_text(out, words);
    text_addz(out, "</h1></main></html>");
}

void route_refuse(struct house *h, struct request *r, enum err err, const struct why *why, struct reply *reply)
{
    unsigned allowed = 0;
    const struct route *route = route_find(h, r->method, r->path, &allowed);
    str words = err == BROKEN || str_empty(why->words) ? str_of(words_of(err)) : why->words;
    struct text body = { .arena = r->arena };
    bool page = route && route->page;
    if (page)
        write_page(&body, words);
    else
        write_json(&body, err, why->field, words);
    reply->status = err;
    reply->code = 0;
    reply->type = page ? STR("text/html; charset=utf-8") : STR("application/json");
    reply->body = text_str(&body);
    reply->upgrade = NULL;
    if (err == TOO_MANY || err == BUSY)
        reply_header(reply, STR("Retry-After"), str_format(r->arena, "%d", why->retry_s ? why->retry_s : 1));
}
