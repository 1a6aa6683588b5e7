/* Plain text on its way into a mail: lines of ours broken so that a reader can join them again (RFC 3676), and what is
 * quoted behind ">". flowed.h reads it. */
#ifndef CHANNEL_EMAIL_FLOW_H
#define CHANNEL_EMAIL_FLOW_H

#include "base/base.h"

str flow_plain(struct arena *a, str text); /* UTF-8, "\n" ends each line, no other control character but tab */

/* `text` has plain line ends. `deeper`: so many more ">" before each line. */
void flow_add(struct text *out, str text, size_t deeper);

#endif
