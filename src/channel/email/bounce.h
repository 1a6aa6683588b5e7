/* What became of a mail of ours, as other servers tell it: RFC 3464 reports, abuse reports (RFC 5965), and the many
 * notices that follow neither.
 *
 * Anybody can forge one: it counts only when `message_id` is one of ours (reply_address.h). */
#ifndef CHANNEL_EMAIL_BOUNCE_H
#define CHANNEL_EMAIL_BOUNCE_H

#include "channel/email/mail.h"

enum bounce_kind { NO_BOUNCE, PERMANENT, TEMPORARY, DELIVERED, COMPLAINT };

enum bounce_reason {
    REASON_UNKNOWN,
    NO_SUCH_MAILBOX,
    MAILBOX_FULL,
    MAILBOX_DISABLED,
    NO_SUCH_HOST,
    NOT_IN_TIME, /* expired, still trying, network trouble */
    TOO_BIG,
    SPAM_LIKE,   /* the content looked like it */
    REFUSED,     /* policy, reputation, authentication, rate: about us, not the address */
    BAD_CONTENT, /* virus, forbidden attachment, malformed */
    LOOPED,
    THEIR_TROUBLE, /* disk, configuration, a program that failed */
    COMPLAINED,    /* marked as spam by the reader */
    ARRIVED,
};
extern const char *const bounce_kind_words[], *const bounce_reason_words[];

struct bounce {
    enum bounce_kind kind;
    enum bounce_reason reason;
    str status;                          /* "5.1.1" (RFC 3463), or empty */
    struct mail_address_list recipients; /* that it is about: email only */
    str words;                           /* what the other server said; one line */
    str message_id;                      /* of the mail it is about, without < >; or empty */
};

void bounce_read(struct arena *a, const struct mail *m, struct bounce *out);

#endif
