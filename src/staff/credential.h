/* The account behind an address, as signing in needs it. None of it is ever in an answer, an event or a log.
 * Says: staff.password_changed */
#ifndef STAFF_CREDENTIAL_H
#define STAFF_CREDENTIAL_H

#include "staff/staff.h"

struct credential {
    id staff;
    str email;
    str password_hash; /* empty: none */
    bool totp_on;      /* the password is not enough */
};

extern const struct event_kind STAFF_PASSWORD_CHANGED;

enum err credential_of(struct turn *t, id staff, struct credential *out) MUST_USE;
/* Of somebody who may act; of anybody else all of it is empty. */
enum err credential_by_email(struct turn *t, str email, struct credential *out) MUST_USE;

enum err credential_set_password(struct turn *t, id staff, str hash) MUST_USE;

#endif
