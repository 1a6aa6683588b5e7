/* What the customers of the sample shop write about, and what they are answered: whole sentences, written by hand.
 *
 * A plot is one reason in one language. Any of its questions goes with any of its details and any of its answers. */
#ifndef STORY_PLOTS_H
#define STORY_PLOTS_H

#include "base/base.h"

enum reason { IN_SHARDS, LATE, GIFT, WORKSHOP, CARE, CHANGE, COMMISSION, STOCK, RECALL, STRIKE, REASONS };
enum tongue { ENGLISH, SPANISH, ARABIC, TONGUES };

enum { PLOT_ASKS = 3, PLOT_DETAILS = 2, PLOT_ANSWERS = 3 };

struct plot {
    str asks[PLOT_ASKS];
    str details[PLOT_DETAILS];
    str answers[PLOT_ANSWERS];
    str still;  /* it was not solved after all */
    str mended; /* and what is answered to that */
};
extern const struct plot plots[REASONS][TONGUES];

/* What is said with a score: by how content they are. */
enum { CONTENT, TOLERANT, ANGRY, CONTENTMENTS };
enum { REMARKS = 3, NAMES = 16 };
extern const str remarks[TONGUES][CONTENTMENTS][REMARKS];

/* Names as they are written, and as they stand in an address. */
struct spelt {
    str name, address;
};
extern const struct spelt given_names[TONGUES][NAMES], family_names[TONGUES][NAMES];

#endif
