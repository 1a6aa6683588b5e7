/* Many hands on one conversation at once, by ways that do not wait for each other; and what time does to many. */
#include "conversation/columns.h"

#include "channel/channel.h"
#include "db/engine.h"
#include "spine/house.h"
#include "spine/worker.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

#include <pthread.h>

static enum err arrive(struct turn *t, void *with)
{
    struct incoming it = { 0 };
    TRY(incoming_keep(t, &channel_form, STR("message=Hello&email=ann%40example.org"), STR(""), STR(""), &it));
    TRY(conversation_receive(t, &(struct event){ .subject = it.id }));
    TRY(incoming_find(t, it.id, &it));
    *(id *)with = it.conversation;
    return OK;
}

static enum err reply(struct turn *t, id which)
{
    struct message m;
    return conversation_write(t, which, STR("An answer"), false, &m);
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

static const struct {
    enum actor_kind as;
    enum err (*act)(struct turn *t, id which);
} acts[] = {
    { STAFF, reply },        { STAFF, conversation_claim },    { STAFF, conversation_propose },
    { STAFF, reply },        { STAFF, conversation_resolve },  { CUSTOMER, conversation_confirm },
    { STAFF, reply },        { CUSTOMER, ask_again },          { CUSTOMER, say_not_solved },
    { CUSTOMER, ask_again }, { SYSTEM, conversation_silence }, { STAFF, conversation_reopen },
};

enum { HANDS = 8, ACTS = 40 };

struct hand {
    struct house *house;
    pthread_t thread;
    id which;
    size_t first; /* of the acts: each hand does them in another order */
    int done;
    enum err odd; /* what no act may answer */
};
struct doing {
    id which;
    size_t k;
};

static enum err do_act(struct turn *t, void *with)
{
    const struct doing *it = with;
    return acts[it->k].act(t, it->which);
}

static void *act_often(void *with)
{
    struct hand *hand = with;
    struct arena *a = arena_open();
    for (size_t i = 0; i < ACTS; i++) {
        struct doing it = { .which = hand->which, .k = (hand->first + i * (hand->first + 1)) % COUNT_OF(acts) };
        struct actor who = { .kind = acts[it.k].as, .role = AGENT, .who = 77 };
        enum err err = turn_write(hand->house, who, do_act, &it, NULL, a);
        if (err == OK) hand->done++;
        if (err != OK && err != CONFLICT) hand->odd = err;
        arena_reset(a);
    }
    arena_close(a);
    return NULL;
}

/* ---- the state that the events tell ---- */

static const struct {
    const char *kind;
    enum conversation_act act;
} tellers[] = {
    { "conversation.claimed", CLAIM },
    { "message.received", CUSTOMER_WRITES },
    { "message.written", REPLY },
    { "conversation.proposed_solved", PROPOSE },
    { "conversation.resolved", RESOLVE },
    { "conversation.reopened", NOT_SOLVED },
    { "conversation.not_solved", NOT_SOLVED },
};

static void tell(enum conversation_state *state, const struct event *e)
{
    bool by_customer = e->actor_kind == CUSTOMER;
    for (size_t i = 0; i < COUNT_OF(tellers); i++) {
        if (!str_is(e->kind, str_of(tellers[i].kind))) continue;
        enum conversation_act act = tellers[i].act == RESOLVE && by_customer ? CONFIRM : tellers[i].act;
        if (act == CLAIM && *state != NEW) continue;         /* an owner, not a state */
        check(conversation_state_after(*state, act, state)); /* else an act was done on what was so no longer */
    }
}

static enum err compare(struct turn *t, void *with)
{
    struct conversation c = { 0 };
    struct conversation_columns told;
    struct event_list happened = { 0 };
    enum conversation_state state = NEW;
    TRY(conversation_find(t, *(id *)with, &c));
    TRY(columns_of(t, &c, &told));
    check(!columns_differ(&c, &told));
    TRY(event_of_conversation(t, c.customer, c.id, &happened));
    for (size_t i = 0; i < happened.n; i++) tell(&state, &happened.at[i]);
    check_int(c.state, state);
    return OK;
}

EACH_DATABASE(many_hands_on_one_conversation_lose_nothing_of_each_other)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    struct hand hands[HANDS];
    int done = 0;
    id which = 0;
    check_ok(turn_write(h, actor_system(), arrive, &which, NULL, a));
    for (size_t i = 0; i < HANDS; i++) {
        hands[i] = (struct hand){ .house = h, .which = which, .first = i };
        check_int(pthread_create(&hands[i].thread, NULL, act_often, &hands[i]), 0);
    }
    for (size_t i = 0; i < HANDS; i++) {
        pthread_join(hands[i].thread, NULL);
        check_int(hands[i].odd, 0);
        done += hands[i].done;
    }
    check(done > HANDS * ACTS / 4);
    check_ok(turn_read(h, actor_system(), compare, &which, NULL, a));
    test_house_close(h);
    arena_close(a);
}

