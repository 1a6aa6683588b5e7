#include "staff/credential.h"

#include "text/email.h"

static const struct shape credential_shape = SHAPE(
    struct credential, F_ID(struct credential, staff), F_TEXT(struct credential, email),
    F_TEXT(struct credential, password_hash, .secret = true), F_BOOL(struct credential, totp_on));

#include "credential.sql.h"

const struct event_kind STAFF_PASSWORD_CHANGED = { .name = "staff.password_changed",
                                                   .help = "Somebody has a new password.",
                                                   .seen_by = "staff.manage" };

enum err credential_of(struct turn *t, id staff, struct credential *out)
{
    return sql_credential_of(t, staff, out);
}

enum err credential_by_email(struct turn *t, str email, struct credential *out)
{
    str norm = { 0 };
    bool found = false;
    *out = (struct credential){ 0 };
    return email_norm(t->arena, email, &norm) ? sql_credential_by_email(t, norm, out, &found) : OK;
}

enum err credential_set_password(struct turn *t, id staff, str hash)
{
    TRY(sql_credential_set_password(t, staff, hash));
    return EMIT(t, STAFF_PASSWORD_CHANGED, .subject = staff);
}
