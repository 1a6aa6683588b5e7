/* GMime's parts, counted while it makes them, and a mail that ends for it when there are more than MAIL_PARTS. So the
 * limit holds however a boundary is declared, and what a bomb of boundaries would become never exists. */
#ifndef CHANNEL_EMAIL_COUNTED_H
#define CHANNEL_EMAIL_COUNTED_H

#include <gmime/gmime.h>

#include "channel/email/mail.h"

void counted_begin(void);               /* once, behind g_mime_init */
GMimeStream *counted_stream(str bytes); /* counts from 0 again; `bytes` must outlive it */
size_t counted_parts(void);             /* made since then, by this thread */

#endif
