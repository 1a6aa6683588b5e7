/* Acts: who did what, and when. The events of people and programs, with the names that belong to their ids. */
#ifndef STAFF_ACT_H
#define STAFF_ACT_H

#include "spine/event.h"

/* Whose acts: those of staff and keys; of staff, of keys, of the program itself (also from its command line), of
 * customers. */
enum act_by { BY_PEOPLE, BY_STAFF, BY_KEYS, BY_SYSTEM, BY_CUSTOMERS };

struct act_filter {
    enum act_by by;
    id actor;
    str kind, from, to; /* from, to: whole days in UTC, both included */
    id before;          /* the last one that was seen */
    int64_t most;
};
extern const struct shape act_filter_shape;

struct act {
    id id;
    usec at;
    str kind;
    enum actor_kind actor_kind;
    id actor;
    str actor_name; /* empty: nobody with a name */
    id subject;
    str subject_name; /* of people, teams and keys */
    id conversation, customer;
    str body;
};
extern const struct shape act_shape;
LIST(act);

enum { ACT_MOST = 200, ACT_USUAL = 50, ACT_EXPORTED = 50000 };

enum err act_list(struct turn *t, const struct act_filter *filter, struct act_list *out) MUST_USE;
/* All of them. INVALID: more than ACT_EXPORTED. */
enum err act_list_all(struct turn *t, const struct act_filter *filter, struct act_list *out) MUST_USE;

#endif
