#ifndef CONVERSATION_CONVERSATION_MAIL_ROUTES_H
#define CONVERSATION_CONVERSATION_MAIL_ROUTES_H

#include "spine/route.h"

extern const struct module module_mail_reading;

#endif
