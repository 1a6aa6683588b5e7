#include "staff/staff.h"

#include "spine/live.h"
#include "staff/session.h"
#include "staff/team.h"
#include "text/email.h"
#include "text/utf8.h"
#include "text/words.h"

const struct shape staff_shape = SHAPE(
    struct staff, F_ID(struct staff, id), F_TEXT(struct staff, name), F_TEXT(struct staff, email),
    F_ENUM(struct staff, role, role_words), F_TEXT(struct staff, language), F_BOOL(struct staff, active),
    F_BOOL(struct staff, has_password), F_BOOL(struct staff, has_totp), F_TIME(struct staff, created_at),
    F_TIME(struct staff, seen_at), F_IDS(struct staff, teams));

const struct shape colleague_shape = SHAPE(
    struct colleague, F_ID(struct colleague, id), F_TEXT(struct colleague, name), F_TEXT(struct colleague, email),
    F_ENUM(struct colleague, role, role_words), F_TEXT(struct colleague, language), F_BOOL(struct colleague, active),
    F_TIME(struct colleague, created_at), F_TIME(struct colleague, seen_at, .help = "null: never signed in"),
    F_IDS(struct colleague, teams));

struct member {
    id team, staff;
};
LIST(member);
static const struct shape member_shape = SHAPE(struct member, F_ID(struct member, team), F_ID(struct member, staff));

#include "staff.sql.h"

struct changed {
    struct str_list fields;
};
static const struct shape changed_shape = SHAPE(struct changed, F_TEXTS(struct changed, fields));

const struct event_kind STAFF_INVITED = { .name = "staff.invited",
                                          .help = "Somebody new may sign in.",
                                          .seen_by = "staff.read" };

const struct event_kind STAFF_CHANGED = { .name = "staff.changed",
                                          .help = "Somebody's name, address, role, language or teams changed.",
                                          .body = &changed_shape,
                                          .seen_by = "staff.read" };
const struct event_kind STAFF_DEACTIVATED = { .name = "staff.deactivated",
                                              .help = "Somebody may not act any more.",
                                              .seen_by = "staff.read" };

/* ---- reading ---- */

enum err staff_teams(struct turn *t, id which, struct id_list *out)
{
    struct member_list rows = { 0 };
    TRY(sql_staff_teams(t, which, &rows));
    *out = (struct id_list){ 0 };
    for (size_t i = 0; i < rows.n; i++) *LIST_ADD(t->arena, out) = rows.at[i].team;
    return OK;
}

enum err staff_find(struct turn *t, id which, struct staff *out)
{
    TRY(sql_staff_find(t, which, out));
    return staff_teams(t, which, &out->teams);
}

enum err staff_hold(struct turn *t, id which, struct staff *out)
{
    TRY(sql_staff_hold(t, which, out));
    return staff_teams(t, which, &out->teams);
}

enum err staff_keep_as_is(struct turn *t, id which, struct staff *out)
{
    bool found = false;
    TRY(sql_staff_keep_as_is(t, which, out, &found));
    return found ? staff_teams(t, which, &out->teams) : fail(t, NOT_FOUND, "there is no such member of staff");
}

enum err staff_has_left(struct turn *t, id which, bool *out)
{
    struct staff it = { 0 };
    bool found = false;
    TRY(sql_staff_keep_as_is(t, which, &it, &found));
    *out = found && !it.active;
    return OK;
}

enum err staff_by_email(struct turn *t, str email, struct staff *out, bool *found)
{
    str norm = { 0 };
    *found = false;
    return email_norm(t->arena, email, &norm) ? sql_staff_by_email(t, norm, out, found) : OK;
}

enum err staff_is_empty(struct turn *t, bool *out)
{
    int64_t n = 0;
    TRY(sql_staff_how_many(t, &n));
    *out = n == 0;
    return OK;
}

enum err staff_was_anybody_seen(struct turn *t, bool *out)
{
    int64_t n = 0;
    TRY(sql_staff_how_many_seen(t, &n));
    *out = n > 0;
    return OK;
}

