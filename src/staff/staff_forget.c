#include "staff/staff_forget.h"

#include "staff/key.h"
#include "staff/staff.h"
#include "staff/team.h"

#include "staff_forget.sql.h"

enum err staff_count_told(struct turn *t, const struct sample *s, int64_t *out)
{
    return sql_forget_count(t, s->first_id, sample_last(s), out);
}

enum err staff_leaves(struct turn *t, struct leaving *l)
{
    const struct sample *s = &l->sample;
    struct staff_list staff = { 0 };
    struct team_list teams = { 0 };
    int64_t links = 0;
    TRY(sql_forget_told_keys(t, s->first_id, s->last_id, &l->gone));
    TRY(sql_forget_told_links(t, s->first_id, s->last_id, &links));
    l->gone += links;
    TRY(sql_forget_told_staff(t, s->first_id, s->last_id, id_time(s->last_id) + MILLISECOND, &staff));
    for (size_t i = 0; i < staff.n; i++) *LIST_ADD(t->arena, &l->staff) = staff.at[i].id;
    TRY(sql_forget_told_teams(t, s->first_id, s->last_id, &teams));
    for (size_t i = 0; i < teams.n; i++) *LIST_ADD(t->arena, &l->teams) = teams.at[i].id;
    return OK;
}

/* Whoever made a key that is still here answers for it. */
static enum err forget_people(struct turn *t, struct leaving *l)
{
    struct api_key_list keys = { 0 };
    int64_t changed = 0;
    TRY(sql_forget_key_makers(t, &keys));
    for (size_t i = 0; i < keys.n; i++) leaving_strike(&l->staff, keys.at[i].created_by);
    if (l->staff.n == 0) return OK;
    TRY(sql_forget_sessions(t, &l->staff));
    TRY(sql_forget_links(t, &l->staff));
    TRY(sql_forget_codes(t, &l->staff));
    TRY(sql_forget_memberships(t, &l->staff));
    TRY(sql_forget_staff(t, &l->staff, &changed));
    l->gone += changed;
    return OK;
}

/* A team is there for as long as somebody is in it. */
enum err staff_forget(struct turn *t, struct leaving *l)
{
    struct team_list with = { 0 };
    int64_t changed = 0;
    TRY(forget_people(t, l));
    if (l->teams.n == 0) return OK;
    TRY(sql_forget_teams_with_members(t, &with));
    for (size_t i = 0; i < with.n; i++) leaving_strike(&l->teams, with.at[i].id);
    if (l->teams.n == 0) return OK;
    TRY(sql_forget_teams(t, &l->teams, &changed));
    l->gone += changed;
    return OK;
}
