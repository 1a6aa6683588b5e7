/* A whole house for a test: its own database and folder, a clock that stands still until it is moved. */
#ifndef TEST_HOUSE_H
#define TEST_HOUSE_H

#include "spine/house.h"

struct house *test_house_open(struct arena *a);
/* And it listens: test_ask, dial(net_port(h->net)). NULL: the flow of the tests, not the product's. */
struct house *test_house_served(struct arena *a, const struct reaction *happening);
/* Another program on the same database and folder, listening, too; house_close ends it, before the first one ends. */
struct house *test_house_beside(struct house *h, struct arena *a);
void test_house_close(struct house *h);

/* Somebody new with that role, signed in: what their browser sends, "Cookie: …\r\nX-Regulars: 1\r\n". */
str test_sign_in(struct house *h, struct arena *a, enum role role);

/* An API key with these permissions, "a.b, c.d" or "*": what a program sends, "Authorization: Bearer …\r\n". */
str test_key(struct house *h, struct arena *a, const char *scopes);

#endif
