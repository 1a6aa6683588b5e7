/* One round of work on due jobs, waiting for it. Internal to spine/: workers turn rounds, tests settle. */
#ifndef SPINE_ROUND_H
#define SPINE_ROUND_H

#include "spine/reaction.h"

enum { ROUND_STUCK = -1 };

/* How many ran or were put off; 0 also when others hold all that is due; STUCK: neither could be written. */
int round_desk(struct house *h);
int round_strangers(struct house *h); /* 0 or 1 */

#endif
