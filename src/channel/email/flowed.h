/* Lines that a mail program broke and says so: format=flowed (RFC 3676), put together again. */
#ifndef CHANNEL_EMAIL_FLOWED_H
#define CHANNEL_EMAIL_FLOWED_H

#include "base/base.h"

/* `text` with plain line ends. A line that ends with a blank goes on in the next of the same depth of ">"; with `delsp`
 * that blank was put there by the program. "-- " above a signature neither goes on nor is gone on to. */
str flowed_text(struct arena *a, str text, bool delsp);

#endif
