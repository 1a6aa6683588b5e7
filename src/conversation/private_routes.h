/* The customer's side: the contact form, and a private page to read the answer, reply, and say whether it is solved. */
#ifndef CONVERSATION_PRIVATE_ROUTES_H
#define CONVERSATION_PRIVATE_ROUTES_H

#include "spine/route.h"

extern const struct route private_routes[];

#endif
