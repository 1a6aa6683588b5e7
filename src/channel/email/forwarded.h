/* Did somebody pass a mail on, and whose is it? A person who forwards a customer's mail to us is not the customer.
 *
 * Whatever stands in a body can be written by anybody: `sender` is a suggestion, and only for mails of staff. UNSURE:
 * ask. */
#ifndef CHANNEL_EMAIL_FORWARDED_H
#define CHANNEL_EMAIL_FORWARDED_H

#include "channel/email/mail.h"

enum forward { NOT_FORWARDED, SURE, UNSURE };

struct forwarded {
    enum forward is;
    struct mail_address sender; /* email may be empty when UNSURE */
    str subject, date;          /* as it stood there */
    str note;                   /* what the person who passed it on wrote above */
    str text;                   /* the mail that was passed on */
};

void forwarded_read(struct arena *a, const struct mail *m, struct forwarded *out);

#endif
