/* The staff's side: read, answer, claim, propose, resolve, reopen. */
#include "conversation/conversation_routes.h"

#include "business/business.h"
#include "conversation/attachment.h"
#include "conversation/clientele.h"
#include "conversation/columns.h"
#include "conversation/conversation.h"
#include "conversation/conversation_forget.h"
#include "conversation/conversation_searched.h"
#include "conversation/envelope.h"
#include "conversation/formatted.h"
#include "conversation/inbox.h"
#include "conversation/mention.h"
#include "conversation/snooze.h"
#include "conversation/timeline.h"
#include "spine/access.h"
#include "text/email.h"

struct which {
    id conversation;
};
static const struct shape which_shape = SHAPE(
    struct which, F_ID(struct which, conversation, .required = true, .help = "which conversation"));

static const struct shape writing_shape = SHAPE(
    struct writing, F_ID(struct writing, conversation, .required = true, .help = "which conversation"),
    F_TEXT(struct writing, body, .max = BODY_CHARACTERS, .help = "what to say, as plain text",
           .example = "It leaves today."),
    F_TEXT(struct writing, html, .max = HTML_CHARACTERS,
           .help = "or with formatting: it is cleaned, and the body is made from it, whatever `body` says"),
    F_BOOL(struct writing, internal, .help = "a note for colleagues only"),
    F_ID(struct writing, seen,
         .help = "the last message you have read: what came after it refuses this one with 409, and is in the refusal"),
    F_IDS(struct writing, files, .max = ATTACHMENTS_MOST, .help = "files that you sent before: they hang on it"),
    F_TEXT(struct writing, to, .max = EMAIL_BYTES,
           .help = "of an answer by e-mail: which address of the customer's; empty: the one they wrote from last"),
    F_TEXTS(struct writing, cc, .max = ENVELOPE_MOST, .help = "addresses that get it, too, and are named in it"),
    F_TEXTS(struct writing, bcc, .max = ENVELOPE_MOST, .help = "addresses that get it, too, and nobody is told"),
    F_IDS(struct writing, mentions, .max = MENTIONS_MOST, .help = "colleagues that a note names: they are told"),
    F_ID(struct writing, draft,
         .help =
             "the revision of your draft that this is, or null when it was never saved: only that one is gone with it, "
             "what you typed elsewhere since then stays"),
    F_GIVEN(struct writing, given));

static enum err show(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask;
    return conversation_find_for(t, "conversation.read", ((const struct which *)in)->conversation, out);
}

static enum err list_messages(struct turn *t, struct ask *ask, const void *in, void *out)
{
    id which = ((const struct which *)in)->conversation;
    struct conversation c = { 0 };
    struct message_list list = { 0 };
    (void)ask;
    TRY(conversation_find_for(t, "conversation.read", which, &c));
    TRY(conversation_messages(t, which, true, &list));
    *(struct list *)out = (struct list){ .at = list.at, .n = list.n, .room = list.room };
    return OK;
}

static enum err list_owners(struct turn *t, struct ask *ask, const void *in, void *out)
{
    id which = ((const struct which *)in)->conversation;
    struct conversation c = { 0 };
    struct ownership_span_list list = { 0 };
    (void)ask;
    TRY(conversation_find_for(t, "conversation.read", which, &c));
    TRY(conversation_owners(t, which, &list));
    *(struct list *)out = (struct list){ .at = list.at, .n = list.n, .room = list.room };
    return OK;
}

static enum err write_message(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct writing said = *(const struct writing *)in;
    struct conversation c = { 0 };
    said.drafted = said.given >> shape_index(&writing_shape, STR("draft")) & 1;
    TRY(conversation_hold_for(t, "conversation.reply", said.conversation, &c));
    if (said.seen) TRY(access_may_in(t, "conversation.read", c.team)); /* what came is told */
    ask->answer->code = 201;
    return conversation_say_in(t, &c, &said, out);
}

