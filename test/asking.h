/* A program with a key that may do everything, over a socket. */
#ifndef TEST_ASKING_H
#define TEST_ASKING_H

#include "spine/house.h"
#include "test/test.h"

struct house *test_serving_house(struct arena *a); /* it knows the key */

/* `head` is the request line without its version and, after a line end, more headers. */
str ask_with_key(struct arena *a, struct house *h, str head, str body);
str ask_with_nothing(struct arena *a, struct house *h, str head, str body);

bool has(str reply, const char *words);
str value_of(str reply, const char *name); /* of the first "name":"value" in it; empty when there is none */

#endif
