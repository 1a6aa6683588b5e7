/* What programs on one database tell each other at once: lines of text by PostgreSQL's LISTEN and NOTIFY, on a
 * connection and a thread of their own, so that no commit waits for them.
 *
 * Best effort and in order: what could not be said is followed by NOTICE_LOST, and whatever was said while our own
 * connection was away is lost, which `again` tells. With SQLite there is one program, and nobody to tell. */
#ifndef DB_NOTICE_H
#define DB_NOTICE_H

#include "db/db.h"

#define NOTICE_LOST "lost"
enum { NOTICE_LINE = 1000 };

struct notice_calls { /* on its own thread, which may wait */
    void *with;
    void (*heard)(void *with, str line); /* what another program said */
    void (*again)(void *with);           /* connected, for the first time or again */
    void (*idle)(void *with);            /* about each second, while connected */
};

struct notices;
struct notices *notices_open(struct arena *a, struct store *s, const struct notice_calls *calls); /* NULL: SQLite */
void notices_say(struct notices *n, str line); /* from any thread, one line; after the end nothing is said */
void notices_close(struct notices *n);         /* what was said before goes out, if it can */

#endif
