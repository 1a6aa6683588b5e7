/* Permissions: what there is to be allowed, and which roles are. */
#ifndef STAFF_PERMISSION_ROUTES_H
#define STAFF_PERMISSION_ROUTES_H

#include "spine/route.h"

extern const struct module module_permission;

#endif
