/* A colour, and whether one can read it. Pure. Contrast: WCAG 2.2, "contrast ratio" and "relative luminance". */
#ifndef BUSINESS_COLOUR_H
#define BUSINESS_COLOUR_H

#include "base/base.h"

struct colour {
    unsigned char red, green, blue;
};

enum { COLOUR_BYTES = 7 }; /* "#1c6b5a" */
bool colour_read(str text, struct colour *out);
str colour_text(struct arena *a, struct colour c);

double colour_contrast(struct colour x, struct colour y); /* 1 … 21 */

/* The business's accent as our pages and the console show it: as chosen where it can be read, else as little darker or
 * lighter as is needed for 4.5:1 against the paper, its shaded parts, a faint tint of itself, and the words on a
 * button. */
struct accent {
    struct colour light, dark; /* in the light and the dark theme */
};
struct accent colour_accent(struct colour chosen);

/* Against that of these on which it can be read worst. */
double colour_least_contrast(struct colour c, bool dark);

#endif
