#include "staff/key.h"

#include "spine/access.h"
#include "spine/route.h"
#include "spine/token.h"
#include "text/utf8.h"

enum { KEY_BYTES_MOST = 100 };
#define KEY_HEAD "rgl_" /* so that a key that leaked is found by those who look for such things */

const struct shape api_key_shape = SHAPE(struct api_key, F_ID(struct api_key, id), F_TEXT(struct api_key, name),
                                         F_TEXT(struct api_key, scopes), F_ID(struct api_key, created_by),
                                         F_TIME(struct api_key, created_at), F_TIME(struct api_key, used_at),
                                         F_TIME(struct api_key, revoked_at), F_TIME(struct api_key, expires_at));

struct known_key {
    id id;
    str scopes;
    usec used_at;
    enum role role; /* its maker's, today */
};
static const struct shape known_key_shape = SHAPE(struct known_key, F_ID(struct known_key, id),
                                                  F_TEXT(struct known_key, scopes), F_TIME(struct known_key, used_at),
                                                  F_ENUM(struct known_key, role, role_words));

#include "key.sql.h"

struct key_made {
    str scopes;
};
static const struct shape key_made_shape = SHAPE(struct key_made, F_TEXT(struct key_made, scopes));

const struct event_kind KEY_MADE = {
    .name = "key.made", .help = "A program may act for us.", .body = &key_made_shape, .seen_by = "key.manage"
};
const struct event_kind KEY_REVOKED = { .name = "key.revoked",
                                        .help = "A program may not act for us any more.",
                                        .seen_by = "key.manage" };

/* ---- making ---- */

static enum err check_scope(struct turn *t, str scope)
{
    const char *name = str_z(t->arena, scope);
    str shown = utf8_line(t->arena, scope);
    if (str_is(scope, STR("*"))) {
        if (t->actor.role == OWNER) return OK;
        return fail_field(t, "scopes", "may be * only when an owner makes the key: name the permissions");
    }
    if (!access_is_permission(t->house, name))
        return fail_field(t, "scopes", "has no permission called %.*s", STR_ARG(shown));
    if (!access_has(t, name)) return fail_field(t, "scopes", "has %s, which you do not have yourself", name);
    return OK;
}

static enum err join_scopes(struct turn *t, const struct str_list *scopes, str *out)
{
    struct text joined = { .arena = t->arena };
    if (scopes->n == 0) return fail_field(t, "scopes", "must name at least one permission");
    for (size_t i = 0; i < scopes->n; i++) {
        TRY(check_scope(t, scopes->at[i]));
        if (i) text_addz(&joined, ", ");
        text_add(&joined, scopes->at[i]);
    }
    *out = text_str(&joined);
    return OK;
}

static enum err check_wish(struct turn *t, const struct key_wish *wish)
{
    if (utf8_blank(wish->name)) return fail_field(t, "name", "must say what the key is for");
    if (utf8_count(wish->name) > KEY_NAME_CHARACTERS)
        return fail_field(t, "name", "must be at most %d characters", KEY_NAME_CHARACTERS);
    if (wish->expires_at && wish->expires_at <= t->now)
        return fail_field(t, "expires_at", "must be a moment to come, or none");
    return OK;
}

enum err key_make(struct turn *t, const struct key_wish *wish, struct api_key *out, str *secret)
{
    if (t->actor.kind != STAFF) return fail(t, FORBIDDEN, "keys are made by people");
    TRY(check_wish(t, wish));
    *out = (struct api_key){ .id = turn_id(t),
                             .name = utf8_line(t->arena, wish->name),
                             .created_by = t->actor.who,
                             .created_at = t->now,
                             .expires_at = wish->expires_at };
    TRY(join_scopes(t, &wish->scopes, &out->scopes));
    *secret = str_join(t->arena, STR(KEY_HEAD), token_make(t->arena));
    TRY(sql_key_insert(t, out, token_hash(t->arena, *secret)));
    return EMIT(t, KEY_MADE, .subject = out->id, .body = &(struct key_made){ .scopes = out->scopes });
}

enum err key_list(struct turn *t, struct api_key_list *out)
{
    return sql_key_list(t, out);
}

enum err key_revoke(struct turn *t, id which)
{
    struct api_key it = { 0 };
    int64_t revoked = 0;
    TRY(sql_key_find(t, which, &it));
    TRY(sql_key_revoke(t, which, t->now, &revoked));
    if (!revoked) return fail(t, CONFLICT, "this key was revoked already");
    return EMIT(t, KEY_REVOKED, .subject = which);
}

/* ---- who asks ---- */

enum err key_recognise(struct turn *t, str secret)
{
    struct known_key it = { 0 };
    bool found = false;
    if (secret.n <= KEY_BYTES_MOST) TRY(sql_key_by_token(t, token_hash(t->arena, secret), t->now, &it, &found));
    if (!found) return fail(t, SIGNED_OUT, "this key is not known, has ended, or who made it does not act any more");
    str scopes = access_scopes_within(t, it.scopes, it.role);
    t->actor = (struct actor){ .kind = KEY, .who = it.id, .scopes = scopes };
    if (db_reads(t->db) || t->now - it.used_at < MINUTE) return OK;
    return sql_key_used(t, it.id, t->now, t->now - MINUTE + 1);
}
