#ifndef STAFF_STAFF_ROUTES_H
#define STAFF_STAFF_ROUTES_H

#include "spine/route.h"

extern const struct module module_staff;

#endif
