/* Sentences that may turn out to be untrue. */
#include "conversation/conversation.h"
#include "story/acts.h"
#include "text/json.h"

enum { EVENTS_MOST = 10000 };

/* ---- refusals ---- */

enum err story_expect_refused(struct telling *t, const struct said *s)
{
    const struct why *why = &t->thread->refusal;
    str words = said_word(s, "text");
    if (why->err == OK) return untrue(t, "it was not refused");
    if (shows(t, why->words, words) || str_find(why->words, words) >= 0) return OK;
    return untrue(t, "it was refused with other words: %.*s", STR_ARG(why->words));
}

enum err story_expect_refused_as(struct telling *t, const struct said *s)
{
    const struct why *why = &t->thread->refusal;
    str name = said_word(s, "error");
    if (why->err == OK) return untrue(t, "it was not refused");
    if (str_is(name, str_of(err_name(why->err)))) return OK;
    return untrue(t, "it was refused as %s: %.*s", err_name(why->err), STR_ARG(why->words));
}

/* ---- the conversation ---- */

struct looking {
    id which, customer;
    struct conversation conversation;
    struct event_list events;
};

static enum err look_at(struct turn *turn, void *with)
{
    struct looking *l = with;
    return conversation_find(turn, l->which, &l->conversation);
}

enum err telling_conversation(struct telling *t, const struct teller_customer *who, struct conversation *out)
{
    struct looking l = { .which = who->conversation };
    TRY(telling_turn(t, turn_read, look_at, &l));
    l.conversation.channel = str_copy(t->arena, l.conversation.channel);
    l.conversation.subject = str_copy(t->arena, l.conversation.subject);
    *out = l.conversation;
    return OK;
}

static enum err current(struct telling *t, struct conversation *out)
{
    struct teller_customer *about = NULL;
    TRY(telling_customer(t, (str){ 0 }, &about));
    return telling_conversation(t, about, out);
}

enum err story_about(struct telling *t, const struct said *s)
{
    struct teller_customer *c = NULL;
    return telling_customer(t, said_word(s, "customer"), &c);
}

static enum err expect_word(struct telling *t, str is, str should)
{
    return str_is(is, should) ? OK : untrue(t, "it is %.*s", STR_ARG(is));
}

enum err story_expect_state(struct telling *t, const struct said *s)
{
    struct conversation c = { 0 };
    TRY(current(t, &c));
    return expect_word(t, str_of(conversation_state_words[c.state]), said_word(s, "state"));
}

enum err story_expect_resolved_how(struct telling *t, const struct said *s)
{
    static const char *const words[] = { "unresolved", "confirmed", "assumed" };
    struct conversation c = { 0 };
    TRY(current(t, &c));
    return expect_word(t, str_of(words[c.resolved_how]), said_word(s, "how"));
}

enum err story_expect_channel(struct telling *t, const struct said *s)
{
    struct conversation c = { 0 };
    TRY(current(t, &c));
    return expect_word(t, c.channel, said_word(s, "channel"));
}

enum err story_expect_subject(struct telling *t, const struct said *s)
{
    struct conversation c = { 0 };
    TRY(current(t, &c));
    return expect_word(t, c.subject, said_word(s, "text"));
}

enum err story_expect_owner(struct telling *t, const struct said *s)
{
    struct conversation c = { 0 };
    str is = STR("nobody");
    TRY(current(t, &c));
    for (size_t i = 0; i < t->staff.n; i++)
        if (c.owner && t->staff.at[i].who == c.owner) is = t->staff.at[i].name;
    return expect_word(t, is, said_word(s, "who"));
}

enum err story_expect_waiting(struct telling *t, const struct said *s)
{
    struct conversation c = { 0 };
    (void)s;
    TRY(current(t, &c));
    return c.waiting_since ? OK : untrue(t, "nobody waits for an answer");
}

enum err story_expect_not_waiting(struct telling *t, const struct said *s)
{
    struct conversation c = { 0 };
    (void)s;
    TRY(current(t, &c));
    str since = time_iso(t->arena, c.waiting_since);
    return c.waiting_since ? untrue(t, "somebody has waited since %.*s", STR_ARG(since)) : OK;
}

enum err story_expect_reopened(struct telling *t, const struct said *s)
{
    struct conversation c = { 0 };
    TRY(current(t, &c));
    return expect_word(t, str_format(t->arena, "%lld", (long long)c.reopen_count), said_word(s, "n"));
}

/* ---- what people see ---- */

static enum err page_of(struct telling *t, const struct said *s, str *html)
{
    struct teller_customer *c = NULL;
    struct reply reply = { 0 };
    TRY(telling_customer(t, said_word(s, "customer"), &c));
    TRY(telling_visit(t, &(struct visit){ .method = "GET", .path = c->page, .language = c->language }, &reply));
    *html = reply.body;
    return OK;
}

enum err story_expect_sees(struct telling *t, const struct said *s)
{
    str html = { 0 };
    TRY(page_of(t, s, &html));
    return shows(t, html, said_word(s, "text")) ? OK : untrue(t, "the page does not show it:\n%.*s", STR_ARG(html));
}

enum err story_expect_not_sees(struct telling *t, const struct said *s)
{
    str html = { 0 };
    TRY(page_of(t, s, &html));
    return shows(t, html, said_word(s, "text")) ? untrue(t, "the page shows it:\n%.*s", STR_ARG(html)) : OK;
}

enum err story_expect_page_language(struct telling *t, const struct said *s)
{
    str html = { 0 };
    TRY(page_of(t, s, &html));
    str tag = str_format(t->arena, "<html lang=\"%.*s\" dir=\"%s\">", STR_ARG(said_word(s, "language")),
                         str_is(said_word(s, "side"), STR("right")) ? "rtl" : "ltr");
    return str_find(html, tag) >= 0 ? OK : untrue(t, "the page begins otherwise: %.*s", STR_ARG(str_cut(html, 60)));
}

static enum err thread_of(struct telling *t, const struct said *s, str *json)
{
    struct visit v = { .method = "GET" };
    struct teller_customer *about = NULL;
    struct reply reply = { 0 };
    TRY(telling_staff(t, s, &v.staff));
    TRY(telling_customer(t, (str){ 0 }, &about));
    v.path = str_format(t->arena, "/api/v1/conversations/%lld/messages", (long long)about->conversation);
    TRY(telling_visit(t, &v, &reply));
    *json = reply.body;
    return OK;
}

enum err story_expect_staff_sees(struct telling *t, const struct said *s)
{
    str json = { 0 };
    struct text quoted = { .arena = t->arena };
    TRY(thread_of(t, s, &json));
    json_quote(&quoted, said_word(s, "text"));
    str words = str_cut(str_from(text_str(&quoted), 1), quoted.n - 2);
    return str_find(json, words) >= 0 ? OK : untrue(t, "it is not in the thread: %.*s", STR_ARG(json));
}

/* ---- what happened ---- */

static enum err look_at_events(struct turn *turn, void *with)
{
    struct looking *l = with;
    return event_timeline(turn, l->customer, 0, EVENTS_MOST, &l->events);
}

enum err story_expect_events(struct telling *t, const struct said *s)
{
    struct conversation c = { 0 };
    struct looking l = { 0 };
    int n = 0;
    TRY(current(t, &c));
    l.customer = c.customer;
    TRY(telling_turn(t, turn_read, look_at_events, &l));
    for (size_t i = 0; i < l.events.n; i++) n += str_is(l.events.at[i].kind, said_word(s, "event"));
    return expect_word(t, str_format(t->arena, "%d", n), said_word(s, "n"));
}
