/* Who an answer by e-mail goes to: its customer, and whoever its writer named besides. Nobody else, ever: what stood in
 * a mail of the customer's is only proposed, for a person to see and to take. */
#ifndef CONVERSATION_ENVELOPE_H
#define CONVERSATION_ENVELOPE_H

#include "conversation/conversation.h"

enum { ENVELOPE_MOST = 20 }; /* in Cc, and in Bcc */

struct envelope {
    str to; /* empty: where they wrote from last */
    struct str_list cc, bcc;
};

/* Addresses as people typed them become normalised ones, each once. INVALID names the field: to, cc, bcc. */
enum err envelope_take(struct turn *t, const struct conversation *c, const struct envelope *said,
                       struct envelope *out) MUST_USE;
bool envelope_is_plain(const struct envelope *e); /* to the customer alone, wherever they are */

/* The address of theirs that they wrote from last; else the one we know; empty: none. */
enum err envelope_of_customer(struct turn *t, const struct conversation *c, str *out) MUST_USE;

struct correspondent {
    str email, name; /* the name as a mail gave it; may be empty */
    bool known;      /* our last answer went to them, too, openly */
};
LIST(correspondent);

/* What the box shows before anything is sent. */
struct envelope_proposed {
    str to, name; /* the customer; empty: they have no address */
    struct correspondent_list others;
    str signature; /* below what the asking person writes; empty: none */
    str quote_intro, quote, quote_html;
    int64_t undo_seconds; /* 0: it leaves at once */
};
extern const struct shape envelope_proposed_shape;
enum err envelope_propose(struct turn *t, const struct conversation *c, struct envelope_proposed *out) MUST_USE;

#endif
