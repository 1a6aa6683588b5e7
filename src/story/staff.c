/* Sentences about staff: what the console sends. */
#include "staff/staff.h"
#include "conversation/conversation.h"
#include "story/acts.h"

/* ---- who ---- */

struct teller_staff *telling_colleague(struct telling *t, str name)
{
    for (size_t i = 0; i < t->staff.n; i++)
        if (str_is(t->staff.at[i].name, name)) return &t->staff.at[i];
    return NULL;
}

/* "agent bo …": the role is said each time, and has to be true. */
static enum err role_of(struct telling *t, str word, enum role *out)
{
    for (int i = AUDITOR; role_words[i]; i++)
        if (str_is(word, str_of(role_words[i]))) return *out = (enum role)i, OK;
    return untrue(t, "%.*s must be auditor, agent, lead, admin or owner", STR_ARG(word));
}

enum err telling_staff(struct telling *t, const struct said *s, struct teller_staff **out)
{
    str name = said_word(s, "who"), word = said_word(s, "role");
    enum role role = NO_ROLE;
    TRY(role_of(t, word, &role));
    *out = telling_colleague(t, name);
    if (!*out)
        return untrue(t, "nobody called %.*s works here yet: \"staff %.*s is an agent named …\"", STR_ARG(name),
                      STR_ARG(name));
    if ((*out)->role != role)
        return untrue(t, "%.*s is no %.*s but %s", STR_ARG(name), STR_ARG(word), role_words[(*out)->role]);
    return OK;
}

struct joining {
    struct teller_staff *who;
    str name;
};

/* Somebody whom an earlier telling made known is met again. */
static enum err join(struct turn *turn, void *with)
{
    struct joining *j = with;
    struct staff made = { 0 };
    bool found = false;
    TRY(staff_by_email(turn, j->who->email, &made, &found));
    if (!found) TRY(staff_add(turn, j->name, j->who->email, j->who->role, &made));
    j->who->who = made.id;
    return made.role == j->who->role ? OK : fail(turn, CONFLICT, "this house knows them as %s", role_words[made.role]);
}

enum err story_staff_joins(struct telling *t, const struct said *s)
{
    struct teller_staff who = { .name = said_word(s, "who") };
    struct joining j = { .who = &who, .name = said_word(s, "name") };
    TRY(role_of(t, said_word(s, "role"), &who.role));
    if (telling_colleague(t, who.name)) return untrue(t, "%.*s works here already", STR_ARG(who.name));
    who.email = str_format(t->whole, "%.*s@shop.example", STR_ARG(who.name));
    TRY(telling_turn(t, turn_write, join, &j));
    *LIST_ADD(t->whole, &t->staff) = who;
    return OK;
}

/* ---- what they do with a conversation ---- */

static enum err on_conversation(struct telling *t, const struct said *s, struct visit v, const char *what)
{
    struct teller_customer *about = NULL;
    struct reply reply = { 0 };
    TRY(telling_staff(t, s, &v.staff));
    TRY(telling_customer(t, said_word(s, "customer"), &about));
    v.path = str_format(t->arena, "/api/v1/conversations/%lld%s", (long long)about->conversation, what);
    return telling_visit(t, &v, &reply);
}

static enum err write_message(struct telling *t, const struct said *s, const char *internal)
{
    struct text json = { .arena = t->arena };
    visit_json(&json, "body", said_word(s, "text"));
    text_addf(&json, ",\"internal\":%s}", internal);
    return on_conversation(t, s, (struct visit){ .method = "POST", .json = text_str(&json) }, "/messages");
}

enum err story_staff_answers(struct telling *t, const struct said *s)
{
    return write_message(t, s, "false");
}

enum err story_staff_notes(struct telling *t, const struct said *s)
{
    return write_message(t, s, "true");
}

enum err story_staff_looks(struct telling *t, const struct said *s)
{
    return on_conversation(t, s, (struct visit){ .method = "GET" }, "/messages");
}

#define PRESSES(name, what)                                                                                            \
    enum err name(struct telling *t, const struct said *s)                                                             \
    {                                                                                                                  \
        return on_conversation(t, s, (struct visit){ .method = "POST" }, what);                                        \
    }
PRESSES(story_staff_claims, "/claim")
PRESSES(story_staff_proposes, "/propose")
PRESSES(story_staff_resolves, "/resolve")
PRESSES(story_staff_reopens, "/reopen")
PRESSES(story_staff_marks_spam, "/spam")
