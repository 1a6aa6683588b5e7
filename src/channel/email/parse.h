/* From raw bytes to a mail (mail.h). Any bytes give one: what makes no sense is left out, what is too much is cut and
 * said so.
 *
 * Runs in the sandboxed child: GMime and ICU read what strangers wrote. Opens no file: charsets are ICU's, whose tables
 * are in memory, never iconv's. */
#ifndef CHANNEL_EMAIL_PARSE_H
#define CHANNEL_EMAIL_PARSE_H

#include "channel/email/mail.h"

void parse_begin(
    void); /* once in a process, by one thread, before the sandbox closes; mail_parse sees to it otherwise */
void mail_parse(struct arena *a, str raw, struct mail *out);

#endif
