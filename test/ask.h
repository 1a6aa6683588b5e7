/* One request to a test's house over a real socket, and its whole answer. */
#ifndef TEST_ASK_H
#define TEST_ASK_H

#include "spine/house.h"

/* `line` is "POST /api/v1/session"; `headers` are whole lines, or empty. A body that begins with { goes as JSON,
 * another one as a form. */
str test_ask(struct house *h, struct arena *a, str line, str headers, str body);
bool test_has(str reply, const char *words);
str test_header(str reply, const char *name);     /* the first value, or empty */
str test_cookie(struct arena *a, str set_cookie); /* what the console sends back: whole header lines */

#endif
