#ifndef STAFF_KEY_ROUTES_H
#define STAFF_KEY_ROUTES_H

#include "spine/route.h"

extern const struct module module_key;

#endif
