/* What was told leaves with one act, and what happened stays. */
#include "spine/sample.h"

#include "channel/form.h"
#include "conversation/columns.h"
#include "conversation/conversation.h"
#include "conversation/mention.h"
#include "conversation/view.h"
#include "customer/customer.h"
#include "search/search.h"
#include "spine/setting.h"
#include "staff/recognise.h"
#include "staff/session.h"
#include "staff/staff.h"
#include "staff/team.h"
#include "story/sample_routes.h"
#include "story/story.h"
#include "test/asking.h"
#include "test/database.h"
#include "test/house.h"

static const char SHOP[] = "# A shop\n"
                           "begins on 2025-06-02 at 09:00\n"
                           "staff ana is an owner named Ana Told\n"
                           "staff ben is an agent named Ben Told\n"
                           "staff cleo is a lead named Cleo Told\n"
                           "setting survey.after_resolve is nps\n"
                           "owner ana makes the team kiln\n"
                           "owner ana makes the team shelf\n"
                           "owner ana puts ben into kiln\n"
                           "owner ana puts cleo into shelf\n"
                           "owner ana makes the key robot for incoming.write\n"
                           "program robot hands in one from amy@post.example: A teapot, please\n"
                           "customer max@post.example asks by form: My bowl is broken\n"
                           "agent ben answers: A new one leaves today\n"
                           "agent ben tags with broken\n"
                           "agent ben tags with kind people\n"
                           "lead cleo notes for ben: He is kind\n"
                           "lead cleo keeps a view for everybody of box all, tag broken: Broken\n"
                           "agent ben keeps a view for kiln of owner ben, sort waiting: Mine\n"
                           "clock +2 hours\n"
                           "customer max says solved\n"
                           "customer max answers the survey with 9: Quick\n"
                           "customer zoe@post.example asks by form: Where is my jug\n"
                           "agent ben answers: On its way\n"
                           "agent ben begins to answer: It comes\n"
                           "agent ben puts off for 9 weeks: The kiln\n";

static struct house *told_house(struct arena *a)
{
    struct house *h = test_serving_house(a);
    struct why why = { 0 };
    struct story_list stories = { 0 };
    struct outcome out = { 0 };
    usec now = clock_now(&h->clock);
    struct reading r = { .arena = a, .why = &why, .file = STR("shop.story"), .now = now, .stories = &stories };
    enum err (*usual)(struct turn *, const struct request *) = h->options.recognise;
    h->flow = flow;
    h->options.recognise = staff_recognise;
    check_ok(story_read(&r, str_of(SHOP)));
    if (story_tell(h, &stories, NULL, &why, &out) != OK) bug("%.*s", STR_ARG(why.words));
    clock_set(&h->clock, now);
    h->options.recognise = usual;
    return h;
}

/* ---- meanwhile, in truth ---- */

struct truth {
    id conversation, customer, ben, cleo, ana;
    str view; /* the name of one that is really kept */
};

static enum err staff_called(struct turn *t, const char *email, id *out)
{
    struct staff who = { 0 };
    bool found = false;
    TRY(staff_by_email(t, str_of(email), &who, &found));
    *out = found ? who.id : 0;
    return OK;
}

/* Told tags, views and mentions are there; and the tag that a real thing carries, or a real view looks for, is needed.
 */
static enum err things_are_kept(struct turn *t, const struct truth *it)
{
    struct tag_list tags = { 0 };
    struct tag tag = { 0 };
    struct saved_view_list views = { 0 };
    struct mention_list mentions = { 0 };
    bool changed = false;
    struct saved_view kept = { .name = it->view, .filter = { .owner = it->ana } };
    TRY(tag_list_all(t, &tags));
    check_int(tags.n, 2);
    TRY(view_list_all(t, &views));
    check_int(views.n, 2); /* both are shared */
    TRY(tag_name(t, STR("kind people"), &tag));
    TRY(tag_put_on(t, it->conversation, tag.id, &changed));
    TRY(view_add(t, &kept));
    t->actor = (struct actor){ .kind = STAFF, .role = AGENT, .who = it->ben };
    TRY(mention_list(t, false, 0, 9, &mentions));
    check_int(mentions.n, 1);
    return OK;
}

/* Ben is given something real to look after; Ana signs in; zoe, who was told, really writes. */
static enum err something_happens(struct turn *t, void *with)
{
    struct truth *it = with;
    struct incoming in = { 0 };
    struct conversation c = { 0 };
    str cookie = { 0 };
    TRY(staff_called(t, "ben@shop.example", &it->ben));
    TRY(staff_called(t, "cleo@shop.example", &it->cleo));
    TRY(staff_called(t, "ana@shop.example", &it->ana));
    TRY(session_begin(t, NULL, &(struct staff){ .id = it->ana, .role = OWNER }, BY_LINK, &cookie));
    TRY(incoming_keep(t, &channel_form, STR("message=A+real+teapot&email=eve%40example.org"), STR(""), STR(""), &in));
    TRY(conversation_receive(t, &(struct event){ .subject = in.id }));
    TRY(incoming_find(t, in.id, &in));
    it->conversation = in.conversation;
    t->actor = (struct actor){ .kind = STAFF, .role = OWNER, .who = it->ana };
    TRY(conversation_assign(t, in.conversation, it->ben, STR("yours")));
    TRY(conversation_find(t, in.conversation, &c));
    it->customer = c.customer;
    it->view = STR("Really kept");
    TRY(things_are_kept(t, it));
    TRY(incoming_keep(t, &channel_form, STR("message=Really&email=zoe%40post.example"), STR(""), STR(""), &in));
    return conversation_receive(t, &(struct event){ .subject = in.id });
}

