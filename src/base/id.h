/* Ids: 63 bits, made by the program, ordered by time, safe on several nodes, strings in JSON
 * (JavaScript's numbers end at 2^53).
 *
 *   bit 62…22  milliseconds since 2020-01-01 (69 years)
 *   bit 21…12  node, 0…1023
 *   bit 11…0   sequence within the millisecond; when it is full the next millisecond is borrowed
 *
 * A clock that steps back never makes an id smaller than the last one of this process. */
#ifndef BASE_ID_H
#define BASE_ID_H

#include "base/time.h"

typedef int64_t id; /* 0 = none */

struct ids {
    _Atomic(uint64_t) last;
    unsigned node;
};

id id_make(struct ids *ids, usec now);
/* Never make one that is not later than this stored id, whichever node made it: another one's clock may be ahead. */
void id_pass(struct ids *ids, id seen);
usec id_time(id which); /* when it was made, to the millisecond */
id id_floor(usec at);   /* the smallest id that could be made at that moment */
str id_text(struct arena *a, id which);
bool id_parse(str s, id *out); /* strict decimal, 1 … 2^63-1 */

#endif
