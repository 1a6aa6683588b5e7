/* regulars audit: what the program finds about its own configuration. */
#ifndef AUDIT_H
#define AUDIT_H

#include "spine/house.h"

int audit_command(struct house *h, struct arena *a, int n, char **words); /* 0, or 1 when something is in danger */

#endif
