/* A text or an HTML source as lines, each with where it begins in the source, and what kind of line it is. */
#ifndef CHANNEL_EMAIL_QUOTED_LINES_H
#define CHANNEL_EMAIL_QUOTED_LINES_H

#include "base/base.h"

struct quoted_line {
    str text;    /* trimmed; of HTML: without tags, references decoded */
    size_t from; /* offset in the source */
    bool quoted; /* ">" or inside <blockquote> or a mail program's own mark of a quote */
    bool mark;   /* where a mail program itself says that a quote begins */
};
LIST(quoted_line);

void quoted_lines_of_text(struct arena *a, str text, struct quoted_line_list *out);
void quoted_lines_of_html(struct arena *a, str html, struct quoted_line_list *out);

#endif
