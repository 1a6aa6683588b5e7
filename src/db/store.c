/* The threads of a store: writers that commit in groups, readers beside them.
 *
 *   line ──take──▶ begin ─▶ each: mark, run, keep | undo ─▶ commit ─▶ on the disk (keeper) ─▶ done, in order
 *                                     │ the engine undid the whole group, or the commit failed
 *                                     └▶ once more, one by one, so that a failure stays with its work
 *
 * Nothing is done (acknowledged) before its commit is on the disk, unless the store is alone (db.h). After a commit
 * that the disk refused, every later write is BROKEN: a second fsync may lie (fsyncgate), so only a restart tells the
 * truth. */
#include "db/engine.h"
#include "db/keeper.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

enum { READERS = 2, WRITERS = 4, GROUP = 256, THREADS_MOST = 64, READS_AT_ONCE = 4 };
enum { TRIES = 5, AGAIN_AFTER_US = 2000, ALONE_GROUP = 20000 };

struct store {
    const struct engine_ops *ops;
    struct store_options options;
    struct arena *own;
    struct line *lines;   /* one a writer, and one for all readers behind them */
    struct keeper keeper; /* of the only writer, where the engine can sync by itself */
    struct arena *spare;  /* of its thread */
    struct db *writer;    /* it */
    int writers, readers;
    pthread_t threads[THREADS_MOST];
    int n_threads;
    atomic_bool broken;
    atomic_uint turn; /* spreads works without a key */
    struct db *alone; /* the only connection, or NULL */
    int gathered;     /* works since its last commit */
    bool within;      /* one of them */
};

struct hand { /* what a thread is given to begin with */
    struct store *store;
    struct line *line;
    bool reads;
};

enum engine store_engine(const struct store *s)
{
    return s->ops->engine;
}
str store_address(const struct store *s)
{
    return s->options.address;
}

static enum err say_broken(struct work *w)
{
    return why_fail(&w->why, w->arena, BROKEN, (str){ 0 },
                    "the disk refused a write: nothing can be accepted until the program is restarted");
}

static void lend(struct db *db, struct work *w)
{
    db->arena = w->arena;
    db->why = &w->why;
}

/* One work in its savepoint. False: the engine undid everything before it as well. */
static bool run_marked(struct db *db, struct work *w)
{
    lend(db, w);
    w->outcome = db->ops->mark(db);
    if (w->outcome != OK) return db->ops->in_transaction(db);
    w->outcome = w->run(db, w);
    if (!db->ops->in_transaction(db)) return false;
    enum err end = w->outcome == OK ? db->ops->keep(db) : db->ops->undo(db);
    if (w->outcome == OK) w->outcome = end;
    return end == OK;
}

static void break_store(struct store *s, const char *words)
{
    if (atomic_exchange(&s->broken, true)) return;
    count_add(COUNT_COMMIT_FAILURES, 1);
    log_alarm("nothing more is acknowledged", LOG_TEXT("because", str_of(words)));
    if (s->options.broken) s->options.broken(s->options.with, words);
}

/* The disk's word. An engine whose commit is the disk's sync is not asked twice. */
static enum err commit(struct store *s, struct db *db)
{
    if (db->owes) keeper_begin(&s->keeper);
    enum err err = db->ops->commit(db);
    if (err == OK) count_add(COUNT_COMMITS, 1);
    if (err == OK && !db->owes && db->ops->home) err = db->ops->home(db);
    if (err == BROKEN && db->ops->commit_is_disk) break_store(s, "a commit did not reach the disk");
    if (err != OK) db->ops->rollback(db);
    return err;
}

static void run_once(struct store *s, struct db *db, struct work *w)
{
    if (!w->shared) arena_reset(w->arena);
    w->why = (struct why){ 0 };
    lend(db, w);
    w->outcome = db->ops->begin(db);
    if (w->outcome != OK) return;
    bool whole = run_marked(db, w);
    if (!whole && w->outcome == OK) w->outcome = BROKEN;
    if (w->outcome == OK)
        w->outcome = commit(s, db);
    else
        db->ops->rollback(db);
}

