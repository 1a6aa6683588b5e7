#ifndef CONVERSATION_DELIVERY_ROUTES_H
#define CONVERSATION_DELIVERY_ROUTES_H

#include "spine/route.h"

extern const struct module module_delivery;

#endif
