/* The columns say what the events say: after anything that can happen, and again after they were damaged. */
#include "conversation/columns.h"

#include "channel/channel.h"
#include "db/engine.h"
#include "spine/house.h"
#include "spine/worker.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

static id arrive(struct turn *t, const char *form)
{
    struct incoming it = { 0 };
    check_ok(incoming_keep(t, &channel_form, str_of(form), STR(""), STR(""), &it));
    check_ok(conversation_receive(t, &(struct event){ .subject = it.id }));
    check_ok(incoming_find(t, it.id, &it));
    return it.conversation;
}

static bool differs(struct turn *t, id which)
{
    struct conversation c = { 0 };
    struct conversation_columns told;
    check_ok(conversation_find(t, which, &c));
    check_ok(columns_of(t, &c, &told));
    return columns_differ(&c, &told);
}

/* ---- anything that can happen ---- */

static enum err reply(struct turn *t, id which)
{
    struct message m;
    return conversation_write(t, which, STR("An answer"), false, &m);
}
static enum err note(struct turn *t, id which)
{
    struct message m;
    return conversation_write(t, which, STR("A note"), true, &m);
}
static enum err ask_again(struct turn *t, id which)
{
    struct message m;
    return conversation_customer_writes(t, which, STR("And?"), &m);
}
static enum err say_not_solved(struct turn *t, id which)
{
    return conversation_not_solved(t, which, STR(""));
}
static enum err say_what_is_missing(struct turn *t, id which)
{
    return conversation_not_solved(t, which, STR("It is still broken"));
}
static enum err wait_for_the_night(struct turn *t, id which)
{
    TRY(conversation_silence(t, which));
    return conversation_window_ends(t, which);
}

static const struct {
    enum actor_kind as;
    enum err (*act)(struct turn *t, id which);
} acts[] = {
    { STAFF, reply },
    { STAFF, note },
    { STAFF, conversation_claim },
    { STAFF, conversation_propose },
    { STAFF, conversation_resolve },
    { STAFF, conversation_reopen },
    { STAFF, conversation_mark_spam },
    { STAFF, conversation_not_spam },
    { CUSTOMER, ask_again },
    { CUSTOMER, conversation_confirm },
    { CUSTOMER, say_not_solved },
    { CUSTOMER, say_what_is_missing },
    { SYSTEM, wait_for_the_night },
};
/* In a savepoint, as a turn's work is: what is refused has not happened. */
static bool try_act(struct turn *t, size_t k, id which)
{
    check_ok(t->db->ops->mark(t->db));
    bool done = acts[k].act(t, which) == OK;
    check_ok(done ? t->db->ops->keep(t->db) : t->db->ops->undo(t->db));
    return done;
}

enum { STORIES = 40, ACTS = 30 };

static uint64_t next(uint64_t *seed) /* xorshift64: Marsaglia, Xorshift RNGs, 2003 */
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    return *seed ^= *seed << 17;
}

TEST(after_anything_that_can_happen_the_columns_say_what_the_events_say)
{
    uint64_t seed = 20261124;
    int done = 0;
    for (int story = 0; story < STORIES; story++) {
        t->actor = actor_system();
        id which = arrive(t, "message=Where+is+it%3F&email=ann%40example.org");
        for (int i = 0; i < ACTS; i++) {
            size_t k = next(&seed) % COUNT_OF(acts);
            t->now += (usec)(next(&seed) % (uint64_t)(2 * DAY));
            t->actor = (struct actor){ .kind = acts[k].as, .role = AGENT, .who = 77 };
            done += try_act(t, k, which);
            check(!differs(t, which));
        }
    }
    check(done > STORIES * ACTS / 4); /* the states allow enough for the test to mean something */
}

/* "Solved?" – "No": whoever waits already goes on waiting since then. */
TEST(saying_that_it_is_not_solved_does_not_make_a_wait_shorter)
{
    struct conversation c = { 0 };
    id which = arrive(t, "message=Hello&email=ann%40example.org");
    usec asked_at = t->now;
    t->now += HOUR;
    t->actor = (struct actor){ .kind = STAFF, .role = AGENT, .who = 77 };
    check_ok(conversation_claim(t, which));
    t->now += HOUR;
    t->actor = (struct actor){ .kind = CUSTOMER, .who = 5 };
    check_ok(say_not_solved(t, which));
    check_ok(conversation_find(t, which, &c));
    check_int(c.waiting_since, asked_at);
    check(!differs(t, which));
}

/* ---- damage ---- */

static enum err three_stories(struct turn *t, void *with)
{
    for (int i = 0; i < 3; i++) {
        ((id *)with)[i] = arrive(t, "message=Hello&email=ann%40example.org");
        t->actor = (struct actor){ .kind = STAFF, .role = AGENT, .who = 77 };
        TRY(reply(t, ((id *)with)[i]));
        t->actor = actor_system();
    }
    return OK;
}

static enum err damage(struct turn *t, void *with)
{
    str sql = str_format(t->arena, "update conversation set first_reply_at = 1, reopen_count = 9 where id = %lld",
                         (long long)((id *)with)[1]);
    return t->db->ops->script(t->db, str_z(t->arena, sql));
}

struct said {
    const char *kind;
    int n;
    struct event last;
};
static enum err count_said(struct turn *t, void *with)
{
    struct said *it = with;
    struct event_list all = { 0 };
    TRY(event_since(t, 0, 1000, &all));
    for (size_t i = 0; i < all.n; i++)
        if (str_is(all.at[i].kind, str_of(it->kind))) it->n++, it->last = all.at[i];
    return OK;
}

EACH_DATABASE(a_damaged_column_is_found_at_night_and_rebuild_mends_it)
{
    static const struct reaction nightly[] = { WHEN(EVERY_NIGHT, SOON, conversation_check_columns, .pool = STRANGERS),
                                               { 0 } };
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    struct why why = { 0 };
    struct said said = { .kind = "conversation.columns_differed" };
    id stories[3];
    h->flow = nightly;
    check_ok(turn_write(h, actor_system(), three_stories, stories, &why, a));
    check_ok(turn_write(h, actor_system(), damage, stories, &why, a));
    check_ok(turn_write(h, actor_system(), tick, NULL, &why, a));
    reaction_settle(h);
    check_ok(turn_read(h, actor_system(), count_said, &said, &why, a));
    check_int(said.n, 1);
    check_int(said.last.subject, stories[1]);

    struct rebuilding compared = { 0 }, mended = { .mend = true }, again = { 0 };
    check_ok(rebuild_module(h, columns_rebuild, &compared, &why, a));
    check_ok(rebuild_module(h, columns_rebuild, &mended, &why, a));
    check_ok(rebuild_module(h, columns_rebuild, &again, &why, a));
    check_int(compared.looked, 3);
    check_int(compared.differed, 1);
    check_int(mended.differed, 1);
    check_int(again.differed, 0);

    clock_move(&h->clock, DAY); /* the next night is quiet */
    check_ok(turn_write(h, actor_system(), tick, NULL, &why, a));
    reaction_settle(h);
    said.n = 0;
    check_ok(turn_read(h, actor_system(), count_said, &said, &why, a));
    check_int(said.n, 1);
    test_house_close(h);
    arena_close(a);
}
