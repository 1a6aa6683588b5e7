/* What of conversations was told and leaves with the sample (spine/sample.h): they themselves, the customers who have
 * none left, and whatever hangs on them. */
#ifndef CONVERSATION_CONVERSATION_FORGET_H
#define CONVERSATION_CONVERSATION_FORGET_H

#include "spine/sample.h"

enum err conversation_count_told(struct turn *t, const struct sample *s, int64_t *conversations,
                                 int64_t *messages) MUST_USE;

enum err conversation_leaves(struct turn *t, struct leaving *l) MUST_USE;
enum err conversation_forget(struct turn *t, struct leaving *l) MUST_USE;

#endif