enum err staff_owners(struct turn *t, struct staff_list *out)
{
    return sql_staff_owners(t, out);
}

static void give_teams(struct turn *t, struct colleague_list *all, const struct member_list *members)
{
    for (size_t i = 0; i < all->n; i++)
        for (size_t m = 0; m < members->n; m++)
            if (members->at[m].staff == all->at[i].id) *LIST_ADD(t->arena, &all->at[i].teams) = members->at[m].team;
}

enum err staff_list_all(struct turn *t, struct colleague_list *out)
{
    struct member_list members = { 0 };
    TRY(sql_staff_list(t, out));
    TRY(sql_staff_members(t, &members));
    give_teams(t, out, &members);
    return OK;
}

/* ---- somebody new ---- */

static enum err check_name(struct turn *t, str name, str *out)
{
    *out = utf8_line(t->arena, name);
    if (utf8_blank(*out)) return fail_field(t, "name", "must say who this is");
    if (utf8_count(*out) > STAFF_NAME_CHARACTERS)
        return fail_field(t, "name", "must be at most %d characters", STAFF_NAME_CHARACTERS);
    return OK;
}

static enum err check_language(struct turn *t, str language)
{
    struct text known = { .arena = t->arena };
    for (const struct words *const *w = words_all; *w; w++) {
        if (str_is(language, str_of((*w)->language))) return OK;
        text_addf(&known, known.n ? ", %s" : "%s", (*w)->language);
    }
    if (str_empty(language)) return OK; /* as the browser says */
    return fail_field(t, "language", "must be one of %.*s", STR_ARG(text_str(&known)));
}

/* The unique index has the last word; this one has the words. */
static enum err check_email(struct turn *t, str email, id whose, str *out)
{
    struct staff other = { 0 };
    bool found = false;
    if (!email_norm(t->arena, email, out))
        return fail_field(t, "email", "must be an e-mail address such as ann@example.org");
    TRY(sql_staff_by_email(t, *out, &other, &found));
    return found && other.id != whose ? fail_field(t, "email", "belongs to somebody already") : OK;
}

static enum err check_role(struct turn *t, enum role role)
{
    if (role == NO_ROLE) return fail_field(t, "role", "must be auditor, agent, lead, admin or owner");
    return staff_may_over(t, role);
}

enum err staff_add(struct turn *t, str name, str email, enum role role, struct staff *out)
{
    *out = (struct staff){ .id = turn_id(t), .role = role, .active = true, .created_at = t->now };
    TRY(check_role(t, role));
    TRY(check_name(t, name, &out->name));
    if (!str_empty(str_trim(email))) TRY(check_email(t, email, out->id, &out->email));
    TRY(sql_staff_insert(t, out));
    return EMIT(t, STAFF_INVITED, .subject = out->id);
}

enum err staff_seen(struct turn *t, id which)
{
    return sql_staff_seen(t, which, t->now);
}

/* ---- who may touch whom ---- */

static enum role role_of(const struct actor *who)
{
    if (who->kind == SYSTEM) return OWNER; /* whoever runs the program */
    if (who->kind == KEY) return ADMIN;    /* owners are made and unmade by people */
    return who->kind == STAFF ? who->role : NO_ROLE;
}

enum err staff_may_over(struct turn *t, enum role role)
{
    if (role <= role_of(&t->actor)) return OK;
    return fail(t, FORBIDDEN, "the role %s is above yours", role_words[role]);
}

static enum err keep_an_owner(struct turn *t)
{
    struct staff_list owners = { 0 };
    TRY(staff_owners(t, &owners));
    return owners.n > 1 ? OK : fail(t, CONFLICT, "this is the last owner: make somebody else an owner first");
}

/* ---- changing ---- */

