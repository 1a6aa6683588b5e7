/* Sentences about what staff keep in order around a conversation: tags, what is put off, who is named in a note, what
 * is still being written, and the lists they keep. */
#include "conversation/view.h"
#include "story/acts.h"
#include "text/json.h"

static enum err on_desk(struct telling *t, const struct said *s, struct visit v, const char *what)
{
    struct teller_customer *about = NULL;
    struct reply reply = { 0 };
    TRY(telling_staff(t, s, &v.staff));
    TRY(telling_customer(t, said_word(s, "customer"), &about));
    v.path = str_format(t->arena, "/api/v1/conversations/%lld%s", (long long)about->conversation, what);
    return telling_visit(t, &v, &reply);
}

static enum err colleague_of(struct telling *t, str name, const struct teller_staff **out)
{
    *out = telling_colleague(t, name);
    return *out ? OK : untrue(t, "nobody called %.*s works here yet", STR_ARG(name));
}

enum err story_staff_tags(struct telling *t, const struct said *s)
{
    struct text json = { .arena = t->arena };
    visit_json(&json, "name", said_word(s, "tag"));
    text_addc(&json, '}');
    return on_desk(t, s, (struct visit){ .method = "POST", .json = text_str(&json) }, "/tags");
}

enum err story_staff_puts_off(struct telling *t, const struct said *s)
{
    struct text json = { .arena = t->arena };
    usec by = 0;
    if (!story_span(said_word(s, "n"), said_word(s, "unit"), &by))
        return untrue(t, "it is put off for a number of minutes, hours, days or weeks");
    visit_json(&json, "until", time_iso(t->arena, clock_now(&t->house->clock) + by));
    visit_json(&json, "reason", said_word(s, "text"));
    text_addc(&json, '}');
    return on_desk(t, s, (struct visit){ .method = "POST", .json = text_str(&json) }, "/snooze");
}

/* ---- who is named in a note ---- */

enum err story_staff_notes_for(struct telling *t, const struct said *s)
{
    struct text json = { .arena = t->arena };
    const struct teller_staff *named = NULL;
    TRY(colleague_of(t, said_word(s, "colleague"), &named));
    visit_json(&json, "body", said_word(s, "text"));
    text_addf(&json, ",\"internal\":true,\"mentions\":[\"%lld\"]}", (long long)named->who);
    return on_desk(t, s, (struct visit){ .method = "POST", .json = text_str(&json) }, "/messages");
}

enum err story_staff_reads_mention(struct telling *t, const struct said *s)
{
    struct visit v = { .method = "POST", .path = STR("/api/v1/me/mentions/read") };
    struct teller_customer *about = NULL;
    struct reply reply = { 0 };
    TRY(telling_staff(t, s, &v.staff));
    TRY(telling_customer(t, said_word(s, "customer"), &about));
    v.json = str_format(t->arena, "{\"conversation\":\"%lld\"}", (long long)about->conversation);
    return telling_visit(t, &v, &reply);
}

/* ---- what is still being written ---- */

enum err story_staff_begins_to_answer(struct telling *t, const struct said *s)
{
    struct text json = { .arena = t->arena };
    visit_json(&json, "body", said_word(s, "text"));
    text_addc(&json, '}');
    return on_desk(t, s, (struct visit){ .method = "PUT", .json = text_str(&json) }, "/drafts/reply");
}

/* ---- lists that are kept ---- */

struct looking_for_tag {
    str name;
    id which;
};

static enum err find_tag(struct turn *turn, void *with)
{
    struct looking_for_tag *it = with;
    struct tag_list all = { 0 };
    TRY(tag_list_all(turn, &all));
    for (size_t i = 0; i < all.n; i++)
        if (str_is(all.at[i].name, it->name)) it->which = all.at[i].id;
    return OK;
}

/* "owner bo" names somebody, "tag recall" a tag, "team Courses" a team; everything else is said as it stands. */
static enum err filter_value(struct telling *t, str field, str value, str *out)
{
    struct looking_for_tag tag = { .name = value };
    const struct teller_staff *owner = NULL;
    *out = value;
    if (str_is(field, STR("team"))) return telling_team(t, value, out);
    if (str_is(field, STR("owner"))) {
        TRY(colleague_of(t, value, &owner));
        return *out = id_text(t->arena, owner->who), OK;
    }
    if (!str_is(field, STR("tag"))) return OK;
    TRY(telling_turn(t, turn_read, find_tag, &tag));
    if (!tag.which) return untrue(t, "there is no tag %.*s yet", STR_ARG(value));
    return *out = id_text(t->arena, tag.which), OK;
}

/* "box open, tag recall": pairs of a field of the list and what it must be. */
static enum err filter_of(struct telling *t, str what, str *out)
{
    struct text json = { .arena = t->arena };
    while (what.n) {
        str value = str_trim(str_split(&what, ',')), field = str_split(&value, ' '), said = { 0 };
        TRY(filter_value(t, field, value, &said));
        visit_json(&json, str_z(t->arena, field), said);
    }
    text_addc(&json, '}');
    return *out = text_str(&json), OK;
}

enum err story_staff_keeps_view(struct telling *t, const struct said *s)
{
    struct visit v = { .method = "POST", .path = STR("/api/v1/views") };
    struct text json = { .arena = t->arena };
    struct reply reply = { 0 };
    str filter = { 0 }, team = { 0 }, whom = said_word(s, "whom");
    bool own = str_is(whom, STR("themselves")), all = str_is(whom, STR("everybody"));
    TRY(telling_staff(t, s, &v.staff));
    TRY(filter_of(t, said_word(s, "what"), &filter));
    if (!own && !all) TRY(telling_team(t, whom, &team));
    visit_json(&json, "name", said_word(s, "text"));
    visit_json(&json, "shared_with", own ? STR("nobody") : all ? STR("everybody") : STR("team"));
    if (team.n) visit_json(&json, "team", team);
    text_addf(&json, ",\"filter\":%.*s}", STR_ARG(filter));
    v.json = text_str(&json);
    return telling_visit(t, &v, &reply);
}
