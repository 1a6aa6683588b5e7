#include "staff/link.h"

#include "spine/house.h"
#include "spine/token.h"
#include "staff/totp.h"

struct sign_in_link {
    id staff;
    usec expires_at, used_at;
};
static const struct shape sign_in_link_shape = SHAPE(struct sign_in_link, F_ID(struct sign_in_link, staff),
                                                     F_TIME(struct sign_in_link, expires_at),
                                                     F_TIME(struct sign_in_link, used_at));

#include "link.sql.h"

const struct event_kind STAFF_LINK_MADE = { .name = "staff.link_made",
                                            .help = "A one-time link was made for somebody.",
                                            .seen_by = "staff.manage" };

const usec LINK_LIVES = DAY, INVITATION_LIVES = 7 * DAY;
enum { TOKEN_BYTES_MOST = 100 };

static str hash_of(struct turn *t, str token)
{
    return token_hash(t->arena, str_cut(token, TOKEN_BYTES_MOST));
}

enum err link_end_all(struct turn *t, id staff)
{
    return sql_link_end_all(t, staff);
}

enum err link_make(struct turn *t, id staff, usec lives, str *url)
{
    str token = token_make(t->arena);
    TRY(link_end_all(t, staff));
    TRY(sql_link_insert(t, turn_id(t), hash_of(t, token), staff, t->now, t->now + lives));
    *url = str_format(t->arena, "%.*s/sign-in/%.*s", STR_ARG(t->house->options.address), STR_ARG(token));
    return EMIT(t, STAFF_LINK_MADE, .subject = staff);
}

static enum err is_gone(struct turn *t)
{
    return fail(t, GONE, "this link has been used or has expired: ask for another one");
}

enum err link_look(struct turn *t, str token, struct staff *out)
{
    struct sign_in_link it = { 0 };
    enum err err = sql_link_find(t, hash_of(t, token), &it);
    if (err == NOT_FOUND) return fail(t, NOT_FOUND, "this link leads nowhere");
    TRY(err);
    TRY(staff_find(t, it.staff, out));
    return it.used_at || it.expires_at <= t->now || !out->active ? is_gone(t) : OK;
}

enum err link_use(struct turn *t, str token, struct staff *out)
{
    int64_t changed = 0;
    TRY(link_look(t, token, out));
    TRY(sql_link_use(t, hash_of(t, token), t->now, &changed));
    return changed == 1 ? OK : is_gone(t);
}

/* ---- for whoever runs the program ---- */

static enum err first_owner(struct turn *t, str email, struct staff *out)
{
    struct staff_list owners = { 0 };
    TRY(staff_owners(t, &owners));
    if (owners.n == 0) return staff_add(t, STR("Owner"), email, OWNER, out);
    *out = owners.at[0];
    return owners.n == 1 ? OK : fail(t, CONFLICT, "there are several owners: say whose link, by e-mail address");
}

/* Whom whoever runs the program means. */
static enum err find_meant(struct turn *t, str email, struct staff *out)
{
    bool found = false, empty = false;
    TRY(staff_is_empty(t, &empty));
    if (empty || !email.n) return first_owner(t, email, out);
    TRY(staff_by_email(t, email, out, &found));
    return found && out->active ? OK : fail(t, NOT_FOUND, "nobody who may act has the address %.*s", STR_ARG(email));
}

enum err link_for(struct turn *t, str email, str *url)
{
    struct staff who = { 0 };
    TRY(find_meant(t, email, &who));
    return link_make(t, who.id, LINK_LIVES, url);
}

enum err link_forget_codes(struct turn *t, str email)
{
    struct staff who = { 0 };
    TRY(find_meant(t, email, &who));
    TRY(staff_find(t, who.id, &who));
    return who.has_totp ? totp_remove(t, who.id) : OK;
}

enum err link_first(struct turn *t, str *url)
{
    struct staff who = { 0 };
    bool anybody = false;
    *url = (str){ 0 };
    TRY(staff_was_anybody_seen(t, &anybody));
    if (anybody) return OK;
    TRY(first_owner(t, (str){ 0 }, &who));
    return link_make(t, who.id, LINK_LIVES, url);
}
