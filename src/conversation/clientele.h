/* Everybody who ever wrote to us, whoever did so last first, as far as the asker may see their conversations: somebody
 * of whom only another team's conversations tell is found by search, not listed. */
#ifndef CONVERSATION_CLIENTELE_H
#define CONVERSATION_CLIENTELE_H

#include "spine/turn.h"
#include "text/shape.h"

struct clientele_filter {
    str before; /* the cursor of the last row that was seen, or empty */
    int64_t most;
};
extern const struct shape clientele_filter_shape;

struct clientele_row {
    id customer;
    str cursor, name, email, language;
    usec last_at;      /* of their newest conversation, whoever spoke */
    id conversation;   /* that one */
    int64_t open, all; /* of their conversations */
};
extern const struct shape clientele_row_shape;
LIST(clientele_row);

enum { CLIENTELE_MOST = 100, CLIENTELE_USUAL = 50 };

enum err clientele_list(struct turn *t, const struct clientele_filter *filter, struct clientele_row_list *out) MUST_USE;

#endif
