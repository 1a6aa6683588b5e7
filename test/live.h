/* A live screen of a test: somebody's WebSocket to a house, and what it says. */
#ifndef TEST_LIVE_H
#define TEST_LIVE_H

#include "spine/house.h"

int test_live(struct arena *a, struct house *h, str headers); /* connected; close it */
void test_live_say(struct arena *a, int fd, str text);
void test_look_at(struct arena *a, int fd, id thing, const char *doing); /* "reading", "writing" */

/* A work: somebody writes by the form, and it is understood. `with` is the id of the conversation that it opened. */
enum err test_arrives(struct turn *t, void *with) MUST_USE;

#endif
