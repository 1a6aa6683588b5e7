/* regulars rebuild: what is derived, told again from what is enduring. */
#ifndef REBUILD_H
#define REBUILD_H

#include "spine/house.h"

int rebuild_command(struct house *h, struct arena *a, int n, char **words);

#endif
