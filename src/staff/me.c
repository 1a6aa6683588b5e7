#include "staff/me.h"

#include "spine/access.h"
#include "spine/house.h"
#include "spine/route.h"

const struct shape me_shape = SHAPE(struct me, F_ID(struct me, id), F_TEXT(struct me, name), F_TEXT(struct me, email),
                                    F_ENUM(struct me, role, role_words), F_TEXT(struct me, language),
                                    F_IDS(struct me, teams), F_TEXTS(struct me, permissions),
                                    F_BOOL(struct me, has_password), F_BOOL(struct me, has_totp),
                                    F_ID(struct me, live, .help = "the newest event now: live can be asked since it"));

const struct shape me_change_shape = SHAPE(
    struct me_change,
    F_TEXT(struct me_change, name, .max = STAFF_NAME_CHARACTERS, .help = "as colleagues and customers see it"),
    F_TEXT(struct me_change, language, .max = 20, .help = "of the screens: en, es or ar; empty: as the browser says"),
    F_GIVEN(struct me_change, given));

static struct str_list permissions_of(struct turn *t)
{
    struct str_list names = { 0 };
    for (const struct module *const *m = t->house->modules; m && *m; m++)
        for (const struct permission *p = (*m)->permissions; p && p->name; p++)
            if (access_has(t, p->name)) *LIST_ADD(t->arena, &names) = str_of(p->name);
    return names;
}

enum err me_find(struct turn *t, struct me *out)
{
    struct staff it = { 0 };
    TRY(staff_find(t, t->actor.who, &it));
    *out = (struct me){ .id = it.id,
                        .name = it.name,
                        .email = it.email,
                        .role = it.role,
                        .language = it.language,
                        .teams = it.teams,
                        .permissions = permissions_of(t),
                        .has_password = it.has_password,
                        .has_totp = it.has_totp };
    return event_newest(t, &out->live);
}

enum err me_change(struct turn *t, const struct me_change *what)
{
    struct staff_change to = { .name = what->given & 1u ? &what->name : NULL,
                               .language = what->given & 2u ? &what->language : NULL };
    return staff_change(t, t->actor.who, &to);
}
