/* Events and reactions for the tests of the spine, and what they saw. */
#ifndef TEST_FLOW_H
#define TEST_FLOW_H

#include "spine/reaction.h"

extern const struct event_kind TEST_SAID, TEST_HEARD, TEST_REFUSED, TEST_CIRCLE, TEST_ASKED, TEST_COLLECTED,
    TEST_GATHERED;

struct test_flow {
    _Atomic(int) tried, heard, live;
    int turns;      /* in which something was collected */
    bool fail, die; /* die: the process ends after the work, before the tick */
    id fail_for;
    id order[16]; /* of what was gathered outside, in their order */
    int gathered, groups;
    id put_off;     /* this one is not done yet */
    int group_most; /* so many in a group, the rest is handed back; 0: all */
};
extern struct test_flow test_flow;
extern const struct reaction test_reactions[];

#endif
