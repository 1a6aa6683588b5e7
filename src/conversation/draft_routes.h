#ifndef CONVERSATION_DRAFT_ROUTES_H
#define CONVERSATION_DRAFT_ROUTES_H

#include "spine/route.h"

extern const struct module module_draft;

#endif
