#ifndef CONVERSATION_ATTACHMENT_ROUTES_H
#define CONVERSATION_ATTACHMENT_ROUTES_H

#include "spine/route.h"

extern const struct module module_attachment;

#endif
