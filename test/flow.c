#include "test/flow.h"

const struct event_kind TEST_SAID = { .name = "test.said" };
const struct event_kind TEST_HEARD = { .name = "test.heard" };
const struct event_kind TEST_REFUSED = { .name = "test.refused" };
const struct event_kind TEST_CIRCLE = { .name = "test.circle" };

struct test_flow test_flow;

static enum err hear(struct turn *t, const struct event *e)
{
    test_flow.tried++;
    TRY(EMIT(t, TEST_HEARD, .customer = e->customer, .subject = e->subject));
    if (test_flow.fail || (test_flow.fail_for && test_flow.fail_for == e->customer))
        return fail(t, REMOTE, "nobody answers");
    test_flow.heard++;
    return OK;
}

static enum err refuse(struct turn *t, const struct event *e)
{
    (void)e;
    return fail(t, CONFLICT, "not today");
}

static enum err go_round(struct turn *t, const struct event *e)
{
    return EMIT(t, TEST_CIRCLE, .subject = e->subject);
}

static enum err show(struct turn *t, const struct event *e)
{
    (void)t, (void)e;
    test_flow.live++;
    return OK;
}

const struct reaction test_reactions[] = {
    WHEN(TEST_SAID, SOON, hear),
    WHEN(TEST_SAID, LIVE, show),
    WHEN(TEST_REFUSED, NOW, refuse),
    WHEN(TEST_CIRCLE, NOW, go_round),
    { 0 },
};
