/* A disk that can be told to fail, and what the SQLite store says then.
 *
 * The shim stands between SQLite and the operating system: it knows which bytes of the write-ahead log
 * have not been synced, and refuses syncs or writes when a test asks for it. */
#include "db/engine.h"
#include "db/log_file.h"
#include "test/test.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct {
    sqlite3_vfs vfs, *below;
    atomic_int log_syncs, table_syncs; /* since disk_begin */
    atomic_int log_writes;             /* since disk_begin */
    atomic_int log_unsynced;           /* writes to the log that no sync covers yet */
    atomic_int refuse_log_sync;        /* refuse the n-th from now on, once; 0: none */
    atomic_int refuse_table_sync;
    atomic_bool full;
    atomic_bool holds;        /* syncs of the log wait, */
    atomic_int held;          /* these */
    atomic_int heads;         /* logs begun */
    atomic_bool head_is_owed; /* the last one's head is written, and not down */
    atomic_int careless;      /* writes after a head that was owed */
} disk;

struct disk_file {
    sqlite3_file base;
    sqlite3_file *below;
    bool log, table;
};
static sqlite3_file *below(sqlite3_file *f)
{
    return ((struct disk_file *)f)->below;
}

static int disk_write(sqlite3_file *f, const void *bytes, int n, sqlite3_int64 at)
{
    if (atomic_load(&disk.full)) return SQLITE_FULL;
    if (((struct disk_file *)f)->log) {
        if (at == 0) atomic_fetch_add(&disk.heads, 1);
        if (at == 0)
            atomic_store(&disk.head_is_owed, true);
        else if (atomic_load(&disk.head_is_owed))
            atomic_fetch_add(&disk.careless, 1);
        atomic_fetch_add(&disk.log_unsynced, 1);
        atomic_fetch_add(&disk.log_writes, 1);
    }
    return below(f)->pMethods->xWrite(below(f), bytes, n, at);
}

/* True when this one is the one to refuse. */
static bool counted_down(atomic_int *left)
{
    return atomic_load(left) > 0 && atomic_fetch_sub(left, 1) == 1;
}

static int disk_sync(sqlite3_file *f, int flags)
{
    struct disk_file *it = (struct disk_file *)f;
    if (it->log) atomic_fetch_add(&disk.held, 1);
    while (it->log && atomic_load(&disk.holds)) usleep(200);
    if (it->log) atomic_fetch_sub(&disk.held, 1);
    if (it->log && counted_down(&disk.refuse_log_sync)) return SQLITE_IOERR_FSYNC;
    if (it->table && counted_down(&disk.refuse_table_sync)) return SQLITE_IOERR_FSYNC;
    int code = it->below->pMethods->xSync(it->below, flags);
    if (it->log) atomic_fetch_add(&disk.log_syncs, 1);
    if (it->table) atomic_fetch_add(&disk.table_syncs, 1);
    if (it->log && code == SQLITE_OK) atomic_store(&disk.log_unsynced, 0);
    if (it->log && code == SQLITE_OK) atomic_store(&disk.head_is_owed, false);
    return code;
}

static int disk_close(sqlite3_file *f)
{
    return below(f)->pMethods->xClose(below(f));
}
static int disk_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
    return below(f)->pMethods->xRead(below(f), to, n, at);
}
static int disk_truncate(sqlite3_file *f, sqlite3_int64 n)
{
    return below(f)->pMethods->xTruncate(below(f), n);
}
static int disk_size(sqlite3_file *f, sqlite3_int64 *n)
{
    return below(f)->pMethods->xFileSize(below(f), n);
}
static int disk_lock(sqlite3_file *f, int how)
{
    return below(f)->pMethods->xLock(below(f), how);
}
static int disk_unlock(sqlite3_file *f, int how)
{
    return below(f)->pMethods->xUnlock(below(f), how);
}
static int disk_locked(sqlite3_file *f, int *out)
{
    return below(f)->pMethods->xCheckReservedLock(below(f), out);
}
static int disk_control(sqlite3_file *f, int what, void *with)
{
    return below(f)->pMethods->xFileControl(below(f), what, with);
}
static int disk_sector(sqlite3_file *f)
{
    return below(f)->pMethods->xSectorSize(below(f));
}
static int disk_traits(sqlite3_file *f)
{
    return below(f)->pMethods->xDeviceCharacteristics(below(f));
}
static int disk_shm_map(sqlite3_file *f, int page, int n, int extend, void volatile **out)
{
    return below(f)->pMethods->xShmMap(below(f), page, n, extend, out);
}
static int disk_shm_lock(sqlite3_file *f, int at, int n, int flags)
{
    return below(f)->pMethods->xShmLock(below(f), at, n, flags);
}
static void disk_shm_barrier(sqlite3_file *f)
{
    below(f)->pMethods->xShmBarrier(below(f));
}
static int disk_shm_unmap(sqlite3_file *f, int drop)
{
    return below(f)->pMethods->xShmUnmap(below(f), drop);
}

