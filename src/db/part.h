/* A part of a work with a fate of its own: what it wrote is kept with the work, or undone alone. Parts end in the
 * opposite order of their beginnings. Only spine/ calls these: a module says turn_part. */
#ifndef DB_PART_H
#define DB_PART_H

#include "db/db.h"

enum err db_part_begin(struct db *db) MUST_USE;
enum err db_part_end(struct db *db, bool keep) MUST_USE;

#endif
