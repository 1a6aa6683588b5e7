/* Commands: a one-time sign-in link, for somebody who is here or somebody new. */
#ifndef LINK_H
#define LINK_H

#include "spine/house.h"

int link_command(struct house *h, struct arena *a, int n, char **words);
int invite_command(struct house *h, struct arena *a, int n, char **words);

/* Where to begin, printed once the program listens: until somebody has signed in, a link for the first owner. */
void link_offer(struct house *h);

#endif
