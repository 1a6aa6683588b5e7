#ifndef STAFF_TEAM_ROUTES_H
#define STAFF_TEAM_ROUTES_H

#include "spine/route.h"

extern const struct module module_team;

#endif
