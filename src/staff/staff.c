#include "staff/staff.h"

#include "text/email.h"
#include "text/utf8.h"

const struct shape staff_shape = SHAPE(
    struct staff, F_ID(struct staff, id), F_TEXT(struct staff, name), F_TEXT(struct staff, email),
    F_ENUM(struct staff, role, role_words), F_TEXT(struct staff, language), F_BOOL(struct staff, active),
    F_BOOL(struct staff, has_password), F_BOOL(struct staff, has_totp), F_TIME(struct staff, created_at),
    F_TIME(struct staff, seen_at), F_IDS(struct staff, teams));

struct member_of {
    id team;
};
LIST(member_of);
static const struct shape member_of_shape = SHAPE(struct member_of, F_ID(struct member_of, team));

#include "staff.sql.h"

const struct event_kind STAFF_INVITED = { .name = "staff.invited",
                                          .help = "Somebody new may sign in.",
                                          .seen_by = "staff.read" };

enum err staff_teams(struct turn *t, id which, struct id_list *out)
{
    struct member_of_list rows = { 0 };
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

static enum err check_name(struct turn *t, str name, str *out)
{
    *out = utf8_line(t->arena, name);
    if (utf8_blank(*out)) return fail_field(t, "name", "must say who this is");
    if (utf8_count(*out) > STAFF_NAME_CHARACTERS)
        return fail_field(t, "name", "must be at most %d characters", STAFF_NAME_CHARACTERS);
    return OK;
}

/* The unique index has the last word; this one has the words. */
static enum err check_email(struct turn *t, str email, str *out)
{
    struct staff other = { 0 };
    bool found = false;
    if (!email_norm(t->arena, email, out))
        return fail_field(t, "email", "must be an e-mail address such as ann@example.org");
    TRY(sql_staff_by_email(t, *out, &other, &found));
    return found ? fail_field(t, "email", "belongs to somebody already") : OK;
}

enum err staff_add(struct turn *t, str name, str email, enum role role, struct staff *out)
{
    *out = (struct staff){ .id = turn_id(t), .role = role, .active = true, .created_at = t->now };
    if (role == NO_ROLE) return fail_field(t, "role", "must be auditor, agent, lead, admin or owner");
    TRY(check_name(t, name, &out->name));
    if (!str_empty(str_trim(email))) TRY(check_email(t, email, &out->email));
    TRY(sql_staff_insert(t, out));
    return EMIT(t, STAFF_INVITED, .subject = out->id);
}

enum err staff_seen(struct turn *t, id which)
{
    return sql_staff_seen(t, which, t->now);
}
