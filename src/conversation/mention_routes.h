#ifndef CONVERSATION_MENTION_ROUTES_H
#define CONVERSATION_MENTION_ROUTES_H

#include "spine/route.h"

extern const struct module module_mention;

#endif