static const sqlite3_io_methods disk_methods = {
    .iVersion = 2, /* without memory mapping: every byte passes here */
    .xClose = disk_close,
    .xRead = disk_read,
    .xWrite = disk_write,
    .xTruncate = disk_truncate,
    .xSync = disk_sync,
    .xFileSize = disk_size,
    .xLock = disk_lock,
    .xUnlock = disk_unlock,
    .xCheckReservedLock = disk_locked,
    .xFileControl = disk_control,
    .xSectorSize = disk_sector,
    .xDeviceCharacteristics = disk_traits,
    .xShmMap = disk_shm_map,
    .xShmLock = disk_shm_lock,
    .xShmBarrier = disk_shm_barrier,
    .xShmUnmap = disk_shm_unmap,
};

static int disk_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *f, int flags, int *got)
{
    struct disk_file *it = (struct disk_file *)f;
    (void)vfs;
    *it = (struct disk_file){ .below = (sqlite3_file *)(it + 1),
                              .log = flags & SQLITE_OPEN_WAL,
                              .table = flags & SQLITE_OPEN_MAIN_DB };
    int code = disk.below->xOpen(disk.below, name, it->below, flags, got);
    if (it->below->pMethods) it->base.pMethods = &disk_methods;
    return code;
}

/* ---- a store on that disk ---- */

struct shelf {
    struct arena *arena;
    struct store *store;
    char folder[40];
    str path;
    atomic_int broken;
};

static void heard_broken(void *with, const char *words)
{
    (void)words;
    atomic_fetch_add(&((struct shelf *)with)->broken, 1);
}

static void shelf_open_store(struct shelf *it)
{
    struct why why = { 0 };
    struct store_options options = { .address = it->path, .broken = heard_broken, .with = it };
    check_ok(store_open(it->arena, &why, &options, &it->store));
}

static enum err make_table(struct db *db, struct work *w)
{
    (void)w;
    return db->ops->script(db, "create table thing (id integer primary key, name text unique, blob text)");
}

static enum err write_now(struct shelf *it, enum err (*run)(struct db *db, struct work *w))
{
    struct work w = { .run = run, .arena = arena_open() };
    enum err err = store_write_now(it->store, &w);
    arena_close(w.arena);
    return err;
}

static void shelf_begin(struct shelf *it)
{
    *it = (struct shelf){ .arena = arena_open(), .folder = "/tmp/regulars-disk-XXXXXX" };
    check(mkdtemp(it->folder) != NULL);
    it->path = str_format(it->arena, "%s/test.db", it->folder);
    sqlite3_vfs_unregister(&disk.vfs); /* a failed test leaves it */
    (void)log_file_vfs(); /* it stands behind the system's own way, or it would be the one below when we leave */
    disk.below = sqlite3_vfs_find(NULL);
    disk.vfs = *disk.below;
    disk.vfs.zName = "told";
    disk.vfs.szOsFile = (int)sizeof(struct disk_file) + disk.below->szOsFile;
    disk.vfs.xOpen = disk_open;
    check_int(sqlite3_vfs_register(&disk.vfs, 1), SQLITE_OK);
    shelf_open_store(it);
    check_ok(write_now(it, make_table));
    disk.log_syncs = disk.table_syncs = disk.log_writes = disk.heads = disk.careless = 0;
}

static void shelf_end(struct shelf *it)
{
    static const char *const names[] = { "test.db", "test.db-wal", "test.db-shm" };
    disk.refuse_log_sync = disk.refuse_table_sync = 0;
    disk.full = disk.holds = false;
    if (it->store) store_close(it->store);
    check_int(atomic_load(&disk.careless), 0);
    sqlite3_vfs_unregister(&disk.vfs);
    for (size_t i = 0; i < COUNT_OF(names); i++)
        unlink(str_z(it->arena, str_format(it->arena, "%s/%s", it->folder, names[i])));
    rmdir(it->folder);
    arena_close(it->arena);
}

/* ---- works ---- */

struct put {
    struct work work;
    int64_t number;
    bool fails;
    enum err outcome;
    int unsynced, order; /* when it was acknowledged */
    int64_t bytes;
    int slow_before; /* slow works that had run when it was acknowledged */
};
static atomic_int put_order, puts_done, slow_run;
static pthread_mutex_t puts_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t puts_over = PTHREAD_COND_INITIALIZER;

