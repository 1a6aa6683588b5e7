/* URLs and what browsers send in them. */
#ifndef TEXT_URL_H
#define TEXT_URL_H

#include "text/shape.h"

/* An absolute http(s) URL, read strictly as a browser would resolve it; anything doubtful is refused
 * rather than guessed (control characters, blanks, backslashes, user info, IP notations other than
 * dotted decimal and [IPv6], ports beyond 65535). `host` is lower case. */
struct url {
    str scheme, host, path, query; /* path begins with "/", query without "?" */
    int port;
    bool secure;
};
enum err url_read(struct arena *a, struct why *w, str text, struct url *out);

/* May we send a browser there after signing in? Only to a path of ours: "/x", never "//x", "/\x", "/%09/x" … */
bool url_is_own_path(str s);

bool url_decode(struct arena *a, str s, bool plus_is_blank,
                str *out);                /* false: bad escape or invalid UTF-8 after decoding */
void url_encode(struct text *out, str s); /* everything but unreserved (RFC 3986) */

/* application/x-www-form-urlencoded into a shape; unknown and repeated fields are refused. Lists of ids or
 * texts take repeated fields. Empty values of optional fields count as absent. A line end is "\n", however it came. */
enum err form_read(struct arena *a, struct why *w, str body, const struct shape *shape, void *out, uint64_t skip);

/* For a text whose page itself says that it is too long: more than fits into one request. */
enum { FORM_CHARACTERS = 1 << 20 };

/* One "name=value&…" after another, decoded. Returns false at the end; *err tells a bad escape. */
bool form_next(struct arena *a, str *rest, str *name, str *value, enum err *err);

#endif
