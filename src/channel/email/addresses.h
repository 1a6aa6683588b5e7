/* Who stands in an address field (RFC 5322 §3.4), and whether two readers could see two different senders. */
#ifndef CHANNEL_EMAIL_ADDRESSES_H
#define CHANNEL_EMAIL_ADDRESSES_H

#include "channel/email/mail.h"

struct addresses {
    struct mail_address_list list; /* groups opened */
    bool group, cut;
};
void addresses_read(struct arena *a, str value, struct addresses *out);

/* Could this From be read as somebody else? More than one "@" or "<" outside quotes, comments and encoded words; a NUL;
 * an encoded word where an address should be. */
bool addresses_unclear(str value);

#endif
