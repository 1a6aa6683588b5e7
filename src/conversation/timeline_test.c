/* What a timeline shows, and that it can say it. */
#include "conversation/timeline.h"

#include "channel/channel.h"
#include "channel/form.h"
#include "conversation/conversation.h"
#include "spine/house.h"
#include "spine/route.h"
#include "test/test.h"
#include "text/words.h"

static bool has_word(const struct words *w, str key)
{
    for (size_t i = 0; i < w->n; i++)
        if (str_is(str_of(w->at[i].key), key)) return true;
    return false;
}

/* "conversation.marked_spam" → "console.event.conversation_marked_spam" */
static str key_of(struct arena *a, const struct event_kind *kind)
{
    struct text x = { .arena = a };
    text_addz(&x, "console.event.");
    for (const char *c = kind->name; *c; c++) text_addc(&x, *c == '.' ? '_' : *c);
    return text_str(&x);
}

/* A new kind of event needs a line for people: add it to words/, in every language. */
PURE(every_kind_of_event_has_words_for_its_line_in_every_language)
{
    struct arena *a = arena_open();
    struct text missing = { .arena = a };
    for (const struct module *const *m = modules; *m; m++)
        for (const struct event_kind *const *k = (*m)->events; k && *k; k++)
            for (const struct words *const *w = words_all; *w; w++) {
                str key = key_of(a, *k);
                if (!has_word(*w, key)) text_addf(&missing, "words/%s.json: %.*s; ", (*w)->language, STR_ARG(key));
            }
    check_str(text_str(&missing), "");
    arena_close(a);
}

static id arrive(struct turn *t, const char *form)
{
    struct incoming it = { 0 };
    check_ok(incoming_keep(t, &channel_form, str_of(form), STR(""), STR(""), &it));
    check_ok(conversation_receive(t, &(struct event){ .subject = it.id }));
    check_ok(incoming_find(t, it.id, &it));
    return it.conversation;
}

TEST(a_timeline_can_be_of_one_noun_and_goes_on_where_it_ended)
{
    struct conversation c = { 0 };
    struct message m = { 0 };
    struct event_list all = { 0 }, messages = { 0 }, rest = { 0 };
    id which = arrive(t, "message=Hello&email=ann%40example.org&name=Ann");
    check_ok(conversation_find(t, which, &c));
    check_ok(conversation_customer_writes(t, which, STR("Are you there?"), &m));
    t->actor = (struct actor){ .kind = STAFF, .role = OWNER, .who = 7 };
    check_ok(timeline_of(t, &(struct looking_back){ .customer = c.customer, .most = 50 }, &all));
    check_int(all.n, 4); /* met, opened, and what they wrote twice */
    struct looking_back wish = { .customer = c.customer, .noun = STR("message"), .most = 1 };
    check_ok(timeline_of(t, &wish, &messages));
    check_int(messages.n, 1);
    check_str(messages.at[0].kind, "message.received");
    wish.before = messages.at[0].id;
    check_ok(timeline_of(t, &wish, &rest));
    check_int(rest.n, 1);
    check(rest.at[0].id < wish.before);
    wish.noun = STR("mess");
    check_err(timeline_of(t, &wish, &rest), INVALID);
    check_str(t->why->field, "noun");
}

TEST(what_we_wrote_says_whether_it_was_a_note)
{
    struct conversation c = { 0 };
    struct message m = { 0 };
    struct event_list all = { 0 };
    struct written how[2] = { 0 };
    id which = arrive(t, "message=Hello");
    check_ok(conversation_find(t, which, &c));
    t->actor = (struct actor){ .kind = STAFF, .role = OWNER, .who = 7 };
    check_ok(conversation_write(t, which, STR("Only for us"), true, &m));
    check_ok(conversation_write(t, which, STR("For the customer"), false, &m));
    struct looking_back wish = { .customer = c.customer, .noun = STR("message"), .most = 2 };
    check_ok(timeline_of(t, &wish, &all));
    check_int(all.n, 2);
    for (size_t i = 0; i < 2; i++) check_ok(event_body(t, &all.at[i], &written_shape, &how[i]));
    check(!how[0].internal);
    check(how[1].internal);
}
