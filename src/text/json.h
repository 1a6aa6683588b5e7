/* JSON in and out, by shape.
 *
 * In: RFC 8259, strict. Refused with the field named: duplicate keys, unknown fields, NaN and Infinity,
 * numbers out of range (1e999, integers beyond 64 bits), invalid UTF-8, lone surrogates, NUL in text,
 * more than JSON_DEPTH levels, more than JSON_BYTES bytes, text after the end.
 * Out: written straight from the struct into the arena, no tree. */
#ifndef TEXT_JSON_H
#define TEXT_JSON_H

#include "text/shape.h"

enum { JSON_BYTES = 1 << 20, JSON_DEPTH = 64 };

/* MALFORMED: not JSON at all (why says line and column). INVALID: JSON, but not this shape; why.field is
 * a path such as "survey.answers[2].score". TOO_LARGE. Fields marked in `skip` bits are not expected
 * in the body (they come from the path). */
enum err json_read(struct arena *a, struct why *w, str json, const struct shape *shape, void *out);
enum err json_read_some(struct arena *a, struct why *w, str json, const struct shape *shape, void *out, uint64_t skip);

void json_write(struct text *out, const struct shape *shape, const void *thing);
void json_write_list(struct text *out, const struct shape *shape, const struct list *things);
void json_quote(struct text *out, str s); /* quoted; also safe inside <script> (escapes <, >, &, U+2028, U+2029) */

void json_number(struct text *out, double real); /* the shortest that reads back the same; not finite: null */

/* Is it strict JSON within our limits? For stored payloads and the conformance tests. */
enum err json_check(struct arena *a, struct why *w, str json);

#endif
