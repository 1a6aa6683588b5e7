/* From a path to its route without looking at every row.
 *
 * Rows are found by what they begin with: the whole path of a row without variables, else the part before its first
 * "{". Asking hashes the path once, from left to right, and looks at each "/" whether rows begin like that. Which of
 * several rows wins is what it always was: the first in the table. */
#ifndef SPINE_MAP_H
#define SPINE_MAP_H

#include "spine/route.h"

struct map;

struct map *map_make(struct arena *a, const struct module *const *all);

/* The route for this method; NULL: *allowed tells which methods the path has (a bit each). */
const struct route *map_find(const struct map *m, enum method method, str path, unsigned *allowed);

#endif
