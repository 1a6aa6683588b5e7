/* Who did what, for the console and as CSV. */
#ifndef STAFF_ACT_ROUTES_H
#define STAFF_ACT_ROUTES_H

#include "spine/route.h"

extern const struct module module_act;

#endif
