/* Who acts for the business: the list, invitations, roles, and leaving. */
#include "staff/staff_routes.h"

#include "spine/access.h"
#include "staff/staff.h"
#include "staff/team.h"

static const struct permission permissions[] = {
    { .name = "staff.read", .roles = EVERY_ROLE, .help = "see who works here" },
    { .name = "staff.manage", .roles = ROLE(ADMIN) | ROLE(OWNER), .help = "invite, change and deactivate people" },
    { 0 },
};

static const struct event_kind *const events[] = { &STAFF_INVITED, &STAFF_CHANGED, &STAFF_DEACTIVATED, &TEAM_CHANGED,
                                                   NULL };

const struct module module_staff = { .name = "staff", .permissions = permissions, .events = events };
