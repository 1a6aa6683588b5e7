#ifndef CONVERSATION_TAG_ROUTES_H
#define CONVERSATION_TAG_ROUTES_H

#include "spine/route.h"

extern const struct module module_tag;

#endif
