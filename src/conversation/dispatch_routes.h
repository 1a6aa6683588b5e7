#ifndef CONVERSATION_DISPATCH_ROUTES_H
#define CONVERSATION_DISPATCH_ROUTES_H

#include "spine/route.h"

extern const struct module module_dispatch;

#endif
