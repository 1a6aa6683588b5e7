/* What was written with formatting: cleaned HTML, and its plain text, which is what is searched, excerpted, told, sent
 * where only text goes, and read by whoever shows no HTML. Where formatting says nothing, there is only the text. */
#ifndef CONVERSATION_FORMATTED_H
#define CONVERSATION_FORMATTED_H

#include "spine/turn.h"

enum { HTML_CHARACTERS = 100000 };

/* The text is made from the HTML when there is one, so that nobody reads two things. INVALID: it says nothing. */
enum err formatted_take(struct turn *t, str body, str html, str *text, str *clean) MUST_USE;

/* For what stays its writer's own: only cleaned, or empty. */
str formatted_clean(struct turn *t, str html);

/* One below the other; empty when neither is formatted. */
str formatted_join(struct turn *t, str text, str html, str more, str more_html);

#endif
