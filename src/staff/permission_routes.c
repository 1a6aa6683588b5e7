/* Permissions: a screen that explains roles, or offers scopes for a key, asks for them here. In words they are
 * permission.<name> in words/. */
#include "staff/permission_routes.h"

#include "spine/access.h"
#include "spine/house.h"

struct allowed {
    str permission, help;
    struct str_list roles;
};
LIST(allowed);
static const struct shape allowed_shape = SHAPE(struct allowed, F_TEXT(struct allowed, permission),
                                                F_TEXT(struct allowed, help, .help = "what it allows"),
                                                F_TEXTS(struct allowed, roles, .help = "who has it"));

static struct str_list roles_with(struct turn *t, const struct permission *p)
{
    struct str_list roles = { 0 };
    for (enum role role = AUDITOR; role <= OWNER; role++)
        if (p->roles & ROLE(role)) *LIST_ADD(t->arena, &roles) = str_of(role_words[role]);
    return roles;
}

static enum err list_permissions(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct allowed_list list = { 0 };
    (void)ask, (void)in;
    for (const struct module *const *m = t->house->modules; *m; m++)
        for (const struct permission *p = (*m)->permissions; p && p->name; p++)
            *LIST_ADD(t->arena, &list) = (struct allowed){ .permission = str_of(p->name),
                                                           .help = str_of(p->help),
                                                           .roles = roles_with(t, p) };
    *(struct list *)out = (struct list){ .at = list.at, .n = list.n, .room = list.room };
    return OK;
}

static const struct route routes[] = {
    { .on = "GET /api/v1/permissions",
      .may = "staff.read",
      .gives = &allowed_shape,
      .gives_list = true,
      .run = list_permissions,
      .help = "What there is to be allowed, and which roles are." },
    { 0 },
};

const struct module module_permission = { .name = "permission", .routes = routes };
