/* Operation: health, counters, events and parked work, as routes. */
#ifndef SPINE_OPERATION_H
#define SPINE_OPERATION_H

#include "spine/route.h"

extern const struct module module_operation;

#endif
