/* Who was told to work here leaves with the sample (spine/sample.h), unless a person has signed in as them since. Their
 * teams and the keys that were made in the telling go as well. */
#ifndef STAFF_STAFF_FORGET_H
#define STAFF_STAFF_FORGET_H

#include "spine/sample.h"

enum err staff_count_told(struct turn *t, const struct sample *s, int64_t *out) MUST_USE;
enum err staff_leaves(struct turn *t, struct leaving *l) MUST_USE;
enum err staff_forget(struct turn *t, struct leaving *l) MUST_USE;

#endif
