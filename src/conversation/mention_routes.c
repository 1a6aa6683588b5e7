/* Where one is named: one's own list, and that it was read. */
#include "conversation/mention_routes.h"

#include "conversation/mention.h"

struct looking {
    bool all;
    id before;
    int64_t most;
};
static const struct shape looking_shape = SHAPE(
    struct looking, F_BOOL(struct looking, all, .help = "also what was read; only what waits when it is not named"),
    F_ID(struct looking, before, .help = "the next page: the last mention you have"),
    F_INT(struct looking, most, .min = 1, .max = MENTION_LIST_MOST,
          .help = "at most so many; 50 when it is not named"));

struct reading {
    id conversation;
};
static const struct shape reading_shape = SHAPE(
    struct reading, F_ID(struct reading, conversation, .help = "those in this one; all when it is not named"));

static enum err list(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct looking *it = in;
    struct mention_list found = { 0 };
    (void)ask;
    TRY(mention_list(t, it->all, it->before, it->most ? it->most : MENTION_LIST_USUAL, &found));
    *(struct list *)out = (struct list){ .at = found.at, .n = found.n, .room = found.room };
    return OK;
}

static enum err mark_read(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask, (void)out;
    return mention_read(t, ((const struct reading *)in)->conversation);
}

static const struct route routes[] = {
    { .on = "GET /api/v1/me/mentions",
      .may = SIGNED_IN,
      .takes = &looking_shape,
      .gives = &mention_shape,
      .gives_list = true,
      .run = list,
      .help = "Notes that name you, newest first, until you have read them." },
    { .on = "POST /api/v1/me/mentions/read",
      .may = SIGNED_IN,
      .takes = &reading_shape,
      .run = mark_read,
      .help = "You have read them." },
    { 0 },
};
static const struct event_kind *const events[] = { &CONVERSATION_MENTIONED, NULL };

const struct module module_mention = { .name = "mention", .routes = routes, .events = events };
