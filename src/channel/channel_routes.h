#ifndef CHANNEL_CHANNEL_ROUTES_H
#define CHANNEL_CHANNEL_ROUTES_H

#include "spine/route.h"

extern const struct module module_channel;

#endif
