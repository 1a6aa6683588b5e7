/* The head of a request, judged: what libmicrohttpd forgives, we refuse. Pure.
 *
 * A proxy in front of us and we must read the same bytes the same way (RFC 9112 §11.2, request
 * smuggling), so whatever two readers could read differently ends with 400 and a closed connection. */
#ifndef NET_HEAD_H
#define NET_HEAD_H

#include "net/net.h"

enum { HEAD_LINES = 100, HEAD_BYTES = 32 << 10, HEAD_TARGET = 8 << 10 };

struct head_line {
    str name, value;
};
struct head {
    str method, target, version; /* as they came: "GET", "/a%20b?c=d", "HTTP/1.1"; where they came, see head_is_exact */
    str raw;                     /* the target's bytes: libmicrohttpd writes into its own copy */
    struct head_line line[HEAD_LINES];
    size_t n;     /* lines; more than HEAD_LINES are counted, not kept */
    size_t bytes; /* of the whole head, with the empty line */
};
struct head_told {
    enum method method;
    str path, query;   /* path decoded, in the arena */
    int64_t length;    /* Content-Length, or -1 */
    bool chunked, old; /* old: HTTP/1.0 */
};

/* MALFORMED, NOT_ALLOWED, HEAD_TOO_LARGE; 414 and 417 as `code`. */
enum err head_read(struct arena *a, struct why *w, const struct head *h, struct head_told *out, int *code);

/* libmicrohttpd cuts the head in place, so a head that was exactly `method SP target SP version CRLF
 * (name ":" OWS value CRLF)* CRLF` leaves its parts at exactly the distances that this implies. A bare
 * CR or LF, a folded line, a NUL or a second blank moves a part, and is found here. */
bool head_is_exact(const struct head *h);

str head_value(const struct head *h, const char *name); /* the first, or empty */
size_t head_count(const struct head *h, const char *name);
bool head_has_word(const struct head *h, const char *name, const char *word); /* in a comma list, any case */

bool head_path(struct arena *a, str raw, str *path); /* decoded and judged; for fuzzing too */
bool head_host(str value);                           /* reg-name or IP literal, and a port */

#endif
