/* Static files of the program itself: the smallest encoding that the client takes, kept as long as its name allows. */
#include "net/wire.h"

static const struct asset *asset_find(const struct net *n, str path)
{
    size_t low = 0, high = n->n_assets;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = str_compare(path, str_of(n->options.assets[middle].path));
        if (order == 0) return &n->options.assets[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* A name with a dot is a file: one that is missing is 404, not a page that a browser would read as a script. */
static bool names_a_file(str path)
{
    str last = { 0 };
    while (path.n > 0) last = str_split(&path, '/');
    return str_find(last, STR(".")) >= 0;
}

static const struct asset *page_find(const struct net *n, str path)
{
    if (names_a_file(path)) return NULL;
    for (const struct page_rule *rule = n->options.page_rules; rule && rule->prefix; rule++)
        if (str_starts(path, str_of(rule->prefix))) return asset_find(n, str_of(rule->asset));
    return NULL;
}

/* The quality of a coding in thousandths (RFC 9110 §12.5.3); -1 when the header does not name it. */
static int quality(str header, const char *coding)
{
    while (header.n > 0) {
        str q = str_split(&header, ',');
        str name = str_trim(str_split(&q, ';'));
        if (!str_is_nocase(name, str_of(coding))) continue;
        q = str_trim(q);
        if (!str_starts(q, STR("q=")) && !str_starts(q, STR("Q="))) return 1000;
        double value = 0;
        if (!str_real(str_from(q, 2), &value) || value < 0 || value > 1) return 0;
        return (int)(value * 1000);
    }
    return -1;
}

static int taken(str header, const char *coding)
{
    int q = quality(header, coding);
    return q >= 0 ? q : quality(header, "*") > 0 ? 1 : 0;
}

static str choose(const struct asset *found, str accepts, const char **coding)
{
    int brotli = found->brotli.n > 0 ? taken(accepts, "br") : 0, gzip = found->gzip.n > 0 ? taken(accepts, "gzip") : 0;
    *coding = NULL;
    if (brotli > 0 && brotli >= gzip) {
        *coding = "br";
        return found->brotli;
    }
    if (gzip > 0) {
        *coding = "gzip";
        return found->gzip;
    }
    return found->plain;
}

bool static_answer(struct net_request *r)
{
    struct request *ask = &r->ask;
    if (ask->method > HEAD || r->net->n_assets == 0) return false;
    const struct asset *found = asset_find(r->net, ask->path);
    if (!found) found = page_find(r->net, ask->path);
    if (!found) return false;
    const char *coding = NULL;
    struct reply *reply = &r->reply;
    reply->body = choose(found, head_value(&r->head, "Accept-Encoding"), &coding);
    reply->type = str_of(found->type);
    str etag = str_of(found->etag);
    reply->etag = coding && etag.n > 1 ? str_format(ask->arena, "%.*s-%s\"", (int)etag.n - 1, etag.at, coding) : etag;
    reply_header(reply, STR("Cache-Control"),
                 found->immutable ? STR("public, max-age=31536000, immutable") : STR("no-cache"));
    if (found->brotli.n + found->gzip.n > 0) reply_header(reply, STR("Vary"), STR("Accept-Encoding"));
    if (coding) reply_header(reply, STR("Content-Encoding"), str_of(coding));
    r->state = ANSWERED;
    return true;
}
