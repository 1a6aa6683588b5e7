#ifndef SEARCH_SEARCH_ROUTES_H
#define SEARCH_SEARCH_ROUTES_H

#include "spine/route.h"

extern const struct module module_search;

#endif
