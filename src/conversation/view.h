/* Views: lists that somebody keeps under a name, for themselves, for a team, or for everybody.
 *
 * A view says what to look for; who looks sees, and counts, what they may see. `mine` in it means whoever looks.
 * Owns: saved_view
 * Says: view.changed */
#ifndef CONVERSATION_VIEW_H
#define CONVERSATION_VIEW_H

#include "conversation/inbox.h"

enum view_sharing { WITH_NOBODY, WITH_TEAM, WITH_EVERYBODY };
extern const char *const view_sharing_words[];

struct saved_view {
    id id, owner;
    str name;
    enum view_sharing shared_with;
    id team; /* WITH_TEAM */
    struct inbox_filter filter;
    usec created_at;
    bool may_change; /* by whoever asks */
};
extern const struct shape saved_view_shape;
LIST(saved_view);

extern const struct event_kind VIEW_CHANGED;

enum { VIEW_CHARACTERS = 60, VIEWS_MOST = 50 /* of one person */ };

/* How many conversations a view shows whoever asks: counted for those that are looked at, not for every one there is.
 */
struct view_count {
    id view;
    int64_t count;
};
extern const struct shape view_count_shape;
LIST(view_count);

/* Those that the asker may see: their own first, then by name. */
enum err view_list_all(struct turn *t, struct saved_view_list *out) MUST_USE;
enum err view_find(struct turn *t, id which, struct saved_view *out) MUST_USE;
/* Of these; what the asker may not see, or is gone, is left out. */
enum err view_count(struct turn *t, const struct id_list *which, struct view_count_list *out) MUST_USE;

/* INVALID names what is wrong and the fix; FORBIDDEN when they may not share it, or it is not theirs to change. */
enum err view_add(struct turn *t, struct saved_view *it) MUST_USE;
enum err view_change(struct turn *t, struct saved_view *it) MUST_USE;
enum err view_drop(struct turn *t, id which) MUST_USE;

/* Those that were told leave with the sample; who and what those that stay look for is needed. */
struct leaving;
enum err view_leaves(struct turn *t, struct leaving *l) MUST_USE;
enum err view_forget(struct turn *t, struct leaving *l) MUST_USE;

#endif
