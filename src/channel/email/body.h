/* Which parts are what people read, and which are files: RFC 8621 §4.1.4, as JMAP has it. */
#ifndef CHANNEL_EMAIL_BODY_H
#define CHANNEL_EMAIL_BODY_H

#include "channel/email/mail.h"

void body_choose(struct arena *a, struct mail *m); /* sets uses of the parts, text and html */

bool body_is_read(const struct mail_part *p);              /* its bytes are UTF-8 with plain line ends already */
str body_text(struct arena *a, const struct mail_part *p); /* a text part as UTF-8 with plain line ends */

#endif
