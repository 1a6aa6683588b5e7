/* A line of works that wait for a thread of the store. Internal to db/. */
#ifndef DB_LINE_H
#define DB_LINE_H

#include "db/db.h"

#include <pthread.h>

struct line {
    pthread_mutex_t lock;
    pthread_cond_t more;
    struct work *first, **last;             /* people wait for these */
    struct work *first_later, **last_later; /* nobody does */
    size_t waiting;
    bool closing;
};

void line_open(struct line *l);
void line_close(struct line *l); /* no more will come: takers finish what is there */
void line_free(struct line *l);
bool line_put(struct line *l, struct work *w); /* false: closing */

/* Waits for works and takes at most `most`, people's first, with a small share for the background. NULL: closed and
 * empty. */
struct work *line_take(struct line *l, int most);
/* More for a group that is being gathered, at most `most`: waits while `busy`. NULL: it is time to end it. */
struct work *line_more(struct line *l, int most, bool (*busy)(void *with), void *with);
void line_call(struct line *l); /* whoever waits looks whether it is still busy */
size_t line_waiting(struct line *l);

#endif
