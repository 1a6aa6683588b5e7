/* Commands: a report as a small table. */
#ifndef REPORT_H
#define REPORT_H

#include "spine/house.h"

int report_command(struct house *h, struct arena *a, int n, char **words); /* NAME [--from DATE] [--to DATE] */

#endif
