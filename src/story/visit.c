/* What browsers send, as the text they would write to the socket. */
#include "story/telling.h"

#include "staff/link.h"
#include "text/html.h"
#include "text/json.h"
#include "text/url.h"

struct refusal {
    str error, field, message;
};
static const struct shape refusal_shape = SHAPE(struct refusal, F_TEXT(struct refusal, error),
                                                F_TEXT(struct refusal, field), F_TEXT(struct refusal, message));

void visit_form(struct text *form, const char *name, str value)
{
    if (form->n) text_addc(form, '&');
    text_addf(form, "%s=", name);
    url_encode(form, value);
}

void visit_json(struct text *json, const char *name, str value)
{
    text_addf(json, "%s\"%s\":", json->n ? "," : "{", name);
    json_quote(json, value);
}

str reply_find(const struct reply *r, str name)
{
    for (size_t i = 0; i < r->n_headers; i++)
        if (str_is_nocase(r->headers[i].name, name)) return r->headers[i].value;
    return (str){ 0 };
}

static void header(struct text *out, const char *name, str value)
{
    if (value.n) text_addf(out, "%s: %.*s\r\n", name, STR_ARG(value));
}

static str text_of(struct telling *t, const struct visit *v)
{
    struct text out = { .arena = t->arena };
    str body = v->form.n ? v->form : v->json;
    bool writes = strcmp(v->method, "GET") != 0;
    text_addf(&out, "%s %.*s HTTP/1.1\r\n", v->method, STR_ARG(v->path));
    header(&out, "Host", STR("shop.example"));
    header(&out, "Accept-Language", v->language);
    header(&out, "Idempotency-Key", v->idempotency);
    if (v->staff) header(&out, "Cookie", v->staff->cookie);
    if (v->staff && writes) header(&out, "X-Regulars", STR("1"));
    if (v->key.n) header(&out, "Authorization", str_format(t->arena, "Bearer %.*s", STR_ARG(v->key)));
    if (v->form.n) header(&out, "Content-Type", STR("application/x-www-form-urlencoded"));
    if (v->json.n) header(&out, "Content-Type", STR("application/json"));
    if (writes) text_addf(&out, "Content-Length: %zu\r\n", body.n);
    text_addz(&out, "\r\n");
    text_add(&out, body);
    return text_str(&out);
}

static enum err refused(struct telling *t, const struct reply *reply, enum err code)
{
    struct refusal r = { 0 };
    struct why unread = { 0 };
    bool json = str_is(reply->type, STR("application/json"));
    if (json && json_read(t->arena, &unread, reply->body, &refusal_shape, &r) == OK)
        return why_fail(t->why, t->arena, code, r.field, "%.*s", STR_ARG(r.message));
    return why_fail(t->why, t->arena, code, (str){ 0 }, "%.*s", STR_ARG(reply->body));
}

static enum err send(struct telling *t, const struct visit *v, struct reply *out)
{
    struct request *r = NULL;
    TRY(request_read(t->arena, t->why, text_of(t, v), &r));
    house_answer(t->house, r, out);
    int code = out->code ? out->code : (int)out->status;
    return code >= 400 ? refused(t, out, (enum err)code) : OK;
}

/* ---- signing in: a link as `regulars link` prints it, and the button behind it ---- */

struct linking {
    str email, url;
};

static enum err make_link(struct turn *turn, void *with)
{
    struct linking *it = with;
    return link_for(turn, it->email, &it->url);
}

static enum err sign_in(struct telling *t, struct teller_staff *who)
{
    struct linking it = { .email = who->email };
    struct reply reply = { 0 };
    TRY(telling_turn(t, turn_write, make_link, &it));
    it.url = str_copy(t->arena, it.url);
    ptrdiff_t at = str_find(it.url, STR("/sign-in/"));
    TRY(send(t, &(struct visit){ .method = "POST", .path = str_from(it.url, (size_t)at) }, &reply));
    str cookie = reply_find(&reply, STR("Set-Cookie"));
    who->cookie = str_copy(t->whole, str_split(&cookie, ';'));
    return OK;
}

enum err telling_visit(struct telling *t, const struct visit *v, struct reply *out)
{
    if (!v->staff) return send(t, v, out);
    if (str_empty(v->staff->cookie)) TRY(sign_in(t, v->staff));
    enum err err = send(t, v, out);
    if (err != SIGNED_OUT) return err;
    TRY(sign_in(t, v->staff)); /* a session ends after a while, as it does for everybody */
    return send(t, v, out);
}

bool shows(struct telling *t, str html, str words)
{
    while (words.n) {
        struct text line = { .arena = t->arena };
        html_text(&line, str_trim(str_split(&words, '\n')));
        if (line.n && str_find(html, text_str(&line)) < 0) return false;
    }
    return true;
}
