/* Writing text into HTML so that it stays text, in each place it may stand. */
#ifndef TEXT_HTML_H
#define TEXT_HTML_H

#include "base/base.h"

void html_text(struct text *out, str s);   /* between tags, and inside a quoted attribute: & < > " ' ` */
void html_lines(struct text *out, str s);  /* as html_text, with <br> for line ends and <p> for empty lines */
void html_linked(struct text *out, str s); /* as html_lines; http and https addresses in it can be followed */
void html_words(struct text *out, str s);  /* as html_text, and addresses in it can be followed */
void html_url(struct text *out, str s); /* a whole URL inside a quoted attribute: http, https, mailto, tel or a path of
                                           ours; anything else becomes "#" */

#endif
