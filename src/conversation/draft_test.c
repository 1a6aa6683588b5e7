/* Drafts: newest wins, the other is never thrown away unseen, and sending takes it along. */
#include "conversation/draft.h"

#include "channel/channel.h"
#include "conversation/conversation.h"
#include "net/peer_test.h"
#include "staff/team.h"
#include "test/ask.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

static id arrive(struct turn *t)
{
    struct incoming it = { 0 };
    check_ok(incoming_keep(t, &channel_form, STR("message=Hello"), STR(""), STR(""), &it));
    check_ok(conversation_receive(t, &(struct event){ .subject = it.id }));
    check_ok(incoming_find(t, it.id, &it));
    t->actor = (struct actor){ .kind = STAFF, .role = AGENT, .who = 77 };
    return it.conversation;
}

static struct draft type(struct turn *t, id which, const char *body, id base, int64_t ago_ms)
{
    struct draft out = { 0 };
    struct draft_typed it = { .conversation = which, .body = str_of(body), .base = base, .typed_ms_ago = ago_ms };
    check_ok(draft_save(t, &it, &out));
    return out;
}

static struct draft look(struct turn *t, id which)
{
    struct draft out = { 0 };
    check_ok(draft_find(t, which, DRAFT_REPLY, &out));
    return out;
}

TEST(a_draft_is_there_for_its_writer_and_for_nobody_else)
{
    id which = arrive(t);
    check_int(look(t, which).revision, 0);
    id first = type(t, which, "Dear Ann", 0, 0).revision;
    check_str(look(t, which).body, "Dear Ann");
    check(type(t, which, "Dear Ann,", first, 0).revision > first);
    t->actor.who = 78;
    check_int(look(t, which).revision, 0);
    t->actor = (struct actor){ .kind = KEY, .who = 77 }; /* a key of that number is somebody else */
    check_int(look(t, which).revision, 0);
}

TEST(an_answer_and_a_note_are_two_drafts)
{
    id which = arrive(t);
    struct draft note = { 0 };
    type(t, which, "Dear Ann", 0, 0);
    check_ok(draft_save(
        t, &(struct draft_typed){ .conversation = which, .kind = DRAFT_NOTE, .body = STR("She is kind") }, &note));
    check_str(note.body, "She is kind");
    check_str(look(t, which).body, "Dear Ann");
}

TEST(of_two_browsers_the_later_text_wins_and_the_other_lies_beside_it)
{
    id which = arrive(t);
    id base = type(t, which, "Dear", 0, 0).revision;
    type(t, which, "Dear Ann, from the train", base, 0);
    t->now += MINUTE;
    struct draft late = type(t, which, "Dear Ann, from the desk", base, 0); /* on what it knew */
    check_str(late.body, "Dear Ann, from the desk");
    check_str(late.other, "Dear Ann, from the train");
    struct draft old = type(t, which, "typed hours ago", base, 3600000); /* came back from a tunnel */
    check_str(old.body, "Dear Ann, from the desk");
    check_str(old.other, "Dear Ann, from the train\n\ntyped hours ago");
    struct draft settled = { 0 };
    check_ok(draft_save(
        t, &(struct draft_typed){ .conversation = which, .body = late.body, .base = old.revision, .settled = true },
        &settled));
    check_str(settled.other, "");
}

TEST(a_text_that_the_winner_contains_is_not_kept_twice)
{
    id which = arrive(t);
    id base = type(t, which, "Dear", 0, 0).revision;
    type(t, which, "Dear Ann", base, 0);
    check_str(type(t, which, "Dear Ann and Bob", base, 0).other, "");
}

TEST(an_empty_text_is_no_draft)
{
    id which = arrive(t);
    id base = type(t, which, "Dear Ann", 0, 0).revision;
    check_int(type(t, which, " \n", base, 0).revision, 0);
    check_int(look(t, which).revision, 0);
}

TEST(what_was_emptied_in_one_browser_and_typed_on_in_another_is_kept)
{
    id which = arrive(t);
    id base = type(t, which, "Dear", 0, 0).revision;
    type(t, which, "Dear Ann", base, 0);
    struct draft emptied = type(t, which, "", base, 0);
    check_str(emptied.body, "");
    check_str(emptied.other, "Dear Ann");
    check_str(look(t, which).other, "Dear Ann");
}

TEST(sending_takes_the_draft_of_that_kind_and_leaves_what_another_browser_typed)
{
    id which = arrive(t);
    struct message m = { 0 };
    struct draft note = { 0 };
    id base = type(t, which, "Dear", 0, 0).revision;
    check_ok(
        draft_save(t, &(struct draft_typed){ .conversation = which, .kind = DRAFT_NOTE, .body = STR("kind") }, &note));
    type(t, which, "elsewhere", base, 0);
    type(t, which, "It leaves today", base, 0);
    check_ok(conversation_write(t, which, STR("It leaves today"), false, &m));
    check_str(look(t, which).body, "elsewhere");
    check_str(look(t, which).other, "");
    check_ok(conversation_write(t, which, STR("elsewhere"), false, &m));
    check_str(look(t, which).body, "");
    check_ok(draft_find(t, which, DRAFT_NOTE, &note));
    check_str(note.body, "kind");
}

