#ifndef CONVERSATION_BULK_ROUTES_H
#define CONVERSATION_BULK_ROUTES_H

#include "spine/route.h"

extern const struct module module_bulk;

#endif
