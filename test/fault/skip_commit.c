/* A planted fault for the crash ring: the program is told that its commit is on disk before it is. The real commit
 * happens when the next transaction begins. LD_PRELOAD puts this between the program and SQLite. */
#include <dlfcn.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

enum { LATE_US = 20000 };

static _Thread_local sqlite3_stmt *owed;

int sqlite3_step(sqlite3_stmt *it)
{
    static int (*real)(sqlite3_stmt *);
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "sqlite3_step");
    const char *sql = sqlite3_sql(it);
    if (sql && strcmp(sql, "COMMIT") == 0 &&
        gettid() != getpid()) { /* the first thread migrates, and closes afterwards */
        owed = it;
        return SQLITE_DONE;
    }
    if (owed && sql && strncmp(sql, "BEGIN", 5) == 0) {
        usleep(LATE_US); /* long enough that a kill meets somebody who was told already */
        real(owed);
        sqlite3_reset(owed);
        owed = 0;
    }
    return real(it);
}
