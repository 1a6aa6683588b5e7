/* From the bytes of a mail to UTF-8, whatever charset they claim.
 *
 * What claims Latin-1 or ASCII is read as windows-1252, as browsers do (WHATWG Encoding §4.2); what claims neither and
 * is valid UTF-8 is UTF-8. UTF-7 and everything that hides "<" behind other bytes is refused: it is shown as it stands.
 */
#ifndef CHANNEL_EMAIL_CHARSET_H
#define CHANNEL_EMAIL_CHARSET_H

#include "base/base.h"

str charset_text(struct arena *a, str bytes, str charset); /* always valid UTF-8, without NUL */
bool charset_refused(str charset);

#endif
