#include "conversation/tag.h"

#include "search/term.h"
#include "spine/sample.h"
#include "text/utf8.h"

const struct shape tag_shape = SHAPE(
    struct tag, F_ID(struct tag, id), F_TEXT(struct tag, name), F_TEXT(struct tag, folded),
    F_TIME(struct tag, created_at, .required = true),
    F_TIME(struct tag, retired_at, .help = "since when it is put on nothing more"),
    F_ID(struct tag, merged_into, .help = "it is another name of that one"),
    F_INT(struct tag, count, .help = "conversations that carry it, as far as you may see them; spam aside"));

const struct shape tagging_shape = SHAPE(struct tagging, F_ID(struct tagging, conversation), F_ID(struct tagging, tag),
                                         F_TEXT(struct tagging, name), F_TIME(struct tagging, at, .required = true));

#include "tag.sql.h"

const struct event_kind TAG_CHANGED = { .name = "tag.changed",
                                        .help = "A tag is new, has another name, was retired, or merged.",
                                        .seen_by = "conversation.read" };

struct tagged {
    id tag;
};
static const struct shape tagged_shape = SHAPE(struct tagged, F_ID(struct tagged, tag));

const struct event_kind CONVERSATION_TAGGED = { .name = "conversation.tagged",
                                                .help = "It carries one more tag.",
                                                .body = &tagged_shape,
                                                .seen_by = "conversation.read" };
const struct event_kind CONVERSATION_UNTAGGED = { .name = "conversation.untagged",
                                                  .help = "It no longer carries a tag.",
                                                  .body = &tagged_shape,
                                                  .seen_by = "conversation.read" };

/* ---- which there are ---- */

enum err tag_list_all(struct turn *t, struct tag_list *out)
{
    return sql_tag_list(t, out);
}

static enum err exists(struct turn *t, const struct tag *it, bool found)
{
    if (found && it->id) return OK;
    return fail(t, NOT_FOUND, "there is no such tag");
}

enum err tag_find(struct turn *t, id which, struct tag *out)
{
    bool found = false;
    TRY(sql_tag_find(t, which, out, &found));
    return exists(t, out, found);
}

static enum err find_to_change(struct turn *t, id which, struct tag *out)
{
    bool found = false;
    TRY(sql_tag_find_to_change(t, which, out, &found));
    return exists(t, out, found);
}

/* ---- names ---- */

static enum err read_name(struct turn *t, str name, struct tag *out)
{
    out->name = utf8_line(t->arena, name);
    if (utf8_blank(out->name)) return fail_field(t, "name", "must say what the tag is called");
    if (utf8_count(out->name) > TAG_CHARACTERS)
        return fail_field(t, "name", "must be at most %d characters", TAG_CHARACTERS);
    out->folded = term_fold(t->arena, out->name);
    return out->folded.n ? OK : fail_field(t, "name", "must have a letter, a digit or a sign");
}

static enum err say_changed(struct turn *t, id which)
{
    return EMIT(t, TAG_CHANGED, .subject = which);
}

static enum err check_usable(struct turn *t, const struct tag *it)
{
    if (!it->retired_at) return OK;
    return fail_field(t, "tag", "was retired: choose another one, or have it brought back");
}

enum err tag_hold(struct turn *t, id which, struct tag *out)
{
    bool found = false;
    TRY(sql_tag_find_to_use(t, which, out, &found));
    if (!found) return fail_field(t, "tag", "is no tag of ours");
    if (out->merged_into) return tag_hold(t, out->merged_into, out);
    return check_usable(t, out);
}

enum err tag_name(struct turn *t, str name, struct tag *out)
{
    struct tag fresh = { .id = turn_id(t), .created_at = t->now };
    int64_t made = 0;
    bool found = false;
    TRY(read_name(t, name, &fresh));
    TRY(sql_tag_folded(t, fresh.folded, out, &found));
    if (!found) TRY(sql_tag_insert(t, &fresh, &made));
    if (!made) {
        if (!found) TRY(sql_tag_folded(t, fresh.folded, out, &found)); /* somebody else has just made it */
        return tag_hold(t, out->id, out);
    }
    *out = fresh;
    return say_changed(t, out->id);
}

