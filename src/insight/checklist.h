/* The first steps of a new house: computed from what there is and what happened, never from what somebody ticked.
 *
 *   shown ──the first real answer, or checklist_put_away──▶ gone
 *
 * Owns: nothing; that it was put away is kept by business/. */
#ifndef INSIGHT_CHECKLIST_H
#define INSIGHT_CHECKLIST_H

#include "spine/route.h"

enum step_name { STEP_NAME, STEP_HOURS, STEP_PASSWORD, STEP_COLLEAGUE, STEP_LINK, STEP_TRY, STEP_ANSWER };
extern const char *const step_name_words[];

struct first_step {
    enum step_name name;
    bool done;
};
extern const struct shape first_step_shape;
LIST(first_step);

struct checklist {
    bool shown;  /* there is something left, and nobody put it away */
    bool set_up; /* the first questions were answered or put off */
    struct first_step_list steps;
};
extern const struct shape checklist_shape;

enum err checklist_find(struct turn *t, struct checklist *out) MUST_USE;

extern const struct module module_checklist;

#endif
