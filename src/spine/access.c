#include "spine/access.h"

#include "spine/house.h"
#include "spine/route.h"

static const struct permission *permission_named(const struct house *h, const char *name)
{
    for (const struct module *const *m = h->modules; m && *m; m++)
        for (const struct permission *p = (*m)->permissions; p && p->name; p++)
            if (strcmp(p->name, name) == 0) return p;
    return NULL;
}

bool access_is_permission(const struct house *h, const char *name)
{
    return permission_named(h, name) != NULL;
}

static bool scoped(str scopes, const char *permission)
{
    while (scopes.n) {
        str scope = str_trim(str_split(&scopes, ','));
        if (str_is(scope, STR("*")) || str_is(scope, str_of(permission))) return true;
    }
    return false;
}

str access_scopes_within(const struct turn *t, str scopes, enum role role)
{
    struct text kept = { .arena = t->arena };
    if (role == OWNER) return scopes;
    for (const struct module *const *m = t->house->modules; role != NO_ROLE && m && *m; m++)
        for (const struct permission *p = (*m)->permissions; p && p->name; p++)
            if (p->roles & ROLE(role) && scoped(scopes, p->name)) text_addf(&kept, kept.n ? ", %s" : "%s", p->name);
    return text_str(&kept);
}

bool access_has(const struct turn *t, const char *permission)
{
    const struct actor *who = &t->actor;
    if (strcmp(permission, PUBLIC) == 0) return true;
    if (strcmp(permission, SIGNED_IN) == 0) return who->kind == STAFF;
    const struct permission *p = permission_named(t->house, permission);
    if (!p) return false; /* what nobody declared nobody has */
    if (who->kind == SYSTEM) return true;
    if (who->kind == KEY) return scoped(who->scopes, permission);
    return who->kind == STAFF && who->role != NO_ROLE && (p->roles & ROLE(who->role));
}

enum err access_may(struct turn *t, const char *permission)
{
    if (access_has(t, permission)) return OK;
    if (t->actor.kind == NOBODY || t->actor.kind == CUSTOMER) return fail(t, SIGNED_OUT, "please sign in first");
    return fail(t, FORBIDDEN, "this needs the permission %s", permission);
}

static bool in_team(const struct actor *who, id team)
{
    for (size_t i = 0; i < who->teams.n; i++)
        if (who->teams.at[i] == team) return true;
    return false;
}

/* Agents and leads are bound to their teams; the others see all. */
const struct id_list *access_teams(const struct turn *t)
{
    bool bound = t->actor.kind == STAFF && (t->actor.role == AGENT || t->actor.role == LEAD);
    return bound ? &t->actor.teams : NULL;
}

bool access_has_in(const struct turn *t, const char *permission, id team)
{
    return access_has(t, permission) && (team == 0 || !access_teams(t) || in_team(&t->actor, team));
}

enum err access_may_in(struct turn *t, const char *permission, id team)
{
    TRY(access_may(t, permission));
    return access_has_in(t, permission, team) ? OK : fail(t, NOT_FOUND, "there is nothing here");
}
