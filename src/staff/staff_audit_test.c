#include "staff/staff_audit.h"

#include "db/engine.h"
#include "spine/house.h"
#include "spine/route.h"
#include "test/test.h"

static enum severity worst(struct turn *t, const char *about)
{
    struct finding_list found = { 0 };
    enum severity is = SOUND;
    check_ok(staff_audit(t, &found));
    for (size_t i = 0; i < found.n; i++)
        if (str_is(found.at[i].about, str_of(about)) && found.at[i].severity > is) is = found.at[i].severity;
    return is;
}

static void script(struct turn *t, const char *sql)
{
    check_ok(t->db->ops->script(t->db, sql));
}

TEST(an_owner_with_a_password_and_no_codes_is_a_warning)
{
    check_int(worst(t, "owner"), NOTE); /* nobody yet */
    script(
        t,
        "insert into staff (id, name, email, role, language, active, password_hash, totp_secret, totp_on, totp_step, "
        "created_at) values (1, 'Bo', '', 'owner', '', 1, 'hash', '', 0, 0, 1)");
    check_int(worst(t, "owner"), WARNING);
    script(t, "update staff set totp_on = 1");
    check_int(worst(t, "owner"), SOUND);
    script(t, "update staff set totp_on = 0, active = 0");
    check_int(worst(t, "owner"), NOTE);
}

TEST(a_key_for_everything_is_a_warning_and_a_forgotten_one_a_note)
{
    check_int(worst(t, "keys"), SOUND);
    script(
        t,
        "insert into staff (id, name, email, role, language, active, password_hash, totp_secret, totp_on, totp_step, "
        "created_at) values (1, 'Bo', '', 'owner', '', 1, '', '', 0, 0, 1)");
    script(
        t,
        "insert into api_key (id, token_hash, name, scopes, created_by, created_at) values (1, 'a', 'a', 'x.y', 1, 1)");
    check_int(worst(t, "keys"), NOTE);
    script(
        t,
        "insert into api_key (id, token_hash, name, scopes, created_by, created_at) values (2, 'b', 'b', '*', 1, 1)");
    check_int(worst(t, "keys"), WARNING);
    script(t, "update api_key set revoked_at = 1");
    check_int(worst(t, "keys"), SOUND);
}

/* The sentence of the worst thing found about keys. */
static str said_of_keys(struct turn *t)
{
    struct finding_list found = { 0 };
    str words = { 0 };
    check_ok(staff_audit(t, &found));
    for (size_t i = 0; i < found.n; i++)
        if (str_is(found.at[i].about, STR("keys")) && found.at[i].severity == WARNING) words = found.at[i].words;
    return words;
}

TEST(a_key_whose_maker_left_or_was_given_another_role_is_named)
{
    t->house->modules = modules;
    script(
        t,
        "insert into staff (id, name, email, role, language, active, password_hash, totp_secret, totp_on, totp_step, "
        "created_at) values (1, 'Bo', '', 'admin', '', 1, '', '', 0, 0, 1)");
    script(t, "insert into api_key (id, token_hash, name, scopes, created_by, created_at) values (1, 'a', 'the till', "
              "'staff.read, key.manage', 1, 1)");
    check_str(said_of_keys(t), "");
    script(t, "update staff set role = 'agent'");
    check(str_find(said_of_keys(t), STR("\"the till\" may do less")) >= 0);
    script(t, "update staff set role = 'admin', active = 0");
    check(str_find(said_of_keys(t), STR("\"the till\" is refused")) >= 0);
    script(t, "update api_key set revoked_at = 1");
    check_str(said_of_keys(t), "");
}
