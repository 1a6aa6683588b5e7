/* Replies out: the headers that every one carries, conditions, ranges, refusals. */
#include "net/wire.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* On every reply. A reply that names one of these itself keeps its own. */
static const struct standing {
    const char *name, *value;
} standing[] = {
    { "X-Content-Type-Options", "nosniff" },
    { "Content-Security-Policy",
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'" },
    { "Referrer-Policy", "same-origin" },
    { "Cross-Origin-Opener-Policy", "same-origin" },
    { "Cross-Origin-Resource-Policy", "same-origin" },
    { "Cache-Control", "no-store" },
};

void reply_header(struct reply *r, str name, str value)
{
    if (r->n_headers == COUNT_OF(r->headers)) bug("a reply has more than %zu headers", COUNT_OF(r->headers));
    r->headers[r->n_headers++] = (struct reply_header){ .name = name, .value = value };
}

static bool has_header(const struct reply *r, const char *name)
{
    for (size_t i = 0; i < r->n_headers; i++)
        if (str_is_nocase(r->headers[i].name, str_of(name))) return true;
    return false;
}

/* A value with a line break would be a header of the sender's choice: dropped, and said aloud. */
static void add_header(struct arena *a, struct MHD_Response *to, str name, str value)
{
    const char *n = str_z(a, name), *v = str_z(a, value);
    if (strlen(v) != value.n || MHD_add_response_header(to, n, v) != MHD_YES)
        log_warn("a reply header cannot be sent", LOG_TEXT("name", name));
}

static void add_headers(struct net_request *r, struct MHD_Response *to)
{
    const struct reply *reply = &r->reply;
    struct arena *a = r->ask.arena;
    for (size_t i = 0; i < COUNT_OF(standing); i++)
        if (!has_header(reply, standing[i].name)) MHD_add_response_header(to, standing[i].name, standing[i].value);
    if (reply->type.n > 0) add_header(a, to, STR("Content-Type"), reply->type);
    if (reply->etag.n > 0) add_header(a, to, STR("ETag"), reply->etag);
    for (size_t i = 0; i < reply->n_headers; i++) add_header(a, to, reply->headers[i].name, reply->headers[i].value);
    if (reply->close || r->net->draining) MHD_add_response_header(to, "Connection", "close");
}

/* RFC 9110 §13.1.2: weak comparison, a list or "*". */
static bool has_it_already(const struct net_request *r)
{
    str rest = head_value(&r->head, "If-None-Match"), etag = r->reply.etag;
    if (rest.n == 0 || etag.n == 0 || r->ask.method > HEAD) return false;
    while (rest.n > 0) {
        str one = str_trim(str_split(&rest, ','));
        if (str_starts(one, STR("W/"))) one = str_from(one, 2);
        if (str_is(one, etag) || str_is(one, STR("*"))) return true;
    }
    return false;
}

enum range { NO_RANGE, ONE_RANGE, BAD_RANGE };

/* One range only; several are answered whole, which RFC 9110 §14.2 allows: no amplification. */
static enum range range_read(str value, int64_t size, int64_t *from, int64_t *n)
{
    if (!str_starts(value, STR("bytes="))) return NO_RANGE;
    str rest = str_from(value, 6);
    if (str_find(rest, STR(",")) >= 0) return NO_RANGE;
    str first = str_split(&rest, '-');
    int64_t start = 0, last = size - 1;
    if (first.n == 0) {
        if (!str_int(rest, &start) || start < 0) return NO_RANGE;
        if (start == 0 || size == 0) return BAD_RANGE;
        start = start < size ? size - start : 0;
    } else {
        if (!str_int(first, &start) || start < 0) return NO_RANGE;
        if (rest.n > 0 && (!str_int(rest, &last) || last < start)) return NO_RANGE;
        if (start >= size) return BAD_RANGE;
        if (last >= size) last = size - 1;
    }
    *from = start;
    *n = last - start + 1;
    return ONE_RANGE;
}

static struct MHD_Response *file_response(struct net_request *r, int *code)
{
    struct reply *reply = &r->reply;
    struct arena *a = r->ask.arena;
    int fd = open(str_z(a, reply->file), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    struct stat is = { 0 };
    if (fd < 0 || fstat(fd, &is) != 0 || !S_ISREG(is.st_mode)) {
        if (fd >= 0) close(fd);
        return NULL;
    }
    int64_t from = 0, n = is.st_size;
    str condition = head_value(&r->head, "If-Range");
    bool ranges = *code == 200 && r->ask.method == GET && (condition.n == 0 || str_is(condition, reply->etag));
    enum range range = ranges ? range_read(head_value(&r->head, "Range"), is.st_size, &from, &n) : NO_RANGE;
    if (range == BAD_RANGE) {
        *code = 416;
        close(fd);
        struct MHD_Response *none = MHD_create_response_from_buffer(0, "", MHD_RESPMEM_PERSISTENT);
        add_header(a, none, STR("Content-Range"), str_format(a, "bytes */%lld", (long long)is.st_size));
        return none;
    }
    struct MHD_Response *made = MHD_create_response_from_fd_at_offset64((uint64_t)n, fd, (uint64_t)from);
    MHD_add_response_header(made, "Accept-Ranges", "bytes");
    if (range == ONE_RANGE) {
        *code = 206;
        add_header(
            a, made, STR("Content-Range"),
            str_format(a, "bytes %lld-%lld/%lld", (long long)from, (long long)(from + n - 1), (long long)is.st_size));
    }
    r->connection->bytes = n;
    return made;
}

static bool wants_page(const struct net_request *r)
{
    return str_find(head_value(&r->head, "Accept"), STR("text/html")) >= 0 && !str_starts(r->ask.path, STR("/api/"));
}

void reply_refuse(struct net_request *r, enum err err)
{
    struct arena *a = r->ask.arena;
    str words = r->why.words.n > 0 ? r->why.words : STR("this could not be done");
    const char *name = r->code == 414 ? "address_too_long" : err_name(err);
    r->reply = (struct reply){ .status = err };
    if (wants_page(r) && r->net->options.refuse) {
        r->net->options.refuse(r->net->options.with, &r->ask, err, &r->why, &r->reply);
    } else if (wants_page(r)) {
        r->reply.type = STR("text/html; charset=utf-8");
        r->reply.body = str_format(
            a, "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>%d</title><p>Sorry: %.*s.</p></html>\n",
            r->code ? r->code : (int)err, STR_ARG(words));
    } else {
        r->reply.type = STR("application/json");
        r->reply.body = str_format(a, "{\"error\":\"%s\",\"message\":\"%.*s\"}", name,
                                   STR_ARG(words)); /* our own words: nothing to escape */
    }
    r->reply.code = r->code;
    r->reply.close = true;
    if (err == NOT_ALLOWED) reply_header(&r->reply, STR("Allow"), STR("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"));
    if (err != NOT_ALLOWED) count_add(COUNT_HTTP_REFUSED, 1);
    r->state = ANSWERED;
}

static struct MHD_Response *body_response(struct net_request *r)
{
    str body = r->reply.body;
    r->connection->bytes = (int64_t)body.n;
    /* the arena outlives the sending: request_ended */
    return MHD_create_response_from_buffer(body.n, (void *)(uintptr_t)(body.n ? body.at : ""), MHD_RESPMEM_PERSISTENT);
}

static struct MHD_Response *response_of(struct net_request *r, int *code)
{
    const struct reply *reply = &r->reply;
    if (reply->upgrade) {
        struct MHD_Response *up = upgrade_response(r);
        *code = up ? 101 : r->reply.code;
        return up ? up : body_response(r);
    }
    if (*code == 200 && has_it_already(r)) {
        *code = 304;
        return MHD_create_response_from_buffer(0, "", MHD_RESPMEM_PERSISTENT);
    }
    return reply->file.n > 0 ? file_response(r, code) : body_response(r);
}

enum MHD_Result reply_queue(struct net_request *r)
{
    struct connection *c = r->connection;
    r->state = QUEUED;
    if (r->reply.known && c->network != 0) {
        crowd_add(r->net->crowd, c->network, -1);
        c->network = 0;
    }
    int code = r->reply.code ? r->reply.code : r->reply.status ? (int)r->reply.status : 200;
    struct MHD_Response *made = response_of(r, &code);
    if (!made) {
        r->reply = (struct reply){ .type = STR("application/json"),
                                   .body = STR(
                                       "{\"error\":\"not_found\",\"message\":\"this file is not there any more\"}") };
        made = body_response(r);
        code = 404;
    }
    add_headers(r, made);
    if (code != 101) connection_enter(c, IN_REPLY, c->bytes);
    enum MHD_Result queued = MHD_queue_response(r->mhd, (unsigned)code, made);
    MHD_destroy_response(made);
    return queued;
}
