/* The inbox: conversations in boxes, and how many each box holds.
 *
 *   open      not finished                              mine      open, and the asker owns it
 *   unowned   open, nobody answers for it, no bot       waiting   open, and the customer waits for our answer
 *   snoozed   open, and put off until a time
 *   resolved  resolved or closed                        spam      kept apart
 *   all       everything but spam
 *
 * A filter narrows a box. Who is bound to teams sees those of their teams and those of none: it stands in the SQL
 * itself (inbox.sql), once, for the list and for every count. */
#ifndef CONVERSATION_INBOX_H
#define CONVERSATION_INBOX_H

#include "conversation/conversation.h"
#include "conversation/tag.h"

enum box { BOX_OPEN, BOX_MINE, BOX_UNOWNED, BOX_WAITING, BOX_SNOOZED, BOX_RESOLVED, BOX_SPAM, BOX_ALL };
extern const char *const box_words[];

enum inbox_order { BY_ACTIVITY, BY_WAITING }; /* newest first; or who has waited longest, then the others */

/* 0, or the state + 1. */
enum inbox_state { ANY_STATE };

/* What a list holds and in which order. 0 and empty: any. */
struct inbox_filter {
    enum box box;
    enum inbox_order sort;
    id tag, owner, team, customer;
    enum inbox_state state;
    str channel, language;
    usec opened_from, opened_to; /* from the first moment until before the second */
    /* and which part of it is wanted now */
    struct id_list among; /* only these, as far as they are in it; empty: all */
    str before;           /* the cursor of the last row that was seen, or empty */
    int64_t most;
};
extern const struct shape inbox_filter_shape, inbox_part_shape; /* without, and with, the part that is wanted */

struct tag_mark { /* on a row */
    id tag;
    str name;
};
LIST(tag_mark);

struct inbox_row {
    id id;
    str cursor; /* where the list goes on after this row; it stays true when others move */
    str subject;
    enum conversation_state state;
    str channel, language;
    id customer;
    str customer_name, customer_email;
    id owner, team;
    usec last_at, waiting_since;
    str excerpt; /* of what was said last, notes aside */
    struct tag_mark_list tags;
};
extern const struct shape inbox_row_shape;
LIST(inbox_row);

struct inbox_counts {
    int64_t open, mine, unowned, waiting, snoozed, resolved, spam, all;
};
extern const struct shape inbox_counts_shape;

/* How many of a list carry one value; `which` or `word` names it. */
struct facet {
    id which;
    str word;
    int64_t count;
};
LIST(facet);

/* What a list could be narrowed to, and to how many by each: what is asked now, but for the facet's own filter. */
struct inbox_facets {
    int64_t count; /* of the list as it is asked for */
    struct facet_list tags, owners, teams, channels, states, languages;
};
extern const struct shape inbox_facets_shape;

enum {
    INBOX_MOST = 100,
    INBOX_USUAL = 50,
    INBOX_IDS_MOST = 10000,
    INBOX_WORD_CHARACTERS = 40,
    EXCERPT_CHARACTERS = 140
};

/* INVALID names what is wrong with the filter, and the fix. */
enum err inbox_check(struct turn *t, const struct inbox_filter *filter) MUST_USE;

enum err inbox_list(struct turn *t, const struct inbox_filter *wanted, struct inbox_row_list *out) MUST_USE;
/* The same list, ids alone. */
enum err inbox_ids(struct turn *t, const struct inbox_filter *filter, struct id_list *out) MUST_USE;
enum err inbox_length(struct turn *t, const struct inbox_filter *filter, int64_t *out) MUST_USE;
enum err inbox_count(struct turn *t, struct inbox_counts *out) MUST_USE;
enum err inbox_facets(struct turn *t, const struct inbox_filter *filter, struct inbox_facets *out) MUST_USE;
enum err inbox_count_tags(struct turn *t, struct tag_list *tags) MUST_USE; /* sets their counts */

#endif
