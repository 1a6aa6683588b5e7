/* Files of the tree that the program can print itself: REGULARS_SNAPSHOT=write refreshes them, and a person reads the
 * difference before it is committed. */
#ifndef TEST_SNAPSHOT_H
#define TEST_SNAPSHOT_H

#include "test/test.h"

str test_file_read(struct arena *a, const char *path); /* empty when there is none */
void test_file_write(const char *path, str words);

/* Fails when the file differs from `now`, and says how to refresh it. */
void check_snapshot(struct arena *a, const char *path, str now, const char *only);

#endif
