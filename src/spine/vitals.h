/* How the program is at this moment: what waits and how late it is, the disk, the database. Each sign has the limits
 * from which on it is a warning or a danger, so that whoever reads it need not know them. */
#ifndef SPINE_VITALS_H
#define SPINE_VITALS_H

#include "spine/audit.h"

struct sign {
    str name; /* "late" */
    enum severity severity;
    str unit;               /* "seconds", "bytes", "count" */
    double value;           /* NAN: it cannot be told */
    double warning, danger; /* NAN: there is no such limit */
    bool below;             /* the limits are floors */
};
extern const struct shape sign_shape;
LIST(sign);

/* The jobs of one reaction. */
struct queue {
    str reaction;
    bool strangers;
    int64_t due, waiting, retrying, parked; /* waiting: not due yet */
    usec oldest_due;                        /* 0: nothing is due */
};
extern const struct shape queue_shape;
LIST(queue);

struct vitals {
    usec at, started_at;
    str version, database;
    int64_t node, schema;
    enum severity severity; /* of the worst sign */
    struct sign_list signs;
    struct queue_list queues;
};
extern const struct shape vitals_shape;

enum err vitals_read(struct turn *t, struct vitals *out) MUST_USE;

#endif
