/* What somebody is still writing, from one browser to the next. Never an event, never told to others. */
#include "conversation/draft_routes.h"

#include "conversation/conversation.h"
#include "conversation/draft.h"

struct which_draft {
    id conversation;
    enum draft_kind kind;
};
static const struct shape which_draft_shape = SHAPE(
    struct which_draft, F_ID(struct which_draft, conversation, .required = true, .help = "which conversation"),
    F_ENUM(struct which_draft, kind, draft_kind_words, .required = true, .help = "an answer or a note"));

static enum err show(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct which_draft *it = in;
    struct conversation c = { 0 };
    (void)ask;
    TRY(conversation_find_for(t, "conversation.reply", it->conversation, &c));
    return draft_find(t, it->conversation, it->kind, out);
}

static enum err save(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct draft_typed *it = in;
    struct conversation c = { 0 };
    (void)ask;
    TRY(conversation_find_for(t, "conversation.reply", it->conversation, &c));
    return draft_save(t, it, out);
}

static enum err drop(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct which_draft *it = in;
    struct conversation c = { 0 };
    (void)ask, (void)out;
    TRY(conversation_find_for(t, "conversation.reply", it->conversation, &c));
    TRY(conversation_hold(t, it->conversation, &c)); /* another browser may be saving */
    return draft_drop(t, it->conversation, it->kind);
}

static const struct route routes[] = {
    { .on = "GET /api/v1/conversations/{conversation}/drafts/{kind}",
      .may = "conversation.reply",
      .takes = &which_draft_shape,
      .gives = &draft_shape,
      .run = show,
      .help = "What you are still writing there; revision null when that is nothing." },
    { .on = "PUT /api/v1/conversations/{conversation}/drafts/{kind}",
      .may = "conversation.reply",
      .takes = &draft_typed_shape,
      .gives = &draft_shape,
      .run = save,
      .help = "Keeps what you are writing. Of two browsers the later text is the draft, the other stands beside it." },
    { .on = "DELETE /api/v1/conversations/{conversation}/drafts/{kind}",
      .may = "conversation.reply",
      .takes = &which_draft_shape,
      .run = drop,
      .help = "Throws the draft away." },
    { 0 },
};

const struct module module_draft = { .name = "draft", .routes = routes };
