#include "staff/act.h"

#include "spine/house.h"
#include "staff/key.h"
#include "staff/staff.h"
#include "staff/team.h"

static const char *const act_by_words[] = { "people", "staff", "keys", "system", "customers", NULL };

const struct shape act_filter_shape = SHAPE(
    struct act_filter,
    F_ENUM(struct act_filter, by, act_by_words, .help = "whose acts; people: of staff and of their programs"),
    F_ID(struct act_filter, actor, .help = "only what this person, key or customer did"),
    F_TEXT(struct act_filter, kind, .max = 100, .help = "only events of this kind: staff.changed"),
    F_TEXT(struct act_filter, from, .max = 10, .help = "from the beginning of this day on, such as 2026-11-01"),
    F_TEXT(struct act_filter, to, .max = 10, .help = "to the end of this day"),
    F_ID(struct act_filter, before, .help = "what was done before this one: the next page"),
    F_INT(struct act_filter, most, .min = 1, .max = ACT_MOST, .help = "at most so many; 50"));

const struct shape act_shape = SHAPE(
    struct act, F_ID(struct act, id), F_TIME(struct act, at), F_TEXT(struct act, kind),
    F_ENUM(struct act, actor_kind, actor_kind_words), F_ID(struct act, actor),
    F_TEXT(struct act, actor_name, .help = "of staff and keys"), F_ID(struct act, subject),
    F_TEXT(struct act, subject_name, .help = "of people, teams and keys"), F_ID(struct act, conversation),
    F_ID(struct act, customer), F_JSON(struct act, body));

/* ---- names ---- */

struct names {
    struct colleague_list staff;
    struct team_list teams;
    struct api_key_list keys;
};

static enum err read_names(struct turn *t, struct names *out)
{
    TRY(staff_list_all(t, &out->staff));
    TRY(team_list_all(t, &out->teams));
    return key_list(t, &out->keys);
}

static str staff_name(const struct names *n, id which)
{
    for (size_t i = 0; i < n->staff.n; i++)
        if (n->staff.at[i].id == which) return n->staff.at[i].name;
    return (str){ 0 };
}

static str key_name(const struct names *n, id which)
{
    for (size_t i = 0; i < n->keys.n; i++)
        if (n->keys.at[i].id == which) return n->keys.at[i].name;
    return (str){ 0 };
}

static str team_name(const struct names *n, id which)
{
    for (size_t i = 0; i < n->teams.n; i++)
        if (n->teams.at[i].id == which) return n->teams.at[i].name;
    return (str){ 0 };
}

static str actor_name(const struct names *n, const struct event *e)
{
    if (e->actor_kind == STAFF) return staff_name(n, e->actor);
    return e->actor_kind == KEY ? key_name(n, e->actor) : (str){ 0 };
}

static str subject_name(const struct names *n, const struct event *e)
{
    if (str_starts(e->kind, STR("staff."))) return staff_name(n, e->subject);
    if (str_starts(e->kind, STR("key."))) return key_name(n, e->subject);
    return str_starts(e->kind, STR("team.")) ? team_name(n, e->subject) : (str){ 0 };
}

static struct act act_of(const struct names *n, const struct event *e)
{
    return (struct act){ .id = e->id,
                         .at = e->at,
                         .kind = e->kind,
                         .actor_kind = e->actor_kind,
                         .actor = e->actor,
                         .actor_name = actor_name(n, e),
                         .subject = e->subject,
                         .subject_name = subject_name(n, e),
                         .conversation = e->conversation,
                         .customer = e->customer,
                         .body = e->body };
}

/* ---- asking ---- */

static enum err read_day(struct turn *t, const char *field, str text, usec *out)
{
    if (str_empty(text) || time_day(text, out)) return OK;
    return fail_field(t, field, "must be a date such as 2026-11-24");
}

static enum err read_filter(struct turn *t, const struct act_filter *f, struct event_filter *out)
{
    static const enum actor_kind kinds[] = { NOBODY, STAFF, KEY, SYSTEM, CUSTOMER };
    *out = (struct event_filter){ .people = f->by == BY_PEOPLE || f->by == BY_STAFF || f->by == BY_KEYS,
                                  .by = kinds[f->by],
                                  .actor = f->actor,
                                  .before = f->before,
                                  .kind = f->kind };
    if (f->kind.n && !event_kind_named(t->house, f->kind))
        return fail_field(t, "kind", "is no kind of event: `regulars events` and GET /api/v1/events/kinds list them");
    TRY(read_day(t, "from", f->from, &out->from));
    TRY(read_day(t, "to", f->to, &out->to));
    if (out->to) out->to += DAY;
    return out->from && out->to && out->to <= out->from ? fail_field(t, "to", "must not be before the first day") : OK;
}

static enum err list_acts(struct turn *t, const struct event_filter *f, struct act_list *out)
{
    struct event_list events = { 0 };
    struct names names = { 0 };
    TRY(event_acts(t, f, &events));
    TRY(read_names(t, &names));
    for (size_t i = 0; i < events.n; i++) *LIST_ADD(t->arena, out) = act_of(&names, &events.at[i]);
    return OK;
}

enum err act_list(struct turn *t, const struct act_filter *filter, struct act_list *out)
{
    struct event_filter f = { 0 };
    TRY(read_filter(t, filter, &f));
    f.most = filter->most ? (int)filter->most : ACT_USUAL;
    return list_acts(t, &f, out);
}

enum err act_list_all(struct turn *t, const struct act_filter *filter, struct act_list *out)
{
    struct event_filter f = { 0 };
    TRY(read_filter(t, filter, &f));
    f.most = ACT_EXPORTED + 1;
    TRY(list_acts(t, &f, out));
    return out->n <= ACT_EXPORTED ? OK : fail_field(t, "from", "leaves more than %d acts: ask for less", ACT_EXPORTED);
}
