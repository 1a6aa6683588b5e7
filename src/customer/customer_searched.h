/* Customers are found by their name and addresses. */
#ifndef CUSTOMER_CUSTOMER_SEARCHED_H
#define CUSTOMER_CUSTOMER_SEARCHED_H

#include "search/search.h"
#include "spine/event.h"

extern const struct search_kind search_customer;

enum err customer_index(struct turn *t, const struct event_list *all) MUST_USE; /* a reaction: as they are known now */

#endif
