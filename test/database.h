/* Databases of their own for tests that open stores themselves. */
#ifndef TEST_DATABASE_H
#define TEST_DATABASE_H

#include "db/db.h"

/* A test that runs once on each database, like TEST, but opens its stores itself. */
#define EACH_DATABASE(name)                                                                                            \
    void name(void);                                                                                                   \
    void name(void)

str test_database_fresh(struct arena *a);       /* the address of an empty database */
void test_database_gone(const char *address);   /* remove what test_database_fresh made */
struct store *test_store_open(struct arena *a); /* empty: a new SQLite file, or a new PostgreSQL schema */
void test_store_close(struct store *s);         /* and what it was is gone */
void test_pause(void);                          /* a millisecond */

#endif