/* ---- time, and many ---- */

enum { MANY = 1100 };

static enum err copy_often(struct turn *t, void *with)
{
    const struct doing *it = with;
    str sql = str_format(t->arena,
                         "with recursive n(i) as (select 1 union all select i + 1 from n where i < %d) "
                         "insert into conversation (id, customer, channel, subject, state, resolved_how, created_at, "
                         "last_at, resolved_at, reopen_count) select c.id + n.i, c.customer, c.channel, c.subject, "
                         "'%s', c.resolved_how, c.created_at, 1, 1, 0 from conversation c, n where c.id = %lld",
                         MANY, conversation_state_words[it->k], (long long)it->which);
    return t->db->ops->script(t->db, str_z(t->arena, sql));
}

static enum err count_in_state(struct turn *t, void *with)
{
    struct doing *it = with;
    static const struct query_place places[] = { { .arg = 0 } };
    static const struct query_part part = { .sql = "select count(*) from conversation where state = \1",
                                            .places = places,
                                            .n_places = 1 };
    static const struct query query = {
        .name = "test.in_state", .parts = { &part, &part }, .n_parts = { 1, 1 }, .n_args = 1, .answers = true
    };
    const struct value args[] = { { .kind = VALUE_TEXT, .text = str_of(conversation_state_words[it->k]) } };
    int64_t n = 0;
    TRY(db_int(t->db, &query, args, &n));
    it->which = n;
    return OK;
}

static int64_t in_state(struct house *h, struct arena *a, enum conversation_state state)
{
    struct doing it = { .k = state };
    check_ok(turn_read(h, actor_system(), count_in_state, &it, NULL, a));
    return it.which;
}

static id stubborn; /* the one that does not let itself be resolved */

static enum err refuse_one(struct turn *t, const struct event *e)
{
    return e->conversation == stubborn ? fail(t, CONFLICT, "not this one") : OK;
}

static const struct reaction with_a_stubborn_one[] = {
    WHEN(CONVERSATION_RESOLVED, NOW, refuse_one),
    WHEN(EVERY_MINUTE, SOON, conversation_assume_solved, .pool = STRANGERS),
    { 0 },
};

EACH_DATABASE(one_that_cannot_be_resolved_does_not_hold_up_the_others)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    struct doing it = { .k = PROPOSED };
    h->flow = with_a_stubborn_one;
    check_ok(turn_write(h, actor_system(), arrive, &it.which, NULL, a));
    check_ok(turn_write(h, actor_system(), copy_often, &it, NULL, a));
    stubborn = it.which + 1;
    check_ok(turn_write(h, actor_system(), tick, NULL, NULL, a));
    reaction_settle(h);
    check_int(in_state(h, a, PROPOSED), 1);
    check_int(in_state(h, a, RESOLVED), MANY - 1);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(a_night_closes_all_that_are_old_however_many)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    struct doing it = { .k = RESOLVED };
    check_ok(turn_write(h, actor_system(), arrive, &it.which, NULL, a));
    check_ok(turn_write(h, actor_system(), copy_often, &it, NULL, a));
    h->flow = flow;
    check_ok(turn_write(h, actor_system(), tick, NULL, NULL, a));
    reaction_settle(h);
    check_int(in_state(h, a, RESOLVED), 0);
    check_int(in_state(h, a, CLOSED), MANY);
    test_house_close(h);
    arena_close(a);
}
