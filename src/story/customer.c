/* Sentences about customers: what their browsers send. */
#include "channel/channel.h"
#include "conversation/conversation.h"
#include "story/acts.h"

/* ---- who ---- */

static str name_of(str said)
{
    ptrdiff_t at = str_find(said, STR("@"));
    return at > 0 ? str_cut(said, (size_t)at) : said;
}

static struct teller_customer *customer_named(struct telling *t, str said)
{
    for (struct teller_customer *c = t->thread->customers; c; c = c->next)
        if (str_is(c->name, name_of(said))) return c;
    return NULL;
}

enum err telling_customer(struct telling *t, str name, struct teller_customer **out)
{
    *out = name.n ? customer_named(t, name) : t->thread->about;
    if (!*out && !name.n) return untrue(t, "nobody has asked anything yet");
    if (!*out) return untrue(t, "this story has no customer %.*s: let them ask first", STR_ARG(name));
    t->thread->about = *out;
    return OK;
}

enum err telling_new_customer(struct telling *t, str name, struct teller_customer **out)
{
    *out = customer_named(t, name);
    if (*out) return OK;
    struct teller_customer *c = ARENA_NEW(t->whole, struct teller_customer);
    bool email = str_find(name, STR("@")) > 0;
    str kept = str_copy(t->whole, name);
    *c = (struct teller_customer){ .name = name_of(kept),
                                   .email = email ? kept : (str){ 0 },
                                   .next = t->thread->customers };
    *out = t->thread->customers = c;
    return OK;
}

enum err story_customer_is_called(struct telling *t, const struct said *s)
{
    struct teller_customer *c = NULL;
    TRY(telling_new_customer(t, said_word(s, "customer"), &c));
    c->called = said_word(s, "name");
    return OK;
}

enum err story_customer_reads(struct telling *t, const struct said *s)
{
    struct teller_customer *c = NULL;
    TRY(telling_new_customer(t, said_word(s, "customer"), &c));
    c->language = said_word(s, "language");
    return OK;
}

/* ---- the contact form ---- */

struct finding {
    str token;
    id conversation;
};

static enum err find_behind(struct turn *turn, void *with)
{
    struct finding *f = with;
    struct incoming it = { 0 };
    TRY(incoming_of_token(turn, f->token, &it));
    f->conversation = it.conversation;
    return OK;
}

enum err telling_find_conversation(struct telling *t, struct teller_customer *who)
{
    struct finding f = { .token = str_from(who->page, strlen("/c/")) };
    if (telling_turn(t, turn_read, find_behind, &f) != OK || !f.conversation)
        return untrue(t, "what %.*s sent was not understood", STR_ARG(who->name));
    who->conversation = f.conversation;
    return OK;
}

static enum err fill_form(struct telling *t, const struct said *s, bool trap)
{
    struct teller_customer *c = NULL;
    struct reply reply = { 0 };
    struct text form = { .arena = t->arena };
    TRY(telling_new_customer(t, said_word(s, "customer"), &c));
    visit_form(&form, "message", said_word(s, "text"));
    visit_form(&form, "name", c->called);
    visit_form(&form, "email", c->email);
    visit_form(&form, "language", c->language.n ? c->language : STR("en"));
    visit_form(&form, "website", trap ? STR("https://cheap.example") : (str){ 0 });
    struct visit v = { .method = "POST", .path = STR("/contact"), .form = text_str(&form), .language = c->language };
    TRY(telling_visit(t, &v, &reply));
    c->page = str_copy(t->whole, reply_find(&reply, STR("Location")));
    t->thread->about = c;
    reaction_settle(t->house);
    return telling_find_conversation(t, c);
}

enum err story_customer_asks(struct telling *t, const struct said *s)
{
    return fill_form(t, s, false);
}

enum err story_machine_fills(struct telling *t, const struct said *s)
{
    return fill_form(t, s, true);
}

/* ---- the private page ---- */

static enum err press(struct telling *t, const struct said *s, const char *button, str words)
{
    struct teller_customer *c = NULL;
    struct reply reply = { 0 };
    struct text form = { .arena = t->arena };
    TRY(telling_customer(t, said_word(s, "customer"), &c));
    if (words.n) visit_form(&form, "message", words);
    struct visit v = { .method = "POST",
                       .path = str_format(t->arena, "%.*s%s", STR_ARG(c->page), button),
                       .form = text_str(&form),
                       .language = c->language };
    return telling_visit(t, &v, &reply);
}

enum err story_customer_replies(struct telling *t, const struct said *s)
{
    return press(t, s, "/reply", said_word(s, "text"));
}

enum err story_customer_says_solved(struct telling *t, const struct said *s)
{
    return press(t, s, "/solved", (str){ 0 });
}

enum err story_customer_says_not_solved(struct telling *t, const struct said *s)
{
    return press(t, s, "/not-solved", (str){ 0 });
}

enum err story_customer_adds_not_solved(struct telling *t, const struct said *s)
{
    return press(t, s, "/not-solved", said_word(s, "text"));
}

enum err story_customer_looks(struct telling *t, const struct said *s)
{
    struct teller_customer *c = NULL;
    struct reply reply = { 0 };
    TRY(telling_customer(t, said_word(s, "customer"), &c));
    return telling_visit(t, &(struct visit){ .method = "GET", .path = c->page, .language = c->language }, &reply);
}

enum err story_customer_guesses(struct telling *t, const struct said *s)
{
    struct reply reply = { 0 };
    struct visit v = { .method = "GET", .path = str_format(t->arena, "/c/%.*s", STR_ARG(said_word(s, "address"))) };
    return telling_visit(t, &v, &reply);
}
