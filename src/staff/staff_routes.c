/* Who acts for the business: the list, invitations, roles, and leaving. */
#include "staff/staff_routes.h"

#include "spine/access.h"
#include "staff/entrance.h"
#include "staff/link.h"
#include "staff/session.h"
#include "staff/staff_audit.h"
#include "staff/staff_forget.h"
#include "staff/totp.h"

enum { TEAMS_MOST = 100 };

/* ---- what comes in and goes out ---- */

struct which_staff {
    id staff;
};
static const struct shape which_staff_shape = SHAPE(struct which_staff,
                                                    F_ID(struct which_staff, staff, .required = true, .help = "whose"));

struct invitation {
    str name, email;
    enum role role;
    struct id_list teams;
};
static const struct shape invitation_shape = SHAPE(
    struct invitation,
    F_TEXT(struct invitation, name, .required = true, .max = STAFF_NAME_CHARACTERS, .help = "who this is"),
    F_TEXT(struct invitation, email, .required = true, .max = 254, .help = "nobody else's"),
    F_ENUM(struct invitation, role, role_words, .required = true, .help = "not above your own"),
    F_IDS(struct invitation, teams, .max = TEAMS_MOST, .help = "the teams they are in"));

struct invited {
    id id;
    str name, email;
    enum role role;
    struct id_list teams;
    str link;
};
static const struct shape invited_shape = SHAPE(
    struct invited, F_ID(struct invited, id), F_TEXT(struct invited, name), F_TEXT(struct invited, email),
    F_ENUM(struct invited, role, role_words), F_IDS(struct invited, teams),
    F_TEXT(struct invited, link, .secret = true, .help = "signs them in once, within a week; shown this once"));

struct one_time_link {
    str link;
};
static const struct shape one_time_link_shape = SHAPE(
    struct one_time_link,
    F_TEXT(struct one_time_link, link, .secret = true, .help = "signs them in once; shown this once"));

struct staff_patch {
    id staff;
    str name, email;
    enum role role;
    str language;
    struct id_list teams;
    uint64_t given;
};
enum { GIVEN_NAME = 1 << 1, GIVEN_EMAIL = 1 << 2, GIVEN_ROLE = 1 << 3, GIVEN_LANGUAGE = 1 << 4, GIVEN_TEAMS = 1 << 5 };
static const struct shape staff_patch_shape = SHAPE(
    struct staff_patch, F_ID(struct staff_patch, staff, .required = true, .help = "whose"),
    F_TEXT(struct staff_patch, name, .max = STAFF_NAME_CHARACTERS, .help = "who this is"),
    F_TEXT(struct staff_patch, email, .max = 254, .help = "nobody else's"),
    F_ENUM(struct staff_patch, role, role_words, .help = "not above your own; a new one ends their sessions"),
    F_TEXT(struct staff_patch, language, .max = 20, .help = "of their screens"),
    F_IDS(struct staff_patch, teams, .max = TEAMS_MOST, .help = "all the teams they are in from now on"),
    F_GIVEN(struct staff_patch, given));

/* ---- doing it ---- */

/* Somebody whom the asker may touch. */
static enum err find_below(struct turn *t, id which, struct staff *out)
{
    TRY(staff_find(t, which, out));
    return staff_may_over(t, out->role);
}

static enum err list_staff(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct colleague_list list = { 0 };
    (void)ask, (void)in;
    TRY(staff_list_all(t, &list));
    *(struct list *)out = (struct list){ .at = list.at, .n = list.n, .room = list.room };
    return OK;
}

static enum err list_entrances(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct entrance_list list = { 0 };
    (void)ask, (void)in;
    TRY(entrance_list_all(t, &list));
    *(struct list *)out = (struct list){ .at = list.at, .n = list.n, .room = list.room };
    return OK;
}

static enum err invite(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct invitation *it = in;
    struct invited *made = out;
    struct staff who = { 0 };
    ask->answer->code = 201;
    TRY(staff_add(t, it->name, it->email, it->role, &who));
    TRY(staff_change(t, who.id, &(struct staff_change){ .teams = &it->teams }));
    TRY(link_make(t, who.id, INVITATION_LIVES, &made->link));
    made->id = who.id, made->name = who.name, made->email = who.email, made->role = who.role;
    return staff_teams(t, who.id, &made->teams);
}

static enum err change_staff(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct staff_patch *p = in;
    (void)ask;
    TRY(find_below(t, p->staff, out));
    struct staff_change to = { .name = p->given & GIVEN_NAME ? &p->name : NULL,
                               .email = p->given & GIVEN_EMAIL ? &p->email : NULL,
                               .role = p->given & GIVEN_ROLE ? &p->role : NULL,
                               .language = p->given & GIVEN_LANGUAGE ? &p->language : NULL,
                               .teams = p->given & GIVEN_TEAMS ? &p->teams : NULL };
    TRY(staff_change(t, p->staff, &to));
    return staff_find(t, p->staff, out);
}

