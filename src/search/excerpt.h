/* The part of a text in which something was found, and where in it. Pure; offsets, never HTML. */
#ifndef SEARCH_EXCERPT_H
#define SEARCH_EXCERPT_H

#include "search/question.h"

/* From, up to but without to: in UTF-16 units, as JavaScript cuts its strings. */
struct mark {
    int64_t from, to;
};
extern const struct shape mark_shape;
LIST(mark);

enum { EXCERPT_TERMS = 30, EXCERPT_BEFORE = 8 }; /* so many words, so many of them before the first that was found */

/* One line. What is not found (an accent apart, a cut word) is simply not marked. */
void excerpt_cut(struct arena *a, const struct question *q, str text, str *excerpt, struct mark_list *marks);

#endif
