/* SQLite's write-ahead log, written in one piece: what a transaction puts into it is gathered and leaves at its sync.
 * SQLite itself asks the system twice for each page, and at a group's commit that is a hundred calls.
 *
 *   write, write, write … ─held─▶ sync │ read │ full ─▶ one pwrite
 *
 * Right only where each commit syncs the log (synchronous=FULL): before that nobody else is told of what is in it.
 * What the disk refuses is refused by the sync, and so by the commit. */
#ifndef DB_LOG_FILE_H
#define DB_LOG_FILE_H

/* The name to open a database by (zVfs). Over whatever stands first among SQLite's own ways to a file. */
const char *log_file_vfs(void);

#endif
