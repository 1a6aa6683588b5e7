/* All rows of one database into another, by a program that has both. */
#ifndef DB_POUR_H
#define DB_POUR_H

#include "db/db.h"

/* From an SQLite file, which has the newest schema, into a store that has it too and nothing else: what the migrations
 * put there goes first. The table `but` stays as it is: each engine has words of its own in it. In one transaction, and
 * on the disk when it returned OK. */
enum err store_pour(struct store *s, struct arena *a, struct why *w, str path, str but) MUST_USE;

#endif
