/* Views: kept, shared, changed and dropped. */
#include "conversation/view_routes.h"

#include "conversation/view.h"
#include "spine/access.h"

struct view_words {
    id view;
    str name;
    enum view_sharing shared_with;
    id team;
    struct inbox_filter filter;
    uint64_t given;
};
#define F_REST                                                                                                         \
    F_ENUM(struct view_words, shared_with, view_sharing_words, .help = "nobody, a team, or everybody"),                \
        F_ID(struct view_words, team, .help = "with which team, when shared with one"),                                \
        F_SHAPE(struct view_words, filter, inbox_filter_shape, .help = "what it holds, and in which order")
static const struct shape new_view_shape = SHAPE(
    struct view_words,
    F_TEXT(struct view_words, name, .required = true, .max = VIEW_CHARACTERS, .help = "what the view is called"),
    F_REST);
static const struct shape view_words_shape = SHAPE(
    struct view_words, F_ID(struct view_words, view, .required = true, .help = "which view"),
    F_TEXT(struct view_words, name, .max = VIEW_CHARACTERS, .help = "another name"), F_REST,
    F_GIVEN(struct view_words, given));
struct counting {
    struct id_list views;
};
static const struct shape counting_shape = SHAPE(
    struct counting, F_IDS(struct counting, views, .required = true, .max = VIEWS_MOST, .help = "of which views"));
static const struct shape which_view_shape = SHAPE(
    struct view_words, F_ID(struct view_words, view, .required = true, .help = "which view"));

static enum err list_views(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct saved_view_list list = { 0 };
    (void)ask, (void)in;
    TRY(view_list_all(t, &list));
    *(struct list *)out = (struct list){ .at = list.at, .n = list.n, .room = list.room };
    return OK;
}

static enum err count_views(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct view_count_list list = { 0 };
    (void)ask;
    TRY(view_count(t, &((const struct counting *)in)->views, &list));
    *(struct list *)out = (struct list){ .at = list.at, .n = list.n, .room = list.room };
    return OK;
}

static enum err add_view(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct view_words *it = in;
    struct saved_view fresh = {
        .name = it->name, .shared_with = it->shared_with, .team = it->team, .filter = it->filter
    };
    ask->answer->code = 201;
    TRY(view_add(t, &fresh));
    return view_find(t, fresh.id, out);
}

static bool is_given(const struct view_words *it, const char *name)
{
    return it->given >> shape_index(&view_words_shape, str_of(name)) & 1;
}

static enum err change_view(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct view_words *to = in;
    struct saved_view it = { 0 };
    (void)ask;
    TRY(view_find(t, to->view, &it));
    if (is_given(to, "name")) it.name = to->name;
    if (is_given(to, "shared_with")) it.shared_with = to->shared_with;
    if (is_given(to, "team")) it.team = to->team;
    if (is_given(to, "filter")) it.filter = to->filter;
    TRY(view_change(t, &it));
    return view_find(t, to->view, out);
}

static enum err drop_view(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask, (void)out;
    return view_drop(t, ((const struct view_words *)in)->view);
}

static const struct route routes[] = {
    { .on = "GET /api/v1/views",
      .may = "conversation.read",
      .gives = &saved_view_shape,
      .gives_list = true,
      .run = list_views,
      .help = "The views you may see." },
    { .on = "GET /api/v1/views/counts",
      .may = "conversation.read",
      .takes = &counting_shape,
      .gives = &view_count_shape,
      .gives_list = true,
      .run = count_views,
      .help = "How many conversations these views show you." },
    { .on = "POST /api/v1/views",
      .may = "conversation.read",
      .takes = &new_view_shape,
      .gives = &saved_view_shape,
      .run = add_view,
      .help = "Keep a list under a name." },
    { .on = "PATCH /api/v1/views/{view}",
      .may = "conversation.read",
      .takes = &view_words_shape,
      .gives = &saved_view_shape,
      .run = change_view,
      .help = "Another name, other filters, or shared with others." },
    { .on = "DELETE /api/v1/views/{view}",
      .may = "conversation.read",
      .takes = &which_view_shape,
      .run = drop_view,
      .help = "Drop a view. The conversations in it stay where they are." },
    { 0 },
};

static const struct permission permissions[] = {
    { .name = "view.share", .roles = EVERY_ACTING_ROLE, .help = "share a view with a team or with everybody" },
    { .name = "view.manage",
      .roles = ROLE(LEAD) | ROLE(ADMIN) | ROLE(OWNER),
      .help = "change and drop the shared views of others" },
    { 0 },
};

static const struct event_kind *const events[] = { &VIEW_CHANGED, NULL };

const struct module module_view = { .name = "view",
                                    .routes = routes,
                                    .permissions = permissions,
                                    .events = events,
                                    .leaves = view_leaves,
                                    .forget = view_forget };
