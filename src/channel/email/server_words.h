/* What a mail server said, for a screen or a log: one line, at most 300 characters; empty when the secret that it was
 * given stands in it, plain or in base64. */
#ifndef CHANNEL_EMAIL_SERVER_WORDS_H
#define CHANNEL_EMAIL_SERVER_WORDS_H

#include "base/base.h"

str server_words(struct arena *a, str text, str secret);

#endif
