/* The question on a page that works without script, and what staff see of the answers. */
#ifndef SURVEY_SURVEY_ROUTES_H
#define SURVEY_SURVEY_ROUTES_H

#include "spine/route.h"

extern const struct module module_survey;

#endif
