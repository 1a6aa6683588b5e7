/* Sentences about other programs, which hand in what customers said, and about channels that send. */
#include "channel/channel.h"
#include "channel/pretend.h"
#include "spine/token.h"
#include "story/acts.h"
#include "text/json.h"

struct key_once {
    id id;
    str name, scopes, key;
};
static const struct shape key_once_shape = SHAPE(struct key_once, F_ID(struct key_once, id),
                                                 F_TEXT(struct key_once, name), F_TEXT(struct key_once, scopes),
                                                 F_TEXT(struct key_once, key));

struct accepted {
    id incoming;
    str link;
};
static const struct shape accepted_shape = SHAPE(struct accepted, F_ID(struct accepted, incoming),
                                                 F_TEXT(struct accepted, link));

enum err story_key_is_made(struct telling *t, const struct said *s)
{
    struct visit v = { .method = "POST", .path = STR("/api/v1/keys") };
    struct text json = { .arena = t->arena };
    struct reply reply = { 0 };
    struct key_once made = { 0 };
    str name = said_word(s, "key"), scopes = said_word(s, "scopes");
    TRY(telling_staff(t, s, &v.staff));
    visit_json(&json, "name", name);
    text_addz(&json, ",\"scopes\":[");
    for (const char *between = ""; scopes.n; between = ",") {
        text_addz(&json, between);
        json_quote(&json, str_split(&scopes, ' '));
    }
    text_addz(&json, "]}");
    v.json = text_str(&json);
    TRY(telling_visit(t, &v, &reply));
    TRY(json_read(t->arena, t->why, reply.body, &key_once_shape, &made));
    *LIST_ADD(t->whole, &t->keys) = (struct teller_key){ .name = name, .secret = str_copy(t->whole, made.key) };
    return OK;
}

static enum err key_of(struct telling *t, str name, str *secret)
{
    for (size_t i = 0; i < t->keys.n; i++)
        if (str_is(t->keys.at[i].name, name)) return *secret = t->keys.at[i].secret, OK;
    return untrue(t, "there is no key %.*s yet", STR_ARG(name));
}

/* What the address of the link ends with: our pages are asked for by their path. */
static str path_of(str link)
{
    ptrdiff_t at = str_find(link, STR("/c/"));
    return at < 0 ? (str){ 0 } : str_from(link, (size_t)at);
}

enum err story_program_sends(struct telling *t, const struct said *s)
{
    struct teller_customer *c = NULL;
    struct text json = { .arena = t->arena };
    struct reply reply = { 0 };
    struct accepted accepted = { 0 };
    struct visit v = { .method = "POST", .path = STR("/api/v1/incoming"), .idempotency = said_word(s, "name") };
    TRY(key_of(t, said_word(s, "key"), &v.key));
    TRY(telling_new_customer(t, said_word(s, "customer"), &c));
    visit_json(&json, "body", said_word(s, "text"));
    visit_json(&json, "email", c->email);
    visit_json(&json, "name", c->called);
    visit_json(&json, "language", c->language.n ? c->language : STR("en"));
    text_addz(&json, ",\"page\":true}");
    v.json = text_str(&json);
    TRY(telling_visit(t, &v, &reply));
    TRY(json_read(t->arena, t->why, reply.body, &accepted_shape, &accepted));
    c->page = str_copy(t->whole, path_of(accepted.link));
    t->thread->about = c;
    reaction_settle(t->house);
    return telling_find_conversation(t, c);
}

/* ---- the pretended channel: what its bytes are, and what it has sent ---- */

struct arriving {
    str raw, token;
};

static enum err arrive(struct turn *turn, void *with)
{
    struct arriving *it = with;
    struct incoming kept = { 0 };
    it->token = token_make(turn->arena);
    return incoming_keep(turn, &channel_pretend, it->raw, (str){ 0 }, it->token, &kept);
}

enum err story_customer_pretends(struct telling *t, const struct said *s)
{
    struct teller_customer *c = NULL;
    struct arriving it = { 0 };
    TRY(telling_new_customer(t, said_word(s, "customer"), &c));
    it.raw = str_format(t->arena, "from: %.*s\nname: %.*s\n\n%.*s", STR_ARG(c->email), STR_ARG(c->called),
                        STR_ARG(said_word(s, "text")));
    TRY(telling_turn(t, turn_write, arrive, &it));
    c->page = str_format(t->whole, "/c/%.*s", STR_ARG(it.token));
    t->thread->about = c;
    reaction_settle(t->house);
    return telling_find_conversation(t, c);
}

enum err story_pretend_away(struct telling *t, const struct said *s)
{
    (void)t, (void)s;
    pretend_away(true);
    return OK;
}

enum err story_pretend_back(struct telling *t, const struct said *s)
{
    (void)t, (void)s;
    pretend_away(false);
    return OK;
}

enum err story_expect_sent(struct telling *t, const struct said *s)
{
    struct outgoing out = { 0 };
    if (!pretend_sent(t->arena, &out)) return untrue(t, "nothing was sent");
    if (!str_is(out.email, said_word(s, "email"))) return untrue(t, "it was sent to %.*s", STR_ARG(out.email));
    if (str_find(out.body, said_word(s, "text")) >= 0) return OK;
    return untrue(t, "something else was sent: %.*s", STR_ARG(out.body));
}

enum err story_expect_nothing_sent(struct telling *t, const struct said *s)
{
    struct outgoing out = { 0 };
    (void)s;
    return pretend_sent(t->arena, &out) ? untrue(t, "something was sent: %.*s", STR_ARG(out.body)) : OK;
}
