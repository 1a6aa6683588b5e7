/* Tags: put on and taken off by whoever answers; kept in order by leads. */
#include "conversation/tag_routes.h"

#include "conversation/inbox.h"
#include "spine/access.h"

struct tag_of {
    id conversation, tag;
    str name;
};
#define F_CONVERSATION F_ID(struct tag_of, conversation, .required = true, .help = "which conversation")
static const struct shape of_conversation_shape = SHAPE(struct tag_of, F_CONVERSATION);
static const struct shape putting_on_shape = SHAPE(struct tag_of, F_CONVERSATION,
                                                   F_TEXT(struct tag_of, name, .required = true, .max = TAG_CHARACTERS,
                                                          .help = "what the tag is called; a new name makes a new tag",
                                                          .example = "refund"));
static const struct shape taking_off_shape = SHAPE(struct tag_of, F_CONVERSATION,
                                                   F_ID(struct tag_of, tag, .required = true, .help = "which tag"));

static enum err may_read(struct turn *t, const char *permission, id which)
{
    struct conversation c = { 0 };
    TRY(conversation_find(t, which, &c));
    return access_may_in(t, permission, c.team);
}

static enum err answer_list(struct turn *t, id conversation, void *out)
{
    struct tagging_list list = { 0 };
    TRY(tag_list_on(t, &(struct id_list){ .at = &conversation, .n = 1 }, &list));
    *(struct list *)out = (struct list){ .at = list.at, .n = list.n, .room = list.room };
    return OK;
}

static enum err list_on(struct turn *t, struct ask *ask, const void *in, void *out)
{
    id which = ((const struct tag_of *)in)->conversation;
    (void)ask;
    TRY(may_read(t, "conversation.read", which));
    return answer_list(t, which, out);
}

static enum err put_on(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct tag_of *it = in;
    struct tag tag = { 0 };
    bool changed = false;
    (void)ask;
    TRY(may_read(t, "conversation.tag", it->conversation));
    TRY(tag_name(t, it->name, &tag));
    TRY(tag_put_on(t, it->conversation, tag.id, &changed));
    return answer_list(t, it->conversation, out);
}

static enum err take_off(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct tag_of *it = in;
    struct tag tag = { 0 };
    bool changed = false;
    (void)ask;
    TRY(may_read(t, "conversation.tag", it->conversation));
    TRY(tag_find(t, it->tag, &tag));
    TRY(tag_take_off(t, it->conversation, tag.merged_into ? tag.merged_into : tag.id, &changed));
    return answer_list(t, it->conversation, out);
}

/* ---- all of them ---- */

static enum err list_tags(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct tag_list list = { 0 };
    (void)ask, (void)in;
    TRY(tag_list_all(t, &list));
    TRY(inbox_count_tags(t, &list));
    *(struct list *)out = (struct list){ .at = list.at, .n = list.n, .room = list.room };
    return OK;
}

struct tag_change {
    id tag, into;
    str name;
    bool retired;
    uint64_t given;
};
#define F_TAG F_ID(struct tag_change, tag, .required = true, .help = "which tag")
static const struct shape tag_change_shape = SHAPE(
    struct tag_change, F_TAG, F_TEXT(struct tag_change, name, .max = TAG_CHARACTERS, .help = "another name"),
    F_BOOL(struct tag_change, retired, .help = "true: it is put on nothing more, and stays where it is"),
    F_GIVEN(struct tag_change, given));
static const struct shape merging_shape = SHAPE(
    struct tag_change, F_TAG, F_ID(struct tag_change, into, .required = true, .help = "the tag that stands for both"));

static enum err find_counted(struct turn *t, id which, struct tag *out)
{
    struct tag_list one = { .at = out, .n = 1 };
    TRY(tag_find(t, which, out));
    return inbox_count_tags(t, &one);
}

static bool is_given(const struct tag_change *it, const char *name)
{
    return it->given >> shape_index(&tag_change_shape, str_of(name)) & 1;
}

static enum err change(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct tag_change *it = in;
    (void)ask;
    if (is_given(it, "name")) TRY(tag_rename(t, it->tag, it->name));
    if (is_given(it, "retired")) TRY(tag_retire(t, it->tag, it->retired));
    return find_counted(t, it->tag, out);
}

static enum err merge(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct tag_change *it = in;
    (void)ask;
    TRY(tag_merge(t, it->tag, it->into));
    return find_counted(t, it->into, out);
}

static const struct route routes[] = {
    { .on = "GET /api/v1/tags",
      .may = "conversation.read",
      .gives = &tag_shape,
      .gives_list = true,
      .run = list_tags,
      .help = "The tags there are, and how many conversations carry each." },
    { .on = "PATCH /api/v1/tags/{tag}",
      .may = "tag.manage",
      .takes = &tag_change_shape,
      .gives = &tag_shape,
      .run = change,
      .help = "Another name for a tag; or retire it, or bring it back." },
    { .on = "POST /api/v1/tags/{tag}/merge",
      .may = "tag.manage",
      .takes = &merging_shape,
      .gives = &tag_shape,
      .run = merge,
      .help = "Two tags become one; the first name leads to the second from then on." },
    { .on = "GET /api/v1/conversations/{conversation}/tags",
      .may = "conversation.read",
      .takes = &of_conversation_shape,
      .gives = &tagging_shape,
      .gives_list = true,
      .run = list_on,
      .help = "The tags on a conversation." },
    { .on = "POST /api/v1/conversations/{conversation}/tags",
      .may = "conversation.tag",
      .takes = &putting_on_shape,
      .gives = &tagging_shape,
      .gives_list = true,
      .run = put_on,
      .help = "Put a tag on it; answers all that it carries." },
    { .on = "DELETE /api/v1/conversations/{conversation}/tags/{tag}",
      .may = "conversation.tag",
      .takes = &taking_off_shape,
      .gives = &tagging_shape,
      .gives_list = true,
      .run = take_off,
      .help = "Take a tag off it; answers what it still carries." },
    { 0 },
};

static const struct permission permissions[] = {
    { .name = "conversation.tag", .roles = EVERY_ACTING_ROLE, .help = "put tags on conversations, and take them off" },
    { .name = "tag.manage", .roles = ROLE(LEAD) | ROLE(ADMIN) | ROLE(OWNER), .help = "rename, merge and retire tags" },
    { 0 },
};

static const struct event_kind *const events[] = { &TAG_CHANGED, &CONVERSATION_TAGGED, &CONVERSATION_UNTAGGED, NULL };

const struct module module_tag = {
    .name = "tag", .routes = routes, .permissions = permissions, .events = events, .leaves = tag_leaves
};
