/* A cell: what strangers wrote is taken apart by a process that can do nothing else.
 *
 *   cells_run ─bytes─▶ a child of ours, again and again ─bytes─▶ the answer, not to be believed
 *
 * The child is this program, started anew: it has none of our memory, keys or files. It reads and writes one socket,
 * takes memory up to a limit, and may call nothing else of the system: libseccomp ends it, Landlock stands behind.
 * Whoever takes it over can answer wrongly, to that job and to the few that follow until it is replaced, and has read
 * those: so whoever reads an answer checks it (mail_read), and takes from elsewhere what must not be forged. A cell
 * that dies, or takes longer than its job may, is replaced: the job has no answer, and nothing else is touched. It
 * waits: for the strangers' pool only, never for a turn. */
#ifndef NET_CELL_H
#define NET_CELL_H

#include "base/base.h"

#define CELL_WORD "--cell" /* the only word on the command line of a child */

enum {
    CELL_ROOM_BYTES = 512 << 20, /* of addresses, for all it does; a mail of 35 MB takes 160 */
    CELL_ANSWER_BYTES = 128 << 20,
    CELL_ANSWER_TIMES = 16,    /* what it was given, and a MiB */
    CELL_CPU_MS = 1000,        /* of one job; with a sanitizer four times that, and as much room as it wants */
    CELL_CPU_MS_PER_MIB = 100, /* and for what it is given: a mail may have 35 */
    CELL_WAIT_MS = 30000,
    CELL_JOBS = 500, /* then it is replaced, whatever it became: a start costs what hundreds of small jobs do */
    CELL_LIFE_CPU_S = 60,
};

struct cell_job {
    const char *name;
    void (*begin)(void); /* before the door closes: what must be read from the disk, or be made once; or NULL */
    void (*run)(struct arena *a, str in, struct text *out);
};

extern const struct cell_job *const cells_all[]; /* cells.c; ends with NULL */

/* What the system could do for a child, as it says itself. */
struct cell_walls {
    bool calls;   /* system calls are filtered */
    int landlock; /* its version; 0: this kernel has none */
};

/* The child: never returns but with its exit code. `jobs` ends with NULL and is the parent's list. */
int cell_inside(const struct cell_job *const *jobs);

struct cells;
struct cells *cells_open(const struct cell_job *const *jobs,
                         int n);   /* at most n children, each made when it is needed */
void cells_close(struct cells *c); /* when nobody runs anything any more, and before this program becomes another one */

enum cell_end { CELL_DONE, CELL_DIED, CELL_TOO_LONG, CELL_CANNOT }; /* CANNOT: no child can be started */

/* One job; waits for a free child. `out` lives in `a`. */
enum cell_end cells_run(struct cells *c, const struct cell_job *job, struct arena *a, str in, str *out);

struct cells_state {
    struct cell_walls walls; /* of the child that was started last */
    int64_t started, died, too_long, could_not;
};
struct cells_state cells_state(struct cells *c);

#endif