/* ---- keeping them in order ---- */

enum err tag_rename(struct turn *t, id which, str name)
{
    struct tag it = { 0 }, other = { 0 };
    bool found = false;
    TRY(find_to_change(t, which, &it));
    if (it.merged_into) return fail(t, CONFLICT, "it is another name of a tag now: rename that one");
    TRY(read_name(t, name, &it));
    TRY(sql_tag_folded(t, it.folded, &other, &found));
    if (found && other.id != which && other.merged_into != which)
        return fail_field(t, "name", "is the name of another tag: merge the two instead");
    if (found && other.id != which) TRY(sql_tag_drop(t, other.id)); /* it was another name already */
    TRY(sql_tag_keep(t, &it));
    return say_changed(t, which);
}

enum err tag_retire(struct turn *t, id which, bool retired)
{
    struct tag it = { 0 };
    TRY(find_to_change(t, which, &it));
    if (it.merged_into) return fail(t, CONFLICT, "it is another name of a tag now: retire that one");
    if (retired == (it.retired_at != 0)) return OK;
    it.retired_at = retired ? t->now : 0;
    TRY(sql_tag_keep(t, &it));
    return say_changed(t, which);
}

/* Both held, always in the same order: two people may merge the same two. */
static enum err hold_both(struct turn *t, id which, id into, struct tag *one, struct tag *other)
{
    if (which < into) TRY(find_to_change(t, which, one));
    enum err err = find_to_change(t, into, other);
    if (err == NOT_FOUND) return fail_field(t, "into", "is no tag of ours");
    TRY(err);
    return which < into ? OK : find_to_change(t, which, one);
}

enum err tag_merge(struct turn *t, id which, id into)
{
    struct tag it = { 0 }, other = { 0 };
    if (which == into) return fail_field(t, "into", "must be another tag");
    TRY(hold_both(t, which, into, &it, &other));
    if (it.merged_into) return fail(t, CONFLICT, "it was merged already");
    if (other.merged_into) return fail_field(t, "into", "was merged into another one itself: name that one");
    TRY(sql_tag_take_over(t, which, into));
    TRY(sql_tag_clear(t, which));
    TRY(sql_tag_point_on(t, which, into));
    TRY(sql_tag_change_views(t, which, into));
    it.merged_into = into;
    it.retired_at = 0;
    TRY(sql_tag_keep(t, &it));
    TRY(say_changed(t, which));
    return say_changed(t, into);
}

/* ---- on conversations ---- */

static enum err say_on(struct turn *t, const struct conversation *c, const struct event_kind *kind, id tag)
{
    return event_emit(t, kind,
                      &(struct emitting){ .customer = c->customer,
                                          .subject = c->id,
                                          .conversation = c->id,
                                          .team = c->team,
                                          .body = &(struct tagged){ .tag = tag } });
}

enum err tag_put_on(struct turn *t, id conversation, id tag, bool *changed)
{
    struct conversation c = { 0 };
    int64_t n = 0, carried = 0;
    TRY(conversation_hold(t, conversation, &c));
    TRY(sql_tag_put_on(t, conversation, tag, t->now, &n));
    *changed = n > 0;
    if (!*changed) return OK;
    TRY(sql_tag_count_on(t, conversation, &carried));
    if (carried > TAGS_MOST)
        return fail_field(t, "tag", "would be one too many: a conversation carries at most %d", TAGS_MOST);
    return say_on(t, &c, &CONVERSATION_TAGGED, tag);
}

enum err tag_take_off(struct turn *t, id conversation, id tag, bool *changed)
{
    struct conversation c = { 0 };
    int64_t n = 0;
    TRY(conversation_hold(t, conversation, &c));
    TRY(sql_tag_take_off(t, conversation, tag, &n));
    *changed = n > 0;
    return *changed ? say_on(t, &c, &CONVERSATION_UNTAGGED, tag) : OK;
}

enum err tag_leaves(struct turn *t, struct leaving *l)
{
    return sql_tag_forget(t, l->sample.first_id, l->sample.last_id, &l->gone);
}

enum err tag_list_on(struct turn *t, const struct id_list *conversations, struct tagging_list *out)
{
    return sql_tag_on(t, conversations, out);
}