static enum err look(struct turn *t, void *with)
{
    const struct truth *it = with;
    struct sample_size left = { 0 };
    struct event_list events = { 0 };
    struct search_row_list rows = { 0 };
    struct staff who = { 0 };
    struct team_list teams = { 0 };
    struct tag_list tags = { 0 };
    struct saved_view_list views = { 0 };
    struct mention_list mentions = { 0 };
    str kind = { 0 };
    check_ok(sample_measure(t, &left));
    check(!left.is_here);
    check_ok(conversation_find(t, it->conversation, &(struct conversation){ 0 }));
    check_ok(customer_find(t, it->customer, &(struct customer){ 0 }));
    check_ok(search_find(t, &(struct search_wanted){ .q = STR("teapot") }, &rows));
    check_int(rows.n, 2); /* its subject and its message; amy's are gone */
    check_ok(event_since(t, 0, 1000, &events));
    for (size_t i = 0; i < events.n; i++) check(events.at[i].at >= t->now - DAY);
    check_ok(staff_find(t, it->ana, &who)); /* signed in since */
    check_ok(staff_find(t, it->ben, &who)); /* has something real in hand */
    check_err(staff_find(t, it->cleo, &who), NOT_FOUND);
    check_ok(team_list_all(t, &teams));
    check_int(teams.n, 1);
    check_str(teams.at[0].name, "kiln"); /* where Ben is */
    check_ok(tag_list_all(t, &tags));
    check_int(tags.n, 1);
    check_str(tags.at[0].name, "kind people"); /* something real carries it */
    t->actor = (struct actor){ .kind = STAFF, .role = OWNER, .who = it->ana };
    check_ok(view_list_all(t, &views));
    check_int(views.n, 1);
    check(str_is(views.at[0].name, it->view));
    t->actor.who = it->ben;
    check_ok(mention_list(t, true, 0, 9, &mentions));
    check_int(mentions.n, 0);
    check_ok(setting_text(t, "survey.after_resolve", &kind));
    check_str(kind, "csat");
    return OK;
}

static enum err leave(struct turn *t, void *unused)
{
    (void)unused;
    return sample_leave(t);
}

static enum err batch(struct turn *t, void *more)
{
    return sample_batch(t, more);
}

static void nothing_differs(struct house *h, struct arena *a)
{
    struct why why = { 0 };
    struct rebuilding columns = { 0 }, index = { 0 };
    check_ok(rebuild_module(h, columns_rebuild, &columns, &why, a));
    check_ok(rebuild_module(h, search_rebuild, &index, &why, a));
    check_int(columns.looked, 2);
    check_int(columns.differed + index.differed, 0);
}

EACH_DATABASE(what_was_told_leaves_with_one_act_and_what_happened_stays)
{
    struct arena *a = arena_open();
    struct house *h = told_house(a);
    struct truth it = { 0 };
    struct why why = { 0 };
    check_ok(turn_write(h, actor_system(), something_happens, &it, &why, a));
    reaction_settle(h);
    check(has(ask_with_key(a, h, STR("GET /api/v1/sample"), (str){ 0 }), "\"conversations\":3"));
    str reply = ask_with_key(a, h, STR("DELETE /api/v1/sample"), (str){ 0 });
    check(has(reply, "HTTP/1.1 202"));
    check(has(reply, "\"leaving\":true"));
    reaction_settle(h);
    check_ok(turn_read(h, actor_system(), look, &it, &why, a));
    nothing_differs(h, a);
    check(has(ask_with_key(a, h, STR("GET /api/v1/sample"), (str){ 0 }), "\"is_here\":false"));
    check(has(ask_with_key(a, h, STR("DELETE /api/v1/sample"), (str){ 0 }), "\"is_here\":false")); /* once more */
    test_house_close(h);
    arena_close(a);
}

/* Stopped after any batch, by hand or with the program: what is left leaves later, and the act may be done again. */
EACH_DATABASE(forgetting_may_be_interrupted_and_repeated)
{
    struct arena *a = arena_open(), *own = arena_open();
    struct house *h = told_house(a);
    struct truth it = { 0 };
    struct why why = { 0 };
    bool more = true;
    check_ok(turn_write(h, actor_system(), something_happens, &it, &why, a));
    check_ok(turn_write(h, actor_system(), leave, NULL, &why, a));
    check_ok(turn_write(h, actor_system(), batch, &more, &why, own));
    check(more);
    check_ok(turn_write(h, actor_system(), leave, NULL, &why, a)); /* once more */
    while (more) check_ok(turn_write(h, actor_system(), batch, &more, &why, own));
    reaction_settle(h); /* the desk finds nothing to do */
    check_ok(turn_read(h, actor_system(), look, &it, &why, a));
    nothing_differs(h, a);
    test_house_close(h);
    arena_close(own);
    arena_close(a);
}

static enum err begin_telling(struct turn *t, void *unused)
{
    (void)unused;
    return sample_begin(t);
}

EACH_DATABASE(what_was_not_told_to_its_end_cannot_leave)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    struct why why = { 0 };
    check_ok(turn_write(h, actor_system(), begin_telling, NULL, &why, a));
    check_err(turn_write(h, actor_system(), leave, NULL, &why, a), CONFLICT);
    check(str_find(why.words, STR("not told to its end")) >= 0);
    test_house_close(h);
    arena_close(a);
}
