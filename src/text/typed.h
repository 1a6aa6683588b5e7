/* What a person typed into a field of a page, and what is wrong with it in their language: the page shows both again,
 * {{message.text}} in the field and {{message.error}} beside it. */
#ifndef TEXT_TYPED_H
#define TEXT_TYPED_H

#include "text/shape.h"
#include "text/words.h"

struct typed {
    str text, error; /* error is empty when it can be taken */
};
extern const struct shape typed_shape;

/* The first thing that is wrong stays. */
void typed_wrong(const struct words *w, struct typed *it, const char *key);

/* More characters than `most`: the words of `key` say {n} and {most}. */
void typed_limit(struct arena *a, const struct words *w, struct typed *it, int64_t most, const char *key);

#endif
