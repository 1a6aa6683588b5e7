#include "staff/staff_audit.h"

#include "staff_audit.sql.h"

static const usec UNUSED = 90 * DAY;

static enum err find_owners(struct turn *t, struct finding_list *out)
{
    int64_t owners = 0, without = 0;
    TRY(sql_owners(t, &owners));
    TRY(sql_owners_without_codes(t, &without));
    if (owners == 0)
        FOUND(t, out, .severity = NOTE, .about = STR("owner"), .words = STR("nobody is the owner yet"),
              .fix = STR("`regulars link` prints a link that makes the first one"));
    else if (without == 0)
        FOUND(t, out, .about = STR("owner"), .words = STR("no owner signs in with a password alone"));
    else
        FOUND(t, out, .severity = WARNING, .about = STR("owner"),
              .words = str_format(t->arena, "%lld of %lld owners sign in with a password alone", (long long)without,
                                  (long long)owners),
              .fix = STR("turn codes from an app on, in one's own settings"));
    return OK;
}

static enum err find_keys(struct turn *t, struct finding_list *out)
{
    int64_t for_all = 0, past = 0;
    TRY(sql_keys_for_all(t, &for_all));
    TRY(sql_keys_of_the_past(t, t->now - UNUSED, &past));
    if (for_all)
        FOUND(t, out, .severity = WARNING, .about = STR("keys"),
              .words = str_format(t->arena, "%lld keys may do everything", (long long)for_all),
              .fix = STR("make keys with the scopes they need, and revoke these"));
    if (past)
        FOUND(t, out, .severity = NOTE, .about = STR("keys"),
              .words = str_format(t->arena, "%lld keys have not been used for 90 days", (long long)past),
              .fix = STR("revoke what nobody needs"));
    if (!for_all && !past) FOUND(t, out, .about = STR("keys"), .words = STR("every key has scopes and is in use"));
    return OK;
}

enum err staff_audit(struct turn *t, struct finding_list *out)
{
    TRY(find_owners(t, out));
    return find_keys(t, out);
}