/* Works that stood in each other's way are tried again, a little later each time. */
static void run_alone(struct store *s, struct db *db, struct work *w)
{
    for (int tries = 1; !atomic_load(&s->broken); tries++) {
        run_once(s, db, w);
        bool again = w->outcome == BUSY && db->ops->collided && db->ops->collided(db);
        if (!again || tries == TRIES) return;
        usleep((useconds_t)(tries * AGAIN_AFTER_US));
    }
    w->outcome = say_broken(w);
}

/* The connection broke under the commit: it may have happened, and doing it again might do it twice. Whoever asked
 * must ask again with the same key, or look. */
static void say_unknown(struct work *works)
{
    for (struct work *w = works; w; w = w->next)
        if (w->outcome == OK)
            w->outcome = why_fail(&w->why, w->arena, BUSY, (str){ 0 }, "the database went away, please try again");
}

static bool disk_is_busy(void *with)
{
    return keeper_is_busy(&((struct store *)with)->keeper);
}

/* Runs these, and what comes while the disk is at the group before: a commit would only wait. */
static bool run_all(struct store *s, struct db *db, struct work *works)
{
    struct work *last = works;
    for (int room = s->options.group;; last = last->next) {
        if (!run_marked(db, last)) return false;
        room--;
        if (!last->next && room > 0 && db->owes) last->next = line_more(s->keeper.line, room, disk_is_busy, s);
        if (!last->next) return true;
    }
}

/* True when every outcome stands: committed, or undone alone. */
static bool run_together(struct store *s, struct db *db, struct work *works)
{
    lend(db, works);
    if (db->ops->begin(db) != OK) return false;
    if (!run_all(s, db, works)) {
        db->ops->rollback(db);
        return false;
    }
    lend(db, works);
    struct why kept = works->why; /* the commit may speak; its words belong to nobody yet */
    if (commit(s, db) == OK) {
        works->why = kept;
        return true;
    }
    if (!db->ops->lost || !db->ops->lost(db)) return false;
    works->why = kept;
    say_unknown(works);
    return true;
}

static void tell(struct work *works)
{
    while (works) {
        struct work *next = works->next;
        count_add(COUNT_TURNS, 1);
        if (works->outcome != OK) count_add(COUNT_TURNS_FAILED, 1);
        works->done(works, works->outcome);
        works = next;
    }
}

/* The works of the group are the keeper's by now: what is said of this belongs to nobody. */
static void home(struct store *s, struct db *db)
{
    struct work nobody = { .arena = s->spare };
    lend(db, &nobody);
    if (!atomic_load(&s->broken) && db->ops->home(db) == BROKEN) break_store(s, "the log did not come home");
    arena_reset(s->spare);
}

static void write_group(struct store *s, struct db *db, struct work *works)
{
    if (atomic_load(&s->broken) || !run_together(s, db, works))
        for (struct work *w = works; w; w = w->next) run_alone(s, db, w);
    if (!db->owes) {
        tell(works);
        return;
    }
    keeper_owe(&s->keeper, works);
    home(s, db); /* nobody waits for it but who comes next */
}

/* The keeper's part: after a sync that failed the disk is not believed again. */
static void bring_down(void *with, struct work *works)
{
    struct store *s = with;
    if (!atomic_load(&s->broken) && s->ops->sync(s->writer) != OK)
        break_store(s, "what was committed did not reach the disk");
    if (!atomic_load(&s->broken)) return;
    for (struct work *w = works; w; w = w->next)
        if (w->outcome == OK) w->outcome = say_broken(w);
}

static void read_one(struct db *db, struct work *w)
{
    lend(db, w);
    w->outcome = db->ops->begin(db);
    if (w->outcome != OK) return;
    w->outcome = w->run(db, w);
    db->ops->rollback(db);
}

