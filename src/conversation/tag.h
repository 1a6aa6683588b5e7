/* Tags: a word or two that colleagues put on conversations, to find again what belongs together.
 *
 *   (a name) ─tag_name, the first time─▶ in use ─tag_retire─▶ retired ─tag_retire false─▶ in use
 *                                          └─tag_merge─▶ another name of the one it was merged into
 *
 * Two names that differ only by case, accents or width are one tag. A retired tag stays where it is and is put on
 * nothing more. Whoever holds both a tag and a conversation holds the tag first.
 * Owns: tag, conversation_tag
 * Says: tag.changed, conversation.tagged, conversation.untagged */
#ifndef CONVERSATION_TAG_H
#define CONVERSATION_TAG_H

#include "conversation/conversation.h"

struct tag {
    id id;
    str name, folded;
    usec created_at, retired_at; /* 0: in use */
    id merged_into;              /* 0: stands for itself */
    int64_t count;               /* conversations that carry it, as far as the asker may see them; spam aside */
};
extern const struct shape tag_shape;
LIST(tag);

/* One tag on one conversation. */
struct tagging {
    id conversation, tag;
    str name;
    usec at;
};
extern const struct shape tagging_shape;
LIST(tagging);

extern const struct event_kind TAG_CHANGED, CONVERSATION_TAGGED, CONVERSATION_UNTAGGED;

enum { TAG_CHARACTERS = 40, TAGS_MOST = 20 /* on one conversation */ };

/* Those that stand for themselves, by name; retired ones too. */
enum err tag_list_all(struct turn *t, struct tag_list *out) MUST_USE;
enum err tag_find(struct turn *t, id which, struct tag *out) MUST_USE;

/* The tag of that name, made when there is none; a merged one gives what it was merged into. INVALID when it is
 * retired. */
enum err tag_name(struct turn *t, str name, struct tag *out) MUST_USE;
/* INVALID when there is none, or it is retired. */
enum err tag_hold(struct turn *t, id which, struct tag *out) MUST_USE;

enum err tag_rename(struct turn *t, id which, str name) MUST_USE;
enum err tag_retire(struct turn *t, id which, bool retired) MUST_USE;
/* All that carries `which` carries `into` from now on, and its name is another name of that. */
enum err tag_merge(struct turn *t, id which, id into) MUST_USE;

/* The tag is held already. *changed is false when it was so already. */
enum err tag_put_on(struct turn *t, id conversation, id tag, bool *changed) MUST_USE;
enum err tag_take_off(struct turn *t, id conversation, id tag, bool *changed) MUST_USE;

/* What was told and nothing carries any more leaves with the sample (spine/sample.h). */
struct leaving;
enum err tag_leaves(struct turn *t, struct leaving *l) MUST_USE;

enum err tag_list_on(struct turn *t, const struct id_list *conversations, struct tagging_list *out) MUST_USE;

#endif
