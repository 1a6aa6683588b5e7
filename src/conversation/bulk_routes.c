/* One act on many, and taking it back. */
#include "conversation/bulk_routes.h"

#include "conversation/bulk.h"

static enum err do_many(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask;
    return bulk_do(t, in, out);
}

struct which_bulk {
    id bulk;
};
static const struct shape which_bulk_shape = SHAPE(
    struct which_bulk, F_ID(struct which_bulk, bulk, .required = true, .help = "`undo` of what is taken back"));

static enum err undo(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask;
    return bulk_undo(t, ((const struct which_bulk *)in)->bulk, out);
}

static const struct route routes[] = {
    { .on = "POST /api/v1/conversations/bulk",
      .may = "conversation.read", /* and what the act itself needs, asked for each */
      .takes = &bulk_wanted_shape,
      .gives = &bulk_answer_shape,
      .run = do_many,
      .help =
          "One act on at most 200 conversations: each is done whole, was so already, or is refused with its reason." },
    { .on = "POST /api/v1/bulk/{bulk}/undo",
      .may = "conversation.reply",
      .takes = &which_bulk_shape,
      .gives = &bulk_answer_shape,
      .run = undo,
      .help = "Take back what you did to many, within ten minutes, where nobody did anything since." },
    { 0 },
};

const struct module module_bulk = { .name = "bulk", .routes = routes };
