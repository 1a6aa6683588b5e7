/* A whole house for a test: its own database and folder, a clock that stands still until it is moved. */
#ifndef TEST_HOUSE_H
#define TEST_HOUSE_H

#include "spine/house.h"

struct house *test_house_open(struct arena *a);
void test_house_close(struct house *h);

/* Somebody new with that role, signed in: what their browser sends, "Cookie: …\r\nX-Regulars: 1\r\n". */
str test_sign_in(struct house *h, struct arena *a, enum role role);

/* An API key with these permissions, "a.b, c.d" or "*": what a program sends, "Authorization: Bearer …\r\n". */
str test_key(struct house *h, struct arena *a, const char *scopes);

#endif
