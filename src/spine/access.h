/* Who may do what. Default: nobody. One policy function.
 *
 * A permission is a noun and a verb ("conversation.reply"). Roles have them by the table in the module that
 * declares them; keys by their scopes. A permission on a thing that belongs to a team other than the actor's is
 * refused for agents and leads as NOT_FOUND: they shall not learn that it exists. */
#ifndef SPINE_ACCESS_H
#define SPINE_ACCESS_H

#include "spine/turn.h"

struct permission {
    const char *name; /* "conversation.reply" */
    unsigned roles;   /* ROLE(AGENT) | ROLE(LEAD) …; OWNER and ADMIN are not implied */
    const char *help;
};
#define ROLE(r)           (1u << (r))
#define EVERY_ROLE        (ROLE(AUDITOR) | ROLE(AGENT) | ROLE(LEAD) | ROLE(ADMIN) | ROLE(OWNER))
#define EVERY_ACTING_ROLE (ROLE(AGENT) | ROLE(LEAD) | ROLE(ADMIN) | ROLE(OWNER))

bool access_is_permission(const struct house *h, const char *name);
bool access_has(const struct turn *t, const char *permission);

/* What is left of a key's scopes when it may do nothing that `role` may not. */
str access_scopes_within(const struct turn *t, str scopes, enum role role);

/* SIGNED_OUT when nobody is there, FORBIDDEN when the role or key lacks it. */
enum err access_may(struct turn *t, const char *permission) MUST_USE;

/* The same question with a yes or no: may they, and is a thing of `team` theirs to know of? Routes and live screens
 * both ask it. */
bool access_has_in(const struct turn *t, const char *permission, id team);

/* As access_may, and the thing belongs to `team` (0: everybody's). NOT_FOUND when it is another team's. */
enum err access_may_in(struct turn *t, const char *permission, id team) MUST_USE;

/* For lists: the teams to whose things the actor is bound, besides those of nobody; NULL: sees everybody's. */
const struct id_list *access_teams(const struct turn *t);

#endif
