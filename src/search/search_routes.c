#include "search/search_routes.h"

#include "search/search.h"
#include "spine/access.h"

static enum err find(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct search_row_list rows = { 0 };
    (void)ask;
    TRY(search_find(t, in, &rows));
    *(struct list *)out = (struct list){ .at = rows.at, .n = rows.n, .room = rows.room };
    return OK;
}

static const struct route routes[] = {
    { .on = "GET /api/v1/search",
      .may = "search.read",
      .takes = &search_wanted_shape,
      .gives = &search_row_shape,
      .gives_list = true,
      .run = find,
      .help =
          "What was written with these words, newest first: subjects, messages, notes and customers, as far as you may "
          "read them." },
    { 0 },
};
static const struct permission permissions[] = {
    { .name = "search.read", .roles = EVERY_ROLE, .help = "search in what one may read" },
    { 0 },
};

const struct module module_search = {
    .name = "search", .routes = routes, .permissions = permissions, .rebuild = search_rebuild
};
