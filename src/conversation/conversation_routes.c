/* The staff's side: read, answer, claim, propose, resolve, reopen. */
#include "conversation/conversation_routes.h"

#include "conversation/conversation.h"
#include "spine/access.h"

struct which {
    id conversation;
};
static const struct shape which_shape = SHAPE(
    struct which, F_ID(struct which, conversation, .required = true, .help = "which conversation"));

struct new_message {
    id conversation;
    str body;
    bool internal;
};
static const struct shape new_message_shape = SHAPE(
    struct new_message, F_ID(struct new_message, conversation, .required = true, .help = "which conversation"),
    F_TEXT(struct new_message, body, .required = true, .max = BODY_CHARACTERS, .help = "what to say",
           .example = "It leaves today."),
    F_BOOL(struct new_message, internal, .help = "a note for colleagues only"));

/* The conversation, if it is one that the asker may see. */
static enum err find_for(struct turn *t, const char *permission, id which, struct conversation *out)
{
    TRY(conversation_find(t, which, out));
    return access_may_in(t, permission, out->team);
}

static enum err show(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask;
    return find_for(t, "conversation.read", ((const struct which *)in)->conversation, out);
}

static enum err list_messages(struct turn *t, struct ask *ask, const void *in, void *out)
{
    id which = ((const struct which *)in)->conversation;
    struct conversation c = { 0 };
    struct message_list list = { 0 };
    (void)ask;
    TRY(find_for(t, "conversation.read", which, &c));
    TRY(conversation_messages(t, which, true, &list));
    *(struct list *)out = (struct list){ .at = list.at, .n = list.n, .room = list.room };
    return OK;
}

static enum err write_message(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct new_message *said = in;
    struct conversation c = { 0 };
    TRY(find_for(t, "conversation.reply", said->conversation, &c));
    ask->answer->code = 201;
    return conversation_write(t, said->conversation, said->body, said->internal, out);
}

/* One act on one conversation, and how it stands afterwards. */
static enum err act_on(struct turn *t, const void *in, void *out, const char *permission,
                       enum err (*act)(struct turn *t, id which))
{
    id which = ((const struct which *)in)->conversation;
    TRY(find_for(t, permission, which, out));
    TRY(act(t, which));
    return conversation_find(t, which, out);
}

#define ACT(name, permission)                                                                                          \
    static enum err name(struct turn *t, struct ask *ask, const void *in, void *out)                                   \
    {                                                                                                                  \
        (void)ask;                                                                                                     \
        return act_on(t, in, out, permission, conversation_##name);                                                    \
    }
ACT(claim, "conversation.reply")
ACT(propose, "conversation.resolve")
ACT(resolve, "conversation.resolve")
ACT(reopen, "conversation.resolve")
ACT(mark_spam, "conversation.resolve")

#define ON_ONE .takes = &which_shape, .gives = &conversation_shape
static const struct route routes[] = {
    { .on = "GET /api/v1/conversations/{conversation}",
      .may = "conversation.read",
      ON_ONE,
      .run = show,
      .help = "One conversation." },
    { .on = "GET /api/v1/conversations/{conversation}/messages",
      .may = "conversation.read",
      .takes = &which_shape,
      .gives = &message_shape,
      .gives_list = true,
      .run = list_messages,
      .help = "What was said in it, notes included." },
    { .on = "POST /api/v1/conversations/{conversation}/messages",
      .may = "conversation.reply",
      .takes = &new_message_shape,
      .gives = &message_shape,
      .run = write_message,
      .help = "Answer, or leave a note." },
    { .on = "POST /api/v1/conversations/{conversation}/claim",
      .may = "conversation.reply",
      ON_ONE,
      .run = claim,
      .help = "Take it on." },
    { .on = "POST /api/v1/conversations/{conversation}/propose",
      .may = "conversation.resolve",
      ON_ONE,
      .run = propose,
      .help = "Ask whether it is solved." },
    { .on = "POST /api/v1/conversations/{conversation}/resolve",
      .may = "conversation.resolve",
      ON_ONE,
      .run = resolve,
      .help = "It is solved." },
    { .on = "POST /api/v1/conversations/{conversation}/reopen",
      .may = "conversation.resolve",
      ON_ONE,
      .run = reopen,
      .help = "It is not solved after all." },
    { .on = "POST /api/v1/conversations/{conversation}/spam",
      .may = "conversation.resolve",
      ON_ONE,
      .run = mark_spam,
      .help = "It is no customer." },
    { 0 },
};

static const struct permission permissions[] = {
    { .name = "conversation.read", .roles = EVERY_ROLE, .help = "read conversations" },
    { .name = "conversation.reply", .roles = EVERY_ACTING_ROLE, .help = "answer, leave notes, take on" },
    { .name = "conversation.resolve", .roles = EVERY_ACTING_ROLE, .help = "propose, resolve, reopen, mark as spam" },
    { 0 },
};

static const struct event_kind *const events[] = {
    &CONVERSATION_OPENED,
    &MESSAGE_RECEIVED,
    &MESSAGE_WRITTEN,
    &CONVERSATION_CLAIMED,
    &CONVERSATION_PROPOSED_SOLVED,
    &CONVERSATION_RESOLVED,
    &CONVERSATION_REOPENED,
    &CONVERSATION_CLOSED,
    &CONVERSATION_MARKED_SPAM,
    NULL,
};

const struct module module_conversation = {
    .name = "conversation", .routes = routes, .permissions = permissions, .events = events
};
