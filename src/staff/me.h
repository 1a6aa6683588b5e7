/* What somebody who is signed in may know about themselves; the console begins with it. */
#ifndef STAFF_ME_H
#define STAFF_ME_H

#include "staff/staff.h"

struct me {
    id id;
    str name, email;
    enum role role;
    str language;
    struct id_list teams;
    struct str_list permissions; /* names, as routes ask for them */
    bool has_password, has_totp;
    id live; /* the newest event of the house: what is asked for after this knows all before it */
};
extern const struct shape me_shape;

struct me_change {
    str name, language;
    uint64_t given;
};
extern const struct shape me_change_shape; /* nothing that only others may change: no role, no address */

enum err me_change(struct turn *t, const struct me_change *what) MUST_USE;
enum err me_find(struct turn *t, struct me *out) MUST_USE; /* of t->actor */

#endif
