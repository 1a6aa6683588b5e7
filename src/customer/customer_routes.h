#ifndef CUSTOMER_CUSTOMER_ROUTES_H
#define CUSTOMER_CUSTOMER_ROUTES_H

#include "spine/route.h"

extern const struct module module_customer;

#endif
