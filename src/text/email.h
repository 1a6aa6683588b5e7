/* E-mail addresses as people write them. */
#ifndef TEXT_EMAIL_H
#define TEXT_EMAIL_H

#include "base/base.h"

enum { EMAIL_BYTES = 254 }; /* RFC 5321 §4.5.3.1.3, without the angle brackets */

/* "Ann@Example.ORG " → "ann@example.org"; false when it cannot be an address. */
bool email_norm(struct arena *a, str email, str *out);

#endif
