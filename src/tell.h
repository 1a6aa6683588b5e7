/* regulars tell: stories, told into a database. */
#ifndef TELL_H
#define TELL_H

#include "spine/house.h"

int command_tell(struct house_options *options, int n,
                 char **words); /* 0: told · 1: refused or not true · 2: not understood */

#endif
