/* SQLite's write-ahead log, written in one piece: what a transaction puts into it is gathered and leaves at its sync.
 * SQLite itself asks the system twice for each page, and at a group's commit that is a hundred calls.
 *
 *   write, write, write … ─held─▶ sync │ read │ full ─▶ one pwrite
 *
 * Right only where each commit asks for a sync of the log (synchronous=FULL): before that nobody else is told of what
 * is in it. What the disk refuses is refused by the sync, and so by the commit. */
#ifndef DB_LOG_FILE_H
#define DB_LOG_FILE_H

#include <stdbool.h>

/* The name to open a database by (zVfs). Over whatever stands first among SQLite's own ways to a file. */
const char *log_file_vfs(void);

/* The log of a connection that was opened so, once it has one; else NULL. While it owes, a commit leaves what it wrote
 * with the system and returns; whoever acknowledges it calls log_file_sync first, which any thread may. After a sync
 * that failed each one fails. */
struct sqlite3;
struct log_file;
struct log_file *log_file_of(struct sqlite3 *db);
void log_file_owes(struct log_file *it, bool owes);
bool log_file_sync(struct log_file *it); /* false: the disk refused */

#endif
