/* Coming in and going out: the page behind a one-time link, and the session. */
#ifndef STAFF_SIGN_IN_ROUTES_H
#define STAFF_SIGN_IN_ROUTES_H

#include "spine/route.h"

extern const struct module module_sign_in;

#endif