static void *work_through(void *with)
{
    struct hand hand = *(struct hand *)with;
    struct store *s = hand.store;
    struct arena *spare = arena_open();
    struct why why = { 0 };
    enum err err = OK;
    free(with);
    struct db *db = db_open(s->ops, s->options.address, hand.reads, &err, &why, spare);
    if (!db) bug("a connection that opened a moment ago does not open: %.*s", STR_ARG(why.words));
    if (s->options.alone) err = s->ops->hurry(db);
    if (err != OK) bug("a connection cannot hurry: %.*s", STR_ARG(why.words));
    if (!hand.reads && s->ops->sync) {
        db->owes = true;
        s->writer = db;
        s->spare = spare;
        keeper_start(&s->keeper);
    }
    struct work *works;
    while ((works = line_take(hand.line, hand.reads ? READS_AT_ONCE : s->options.group)) != NULL) {
        if (!hand.reads) {
            write_group(s, db, works);
            continue;
        }
        for (struct work *w = works; w; w = w->next) read_one(db, w);
        keeper_saw(&s->keeper, works);
    }
    if (db->owes) keeper_stop(&s->keeper);
    db_close(db);
    arena_close(spare);
    return NULL;
}

static void start(struct store *s, struct line *line, bool reads)
{
    struct hand *hand = malloc(sizeof *hand);
    if (!hand) bug("out of memory");
    *hand = (struct hand){ .store = s, .line = line, .reads = reads };
    if (pthread_create(&s->threads[s->n_threads++], NULL, work_through, hand) != 0) bug("a thread cannot be made");
}

/* ---- alone ---- */

static enum err settle(struct db *db, struct work *w)
{
    (void)w;
    return db->ops->settle ? db->ops->settle(db) : OK;
}

enum err store_settle(struct store *s)
{
    struct why why = { 0 };
    struct arena *own = arena_open();
    enum err err = OK;
    if (!s->alone) err = store_write_now(s, &(struct work){ .run = settle, .arena = own });
    if (s->alone && s->alone->ops->in_transaction(s->alone)) {
        s->alone->arena = own, s->alone->why = &why;
        err = commit(s, s->alone);
        if (err != OK) break_store(s, "works that were called done are lost");
    }
    s->gathered = 0;
    arena_close(own);
    return err;
}

static void run_gathered(struct store *s, struct work *w, bool reads)
{
    struct db *db = s->alone;
    lend(db, w);
    w->outcome = db->ops->in_transaction(db) ? OK : db->ops->begin(db);
    if (w->outcome != OK) return;
    db->reads = reads;
    if (!run_marked(db, w)) break_store(s, "the database undid works that were called done");
    db->reads = false;
}

static void do_alone(struct store *s, struct work *w, bool reads)
{
    if (s->within) bug("a work was asked for within another, by the only thread there is");
    s->within = true;
    if (!w->shared) arena_reset(w->arena);
    w->why = (struct why){ 0 };
    if (atomic_load(&s->broken))
        w->outcome = say_broken(w);
    else
        run_gathered(s, w, reads);
    s->within = false;
    w->next = NULL;
    tell(w);
    if (++s->gathered < ALONE_GROUP) return;
    if (store_settle(s) != OK) log_warn("what was called done is lost");
}

static int between(int wanted, int standard)
{
    return wanted <= 0 ? standard : wanted > 16 ? 16 : wanted;
}

enum err store_open(struct arena *a, struct why *w, const struct store_options *options, struct store **out)
{
    bool postgres = str_starts(options->address, STR("postgres://")) ||
                    str_starts(options->address, STR("postgresql://"));
    const struct engine_ops *ops = postgres ? &postgres_ops : &sqlite_ops;
    enum err err = OK;
    struct db *probe = db_open(ops, options->address, false, &err, w, a); /* it answers, or we say why */
    if (!probe) return err;
    err = ops->begin(probe);
    if (err == OK) ops->rollback(probe);
    db_close(probe);
    if (err != OK) return err;