static const struct query_place put_places[] = { { .arg = 0 }, { .arg = 1 } };
static const struct query_part put_part = { .sql = "insert into thing (id, name) values (\1, 'n' || \1)",
                                            .places = put_places,
                                            .n_places = 2 };
static const struct query put_query = { .name = "test.put", .parts = { &put_part, &put_part }, .n_parts = { 1, 1 } };
static const struct query_part fat_part = { .sql = "insert into thing (id, blob) values (\1, hex(zeroblob(\1)))",
                                            .places = put_places,
                                            .n_places = 2 };
static const struct query fat_query = { .name = "test.fat", .parts = { &fat_part, &fat_part }, .n_parts = { 1, 1 } };
static const struct query_part count_part = { .sql = "select count(*) from thing" };
static const struct query count_query = {
    .name = "test.count", .parts = { &count_part, &count_part }, .n_parts = { 1, 1 }, .answers = true
};

static enum err put_run(struct db *db, struct work *w)
{
    struct put *p = (struct put *)w;
    const struct value args[] = { { .kind = VALUE_INT, .n = p->number },
                                  { .kind = VALUE_INT, .n = p->bytes ? p->bytes : p->number } };
    TRY(db_do(db, p->bytes ? &fat_query : &put_query, args, NULL));
    return p->fails ? CONFLICT : OK;
}

static void put_done(struct work *w, enum err outcome)
{
    struct put *p = (struct put *)w;
    p->outcome = outcome;
    p->unsynced = atomic_load(&disk.log_unsynced);
    p->order = atomic_fetch_add(&put_order, 1);
    p->slow_before = atomic_load(&slow_run);
    pthread_mutex_lock(&puts_lock);
    atomic_fetch_add(&puts_done, 1);
    pthread_cond_signal(&puts_over);
    pthread_mutex_unlock(&puts_lock);
}

static void puts_wait(int n)
{
    pthread_mutex_lock(&puts_lock);
    while (atomic_load(&puts_done) < n) pthread_cond_wait(&puts_over, &puts_lock);
    pthread_mutex_unlock(&puts_lock);
}

static struct put *puts_make(struct arena *a, int n)
{
    struct put *all = ARENA_MANY(a, struct put, (size_t)n);
    put_order = puts_done = 0;
    for (int i = 0; i < n; i++)
        all[i] = (struct put){ .work = { .run = put_run, .done = put_done, .arena = arena_open() }, .number = i + 1 };
    return all;
}

static void puts_free(struct put *all, int n)
{
    for (int i = 0; i < n; i++) arena_close(all[i].work.arena);
}

static enum err count_run(struct db *db, struct work *w)
{
    return db_int(db, &count_query, NULL, &((struct put *)w)->number);
}

static int64_t things(struct shelf *it)
{
    struct put p = { .work = { .run = count_run, .arena = arena_open() } };
    check_ok(store_read_now(it->store, &p.work));
    arena_close(p.work.arena);
    return p.number;
}

static int acknowledged(const struct put *all, int n)
{
    int k = 0;
    for (int i = 0; i < n; i++) k += all[i].outcome == OK;
    return k;
}

PURE(no_write_is_acknowledged_before_a_sync_covers_it)
{
    struct shelf it;
    shelf_begin(&it);
    struct put *all = puts_make(it.arena, 300);
    for (int i = 0; i < 300; i++) {
        store_write(it.store, &all[i].work);
        puts_wait(i + 1); /* nothing else is being written when it is told */
        check_int(all[i].unsynced, 0);
    }
    check_int(atomic_load(&disk.log_syncs), 300);
    check_int(things(&it), 300);
    puts_free(all, 300);
    shelf_end(&it);
}

static void wait_for_held(void)
{
    for (int i = 0; i < 5000 && atomic_load(&disk.held) == 0; i++) usleep(1000);
    check_int(atomic_load(&disk.held), 1);
}

/* The first is committed and waits for the disk; the others, and a reader that sees the first, come meanwhile. */
static struct put *while_the_disk_works(struct shelf *it, int n, struct put *reader)
{
    struct put *all = puts_make(it->arena, n);
    atomic_store(&disk.holds, true);
    store_write(it->store, &all[0].work);
    wait_for_held();
    *reader = (struct put){ .work = { .run = count_run, .done = put_done, .arena = arena_open() } };
    store_read(it->store, &reader->work);
    for (int i = 1; i < n; i++) store_write(it->store, &all[i].work);
    usleep(50000);
    check_int(atomic_load(&puts_done), 0);
    atomic_store(&disk.holds, false);
    puts_wait(n + 1);
    return all;
}

