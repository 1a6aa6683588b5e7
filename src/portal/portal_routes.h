/* The customer's own pages: the contact form, and a private page to read the answer, reply, and say whether it is
 * solved. Who holds the link of a private page is the customer of that one conversation. */
#ifndef PORTAL_PORTAL_ROUTES_H
#define PORTAL_PORTAL_ROUTES_H

#include "spine/route.h"

extern const struct module module_portal;

#endif
