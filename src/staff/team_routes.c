/* Teams: the list, new ones, other names. Who is in one is said of the person: PATCH /api/v1/staff/{staff}. */
#include "staff/team_routes.h"

#include "staff/team.h"

struct team_words {
    id team;
    str name;
};
#define F_NAME                                                                                                         \
    F_TEXT(struct team_words, name, .required = true, .max = TEAM_NAME_CHARACTERS, .help = "what the team is called")
static const struct shape new_team_shape = SHAPE(struct team_words, F_NAME);
static const struct shape team_words_shape = SHAPE(
    struct team_words, F_ID(struct team_words, team, .required = true, .help = "which team"), F_NAME);

static enum err list_teams(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct team_list list = { 0 };
    (void)ask, (void)in;
    TRY(team_list_all(t, &list));
    *(struct list *)out = (struct list){ .at = list.at, .n = list.n, .room = list.room };
    return OK;
}

static enum err add_team(struct turn *t, struct ask *ask, const void *in, void *out)
{
    ask->answer->code = 201;
    return team_add(t, ((const struct team_words *)in)->name, out);
}

static enum err rename_team(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct team_words *to = in;
    (void)ask;
    TRY(team_rename(t, to->team, to->name));
    return team_find(t, to->team, out);
}

static const struct route routes[] = {
    { .on = "GET /api/v1/teams",
      .may = "staff.read",
      .gives = &team_shape,
      .gives_list = true,
      .run = list_teams,
      .help = "The teams and who is in them." },
    { .on = "POST /api/v1/teams",
      .may = "staff.manage",
      .takes = &new_team_shape,
      .gives = &team_shape,
      .run = add_team,
      .help = "A new team." },
    { .on = "PATCH /api/v1/teams/{team}",
      .may = "staff.manage",
      .takes = &team_words_shape,
      .gives = &team_shape,
      .run = rename_team,
      .help = "Another name for a team." },
    { 0 },
};

static const struct event_kind *const events[] = { &TEAM_CHANGED, NULL };

const struct module module_team = { .name = "team", .routes = routes, .events = events };
