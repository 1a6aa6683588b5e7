#include "conversation/conversation.h"

#include "channel/channel.h"
#include "customer/customer.h"
#include "db/engine.h"
#include "test/test.h"

PURE(a_final_state_is_left_only_by_spam_that_was_none)
{
    for (int state = NEW; state <= SPAM; state++) {
        for (int what = CUSTOMER_WRITES; what <= HAND_OVER; what++) {
            enum conversation_state to = (enum conversation_state)state;
            bool may = conversation_state_after((enum conversation_state)state, (enum conversation_act)what, &to);
            if (!may) check_int(to, state);
            if (state == CLOSED || state == MERGED) check(!may);
            if (state == SPAM && may) check(what == NOT_SPAM || what == CUSTOMER_WRITES);
        }
    }
}

/* What SOON would do, at once: the turn of a test never commits. */
static id arrive(struct turn *t, const char *form)
{
    struct incoming it = { 0 };
    check_ok(incoming_keep(t, &channel_form, str_of(form), STR(""), STR(""), &it));
    check_ok(conversation_receive(t, &(struct event){ .subject = it.id }));
    check_ok(incoming_find(t, it.id, &it));
    check_int(it.state, UNDERSTOOD);
    return it.conversation;
}

static struct conversation look(struct turn *t, id which)
{
    struct conversation c = { 0 };
    check_ok(conversation_find(t, which, &c));
    return c;
}

static void as_staff(struct turn *t)
{
    t->actor = (struct actor){ .kind = STAFF, .role = AGENT, .who = 77 };
}
static void as_customer(struct turn *t)
{
    t->actor = (struct actor){ .kind = CUSTOMER, .who = 5 };
}

TEST(what_a_form_said_becomes_a_conversation_of_the_customer)
{
    id which = arrive(t, "message=Where+is+my+order%3F&email=Ann%40example.org&name=Ann");
    struct conversation c = look(t, which);
    check_int(c.state, NEW);
    check_str(c.subject, "Where is my order?");
    check_int(c.waiting_since, t->now);
    struct customer who = { 0 };
    check_ok(customer_find(t, c.customer, &who));
    check_str(who.email, "ann@example.org");
    struct message_list messages = { 0 };
    check_ok(conversation_messages(t, which, true, &messages));
    check_int(messages.n, 1);
    check_int(messages.at[0].author_kind, CUSTOMER);
    struct event_list events = { 0 };
    check_ok(event_timeline(t, c.customer, 0, 10, &events));
    check_int(events.n, 3);
    check_str(events.at[0].kind, "message.received");
    check_str(events.at[1].kind, "conversation.opened");
}

TEST(a_form_filled_by_a_machine_is_kept_apart_and_not_refused)
{
    check_int(look(t, arrive(t, "message=Buy&website=http%3A%2F%2Fx")).state, SPAM);
}

TEST(an_address_that_is_none_loses_no_message)
{
    check_int(look(t, arrive(t, "message=Hello&email=nonsense")).state, NEW);
}

TEST(an_answer_claims_what_nobody_owned_and_the_waiting_ends)
{
    struct message m = { 0 };
    id which = arrive(t, "message=Hello");
    as_staff(t);
    t->now += HOUR;
    check_ok(conversation_write(t, which, STR("Good morning"), false, &m));
    struct conversation c = look(t, which);
    check_int(c.state, AWAITING_CUSTOMER);
    check_int(c.owner, 77);
    check_int(c.waiting_since, 0);
    check_int(c.first_reply_at, t->now);
    t->actor.who = 78;
    check_err(conversation_claim(t, which), CONFLICT);
}

TEST(a_note_answers_nobody_and_no_customer_reads_it)
{
    struct message m = { 0 };
    struct message_list seen = { 0 };
    id which = arrive(t, "message=Hello");
    as_staff(t);
    check_ok(conversation_write(t, which, STR("He sounds upset"), true, &m));
    check_int(look(t, which).state, NEW);
    check(look(t, which).waiting_since != 0);
    check_ok(conversation_messages(t, which, false, &seen));
    check_int(seen.n, 1);
    check_err(conversation_write(t, which, STR("  \n "), false, &m), INVALID);
    check_str(t->why->field, "body");
}

TEST(a_program_answers_for_nothing)
{
    struct message m = { 0 };
    id which = arrive(t, "message=Hello");
    t->actor = (struct actor){ .kind = KEY, .who = 5, .scopes = STR("*") };
    check_ok(conversation_write(t, which, STR("Seen by the shop's system"), true, &m));
    check_err(conversation_write(t, which, STR("We look into it"), false, &m), CONFLICT);
    check_err(conversation_claim(t, which), CONFLICT);
    as_staff(t);
    check_ok(conversation_claim(t, which));
    t->actor = (struct actor){ .kind = KEY, .who = 5, .scopes = STR("*") };
    check_ok(conversation_write(t, which, STR("It left today"), false, &m));
    check_int(look(t, which).owner, 77);
}

TEST(not_solved_inside_the_week_reopens_with_the_same_owner)
{
    struct message m = { 0 };
    id which = arrive(t, "message=Hello");
    as_staff(t);
    check_err(conversation_resolve(t, which), CONFLICT); /* nobody has answered yet */
    check_ok(conversation_write(t, which, STR("Done"), false, &m));
    check_ok(conversation_resolve(t, which));
    check_int(look(t, which).resolved_how, ASSUMED);
    as_customer(t);
    check_ok(conversation_confirm(t, which));
    check_int(look(t, which).resolved_how, CONFIRMED);
    check_ok(conversation_not_solved(t, which, STR("It broke again")));
    struct conversation c = look(t, which);
    check_int(c.state, OPEN);
    check_int(c.owner, 77);
    check_int(c.reopen_count, 1);
    check_int(c.resolved_at, 0);
}

TEST(silence_after_solved_question_resolves_and_a_week_later_it_closes)
{
    struct message m = { 0 };
    id which = arrive(t, "message=Hello");
    as_staff(t);
    check_ok(conversation_write(t, which, STR("Done?"), false, &m));
    check_ok(conversation_propose(t, which));
    t->now += SILENCE_HOURS * HOUR - 1;
    check_ok(conversation_silence(t, which));
    check_int(look(t, which).state, PROPOSED);
    t->now += 1;
    check_ok(conversation_silence(t, which));
    check_int(look(t, which).state, RESOLVED);
    t->now += REOPEN_DAYS * DAY;
    check_ok(conversation_window_ends(t, which));
    check_int(look(t, which).state, CLOSED);
    as_customer(t);
    check_ok(conversation_customer_writes(t, which, STR("One more thing"), &m));
    check(m.conversation != which);
    check_int(look(t, m.conversation).continues, which);
    check_int(look(t, which).state, CLOSED);
}

TEST(the_same_key_is_one_incoming)
{
    struct incoming first = { 0 }, again = { 0 };
    check_ok(incoming_keep(t, &channel_api, STR("{\"body\":\"a\"}"), STR("k1"), STR(""), &first));
    check_ok(incoming_keep(t, &channel_api, STR("{\"body\":\"b\"}"), STR("k1"), STR(""), &again));
    check_int(first.id, again.id);
    check_str(again.raw, "{\"body\":\"a\"}");
}

/* "There is none" is said when there is none, not when we could not look. */
TEST(a_database_that_fails_is_no_missing_link)
{
    struct incoming it = { 0 };
    check_err(incoming_of_token(t, STR("guessed"), &it), NOT_FOUND);
    check_ok(t->db->ops->script(t->db, "alter table incoming rename to gone"));
    check_err(incoming_of_token(t, STR("guessed"), &it), BROKEN);
}