static void send(struct turn *t, id which, const char *body, id revision)
{
    struct message m = { 0 };
    struct writing what = { .conversation = which, .body = str_of(body), .drafted = true, .draft = revision };
    check_ok(conversation_say(t, &what, &m));
}

static enum err type_late(struct turn *t, id which, const char *body, id base)
{
    struct draft out = { 0 };
    return draft_save(t, &(struct draft_typed){ .conversation = which, .body = str_of(body), .base = base }, &out);
}

TEST(what_another_browser_typed_after_the_revision_that_is_sent_stays_the_draft)
{
    id which = arrive(t);
    id sent = type(t, which, "It leaves today", 0, 0).revision;
    id later = type(t, which, "It leaves today, by courier", sent, 0).revision;
    send(t, which, "It leaves today, promised", sent);
    check_str(look(t, which).body, "It leaves today, by courier");
    check_int(look(t, which).revision, later);
    send(t, which, "It leaves today, by courier", later);
    check_str(look(t, which).body, "");
}

TEST(a_save_that_comes_too_late_does_not_bring_back_what_was_sent)
{
    id which = arrive(t);
    id sent = type(t, which, "It leaves today", 0, 0).revision;
    send(t, which, "It leaves today!", sent);
    check_ok(type_late(t, which, "It leaves today!", sent));
    check_ok(type_late(t, which, " It leaves today!\n", 0)); /* its first save, overtaken by all */
    check_str(look(t, which).body, "");
    type(t, which, "And a word more", look(t, which).revision, 0);
    check_ok(type_late(t, which, "It leaves today!", sent));
    check_str(look(t, which).body, "And a word more");
    check_str(look(t, which).other, "");
}

TEST(a_text_that_was_sent_before_it_was_ever_saved_does_not_come_back_either)
{
    id which = arrive(t);
    send(t, which, "At once", 0);
    check_ok(type_late(t, which, "At once", 0));
    check_str(look(t, which).body, "");
}

TEST(what_was_typed_on_a_text_that_was_sent_is_refused_with_words_until_its_writer_looks)
{
    id which = arrive(t);
    id sent = type(t, which, "It leaves", 0, 0).revision;
    send(t, which, "It leaves", sent);
    check_err(type_late(t, which, "It leaves on Monday", sent), CONFLICT);
    check_str(t->why->field, "base");
    check_str(type(t, which, "It leaves on Monday", look(t, which).revision, 0).body, "It leaves on Monday");
}

TEST(that_something_was_sent_is_forgotten_after_a_month)
{
    id which = arrive(t);
    send(t, which, "At once", 0);
    type(t, which, "half", look(t, which).revision, 0);
    t->now += 2 * DRAFT_SENT_DAYS * DAY;
    check_ok(draft_forget_sent(t, NULL));
    check_str(look(t, which).body, "half");
    send(t, which, "half", look(t, which).revision);
    check_ok(draft_forget_sent(t, NULL));
    check(look(t, which).revision != 0);
    t->now += 2 * DRAFT_SENT_DAYS * DAY;
    check_ok(draft_forget_sent(t, NULL));
    check_int(look(t, which).revision, 0);
}

TEST(the_reason_for_handing_over_is_not_the_note_one_was_writing)
{
    id which = arrive(t);
    struct team team = { 0 };
    struct draft note = { 0 };
    check_ok(team_add(t, STR("Kiln"), &team));
    check_ok(draft_save(t, &(struct draft_typed){ .conversation = which, .kind = DRAFT_NOTE, .body = STR("half a") },
                        &note));
    check_ok(conversation_move(t, which, team.id, 0, STR("They know the kiln.")));
    check_ok(draft_find(t, which, DRAFT_NOTE, &note));
    check_str(note.body, "half a");
}

TEST(what_was_refused_leaves_the_draft)
{
    id which = arrive(t);
    struct message m = { 0 };
    type(t, which, "It leaves today", 0, 0);
    check_err(
        conversation_say(t, &(struct writing){ .conversation = which, .body = STR("It leaves today"), .seen = 1 }, &m),
        CONFLICT);
    check_str(look(t, which).body, "It leaves today");
}

