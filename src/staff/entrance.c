#include "staff/entrance.h"

#include "staff/link.h"

const struct shape entrance_shape = SHAPE(
    struct entrance, F_ID(struct entrance, staff), F_BOOL(struct entrance, has_password),
    F_BOOL(struct entrance, has_totp, .help = "signing in asks for a code from an app"),
    F_TIME(struct entrance, link_at, .help = "when the one-time link was made that waits for them; null: none does"),
    F_TIME(struct entrance, link_expires_at), F_INT(struct entrance, sessions, .help = "where they are signed in"));

#include "entrance.sql.h"

const struct event_kind STAFF_LINK_WITHDRAWN = { .name = "staff.link_withdrawn",
                                                 .help = "A one-time link was taken back before anybody used it.",
                                                 .seen_by = "staff.manage" };

enum err entrance_list_all(struct turn *t, struct entrance_list *out)
{
    return sql_entrance_list(t, t->now, out);
}

enum err entrance_withdraw(struct turn *t, id staff)
{
    struct staff it = { 0 };
    int64_t waiting = 0;
    TRY(staff_hold(t, staff, &it));
    TRY(sql_entrance_waiting(t, staff, t->now, &waiting));
    if (waiting == 0) return fail(t, CONFLICT, "no link waits for them: it was used or has expired");
    TRY(link_end_all(t, staff));
    TRY(EMIT(t, STAFF_LINK_WITHDRAWN, .subject = staff));
    return it.seen_at ? OK : staff_deactivate(t, staff);
}
