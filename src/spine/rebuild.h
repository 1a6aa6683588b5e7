/* Derived rows and columns, told again from what is enduring: `regulars rebuild`, and nightly comparisons.
 *
 * A module has a function (struct module, `rebuild`) that looks at one batch after `after`, counts what differs, mends
 * it when asked to, and says when it is done. Batches are short, so that nobody waits long behind one. */
#ifndef SPINE_REBUILD_H
#define SPINE_REBUILD_H

#include "spine/turn.h"

struct rebuilding {
    bool mend; /* else only compare */
    bool done;
    id after; /* where the next batch begins */
    int64_t looked, differed;
    id example; /* one that differed */
};

/* All batches, each in a turn of its own. Waits: for commands and the strangers' pool. */
enum err rebuild_module(struct house *h, enum err (*rebuild)(struct turn *t, struct rebuilding *r),
                        struct rebuilding *r, struct why *why, struct arena *a) MUST_USE;

#endif
