/* What header fields wrap up: encoded words (RFC 2047), parameters (RFC 2045 §5.1, RFC 2231). */
#ifndef CHANNEL_EMAIL_ENCODED_H
#define CHANNEL_EMAIL_ENCODED_H

#include "base/base.h"

/* "=?utf-8?q?Caf=C3=A9?=" → "Café", one line, at most MAIL_LINE_BYTES. Words side by side in one charset are joined
 * before they are decoded, because some programs cut inside a character. */
str encoded_line(struct arena *a, str value);

/* The same with each word written again as a UTF-8 one: for a reader that shall see where a word begins and ends. */
str encoded_again(struct arena *a, str value);

/* "text/plain; charset=x; name*0*=utf-8''a%20b" → the value before the first ";", and a parameter: UTF-8, one line. */
str parameter_head(str value);
str parameter(struct arena *a, str value, const char *name);

#endif
