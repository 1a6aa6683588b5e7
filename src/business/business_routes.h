/* The business over the wire: read and changed by staff; its logo and colours, which our own public pages show. */
#ifndef BUSINESS_BUSINESS_ROUTES_H
#define BUSINESS_BUSINESS_ROUTES_H

#include "spine/route.h"

extern const struct module module_business;

#endif
