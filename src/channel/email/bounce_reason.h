/* Why a mail came back: from the status (RFC 3463) and from the words, which say more. */
#ifndef CHANNEL_EMAIL_BOUNCE_REASON_H
#define CHANNEL_EMAIL_BOUNCE_REASON_H

#include "channel/email/bounce.h"

enum bounce_reason bounce_reason_of(str status, str folded); /* folded: phrase.h */
bool bounce_is_failure(str folded);                          /* words that only a notice of failure has */
bool bounce_is_delay(str folded);
bool bounce_is_subject(str folded);

#endif