PURE(while_the_disk_works_the_next_group_is_gathered_and_nobody_is_told)
{
    struct shelf it;
    struct put reader;
    shelf_begin(&it);
    int64_t commits = count_read(COUNT_COMMITS);
    struct put *all = while_the_disk_works(&it, 100, &reader);
    check_int(acknowledged(all, 100), 100);
    check_int(count_read(COUNT_COMMITS) - commits, 2);
    check_int(atomic_load(&disk.log_syncs), 2);
    check_int(reader.number, 1);
    check(reader.order > all[0].order);
    puts_free(all, 100);
    arena_close(reader.work.arena);
    shelf_end(&it);
}

PURE(a_group_that_is_full_waits_for_no_disk_and_is_told_after_its_own_sync)
{
    struct shelf it;
    struct put reader;
    shelf_begin(&it);
    int64_t commits = count_read(COUNT_COMMITS);
    struct put *all = while_the_disk_works(&it, 300, &reader); /* a group is 256 */
    check_int(acknowledged(all, 300), 300);
    check_int(count_read(COUNT_COMMITS) - commits, 3);
    check_int(atomic_load(&disk.log_syncs), 3);
    check_int(things(&it), 300);
    puts_free(all, 300);
    arena_close(reader.work.arena);
    shelf_end(&it);
}

PURE(a_commit_that_changed_nothing_asks_nothing_of_the_disk)
{
    struct shelf it;
    struct put p = { .work = { .run = count_run, .done = put_done, .arena = arena_open() } };
    shelf_begin(&it);
    put_order = puts_done = 0;
    store_write(it.store, &p.work);
    puts_wait(1);
    check_ok(p.outcome);
    check_int(atomic_load(&disk.log_syncs), 0);
    arena_close(p.work.arena);
    shelf_end(&it);
}

static enum err run_slowly(struct db *db, struct work *w)
{
    usleep(2000);
    atomic_fetch_add(&slow_run, 1);
    return put_run(db, w);
}

PURE(nobody_who_is_in_a_group_waits_for_much_of_the_background)
{
    enum { N = 100 };
    struct shelf it;
    shelf_begin(&it);
    struct put *all = puts_make(it.arena, N);
    atomic_store(&disk.holds, true);
    atomic_store(&slow_run, 0);
    store_write(it.store, &all[0].work);
    wait_for_held();
    store_write(it.store, &all[1].work);
    for (int i = 2; i < N; i++) {
        all[i].work.later = true;
        all[i].work.run = run_slowly;
        store_write(it.store, &all[i].work);
    }
    usleep(10000);
    atomic_store(&disk.holds, false);
    puts_wait(N);
    check_int(acknowledged(all, N), N);
    check(all[1].slow_before < N - 2);
    puts_free(all, N);
    shelf_end(&it);
}

PURE(what_was_gathered_while_a_sync_failed_is_not_acknowledged)
{
    struct shelf it;
    struct put reader;
    shelf_begin(&it);
    disk.refuse_log_sync = 1;
    struct put *all = while_the_disk_works(&it, 100, &reader);
    for (int i = 0; i < 100; i++) check_int(all[i].outcome, BROKEN);
    check_ok(reader.outcome);
    check_int(atomic_load(&it.broken), 1);
    puts_free(all, 100);
    arena_close(reader.work.arena);
    shelf_end(&it);
}

/* Its head is on the disk before anything else of it (shelf_end). */
PURE(a_log_begins_anew_again_and_again)
{
    enum { BYTES = 80 << 10, N = 500 };
    struct shelf it;
    shelf_begin(&it);
    struct put *all = puts_make(it.arena, N);
    for (int i = 0; i < N; i++) {
        all[i].bytes = BYTES;
        store_write(it.store, &all[i].work);
        puts_wait(i + 1);
    }
    check(atomic_load(&disk.heads) >= 3);
    check_int(things(&it), N);
    puts_free(all, N);
    shelf_end(&it);
}

/* A page is two writes of SQLite's; and its own way to a file takes less than 128 KB at once. */
PURE(a_commit_of_any_size_leaves_for_the_log_in_few_pieces)
{
    static const int sizes[] = { 64 << 10, 1400 << 10 };
    struct shelf it;
    shelf_begin(&it);
    struct put *all = puts_make(it.arena, COUNT_OF(sizes));
    for (int i = 0; i < (int)COUNT_OF(sizes); i++) {
        disk.log_syncs = disk.log_writes = 0;
        all[i].bytes = sizes[i] / 2; /* they are kept as hex */
        store_write(it.store, &all[i].work);
        puts_wait(i + 1);
        check_ok(all[i].outcome);
        check_int(atomic_load(&disk.log_syncs), 1);
        check(atomic_load(&disk.log_writes) <= 1 + sizes[i] / (100 << 10));
        check_int(things(&it), i + 1);
    }
    puts_free(all, COUNT_OF(sizes));
    shelf_end(&it);
}

