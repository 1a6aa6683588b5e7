/* The words by which mail programs of many languages announce an earlier mail. */
#ifndef CHANNEL_EMAIL_QUOTED_WORDS_H
#define CHANNEL_EMAIL_QUOTED_WORDS_H

#include "base/base.h"

bool quoted_is_wrote(str folded);     /* "on 3 may 2026 at 10:00, ann <a@b.org> wrote:" */
bool quoted_may_begin(str folded);    /* could such a sentence begin in this line? */
int quoted_header_key(str folded);    /* 1: "from:", 2: "sent:", "to:", "subject:" …; 0: no header line */
bool quoted_is_separator(str folded); /* "-----original message-----" */
bool quoted_is_forward(str folded);   /* "---------- forwarded message ---------" */
bool quoted_is_rule(str folded);      /* a line of ____ or ---- */
bool quoted_is_sent_from(str folded); /* "sent from my iphone" */
bool quoted_is_closer(str folded);    /* "kind regards," */

#endif
