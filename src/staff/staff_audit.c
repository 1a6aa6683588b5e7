#include "staff/staff_audit.h"

#include "spine/access.h"
#include "staff/staff.h"

struct made_key {
    str name, scopes;
    enum role role; /* its maker's, today */
    bool active;
};
LIST(made_key);
static const struct shape made_key_shape = SHAPE(
    struct made_key, F_TEXT(struct made_key, name), F_TEXT(struct made_key, scopes),
    F_ENUM(struct made_key, role, role_words), F_BOOL(struct made_key, active));

#include "staff_audit.sql.h"

static const usec UNUSED = 90 * DAY;

static enum err find_owners(struct turn *t, struct finding_list *out)
{
    int64_t owners = 0, without = 0;
    TRY(sql_owners(t, &owners));
    TRY(sql_owners_without_codes(t, &without));
    if (owners == 0)
        FOUND(t, out, .severity = NOTE, .about = STR("owner"), .code = STR("owner_none"),
              .words = STR("nobody is the owner yet"),
              .fix = STR("`regulars link` prints a link that makes the first one"));
    else if (without == 0)
        FOUND(t, out, .about = STR("owner"), .code = STR("owner_codes"),
              .words = STR("no owner signs in with a password alone"));
    else
        FOUND(t, out, .severity = WARNING, .about = STR("owner"), .code = STR("owner_passwords"),
              .args = ARGS(t, ARG_INT(t, "n", without), ARG_INT(t, "all", owners)),
              .words = str_format(t->arena, "%lld of %lld owners sign in with a password alone", (long long)without,
                                  (long long)owners),
              .fix = STR("turn codes from an app on, in one's own settings"));
    return OK;
}

static enum err find_keys(struct turn *t, struct finding_list *out)
{
    int64_t for_all = 0, past = 0;
    TRY(sql_keys_for_all(t, t->now, &for_all));
    TRY(sql_keys_of_the_past(t, t->now, t->now - UNUSED, &past));
    if (for_all)
        FOUND(t, out, .severity = WARNING, .about = STR("keys"), .code = STR("keys_for_all"),
              .args = ARGS(t, ARG_INT(t, "n", for_all)),
              .words = str_format(t->arena, "%lld keys may do everything", (long long)for_all),
              .fix = STR("make keys with the scopes they need, and revoke these"));
    if (past)
        FOUND(t, out, .severity = NOTE, .about = STR("keys"), .code = STR("keys_unused"),
              .args = ARGS(t, ARG_INT(t, "n", past)),
              .words = str_format(t->arena, "%lld keys have not been used for 90 days", (long long)past),
              .fix = STR("revoke what nobody needs"));
    if (!for_all && !past)
        FOUND(t, out, .about = STR("keys"), .code = STR("keys"), .words = STR("every key has scopes and is in use"));
    return OK;
}

static size_t count_scopes(str scopes)
{
    size_t n = 0;
    for (; scopes.n; n++) str_split(&scopes, ',');
    return n;
}

/* "*" of somebody who is no owner any more is less than it says, however many permissions are left of it. */
static bool is_cut(struct turn *t, const struct made_key *k)
{
    if (k->role == OWNER) return false;
    return str_is(k->scopes, STR("*")) ||
           count_scopes(access_scopes_within(t, k->scopes, k->role)) < count_scopes(k->scopes);
}

/* A program that stopped, or does half of its work, since a person left or does other work now. */
static enum err find_makers(struct turn *t, struct finding_list *out)
{
    struct made_key_list keys = { 0 };
    TRY(sql_keys_and_makers(t, t->now, &keys));
    for (size_t i = 0; i < keys.n; i++) {
        const struct made_key *k = &keys.at[i];
        if (k->active && !is_cut(t, k)) continue;
        const char *words = k->active
                                ? "the key \"%.*s\" may do less than its scopes say: who made it has another role now"
                                : "the key \"%.*s\" is refused: who made it does not work here any more";
        FOUND(t, out, .severity = WARNING, .about = STR("keys"), .code = k->active ? STR("key_cut") : STR("key_orphan"),
              .args = ARGS(t, ARG("name", k->name)), .words = str_format(t->arena, words, STR_ARG(k->name)),
              .fix = STR("make the program a key of somebody who may do this, and revoke this one"));
    }
    return OK;
}

enum err staff_audit(struct turn *t, struct finding_list *out)
{
    TRY(find_owners(t, out));
    TRY(find_keys(t, out));
    return find_makers(t, out);
}
