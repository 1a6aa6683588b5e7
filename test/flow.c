#include "test/flow.h"

#include <unistd.h>

const struct event_kind TEST_SAID = { .name = "test.said" };
const struct event_kind TEST_HEARD = { .name = "test.heard" };
const struct event_kind TEST_REFUSED = { .name = "test.refused" };
const struct event_kind TEST_CIRCLE = { .name = "test.circle" };
const struct event_kind TEST_ASKED = { .name = "test.asked" };
const struct event_kind TEST_COLLECTED = { .name = "test.collected" };
const struct event_kind TEST_GATHERED = { .name = "test.gathered" };

struct test_flow test_flow;

static enum err hear(struct turn *t, const struct event *e)
{
    test_flow.tried++;
    TRY(EMIT(t, TEST_HEARD, .customer = e->customer, .subject = e->subject));
    if (test_flow.fail || (test_flow.fail_for && test_flow.fail_for == e->customer))
        return fail(t, REMOTE, "nobody answers");
    if (test_flow.die) _exit(9);
    test_flow.heard++;
    return OK;
}

static enum err collect(struct turn *t, const struct event_list *all)
{
    test_flow.turns++;
    for (size_t i = 0; i < all->n; i++) TRY(hear(t, &all->at[i]));
    return OK;
}

struct answered {
    id subject;
    str words;
};

static enum err keep_answer(struct turn *t, void *with)
{
    const struct answered *it = with;
    if (!str_is(it->words, STR("the outside says 7"))) return fail(t, BROKEN, "what the outside said was lost");
    TRY(EMIT(t, TEST_HEARD, .subject = it->subject));
    test_flow.heard++;
    return OK;
}

static enum err ask_outside(struct turn *t, const struct event *e)
{
    struct answered *it = ARENA_NEW(t->arena, struct answered);
    test_flow.tried++;
    if (t->db) return fail(t, BROKEN, "a transaction is open while strangers keep us waiting");
    if (test_flow.fail) return fail(t, REMOTE, "nobody answers");
    it->subject = e->subject;
    it->words = str_format(t->arena, "the outside says %d", 7);
    return reaction_then(t, keep_answer, it);
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

static enum err keep_gathered(struct turn *t, void *with)
{
    const struct event_list *all = with;
    for (size_t i = 0; i < all->n; i++) {
        id which = all->at[i].subject;
        if (which == test_flow.fail_for) return fail(t, CONFLICT, "not this one");
        TRY(EMIT(t, TEST_HEARD, .subject = which));
    }
    return OK;
}

static enum err gather(struct turn *t, const struct event_list *all)
{
    struct event_list done = { 0 };
    test_flow.groups++;
    if (t->db) return fail(t, BROKEN, "what waits for strangers has no transaction");
    for (size_t i = 0; i < all->n; i++) {
        if (test_flow.group_most && i >= (size_t)test_flow.group_most) {
            reaction_hand_back(t, all->at[i].id);
            continue;
        }
        if (all->at[i].subject == test_flow.put_off) {
            reaction_put_off(t, all->at[i].id, STR("not yet"));
            continue;
        }
        test_flow.order[test_flow.gathered++ % (int)COUNT_OF(test_flow.order)] = all->at[i].subject;
        *LIST_ADD(t->arena, &done) = all->at[i];
    }
    return reaction_then(t, keep_gathered, &done);
}

const struct reaction test_reactions[] = {
    WHEN(TEST_SAID, SOON, hear),
    WHEN(TEST_SAID, LIVE, show),
    WHEN(TEST_ASKED, SOON, ask_outside, .pool = STRANGERS),
    WHEN(TEST_REFUSED, NOW, refuse),
    WHEN(TEST_CIRCLE, NOW, go_round),
    TOGETHER(TEST_COLLECTED, collect),
    TOGETHER(TEST_GATHERED, gather, .pool = STRANGERS),
    { 0 },
};