static enum err make_link(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct staff who = { 0 };
    TRY(find_below(t, ((const struct which_staff *)in)->staff, &who));
    if (!who.active) return fail(t, CONFLICT, "somebody who was deactivated cannot sign in: activate them first");
    ask->answer->code = 201;
    return link_make(t, who.id, who.seen_at ? LINK_LIVES : INVITATION_LIVES, &((struct one_time_link *)out)->link);
}

/* One act on one person, and how they stand afterwards. */
static enum err act_on(struct turn *t, const void *in, void *out, enum err (*act)(struct turn *t, id which))
{
    id which = ((const struct which_staff *)in)->staff;
    TRY(find_below(t, which, out));
    TRY(act(t, which));
    return staff_find(t, which, out);
}

#define ACT(name, does)                                                                                                \
    static enum err name(struct turn *t, struct ask *ask, const void *in, void *out)                                   \
    {                                                                                                                  \
        (void)ask;                                                                                                     \
        return act_on(t, in, out, does);                                                                               \
    }
ACT(deactivate, staff_deactivate)
ACT(activate, staff_activate)
ACT(withdraw, entrance_withdraw)

/* Whoever lost the app and the recovery codes. */
static enum err remove_codes(struct turn *t, id which)
{
    TRY(totp_remove(t, which));
    return session_end_all(t, which);
}
ACT(forget_codes, remove_codes)

#define ON_ONE .takes = &which_staff_shape, .gives = &staff_shape
static const struct route routes[] = {
    { .on = "GET /api/v1/staff",
      .may = "staff.read",
      .gives = &colleague_shape,
      .gives_list = true,
      .run = list_staff,
      .help = "Everybody who works here or did." },
    { .on = "GET /api/v1/staff/entrances",
      .may = "staff.manage",
      .gives = &entrance_shape,
      .gives_list = true,
      .run = list_entrances,
      .help = "How each of us gets in: password, codes, a link that waits, and where they are signed in." },
    { .on = "POST /api/v1/staff",
      .may = "staff.manage",
      .takes = &invitation_shape,
      .gives = &invited_shape,
      .run = invite,
      .help = "Invite somebody: a link to hand to them, shown this once." },
    { .on = "PATCH /api/v1/staff/{staff}",
      .may = "staff.manage",
      .takes = &staff_patch_shape,
      .gives = &staff_shape,
      .run = change_staff,
      .help = "Change somebody's name, address, role, language or teams." },
    { .on = "POST /api/v1/staff/{staff}/link",
      .may = "staff.manage",
      .takes = &which_staff_shape,
      .gives = &one_time_link_shape,
      .run = make_link,
      .help = "A new sign-in link for somebody; the older one ends." },
    { .on = "DELETE /api/v1/staff/{staff}/link",
      .may = "staff.manage",
      ON_ONE,
      .run = withdraw,
      .help = "Take back the link that waits for somebody; whoever has never been here is then not one of us." },
    { .on = "POST /api/v1/staff/{staff}/deactivate",
      .may = "staff.manage",
      ON_ONE,
      .run = deactivate,
      .help = "They may not act any more; refused while they own open conversations." },
    { .on = "POST /api/v1/staff/{staff}/activate",
      .may = "staff.manage",
      ON_ONE,
      .run = activate,
      .help = "They may act again." },
    { .on = "DELETE /api/v1/staff/{staff}/totp",
      .may = "staff.manage",
      ON_ONE,
      .run = forget_codes,
      .help = "Somebody lost the app and the recovery codes: signing in asks for none any more." },
    { 0 },
};

static const struct permission permissions[] = {
    { .name = "staff.read", .roles = EVERY_ROLE, .help = "see who works here and in which team" },
    { .name = "staff.manage", .roles = ROLE(ADMIN) | ROLE(OWNER), .help = "invite, change and deactivate people" },
    { 0 },
};

static const struct event_kind *const events[] = { &STAFF_INVITED,   &STAFF_CHANGED,        &STAFF_DEACTIVATED,
                                                   &STAFF_LINK_MADE, &STAFF_LINK_WITHDRAWN, NULL };

const struct module module_staff = { .name = "staff",
                                     .routes = routes,
                                     .permissions = permissions,
                                     .events = events,
                                     .audit = staff_audit,
                                     .leaves = staff_leaves,
                                     .forget = staff_forget };
