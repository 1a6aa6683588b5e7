/* What a person wrote, apart from what their mail program added: the earlier mail below, and a signature.
 *
 * Nothing is thrown away: what was cut stays in `quote` and `signature`, and the whole text is one click away. When
 * nothing would be left, or when somebody passes a mail on, nothing is cut. */
#ifndef CHANNEL_EMAIL_QUOTED_H
#define CHANNEL_EMAIL_QUOTED_H

#include "base/base.h"

struct quoted {
    str said;      /* answers between quotes are joined */
    str signature; /* "-- ", "Sent from my phone", "Kind regards, …" */
    str quote;     /* with its "On … wrote:" */
    bool between;  /* answers stand between quotes: to understand them one needs the whole */
};

void quoted_strip(struct arena *a, str text, struct quoted *out);

/* The same for HTML: `said` is the beginning of the source, `quote` the rest; tags may stay open, the clean-up closes
 * them. */
void quoted_strip_html(struct arena *a, str html, struct quoted *out);

#endif
