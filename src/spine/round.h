/* One round of work on due jobs, waiting for it. Internal to spine/: workers turn rounds, tests settle. */
#ifndef SPINE_ROUND_H
#define SPINE_ROUND_H

#include "spine/reaction.h"

int round_desk(struct house *h);      /* how many ran */
int round_strangers(struct house *h); /* 0 or 1 */

#endif
