#include "staff/team.h"

#include "text/utf8.h"

const struct shape team_shape = SHAPE(struct team, F_ID(struct team, id), F_TEXT(struct team, name),
                                      F_TIME(struct team, created_at), F_IDS(struct team, members));

struct team_member {
    id team, staff;
};
LIST(team_member);
static const struct shape team_member_shape = SHAPE(struct team_member, F_ID(struct team_member, team),
                                                    F_ID(struct team_member, staff));

#include "team.sql.h"

const struct event_kind TEAM_CHANGED = { .name = "team.changed",
                                         .help = "A team is new or has another name.",
                                         .seen_by = "staff.read" };

static void take_members(struct turn *t, struct team *it, const struct team_member_list *all)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->at[i].team == it->id) *LIST_ADD(t->arena, &it->members) = all->at[i].staff;
}

enum err team_list_all(struct turn *t, struct team_list *out)
{
    struct team_member_list all = { 0 };
    TRY(sql_team_list(t, out));
    TRY(sql_team_all_members(t, &all));
    for (size_t i = 0; i < out->n; i++) take_members(t, &out->at[i], &all);
    return OK;
}

enum err team_find(struct turn *t, id which, struct team *out)
{
    struct team_member_list members = { 0 };
    TRY(sql_team_find(t, which, out));
    TRY(sql_team_members(t, which, &members));
    take_members(t, out, &members);
    return OK;
}

enum err team_exists(struct turn *t, id which)
{
    int64_t n = 0;
    TRY(sql_team_count(t, which, &n));
    return n ? OK : fail_field(t, "teams", "has a team that does not exist");
}

static enum err check_name(struct turn *t, str name, id whose, str *out)
{
    int64_t others = 0;
    *out = utf8_line(t->arena, name);
    if (utf8_blank(*out)) return fail_field(t, "name", "must say what the team is called");
    if (utf8_count(*out) > TEAM_NAME_CHARACTERS)
        return fail_field(t, "name", "must be at most %d characters", TEAM_NAME_CHARACTERS);
    TRY(sql_team_named(t, *out, whose, &others));
    return others ? fail_field(t, "name", "is the name of another team") : OK;
}

enum err team_add(struct turn *t, str name, struct team *out)
{
    *out = (struct team){ .id = turn_id(t), .created_at = t->now };
    TRY(check_name(t, name, out->id, &out->name));
    TRY(sql_team_insert(t, out));
    return EMIT(t, TEAM_CHANGED, .subject = out->id);
}

enum err team_rename(struct turn *t, id which, str name)
{
    struct team it = { 0 };
    str fresh = { 0 };
    TRY(team_find(t, which, &it));
    TRY(check_name(t, name, which, &fresh));
    if (str_is(it.name, fresh)) return OK;
    TRY(sql_team_rename(t, which, fresh));
    return EMIT(t, TEAM_CHANGED, .subject = which);
}