TEST(more_than_can_be_kept_beside_it_is_refused_with_words_and_nothing_is_lost)
{
    id which = arrive(t);
    id base = type(t, which, "Dear", 0, 0).revision;
    struct draft out = { 0 };
    enum err err = OK;
    for (int i = 0; i < 8 && err == OK; i++) {
        struct text body = { .arena = t->arena };
        for (int n = 0; n < 1900; n++) text_addf(&body, "word%d%05d ", i, n);
        err = draft_save(t, &(struct draft_typed){ .conversation = which, .body = text_str(&body), .base = base },
                         &out);
    }
    check_err(err, CONFLICT);
    check(look(t, which).other.n > 80000);
}

static struct draft type_formatted(struct turn *t, id which, const char *body, const char *html, id base)
{
    struct draft out = { 0 };
    struct draft_typed it = { .conversation = which, .body = str_of(body), .html = str_of(html), .base = base };
    check_ok(draft_save(t, &it, &out));
    return out;
}

TEST(a_draft_keeps_its_formatting_cleaned_and_where_there_is_none_only_the_text)
{
    id which = arrive(t);
    struct draft d = type_formatted(t, which, "Dear Ann ", "<p>Dear <b onclick=x>Ann</b></p><script>x</script>", 0);
    check_str(d.html, "<p>Dear <strong>Ann</strong></p>");
    check_str(look(t, which).html, "<p>Dear <strong>Ann</strong></p>");
    check_str(look(t, which).body, "Dear Ann ");
    d = type_formatted(t, which, "Dear Ann", "<p>Dear Ann</p>", d.revision);
    check_str(d.html, "");
}

TEST(what_another_browser_formatted_lies_beside_with_its_formatting)
{
    id which = arrive(t);
    struct message m = { 0 };
    id base = type(t, which, "Dear", 0, 0).revision;
    type_formatted(t, which, "from the train", "<p>from the <b>train</b></p>", base);
    type(t, which, "from\n\na tunnel", base, 0);
    struct draft d = type_formatted(t, which, "from the desk", "<p>from the <i>desk</i></p>", base);
    check_str(d.html, "<p>from the <em>desk</em></p>");
    check_str(d.other, "from the train\n\nfrom\n\na tunnel");
    check_str(d.other_html, "<p>from the <strong>train</strong></p><p>from</p><p>a tunnel</p>");
    check_ok(conversation_write(t, which, STR("from the desk"), false, &m));
    check_str(look(t, which).html, "<p>from the <strong>train</strong></p><p>from</p><p>a tunnel</p>");
}

/* ---- over the wire ---- */

struct scene {
    id conversation;
};

static enum err prepare(struct turn *t, void *with)
{
    ((struct scene *)with)->conversation = arrive(t);
    return OK;
}

EACH_DATABASE(a_draft_is_kept_shown_and_dropped_over_the_wire)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, NULL);
    struct why why = { 0 };
    struct scene it = { 0 };
    check_ok(turn_write(h, actor_system(), prepare, &it, &why, a));
    str bo = test_sign_in(h, a, AGENT), cy = test_sign_in(h, a, AGENT);
    str at = str_format(a, "/api/v1/conversations/%lld/drafts/reply", (long long)it.conversation);
    str none = test_ask(h, a, str_format(a, "GET %.*s", STR_ARG(at)), bo, STR(""));
    check(test_has(none, "\"revision\":null"));
    str put = str_format(a, "PUT %.*s", STR_ARG(at));
    check(test_has(test_ask(h, a, put, bo, STR("{\"body\":\"Dear Ann\"}")), "\"body\":\"Dear Ann\""));
    check(test_has(test_ask(h, a, str_format(a, "GET %.*s", STR_ARG(at)), bo, STR("")), "Dear Ann"));
    check(!test_has(test_ask(h, a, str_format(a, "GET %.*s", STR_ARG(at)), cy, STR("")), "Dear Ann"));
    check(test_has(test_ask(h, a, put, bo, STR("{\"body\":\"x\",\"typed_ms_ago\":-1}")), "\"field\":\"typed_ms_ago\""));
    check_int(status_of(test_ask(h, a, str_format(a, "DELETE %.*s", STR_ARG(at)), bo, STR(""))), 204);
    check(test_has(test_ask(h, a, str_format(a, "GET %.*s", STR_ARG(at)), bo, STR("")), "\"revision\":null"));
    str odd = str_format(a, "GET /api/v1/conversations/%lld/drafts/poem", (long long)it.conversation);
    check_int(status_of(test_ask(h, a, odd, bo, STR(""))), 404);
    str line = str_format(a, "POST /api/v1/conversations/%lld/messages", (long long)it.conversation);
    check_int(status_of(test_ask(h, a, line, bo, STR("{\"body\":\"At once\",\"draft\":null}"))), 201);
    str late = test_ask(h, a, put, bo, STR("{\"body\":\"At once, and\"}"));
    check_int(status_of(late), 409);
    check(test_has(late, "\"field\":\"base\""));
    test_house_close(h);
    arena_close(a);
}
