/* Answers by e-mail that wait: sent with a moment to undo it, or later. */
#include "conversation/dispatch_routes.h"

#include "conversation/attachment.h"
#include "conversation/dispatch.h"
#include "conversation/envelope.h"
#include "conversation/formatted.h"
#include "spine/access.h"
#include "text/email.h"

struct of_thread {
    id conversation;
};
static const struct shape of_thread_shape = SHAPE(
    struct of_thread, F_ID(struct of_thread, conversation, .required = true, .help = "which conversation"));

struct which_dispatch {
    id dispatch;
};
static const struct shape which_dispatch_shape = SHAPE(
    struct which_dispatch, F_ID(struct which_dispatch, dispatch, .required = true, .help = "which one"));

struct new_moment {
    id dispatch;
    usec at;
};
static const struct shape new_moment_shape = SHAPE(
    struct new_moment, F_ID(struct new_moment, dispatch, .required = true, .help = "which one"),
    F_TIME(struct new_moment, at, .required = true, .nullable = true, .help = "when it leaves, or null: now"));

struct later {
    id conversation;
    str body, html, to;
    struct str_list cc, bcc;
    struct id_list files;
    id seen, draft;
    usec at;
    bool resolve;
    uint64_t given;
};
static const struct shape later_shape = SHAPE(
    struct later, F_ID(struct later, conversation, .required = true, .help = "which conversation"),
    F_TEXT(struct later, body, .max = BODY_CHARACTERS, .help = "what to say, as plain text",
           .example = "It leaves today."),
    F_TEXT(struct later, html, .max = HTML_CHARACTERS, .help = "or with formatting"),
    F_TEXT(struct later, to, .max = EMAIL_BYTES, .help = "which address of the customer's; empty: the last one"),
    F_TEXTS(struct later, cc, .max = ENVELOPE_MOST, .help = "who else gets it"),
    F_TEXTS(struct later, bcc, .max = ENVELOPE_MOST, .help = "and of whom nobody is told"),
    F_IDS(struct later, files, .max = ATTACHMENTS_MOST, .help = "files that you sent before: they hang on it"),
    F_ID(struct later, seen, .help = "the last message you have read: what came after it refuses this one with 409"),
    F_ID(struct later, draft, .help = "the revision of your draft that this is, or null"),
    F_TIME(struct later, at, .help = "when it leaves; null: once the business's time to undo is over"),
    F_BOOL(struct later, resolve, .help = "and then it is solved"), F_GIVEN(struct later, given));

static enum err list(struct turn *t, struct ask *ask, const void *in, void *out)
{
    id which = ((const struct of_thread *)in)->conversation;
    struct conversation c = { 0 };
    struct dispatch_list rows = { 0 };
    (void)ask;
    TRY(conversation_find_for(t, "conversation.read", which, &c));
    TRY(dispatch_list(t, which, &rows));
    *(struct list *)out = (struct list){ .at = rows.at, .n = rows.n, .room = rows.room };
    return OK;
}

static enum err wait(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct later *it = in;
    struct conversation c = { 0 };
    struct dispatching said = { .what = { .conversation = it->conversation,
                                          .body = it->body,
                                          .html = it->html,
                                          .to = it->to,
                                          .cc = it->cc,
                                          .bcc = it->bcc,
                                          .files = it->files,
                                          .seen = it->seen,
                                          .draft = it->draft },
                                .at = it->at,
                                .resolves = it->resolve };
    said.what.drafted = it->given >> shape_index(&later_shape, STR("draft")) & 1;
    TRY(conversation_hold_for(t, "conversation.reply", it->conversation, &c));
    if (it->resolve) TRY(access_may_in(t, "conversation.resolve", c.team));
    if (it->seen) TRY(access_may_in(t, "conversation.read", c.team)); /* what came is told */
    ask->answer->code = 201;
    return dispatch_wait(t, &c, &said, out);
}

static enum err hold(struct turn *t, id which, struct conversation *c)
{
    struct dispatch d = { 0 };
    TRY(dispatch_find(t, which, &d));
    return conversation_hold_for(t, "conversation.reply", d.conversation, c);
}

static enum err take_back(struct turn *t, struct ask *ask, const void *in, void *out)
{
    id which = ((const struct which_dispatch *)in)->dispatch;
    struct conversation c = { 0 };
    (void)ask;
    TRY(hold(t, which, &c));
    TRY(dispatch_take_back(t, &c, which));
    return dispatch_find(t, which, out);
}

static enum err change(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct new_moment *it = in;
    struct conversation c = { 0 };
    (void)ask;
    TRY(hold(t, it->dispatch, &c));
    TRY(dispatch_change(t, &c, it->dispatch, it->at));
    return dispatch_find(t, it->dispatch, out);
}

static const struct route routes[] = {
    { .on = "GET /api/v1/conversations/{conversation}/dispatches",
      .may = "conversation.read",
      .takes = &of_thread_shape,
      .gives = &dispatch_shape,
      .gives_list = true,
      .run = list,
      .help = "Answers by e-mail that wait for their moment, and those that came back and nobody has seen to." },
    { .on = "POST /api/v1/conversations/{conversation}/dispatches",
      .may = "conversation.reply",
      .takes = &later_shape,
      .gives = &dispatch_shape,
      .run = wait,
      .help = "Answer by e-mail, with a moment to undo it, or at a time: unless the customer writes before." },
    { .on = "POST /api/v1/dispatches/{dispatch}/take-back",
      .may = "conversation.reply",
      .takes = &which_dispatch_shape,
      .gives = &dispatch_shape,
      .run = take_back,
      .help = "Its text is its writer's draft again. Of one that came back: its writer has seen why." },
    { .on = "PUT /api/v1/dispatches/{dispatch}",
      .may = "conversation.reply",
      .takes = &new_moment_shape,
      .gives = &dispatch_shape,
      .run = change,
      .help = "Another time, or now." },
    { 0 },
};
static const struct event_kind *const events[] = { &DISPATCH_WAITING, &DISPATCH_CHANGED, &DISPATCH_TAKEN_BACK,
                                                   &DISPATCH_RETURNED, NULL };

const struct module module_dispatch = {
    .name = "dispatch", .routes = routes, .events = events, .forget = dispatch_forget
};
