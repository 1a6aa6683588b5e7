#include "db/log_file.h"

#include "base/base.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdlib.h>

/* HELD_MOST: of 128 KB and more SQLite's own way to a file writes a part, then nothing, and calls the disk full
 * (seekAndWriteFd in os_unix.c). FILE_BYTES: more than any way to a file wants for its own. */
enum { HELD_MOST = 127 << 10, FILE_BYTES = 1024 };

struct log_file {
    sqlite3_file base;
    sqlite3_file *below;
    char *held; /* HELD_MOST; made by the first write */
    int n;
    sqlite3_int64 at;     /* where it belongs */
    bool owes;            /* a sync now may wait for log_file_sync */
    bool head;            /* the head of a log that begins anew is not on the disk yet */
    pthread_mutex_t sync; /* one at a time, from whichever thread: the system tells a failure to one of two */
    atomic_bool failed;   /* and whoever syncs later hears of it too */
    atomic_bool written;  /* since the last log_file_sync */
};

static struct log_file *of(sqlite3_file *f)
{
    return (struct log_file *)f;
}

/* Said after it, never before: a sync that begins between the two must not take this write for its own. */
static int write_below(struct log_file *it, const void *bytes, int n, sqlite3_int64 at)
{
    int code = it->below->pMethods->xWrite(it->below, bytes, n, at);
    atomic_store(&it->written, true);
    return code;
}

/* What was held is gone afterwards, whatever the disk says: the transaction fails with it. */
static int let_go(struct log_file *it)
{
    int n = it->n;
    it->n = 0;
    return n ? write_below(it, it->held, n, it->at) : SQLITE_OK;
}

static int log_write(sqlite3_file *f, const void *bytes, int n, sqlite3_int64 at)
{
    struct log_file *it = of(f);
    if (at == 0) it->head = true;
    bool goes_on = it->n > 0 && at == it->at + it->n && n <= HELD_MOST - it->n;
    int code = goes_on ? SQLITE_OK : let_go(it);
    if (code != SQLITE_OK) return code;
    if (!it->held) it->held = malloc(HELD_MOST);
    if (!it->held || n > HELD_MOST) return write_below(it, bytes, n, at);
    if (it->n == 0) it->at = at;
    memcpy(it->held + it->n, bytes, (size_t)n);
    it->n += n;
    return SQLITE_OK;
}

static int log_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
    int code = let_go(of(f));
    return code == SQLITE_OK ? of(f)->below->pMethods->xRead(of(f)->below, to, n, at) : code;
}

static int sync_below(struct log_file *it, int flags)
{
    pthread_mutex_lock(&it->sync);
    int code = it->failed ? SQLITE_IOERR_FSYNC : it->below->pMethods->xSync(it->below, flags);
    if (code != SQLITE_OK) it->failed = true;
    pthread_mutex_unlock(&it->sync);
    return code;
}

/* The head of a log that begins anew is never owed: without it on the disk, what follows could be read as the end of
 * the log before (SQLite's ticket ff5be73dee). */
static int log_sync(sqlite3_file *f, int flags)
{
    struct log_file *it = of(f);
    int code = let_go(it);
    if (code != SQLITE_OK || (it->owes && !it->head)) return code;
    code = sync_below(it, flags);
    if (code == SQLITE_OK) it->head = false;
    return code;
}

void log_file_owes(struct log_file *it, bool owes)
{
    it->owes = owes;
}

bool log_file_sync(struct log_file *it)
{
    if (!atomic_exchange(&it->written, false)) return !it->failed; /* a commit that changed nothing */
    return sync_below(it, SQLITE_SYNC_NORMAL) == SQLITE_OK;
}

static int log_truncate(sqlite3_file *f, sqlite3_int64 n)
{
    int code = let_go(of(f));
    return code == SQLITE_OK ? of(f)->below->pMethods->xTruncate(of(f)->below, n) : code;
}

static int log_size(sqlite3_file *f, sqlite3_int64 *n)
{
    int code = let_go(of(f));
    return code == SQLITE_OK ? of(f)->below->pMethods->xFileSize(of(f)->below, n) : code;
}

static int log_control(sqlite3_file *f, int what, void *with)
{
    int code = let_go(of(f));
    return code == SQLITE_OK ? of(f)->below->pMethods->xFileControl(of(f)->below, what, with) : code;
}

static int log_close(sqlite3_file *f)
{
    int code = let_go(of(f)), end = of(f)->below->pMethods->xClose(of(f)->below);
    pthread_mutex_destroy(&of(f)->sync);
    free(of(f)->held);
    free(of(f)->below);
    return code == SQLITE_OK ? end : code;
}

static int log_lock(sqlite3_file *f, int how)
{
    return of(f)->below->pMethods->xLock(of(f)->below, how);
}
static int log_unlock(sqlite3_file *f, int how)
{
    return of(f)->below->pMethods->xUnlock(of(f)->below, how);
}
static int log_locked(sqlite3_file *f, int *out)
{
    return of(f)->below->pMethods->xCheckReservedLock(of(f)->below, out);
}
static int log_sector(sqlite3_file *f)
{
    return of(f)->below->pMethods->xSectorSize(of(f)->below);
}
static int log_traits(sqlite3_file *f)
{
    return of(f)->below->pMethods->xDeviceCharacteristics(of(f)->below);
}

static const sqlite3_io_methods log_methods = {
    .iVersion = 1,
    .xClose = log_close,
    .xRead = log_read,
    .xWrite = log_write,
    .xTruncate = log_truncate,
    .xSync = log_sync,
    .xFileSize = log_size,
    .xLock = log_lock,
    .xUnlock = log_unlock,
    .xCheckReservedLock = log_locked,
    .xFileControl = log_control,
    .xSectorSize = log_sector,
    .xDeviceCharacteristics = log_traits,
};

static int open_log(sqlite3_vfs *below, sqlite3_filename name, struct log_file *it, int flags, int *got)
{
    *it = (struct log_file){ .below = calloc(1, (size_t)below->szOsFile) };
    if (!it->below) return SQLITE_NOMEM;
    int code = below->xOpen(below, name, it->below, flags, got);
    if (it->below->pMethods) {
        it->base.pMethods = &log_methods;
        pthread_mutex_init(&it->sync, NULL);
    } else {
        free(it->below);
    }
    return code;
}

/* Only the log is ours; every other file is as it would be without us. */
static int open_file(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *f, int flags, int *got)
{
    sqlite3_vfs *below = sqlite3_vfs_find(NULL);
    if (below == vfs) bug("nothing stands below %s", vfs->zName);
    if (below->szOsFile > vfs->szOsFile) bug("a file of %s is %d bytes long", below->zName, below->szOsFile);
    if (flags & SQLITE_OPEN_WAL) return open_log(below, name, of(f), flags, got);
    return below->xOpen(below, name, f, flags, got);
}

struct log_file *log_file_of(sqlite3 *db)
{
    sqlite3_file *f = NULL;
    int code = sqlite3_file_control(db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &f);
    return code == SQLITE_OK && f && f->pMethods == &log_methods ? of(f) : NULL;
}

static sqlite3_vfs ours;

static void make(void)
{
    ours = *sqlite3_vfs_find(NULL);
    ours.zName = "log-in-one-piece";
    ours.szOsFile = FILE_BYTES;
    ours.xOpen = open_file;
    if (sqlite3_vfs_register(&ours, 0) != SQLITE_OK) bug("SQLite takes no way to a file");
}

const char *log_file_vfs(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make);
    return ours.zName;
}
