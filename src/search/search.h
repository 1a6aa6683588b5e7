/* Search: what somebody wrote, found again by its words, on SQLite (FTS5) and PostgreSQL (tsvector, GIN) alike.
 *
 *   what happened ─SOON, together─▶ search_index ─▶ kind->read ─▶ search_put ─▶ an entry: folded words, whose, what
 *
 *   a question ─▶ search_find ─▶ entries, newest first ─▶ kind->read, as far as the asker may see it ─▶ rows
 *
 * The index is derived: `regulars rebuild` makes it again from what is enduring. It says where to look; what is shown
 * is read from its owner, who asks again whether this person may see it. So an entry that is late shows nothing to
 * anybody.
 *
 * A module whose things are found has a kind for them (struct module, `searched`).
 * Owns: search_entry, search_index */
#ifndef SEARCH_SEARCH_H
#define SEARCH_SEARCH_H

#include "search/excerpt.h"
#include "spine/rebuild.h"

struct search_id {
    id id;
};
extern const struct shape search_id_shape;
LIST(search_id);

/* What a thing says. Its id orders it in time. */
struct searched {
    id id, conversation, customer; /* 0: none */
    id team;                       /* only theirs to find; 0: everybody's */
    str title;                     /* what it is shown under */
    str person;                    /* the customer it is about, by name or else address */
    str text;                      /* in which words are looked for */
    bool internal;                 /* a note for colleagues */
    usec at;
};
extern const struct shape searched_shape;
LIST(searched);

struct search_kind {
    const char *name; /* "message" */
    const char *may;  /* the permission to find such things */
    /* All there are, by id, after `after`. */
    enum err (*list)(struct turn *t, id after, int64_t most, struct search_id_list *out);
    /* Those of them that the asker's teams may see (access_teams); what is gone is left out. */
    enum err (*read)(struct turn *t, const struct id_list *which, struct searched_list *out);
};

/* Index these things as they are now; what is gone loses its entry. Safe to do twice. */
enum err search_index(struct turn *t, const struct search_kind *kind, const struct id_list *which) MUST_USE;

enum err search_put(struct turn *t, const struct search_kind *kind, const struct searched *thing) MUST_USE;
enum err search_drop(struct turn *t, id thing) MUST_USE;

struct search_wanted {
    str q, kind; /* kind empty: all */
    id before;   /* the last row that was seen; 0: from the newest */
    int64_t most;
};
extern const struct shape search_wanted_shape;

struct search_row {
    str kind;
    id id, conversation, customer;
    str title, person, excerpt;
    struct mark_list marks; /* in the excerpt */
    bool internal;
    usec at;
};
extern const struct shape search_row_shape;
LIST(search_row);

enum { SEARCH_MOST = 50, SEARCH_USUAL = 20 };

/* Newest first, as far as the asker may see. INVALID names the field and the fix. */
enum err search_find(struct turn *t, const struct search_wanted *wanted, struct search_row_list *out) MUST_USE;

/* One batch of what there is, and of entries whose thing is gone. */
enum err search_rebuild(struct turn *t, struct rebuilding *r) MUST_USE;

#endif
