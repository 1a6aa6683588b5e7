/* A request that came over no wire: its text is cut where libmicrohttpd would cut it, then judged by the same
 * head_read. */
#include "net/wire.h"

/* The part before `end`; *rest moves behind it. */
static bool cut(str *rest, const char *end, str *part)
{
    ptrdiff_t at = str_find(*rest, str_of(end));
    if (at < 0) return false;
    *part = str_cut(*rest, (size_t)at);
    *rest = str_from(*rest, (size_t)at + strlen(end));
    return true;
}

static bool cut_head(str *rest, struct head *h)
{
    size_t whole = rest->n;
    str line = { 0 };
    if (!cut(rest, " ", &h->method) || !cut(rest, " ", &h->target) || !cut(rest, "\r\n", &h->version)) return false;
    for (;;) {
        if (h->n == HEAD_LINES || !cut(rest, "\r\n", &line)) return false;
        if (line.n == 0) break;
        struct head_line *l = &h->line[h->n++];
        if (!cut(&line, ":", &l->name)) return false;
        l->value = str_trim(line);
    }
    h->raw = h->target;
    h->bytes = whole - rest->n;
    return true;
}

enum err request_read(struct arena *a, struct why *w, str sent, struct request **out)
{
    struct net_request *r = ARENA_NEW(a, struct net_request);
    struct request *ask = &r->ask;
    str rest = str_copy(a, sent);
    *ask = (struct request){ .arena = a, .own = r, .client = STR("127.0.0.1"), .began = monotonic_now() };
    if (!cut_head(&rest, &r->head)) return why_fail(w, a, MALFORMED, (str){ 0 }, "this is no request");
    TRY(head_read(a, w, &r->head, &r->told, &r->code));
    str type = head_value(&r->head, "Content-Type");
    ask->method = r->told.method;
    ask->path = r->told.path;
    ask->query = r->told.query;
    ask->type = str_lower(a, str_trim(str_split(&type, ';')));
    ask->body = rest;
    *out = ask;
    return OK;
}
