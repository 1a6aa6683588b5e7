#include "conversation/view.h"

#include "spine/access.h"
#include "spine/sample.h"
#include "staff/team.h"
#include "text/utf8.h"

const char *const view_sharing_words[] = { "nobody", "team", "everybody", NULL };

const struct shape saved_view_shape = SHAPE(
    struct saved_view, F_ID(struct saved_view, id), F_ID(struct saved_view, owner, .help = "who made it"),
    F_TEXT(struct saved_view, name), F_ENUM(struct saved_view, shared_with, view_sharing_words),
    F_ID(struct saved_view, team, .help = "with which team it is shared"),
    F_SHAPE(struct saved_view, filter, inbox_filter_shape), F_TIME(struct saved_view, created_at, .required = true),
    F_BOOL(struct saved_view, may_change, .help = "by you"));

const struct shape view_count_shape = SHAPE(
    struct view_count, F_ID(struct view_count, view, .required = true),
    F_INT(struct view_count, count, .help = "how many conversations it shows you"));

#include "view.sql.h"

const struct event_kind VIEW_CHANGED = { .name = "view.changed",
                                         .help = "A saved view is new, changed or gone.",
                                         .seen_by = "conversation.read" };

static bool may_change(const struct turn *t, const struct saved_view *it)
{
    if (it->owner == t->actor.who) return true;
    return it->shared_with != WITH_NOBODY && access_has(t, "view.manage");
}

enum err view_list_all(struct turn *t, struct saved_view_list *out)
{
    TRY(sql_view_list(t, t->actor.who, access_teams(t), out));
    for (size_t i = 0; i < out->n; i++) out->at[i].may_change = may_change(t, &out->at[i]);
    return OK;
}

static bool is_among(const struct id_list *which, id one)
{
    for (size_t i = 0; i < which->n; i++)
        if (which->at[i] == one) return true;
    return false;
}

enum err view_count(struct turn *t, const struct id_list *which, struct view_count_list *out)
{
    struct saved_view_list seen = { 0 };
    TRY(view_list_all(t, &seen));
    for (size_t i = 0; i < seen.n; i++) {
        if (!is_among(which, seen.at[i].id)) continue;
        struct view_count *it = LIST_ADD(t->arena, out);
        it->view = seen.at[i].id;
        TRY(inbox_length(t, &seen.at[i].filter, &it->count));
    }
    return OK;
}

enum err view_find(struct turn *t, id which, struct saved_view *out)
{
    bool found = false;
    TRY(sql_view_find(t, which, t->actor.who, access_teams(t), out, &found));
    if (!found) return fail(t, NOT_FOUND, "there is no such view");
    out->may_change = may_change(t, out);
    return OK;
}

static enum err find_to_change(struct turn *t, id which, struct saved_view *out)
{
    TRY(view_find(t, which, out));
    return out->may_change ? OK : fail(t, FORBIDDEN, "only who made a view, or a lead, may change it");
}

/* ---- what may be kept ---- */

static enum err check_sharing(struct turn *t, const struct saved_view *it)
{
    if (it->shared_with == WITH_NOBODY) return OK;
    TRY(access_may(t, "view.share"));
    if (it->shared_with == WITH_EVERYBODY) return OK;
    struct team team = { 0 };
    bool known = it->team && team_find(t, it->team, &team) == OK;
    return known && access_has_in(t, "view.share", it->team) ? OK : fail_field(t, "team", "must be a team of yours");
}

static enum err check_filter(struct turn *t, const struct inbox_filter *f)
{
    struct tag tag = { 0 };
    TRY(inbox_check(t, f));
    return f->tag && tag_find(t, f->tag, &tag) != OK ? fail_field(t, "filter.tag", "is no tag of ours") : OK;
}

static enum err check_view(struct turn *t, struct saved_view *it)
{
    it->name = utf8_line(t->arena, it->name);
    if (utf8_blank(it->name)) return fail_field(t, "name", "must say what the view is called");
    if (utf8_count(it->name) > VIEW_CHARACTERS)
        return fail_field(t, "name", "must be at most %d characters", VIEW_CHARACTERS);
    if (it->shared_with != WITH_TEAM) it->team = 0;
    TRY(check_sharing(t, it));
    return check_filter(t, &it->filter);
}

static enum err say_changed(struct turn *t, const struct saved_view *it)
{
    return EMIT(t, VIEW_CHANGED, .subject = it->id, .team = it->team);
}

enum err view_add(struct turn *t, struct saved_view *it)
{
    int64_t kept = 0;
    TRY(check_view(t, it));
    TRY(sql_view_count_of(t, t->actor.who, &kept));
    if (kept >= VIEWS_MOST)
        return fail(t, CONFLICT, "somebody keeps at most %d views: drop one that is not used", VIEWS_MOST);
    it->id = turn_id(t);
    it->owner = t->actor.who;
    it->created_at = t->now;
    TRY(sql_view_insert(t, it, &it->filter));
    return say_changed(t, it);
}

enum err view_change(struct turn *t, struct saved_view *it)
{
    struct saved_view was = { 0 };
    int64_t n = 0;
    TRY(find_to_change(t, it->id, &was));
    TRY(check_view(t, it));
    TRY(sql_view_keep(t, it, &it->filter, &n));
    if (n == 0) return fail(t, NOT_FOUND, "there is no such view");
    if (was.team != it->team) TRY(say_changed(t, &was));
    return say_changed(t, it);
}

enum err view_drop(struct turn *t, id which)
{
    struct saved_view it = { 0 };
    TRY(find_to_change(t, which, &it));
    TRY(sql_view_drop(t, which));
    return say_changed(t, &it);
}

enum err view_leaves(struct turn *t, struct leaving *l)
{
    return sql_view_forget(t, l->sample.first_id, l->sample.last_id, &l->gone);
}

enum err view_forget(struct turn *t, struct leaving *l)
{
    struct saved_view_list kept = { 0 };
    if (l->staff.n + l->teams.n == 0) return OK;
    TRY(sql_view_kept(t, &kept));
    for (size_t i = 0; i < kept.n; i++) {
        const struct saved_view *it = &kept.at[i];
        leaving_strike(&l->staff, it->owner);
        leaving_strike(&l->staff, it->filter.owner);
        leaving_strike(&l->teams, it->team);
        leaving_strike(&l->teams, it->filter.team);
    }
    return OK;
}