/* One act on one conversation, and how it stands afterwards. */
static enum err act_on(struct turn *t, const void *in, void *out, const char *permission,
                       enum err (*act)(struct turn *t, id which))
{
    id which = ((const struct which *)in)->conversation;
    TRY(conversation_find_for(t, permission, which, out));
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

ACT(not_spam, "conversation.resolve")
ACT(wake, "conversation.reply")

struct putting_off {
    id conversation;
    usec until;
    str reason;
};
static const struct shape putting_off_shape = SHAPE(
    struct putting_off, F_ID(struct putting_off, conversation, .required = true, .help = "which conversation"),
    F_TIME(struct putting_off, until, .required = true,
           .help = "when it comes back, unless the customer writes before"),
    F_TEXT(struct putting_off, reason, .max = REASON_CHARACTERS, .help = "what it waits for; shown when it is back"));

static enum err list_snooze_times(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct hours hours = { 0 };
    (void)ask, (void)in;
    TRY(business_hours(t, &hours));
    snooze_list(t->arena, &hours, t->now, out);
    return OK;
}

static enum err snooze(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct putting_off *it = in;
    (void)ask;
    TRY(conversation_find_for(t, "conversation.reply", it->conversation, out));
    TRY(conversation_snooze(t, it->conversation, it->until, it->reason));
    return conversation_find(t, it->conversation, out);
}

struct assigning {
    id conversation, owner;
    str reason;
};
static const struct shape assigning_shape = SHAPE(
    struct assigning, F_ID(struct assigning, conversation, .required = true, .help = "which conversation"),
    F_ID(struct assigning, owner, .required = true, .help = "who answers for it from now on"),
    F_TEXT(struct assigning, reason, .max = REASON_CHARACTERS, .help = "why, for the one who gets it"));

static enum err assign(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct assigning *it = in;
    (void)ask;
    TRY(conversation_find_for(t, "conversation.assign", it->conversation, out));
    TRY(conversation_assign(t, it->conversation, it->owner, it->reason));
    return conversation_find(t, it->conversation, out);
}

struct moving {
    id conversation, team, owner;
    str reason;
};
static const struct shape moving_shape = SHAPE(
    struct moving, F_ID(struct moving, conversation, .required = true, .help = "which conversation"),
    F_ID(struct moving, team, .required = true, .nullable = true,
         .help = "the team that looks after it, or null: everybody"),
    F_ID(struct moving, owner, .help = "its new owner; needed when the present one is not in that team"),
    F_TEXT(struct moving, reason, .max = REASON_CHARACTERS, .help = "why, for those who get it"));

/* Whoever moves it may lose sight of it by that: what it became is still theirs to know. */
static enum err move(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct moving *it = in;
    (void)ask;
    TRY(conversation_find_for(t, "conversation.assign", it->conversation, out));
    TRY(conversation_move(t, it->conversation, it->team, it->owner, it->reason));
    return conversation_find(t, it->conversation, out);
}

static enum err list(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct inbox_row_list rows = { 0 };
    (void)ask;
    TRY(inbox_list(t, in, &rows));
    *(struct list *)out = (struct list){ .at = rows.at, .n = rows.n, .room = rows.room };
    return OK;
}

struct ids_found {
    struct id_list ids;
};
static const struct shape ids_found_shape = SHAPE(
    struct ids_found, F_IDS(struct ids_found, ids, .help = "in the order of the list; at most 10,000"));

static enum err list_ids(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask;
    return inbox_ids(t, in, &((struct ids_found *)out)->ids);
}

static enum err facets(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask;
    return inbox_facets(t, in, out);
}

static enum err count(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask, (void)in;
    return inbox_count(t, out);
}

static const struct shape looking_back_shape = SHAPE(
    struct looking_back, F_ID(struct looking_back, customer, .required = true, .help = "whose"),
    F_ID(struct looking_back, before, .help = "the next page: the last event you have"),
    F_TEXT(struct looking_back, noun, .max = 40,
           .help = "only what is about this, the first word of the kinds: message, conversation, survey, customer"),
    F_INT(struct looking_back, most, .min = 1, .max = TIMELINE_MOST,
          .help = "at most so many; 50 when it is not named"));

static enum err look_back(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct looking_back it = *(const struct looking_back *)in;
    struct event_list events = { 0 };
    (void)ask;
    if (!it.most) it.most = TIMELINE_USUAL;
    TRY(timeline_of(t, &it, &events));
    *(struct list *)out = (struct list){ .at = events.at, .n = events.n, .room = events.room };
    return OK;
}

static enum err list_customers(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct clientele_row_list rows = { 0 };
    (void)ask;
    TRY(clientele_list(t, in, &rows));
    *(struct list *)out = (struct list){ .at = rows.at, .n = rows.n, .room = rows.room };
    return OK;
}

#define ON_ONE .takes = &which_shape, .gives = &conversation_shape
static const struct route routes[] = {
    { .on = "GET /api/v1/conversations",
      .may = "conversation.read",
      .takes = &inbox_part_shape,
      .gives = &inbox_row_shape,
      .gives_list = true,
      .run = list,
      .help = "The conversations of a box, narrowed by what is named." },
    { .on = "GET /api/v1/conversations/counts",
      .may = "conversation.read",
      .gives = &inbox_counts_shape,
      .run = count,
      .help = "How many conversations each box holds." },
    { .on = "GET /api/v1/conversations/ids",
      .may = "conversation.read",
      .takes = &inbox_filter_shape,
      .gives = &ids_found_shape,
      .run = list_ids,
      .help = "Which conversations a list holds, for acts on all of them." },
    { .on = "GET /api/v1/conversations/facets",
      .may = "conversation.read",
      .takes = &inbox_filter_shape,
      .gives = &inbox_facets_shape,
      .run = facets,
      .help = "How long a list is, and how many of it carry which tag, owner, team, channel, state and language." },
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
    { .on = "GET /api/v1/conversations/{conversation}/owners",
      .may = "conversation.read",
      .takes = &which_shape,
      .gives = &ownership_span_shape,
      .gives_list = true,
      .run = list_owners,
      .help = "Who answered for it, and from when to when." },
    { .on = "POST /api/v1/conversations/{conversation}/messages",
      .may = "conversation.reply",
      .takes = &writing_shape,
      .gives = &message_shape,
      .run = write_message,
      .help = "Answer, or leave a note. Your draft of that kind is gone with it: the one that `draft` names." },
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
    { .on = "POST /api/v1/conversations/{conversation}/not-spam",
      .may = "conversation.resolve",
      ON_ONE,
      .run = not_spam,
      .help = "It is a customer after all." },
    { .on = "POST /api/v1/conversations/{conversation}/snooze",
      .may = "conversation.reply",
      .takes = &putting_off_shape,
      .gives = &conversation_shape,
      .run = snooze,
      .help = "Put it off until a time, or until the customer writes." },
    { .on = "GET /api/v1/snooze-times",
      .may = "conversation.reply",
      .gives = &snooze_times_shape,
      .run = list_snooze_times,
      .help = "Until when one usually puts something off, on the business's clock and opening hours." },
    { .on = "POST /api/v1/conversations/{conversation}/wake",
      .may = "conversation.reply",
      ON_ONE,
      .run = wake,
      .help = "Back on the desk before its time." },
    { .on = "POST /api/v1/conversations/{conversation}/assign",
      .may = "conversation.assign",
      .takes = &assigning_shape,
      .gives = &conversation_shape,
      .run = assign,
      .help = "Give it to somebody, who answers for it from now on. It never goes back to nobody." },
    { .on = "POST /api/v1/conversations/{conversation}/move",
      .may = "conversation.assign",
      .takes = &moving_shape,
      .gives = &conversation_shape,
      .run = move,
      .help = "Give it to a team, or to everybody's eyes." },
    { .on = "GET /api/v1/customers",
      .may = "customer.read",
      .takes = &clientele_filter_shape,
      .gives = &clientele_row_shape,
      .gives_list = true,
      .run = list_customers,
      .help = "Everybody who ever wrote to us, newest contact first, as far as you may see their conversations." },
    { .on = "GET /api/v1/customers/{customer}/timeline",
      .may = "customer.read",
      .takes = &looking_back_shape,
      .gives = &event_shape,
      .gives_list = true,
      .run = look_back,
      .help = "What happened with a customer, newest first, as far as you may see it." },
    { 0 },
};

static const struct permission permissions[] = {
    { .name = "conversation.read", .roles = EVERY_ROLE, .help = "read conversations" },
    { .name = "conversation.reply", .roles = EVERY_ACTING_ROLE, .help = "answer, leave notes, take on" },
    { .name = "conversation.assign", .roles = EVERY_ACTING_ROLE, .help = "give to colleagues and to teams" },
    { .name = "conversation.resolve", .roles = EVERY_ACTING_ROLE, .help = "propose, resolve, reopen, mark as spam" },
    { 0 },
};

static const struct event_kind *const events[] = {
    &CONVERSATION_OPENED,
    &MESSAGE_RECEIVED,
    &MESSAGE_WRITTEN,
    &CONVERSATION_CLAIMED,
    &CONVERSATION_ASSIGNED,
    &CONVERSATION_MOVED,
    &CONVERSATION_PROPOSED_SOLVED,
    &CONVERSATION_RESOLVED,
    &CONVERSATION_REOPENED,
    &CONVERSATION_CONFIRMED,
    &CONVERSATION_NOT_SOLVED,
    &CONVERSATION_COLUMNS_DIFFERED,
    &CONVERSATION_CLOSED,
    &CONVERSATION_MARKED_SPAM,
    &CONVERSATION_UNMARKED_SPAM,
    &CONVERSATION_SNOOZED,
    &CONVERSATION_RETURNED,
    &CONVERSATION_UNRESOLVED,
    NULL,
};
static const struct search_kind *const searched[] = { &search_conversation, &search_message, NULL };

/* Whoever may read it sees who else does. */
static enum err may_look(struct turn *t, id thing)
{
    struct conversation c = { 0 };
    return conversation_find_for(t, "conversation.read", thing, &c);
}

const struct module module_conversation = { .name = "conversation",
                                            .routes = routes,
                                            .permissions = permissions,
                                            .events = events,
                                            .may_look = may_look,
                                            .searched = searched,
                                            .rebuild = columns_rebuild,
                                            .leaves = conversation_leaves,
                                            .forget = conversation_forget };
