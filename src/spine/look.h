/* How our pages look and whose clock they show: the business's name, logo, colour, website and time zone.
 *
 * The business is a module below us, so main hands the house a function that reads it (house_options, `look`). A page
 * asks in its own turn and is always right. What was read last is remembered, for pages that must come when there is
 * no turn, or no database: refusals. */
#ifndef SPINE_LOOK_H
#define SPINE_LOOK_H

#include "spine/turn.h"
#include "text/template.h"

struct look {
    str language, direction; /* of the reader */
    str name;                /* of the business; empty: not said yet */
    str website;             /* where its name leads; empty: nowhere */
    str logo;                /* its address on our own pages; empty: none */
    int64_t logo_width, logo_height;
    str colours; /* the address of the style sheet with its colour; empty: ours */
    str zone;    /* empty: UTC */
    str spoken;  /* the language for readers whose own we do not have; empty: English */
};
extern const struct shape look_shape; /* what a template names as {{../name}} */

enum err look_of(struct turn *t, struct look *out) MUST_USE;
enum err look_begin(struct house *h, struct why *w, struct arena *a) MUST_USE; /* once, before anybody is answered */
void look_end(struct house *h);
struct look look_last(struct house *h, struct arena *a); /* as it was when last read */

/* A page of ours for a reader with these words. */
void look_write(struct text *out, const struct template *page, const struct shape *shape, const void *thing,
                const struct look *look, const struct words *words);

#endif
