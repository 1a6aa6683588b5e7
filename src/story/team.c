/* Sentences about teams, and whose a conversation is. */
#include "staff/team.h"

#include "story/acts.h"
#include "text/json.h"

static struct teller_team *team_named(struct telling *t, str name)
{
    for (size_t i = 0; i < t->teams.n; i++)
        if (str_is(t->teams.at[i].name, name)) return &t->teams.at[i];
    return NULL;
}

static enum err team_of(struct telling *t, const struct said *s, struct teller_team **out)
{
    str name = said_word(s, "team");
    *out = team_named(t, name);
    return *out ? OK : untrue(t, "there is no team %.*s yet", STR_ARG(name));
}

enum err telling_team(struct telling *t, str name, str *out)
{
    const struct teller_team *team = team_named(t, name);
    if (!team) return untrue(t, "there is no team %.*s yet", STR_ARG(name));
    return *out = id_text(t->arena, team->which), OK;
}

enum err story_team_is_made(struct telling *t, const struct said *s)
{
    struct visit v = { .method = "POST", .path = STR("/api/v1/teams") };
    struct text json = { .arena = t->arena };
    struct reply reply = { 0 };
    struct team made = { 0 };
    str name = said_word(s, "team");
    TRY(telling_staff(t, s, &v.staff));
    visit_json(&json, "name", name);
    text_addc(&json, '}');
    v.json = text_str(&json);
    TRY(telling_visit(t, &v, &reply));
    TRY(json_read(t->arena, t->why, reply.body, &team_shape, &made));
    *LIST_ADD(t->whole, &t->teams) = (struct teller_team){ .name = name, .which = made.id };
    return OK;
}

/* All the teams they are in are said at once. */
enum err story_team_is_joined(struct telling *t, const struct said *s)
{
    struct visit v = { .method = "PATCH" };
    struct teller_team *team = NULL;
    struct reply reply = { 0 };
    str name = said_word(s, "colleague");
    struct teller_staff *joins = telling_colleague(t, name);
    TRY(telling_staff(t, s, &v.staff));
    TRY(team_of(t, s, &team));
    if (!joins) return untrue(t, "nobody called %.*s works here yet", STR_ARG(name));
    struct text teams = { .arena = t->arena };
    text_add(&teams, joins->teams);
    text_addf(&teams, "%s\"%lld\"", teams.n ? "," : "", (long long)team->which);
    v.path = str_format(t->arena, "/api/v1/staff/%lld", (long long)joins->who);
    v.json = str_format(t->arena, "{\"teams\":[%.*s]}", STR_ARG(text_str(&teams)));
    TRY(telling_visit(t, &v, &reply));
    joins->teams = str_copy(t->whole, text_str(&teams));
    return OK;
}

/* ---- whose a conversation is ---- */

static enum err hand_over(struct telling *t, const struct said *s, const char *what, str json)
{
    struct visit v = { .method = "POST", .json = json };
    struct teller_customer *about = NULL;
    struct reply reply = { 0 };
    TRY(telling_staff(t, s, &v.staff));
    TRY(telling_customer(t, said_word(s, "customer"), &about));
    v.path = str_format(t->arena, "/api/v1/conversations/%lld/%s", (long long)about->conversation, what);
    return telling_visit(t, &v, &reply);
}

enum err story_staff_moves(struct telling *t, const struct said *s)
{
    struct teller_team *team = NULL;
    TRY(team_of(t, s, &team));
    return hand_over(t, s, "move", str_format(t->arena, "{\"team\":\"%lld\"}", (long long)team->which));
}

enum err story_staff_assigns(struct telling *t, const struct said *s)
{
    struct text json = { .arena = t->arena };
    str name = said_word(s, "colleague");
    const struct teller_staff *to = telling_colleague(t, name);
    if (!to) return untrue(t, "nobody called %.*s works here yet", STR_ARG(name));
    visit_json(&json, "owner", id_text(t->arena, to->who));
    visit_json(&json, "reason", said_word(s, "text"));
    text_addc(&json, '}');
    return hand_over(t, s, "assign", text_str(&json));
}

static enum err is_in_box(struct telling *t, const struct said *s, bool *out)
{
    struct visit v = { .method = "GET" };
    struct teller_customer *about = NULL;
    struct reply reply = { 0 };
    TRY(telling_staff(t, s, &v.staff));
    TRY(telling_customer(t, said_word(s, "customer"), &about));
    v.path = str_format(t->arena, "/api/v1/conversations?box=%.*s", STR_ARG(said_word(s, "box")));
    TRY(telling_visit(t, &v, &reply));
    str row = str_format(t->arena, "{\"id\":\"%lld\"", (long long)about->conversation);
    *out = str_find(reply.body, row) >= 0;
    return OK;
}

enum err story_expect_box(struct telling *t, const struct said *s)
{
    bool in = false;
    TRY(is_in_box(t, s, &in));
    return in ? OK : untrue(t, "it is not there");
}

enum err story_expect_not_box(struct telling *t, const struct said *s)
{
    bool in = false;
    TRY(is_in_box(t, s, &in));
    return in ? untrue(t, "it is there") : OK;
}
