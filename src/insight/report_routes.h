/* Reports for the console and for other programs. */
#ifndef INSIGHT_REPORT_ROUTES_H
#define INSIGHT_REPORT_ROUTES_H

#include "spine/route.h"

extern const struct module module_insight;

#endif