static enum err change_words(struct turn *t, struct staff *it, const struct staff_change *to)
{
    if (to->name) TRY(check_name(t, *to->name, &it->name));
    if (to->email) TRY(check_email(t, *to->email, it->id, &it->email));
    if (to->language) TRY(check_language(t, *to->language));
    if (to->language) it->language = *to->language;
    return OK;
}

static enum err change_role(struct turn *t, struct staff *it, enum role role)
{
    TRY(check_role(t, role));
    if (it->role == OWNER && role != OWNER && it->active) TRY(keep_an_owner(t));
    it->role = role;
    return OK;
}

static bool has_id(const struct id_list *list, id which)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->at[i] == which) return true;
    return false;
}

static enum err change_teams(struct turn *t, struct staff *it, const struct id_list *teams)
{
    TRY(sql_staff_leave_teams(t, it->id));
    it->teams = (struct id_list){ 0 };
    for (size_t i = 0; i < teams->n; i++) {
        if (has_id(&it->teams, teams->at[i])) continue;
        TRY(team_exists(t, teams->at[i]));
        TRY(sql_staff_join_team(t, it->id, teams->at[i]));
        *LIST_ADD(t->arena, &it->teams) = teams->at[i];
    }
    return OK;
}

static bool same_ids(const struct id_list *x, const struct id_list *y)
{
    bool same = x->n == y->n;
    for (size_t i = 0; same && i < x->n; i++) same = has_id(y, x->at[i]);
    return same;
}

static struct str_list differences(struct arena *a, const struct staff *x, const struct staff *y)
{
    const struct difference {
        const char *field;
        bool differs;
    } all[] = { { "name", !str_is(x->name, y->name) }, { "email", !str_is(x->email, y->email) },
                { "role", x->role != y->role },        { "language", !str_is(x->language, y->language) },
                { "active", x->active != y->active },  { "teams", !same_ids(&x->teams, &y->teams) } };
    struct str_list fields = { 0 };
    for (size_t i = 0; i < COUNT_OF(all); i++)
        if (all[i].differs) *LIST_ADD(a, &fields) = str_of(all[i].field);
    return fields;
}

static enum err keep(struct turn *t, const struct staff *before, const struct staff *after)
{
    struct changed what = { .fields = differences(t->arena, before, after) };
    if (what.fields.n == 0) return OK;
    TRY(sql_staff_keep(t, after));
    if (before->role != after->role) TRY(session_end_all(t, after->id));
    return EMIT(t, STAFF_CHANGED, .subject = after->id, .body = &what);
}

enum err staff_change(struct turn *t, id which, const struct staff_change *to)
{
    struct staff before = { 0 };
    TRY(staff_hold(t, which, &before));
    struct staff after = before;
    TRY(change_words(t, &after, to));
    if (to->role) TRY(change_role(t, &after, *to->role));
    if (to->teams) TRY(change_teams(t, &after, to->teams));
    return keep(t, &before, &after);
}

enum err staff_deactivate(struct turn *t, id which)
{
    struct staff it = { 0 };
    TRY(staff_hold(t, which, &it));
    if (!it.active) return OK;
    if (it.role == OWNER) TRY(keep_an_owner(t));
    it.active = false;
    TRY(sql_staff_keep(t, &it));
    TRY(session_end_all(t, which));
    return EMIT(t, STAFF_DEACTIVATED, .subject = which);
}

enum err staff_activate(struct turn *t, id which)
{
    struct staff before = { 0 };
    TRY(staff_hold(t, which, &before));
    struct staff after = before;
    after.active = true;
    return keep(t, &before, &after);
}

static bool has_text(const struct str_list *list, str what)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_is(list->at[i], what)) return true;
    return false;
}

enum err staff_close_live(struct turn *t, const struct event *e)
{
    struct changed what = { 0 };
    TRY(event_body(t, e, &changed_shape, &what));
    if (has_text(&what.fields, STR("role")))
        live_drop_staff(t->house, e->subject);
    else if (has_text(&what.fields, STR("teams")))
        live_look_again(t->house, e->subject);
    return OK;
}
