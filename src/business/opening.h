/* The opening hours in a reader's words: what we say of now, and the week. The page fragment is
 * web/public/opening.html; a page that uses it has a member `opening` of this shape. */
#ifndef BUSINESS_OPENING_H
#define BUSINESS_OPENING_H

#include "business/business.h"
#include "text/words.h"

struct opening_line {
    str when; /* "Monday–Friday", "25 December 2026, Christmas Day" */
    bool closed;
    struct span_list spans;
};
LIST(opening_line);

struct opening_told {
    bool known, open;
    str now; /* "We are here now, until 17:00." */
    struct opening_line_list lines;
};
extern const struct shape opening_told_shape;

enum err opening_tell(struct turn *t, const struct words *words, struct opening_told *out) MUST_USE;

#endif
