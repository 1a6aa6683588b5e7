/* One's own things: name, language, password, codes, sessions. */
#ifndef STAFF_ME_ROUTES_H
#define STAFF_ME_ROUTES_H

#include "spine/route.h"

extern const struct module module_me;

#endif
