#include "business/business.h"
#include "channel/channel.h"

#include "channel/pretend.h"
#include "conversation/conversation.h"
#include "customer/customer.h"
#include "spine/house.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

static const char letter[] = "from: ann@example.org\nname: Ann\nabout: My bowl\n\nWhere is it?\nIt was to come Monday.";

PURE(every_kind_of_channel_has_a_name_of_its_own_and_can_hear)
{
    for (const struct channel_kind *const *k = channel_kinds; *k; k++) {
        check((*k)->name && (*k)->title && ((*k)->hear || (*k)->letters));
        check(channel_kind_named(str_of((*k)->name)) == *k);
    }
    check(channel_kind_named(STR("telegraph")) == NULL);
}

static enum err arrive(struct turn *t, void *with)
{
    struct incoming *it = with;
    TRY(incoming_keep(t, &channel_pretend, str_of(letter), STR(""), STR(""), it));
    return OK;
}

static enum err look(struct turn *t, void *with)
{
    struct incoming *it = with;
    return incoming_find(t, it->id, it);
}

struct answering {
    id conversation;
    struct message message;
    struct customer who;
    struct conversation c;
    struct event queued;
};

static enum err look_at_queued(struct turn *t, void *with)
{
    struct answering *it = with;
    struct event_list events = { 0 };
    TRY(event_of_conversation(t, it->who.id, it->conversation, &events));
    for (size_t i = 0; i < events.n; i++)
        if (str_is(events.at[i].kind, STR("outgoing.queued"))) it->queued = events.at[i];
    return OK;
}

static enum err answer(struct turn *t, void *with)
{
    struct answering *it = with;
    TRY(conversation_write(t, it->conversation, STR("A note"), true, &it->message));
    TRY(conversation_write(t, it->conversation, STR("It leaves today."), false, &it->message));
    TRY(conversation_find(t, it->conversation, &it->c));
    return customer_find(t, it->c.customer, &it->who);
}

static enum err set_signature(struct turn *t, void *unused)
{
    str name = STR("Tonwerk"), signature = STR("{business}, since 1998");
    (void)unused;
    return business_change(t, &(struct business_change){ .name = &name, .signature = &signature });
}

EACH_DATABASE(what_comes_by_a_channel_that_can_send_is_answered_by_it_once_also_after_the_world_was_away)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    struct why why = { 0 };
    struct incoming it = { 0 };
    struct outgoing sent = { 0 };
    h->flow = flow;
    while (pretend_sent(a, &sent)) continue;
    check_ok(turn_write(h, actor_system(), set_signature, NULL, &why, a));
    check_ok(turn_write(h, actor_system(), arrive, &it, &why, a));
    reaction_settle(h);
    check_ok(turn_read(h, actor_system(), look, &it, &why, a));
    check_int(it.state, UNDERSTOOD);

    struct answering said = { .conversation = it.conversation };
    struct actor agent = { .kind = STAFF, .role = AGENT, .who = 77 };
    pretend_away(true);
    check_ok(turn_write(h, agent, answer, &said, &why, a));
    check_ok(turn_read(h, actor_system(), look_at_queued, &said, &why, a));
    check_str(said.queued.body, "{}"); /* what happened names the message, and says nothing of it */
    check_int(said.queued.subject, said.message.id);
    check_int(said.queued.conversation, said.conversation);
    check_str(said.c.subject, "My bowl");
    check_str(said.who.email, "ann@example.org");
    reaction_settle(h);
    check(!pretend_sent(a, &sent)); /* nobody answered there: it waits and is tried again */
    pretend_away(false);
    clock_move(&h->clock, 2 * MINUTE);
    reaction_settle(h);
    check(pretend_sent(a, &sent));
    check_int(sent.message, said.message.id);
    check_int(sent.conversation, said.conversation);
    check_str(sent.email, "ann@example.org");
    check_str(sent.subject, "My bowl");
    check_str(sent.body, "It leaves today.\n\nTonwerk, since 1998"); /* signed on its way out, and only there */
    check_str(said.message.body, "It leaves today.");
    clock_move(&h->clock, DAY);
    reaction_settle(h);
    check(!pretend_sent(a, &sent)); /* once, and never the note */
    test_house_close(h);
    arena_close(a);
}

TEST(what_a_channel_cannot_understand_is_kept_and_says_why)
{
    struct incoming it = { 0 };
    struct heard heard = { 0 };
    check_ok(incoming_keep(t, &channel_pretend, STR("colour: blue\n\nHello"), STR(""), STR(""), &it));
    check_err(conversation_receive(t, &(struct event){ .subject = it.id }), INVALID);
    check_str(t->why->field, "head");
    check_ok(incoming_find(t, it.id, &it));
    check_int(it.state, STORED);
    check_str(it.raw, "colour: blue\n\nHello");
    it.channel = STR("telegraph");
    check_err(incoming_hear(t, &it, &heard), BROKEN);
}