    struct arena *own = arena_open();
    struct store *s = ARENA_NEW(own, struct store);
    *s = (struct store){ .ops = ops, .options = *options, .own = own };
    s->options.address = str_copy(own, options->address);
    s->options.group = options->group > 0 ? options->group : GROUP;
    *out = s;
    if (options->alone && !postgres) {
        s->alone = db_open(ops, s->options.address, false, &err, w, own);
        return s->alone ? ops->hurry(s->alone) : err;
    }
    s->writers = postgres ? between(options->writers, WRITERS) : 1;
    s->readers = between(options->readers, READERS);
    s->lines = ARENA_MANY(own, struct line, (size_t)s->writers + 1);
    for (int i = 0; i <= s->writers; i++) line_open(&s->lines[i]);
    s->keeper = (struct keeper){ .line = s->lines, .down = bring_down, .tell = tell, .with = s };
    keeper_open(&s->keeper);
    for (int i = 0; i < s->writers; i++) start(s, &s->lines[i], false);
    for (int i = 0; i < s->readers; i++) start(s, &s->lines[s->writers], true);
    return OK;
}

void store_stop(struct store *s)
{
    if (s->alone) {
        if (store_settle(s) == OK) return;
        log_alarm("what was called done is lost");
        return;
    }
    for (int i = 0; i <= s->writers; i++) line_close(&s->lines[i]);
    for (int i = 0; i < s->n_threads; i++) pthread_join(s->threads[i], NULL);
    s->n_threads = 0;
}

void store_close(struct store *s)
{
    store_stop(s);
    if (s->alone) db_close(s->alone);
    for (int i = 0; s->lines && i <= s->writers; i++) line_free(&s->lines[i]);
    if (s->lines) keeper_free(&s->keeper);
    arena_close(s->own);
}

static void put(struct line *line, struct work *w)
{
    if (line_put(line, w)) return;
    w->outcome = why_fail(&w->why, w->arena, BUSY, (str){ 0 }, "the program is stopping, please try again");
    w->done(w, w->outcome);
}

void store_write(struct store *s, struct work *w)
{
    if (s->alone) {
        do_alone(s, w, false);
        return;
    }
    uint64_t key = w->key ? w->key * 0x9E3779B97F4A7C15u >> 32 : atomic_fetch_add(&s->turn, 1);
    put(&s->lines[key % (unsigned)s->writers], w);
}

void store_read(struct store *s, struct work *w)
{
    if (s->alone)
        do_alone(s, w, true);
    else
        put(&s->lines[s->writers], w);
}

size_t store_waiting(const struct store *s)
{
    size_t n = 0;
    for (int i = 0; i < s->writers && s->lines; i++) n += line_waiting(&s->lines[i]);
    return n;
}

/* ---- waiting for one work ---- */

struct waiting {
    struct work work;
    struct work *asked;
    pthread_mutex_t lock;
    pthread_cond_t over;
    bool is_over;
    enum err outcome;
};

static enum err run_asked(struct db *db, struct work *w)
{
    struct waiting *it = (struct waiting *)w;
    return it->asked->run(db, it->asked);
}

static void asked_done(struct work *w, enum err outcome)
{
    struct waiting *it = (struct waiting *)w;
    pthread_mutex_lock(&it->lock);
    it->outcome = outcome;
    it->is_over = true;
    pthread_cond_signal(&it->over);
    pthread_mutex_unlock(&it->lock);
}

static enum err wait_for(struct store *s, struct work *w, void (*go)(struct store *s, struct work *w))
{
    struct waiting it = { .asked = w,
                          .work = { .run = run_asked,
                                    .done = asked_done,
                                    .arena = w->arena,
                                    .key = w->key,
                                    .later = w->later,
                                    .shared = true } };
    pthread_mutex_init(&it.lock, NULL);
    pthread_cond_init(&it.over, NULL);
    go(s, &it.work);
    pthread_mutex_lock(&it.lock);
    while (!it.is_over) pthread_cond_wait(&it.over, &it.lock);
    pthread_mutex_unlock(&it.lock);
    pthread_cond_destroy(&it.over);
    pthread_mutex_destroy(&it.lock);
    w->why = it.work.why;
    return it.outcome;
}

enum err store_write_now(struct store *s, struct work *w)
{
    return wait_for(s, w, store_write);
}
enum err store_read_now(struct store *s, struct work *w)
{
    return wait_for(s, w, store_read);
}
