/* Room on the disk of the data directory. Below the reserve nothing new is taken in, so that there is something left
 * for the people who clear up: they still sign in, read and answer. It is asked at most once a second. */
#ifndef SPINE_ROOM_H
#define SPINE_ROOM_H

#include "spine/turn.h"

struct room {
    _Atomic(usec) asked_at;
    _Atomic(bool) is_short;
};

enum { RESERVE_BYTES = 256 << 20 }; /* more than 1.5 × the largest message or file we take */
enum { ROOM_AMPLE = 4 };            /* times the reserve: with less it is time to make room */

int64_t room_reserve(const struct house *h);                           /* bytes */
bool room_free(const struct house *h, int64_t *bytes, int64_t *files); /* false: the disk does not say */
bool room_is_short(struct house *h);                                   /* from any thread; does not wait */

#endif
