#ifndef CONVERSATION_VIEW_ROUTES_H
#define CONVERSATION_VIEW_ROUTES_H

#include "spine/route.h"

extern const struct module module_view;

#endif
