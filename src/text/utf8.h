/* UTF-8 (RFC 3629): at most 4 bytes, no surrogates, no overlong forms, up to U+10FFFF. */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include "base/base.h"

bool utf8_valid(str s);
size_t utf8_count(str s);                           /* code points of valid UTF-8 */
size_t utf8_next(str s, size_t at, uint32_t *code); /* bytes of the sequence at `at`; 0 when it is not valid */
str utf8_mend(struct arena *a, str s);              /* each maximal invalid part becomes U+FFFD */
str utf8_cut(str s, size_t characters);             /* never inside a sequence */

/* At most so many characters; what is cut ends with an ellipsis, and after a whole word where one ends nearby. */
str utf8_shorten(struct arena *a, str s, size_t characters);
void utf8_put(struct text *out, uint32_t code);

bool utf8_blank(str s); /* nothing that can be seen: white space, controls, zero-width characters */

/* One line for a name, subject or file name: control, bidi-override and line-breaking characters removed, white space
 * folded, trimmed. For mail headers, logs, names on a screen. */
str utf8_line(struct arena *a, str s);

/* The same, but what is removed, and white space that is not ASCII's blank, tab and line end, leaves U+FFFD. */
str utf8_line_marked(struct arena *a, str s);

#endif
