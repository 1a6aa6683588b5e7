/* The parts of a mail: its MIME tree (RFC 2045-2049), read by GMime and flattened, within limits. */
#ifndef CHANNEL_EMAIL_TREE_H
#define CHANNEL_EMAIL_TREE_H

#include "channel/email/fields.h"

void tree_read(struct arena *a, const struct raw_fields *h, struct mail *out); /* parts, cuts */

#endif
