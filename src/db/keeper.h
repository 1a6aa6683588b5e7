/* What was committed is told when the disk has it: one thread brings it down while the writer gathers its next group.
 *
 *   writer ─commit─▶ owed ──one sync──▶ told, in order
 *   reader ────────▶ seen ──what it may have seen is down──▶ told
 *
 * There is one sync at a time, and it covers all that was owed when it began. So a group is what came meanwhile, and
 * nobody in this program, not even a reader, is told of what a power cut could still take back. Another program that
 * reads the same file may see it a moment earlier. Internal to db/. */
#ifndef DB_KEEPER_H
#define DB_KEEPER_H

#include "db/line.h"

#include <stdatomic.h>

struct keeper {
    struct line *line; /* the writer's: it is called when the disk is free */
    void (*down)(void *with,
                 struct work *works); /* brings down what was committed until now; says in these what failed */
    void (*tell)(struct work *works);
    void *with;
    atomic_ullong begun, kept; /* commits: begun, and on the disk */
    unsigned long long handed; /* those that keeper_owe has told of */
    atomic_bool busy;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t more;
    struct work *owed, **last_owed;
    struct work *seen, **last_seen;
    bool ending;
};

void keeper_open(struct keeper *k); /* `line`, `down`, `tell` and `with` are set: readers may ask */
void keeper_start(struct keeper *k);
void keeper_stop(struct keeper *k); /* when all that is owed is told */
void keeper_free(struct keeper *k);

/* The writer: before each commit, and with the works of a group after its last one. */
void keeper_begin(struct keeper *k);
void keeper_owe(struct keeper *k, struct work *works);
bool keeper_is_busy(const struct keeper *k); /* a commit now would only wait for the disk */

/* A reader: tells these as soon as everything that they may have seen is on the disk. */
void keeper_saw(struct keeper *k, struct work *works);

#endif
