/* The inbox: conversations in boxes, newest activity first, and how many each box holds.
 *
 *   open      not finished                              mine      open, and the asker owns it
 *   unowned   open, nobody answers for it, no bot       waiting   open, and the customer waits for our answer
 *   resolved  resolved or closed                        spam      kept apart
 *   all       everything but spam
 *
 * Who is bound to teams sees those of their teams and those of none: it stands in the SQL itself (inbox.sql), once, for
 * the list and for the counts. */
#ifndef CONVERSATION_INBOX_H
#define CONVERSATION_INBOX_H

#include "conversation/conversation.h"

enum box { BOX_OPEN, BOX_MINE, BOX_UNOWNED, BOX_WAITING, BOX_RESOLVED, BOX_SPAM, BOX_ALL };
extern const char *const box_words[];

struct inbox_filter {
    enum box box;
    id owner, team, customer; /* 0: any */
    str before;               /* the cursor of the last row that was seen, or empty */
    int64_t most;
};
extern const struct shape inbox_filter_shape;

struct inbox_row {
    id id;
    str cursor; /* where the list goes on after this row; it stays true when others move */
    str subject;
    enum conversation_state state;
    str channel;
    id customer;
    str customer_name, customer_email;
    id owner, team;
    usec last_at, waiting_since;
    str excerpt; /* of what was said last, notes aside */
};
extern const struct shape inbox_row_shape;
LIST(inbox_row);

struct inbox_counts {
    int64_t open, mine, unowned, waiting, resolved, spam, all;
};
extern const struct shape inbox_counts_shape;

enum { INBOX_MOST = 100, INBOX_USUAL = 50, EXCERPT_CHARACTERS = 140 };

enum err inbox_list(struct turn *t, const struct inbox_filter *filter, struct inbox_row_list *out) MUST_USE;
enum err inbox_count(struct turn *t, struct inbox_counts *out) MUST_USE;

#endif