/* The measurement above would be worthless if it could not see a database that does not wait. */
PURE(a_database_that_does_not_wait_for_the_disk_is_caught)
{
    struct shelf it;
    sqlite3 *careless = NULL;
    shelf_begin(&it);
    check_int(sqlite3_open(str_z(it.arena, it.path), &careless), SQLITE_OK);
    check_int(sqlite3_exec(careless, "pragma synchronous=off; insert into thing (id) values (1)", NULL, NULL, NULL),
              SQLITE_OK);
    check(atomic_load(&disk.log_unsynced) > 0);
    sqlite3_close(careless);
    shelf_end(&it);
}

PURE(after_one_failed_sync_nothing_is_acknowledged_any_more)
{
    struct shelf it;
    shelf_begin(&it);
    struct put *all = puts_make(it.arena, 60);
    disk.refuse_log_sync = 20; /* once: the disk heals, the store must not believe it */
    for (int i = 0; i < 60; i++) {
        store_write(it.store, &all[i].work);
        puts_wait(i + 1);
    }
    int acked = acknowledged(all, 60);
    check_int(acked, 19);
    for (int i = 0; i < 60; i++) check_int(all[i].outcome, i < acked ? OK : BROKEN);
    check_int(atomic_load(&it.broken), 1);
    check(things(&it) >= acked); /* reading goes on */
    store_close(it.store);
    shelf_open_store(&it); /* the restart finds everything that was acknowledged */
    check(things(&it) >= acked);
    puts_free(all, 60);
    shelf_end(&it);
}

PURE(a_failed_sync_of_the_tables_counts_as_much_as_one_of_the_log)
{
    struct shelf it;
    shelf_begin(&it);
    struct put *all = puts_make(it.arena, 200);
    disk.refuse_table_sync = 1;
    for (int i = 0; i < 200; i++) {
        all[i].bytes = 40000; /* a few hundred pages soon ask for a checkpoint */
        store_write(it.store, &all[i].work);
        puts_wait(i + 1);
    }
    int acked = acknowledged(all, 200);
    check_int(atomic_load(&it.broken), 1);
    check(acked < 200);
    for (int i = 0; i < 200; i++) check_int(all[i].outcome, i < acked ? OK : BROKEN);
    check(things(&it) >= acked);
    puts_free(all, 200);
    shelf_end(&it);
}

PURE(a_full_disk_refuses_writes_keeps_reading_and_recovers_by_itself)
{
    struct shelf it;
    shelf_begin(&it);
    struct put *all = puts_make(it.arena, 30);
    for (int i = 0; i < 30; i++) {
        atomic_store(&disk.full, i >= 10 && i < 20);
        store_write(it.store, &all[i].work);
        puts_wait(i + 1);
        check_int(all[i].outcome, i >= 10 && i < 20 ? FULL : OK);
        check_int(things(&it), i < 10 ? i + 1 : i < 20 ? 10 : i - 9);
    }
    check_int(atomic_load(&it.broken), 0);
    puts_free(all, 30);
    shelf_end(&it);
}

static atomic_bool gate;
static enum err wait_at_gate(struct db *db, struct work *w)
{
    (void)db, (void)w;
    while (!atomic_load(&gate)) usleep(1000);
    return OK;
}

PURE(a_failing_work_undoes_only_itself_and_a_group_is_one_commit)
{
    struct shelf it;
    shelf_begin(&it);
    struct put *all = puts_make(it.arena, 501);
    atomic_store(&gate, false);
    all[0].work.run = wait_at_gate;
    int64_t commits = count_read(COUNT_COMMITS);
    for (int i = 0; i <= 500; i++) {
        all[i].fails = i % 7 == 3;
        if (i % 11 == 5) all[i].number = 2; /* taken by the second work */
        store_write(it.store, &all[i].work);
    }
    atomic_store(&gate, true);
    puts_wait(501);
    int good = 0;
    for (int i = 1; i <= 500; i++) {
        enum err should = (i % 7 == 3 || i % 11 == 5) ? CONFLICT : OK;
        check_int(all[i].outcome, should);
        check_int(all[i].order, i);
        good += should == OK;
    }
    check_int(things(&it), good);
    check(count_read(COUNT_COMMITS) - commits <= 4);
    puts_free(all, 501);
    shelf_end(&it);
}
