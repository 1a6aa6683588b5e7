/* What our mail server found when it checked the sender: Authentication-Results (RFC 8601).
 *
 * Anybody can write such a field, so only one counts: the topmost that carries the name of the configured server. The
 * server must remove fields with its own name from what comes in (RFC 8601 §5) and write one field for all methods.
 * What it might not have seen as one (a blank before the colon, characters that nobody sees in the name) is not one. */
#ifndef CHANNEL_EMAIL_RESULTS_H
#define CHANNEL_EMAIL_RESULTS_H

#include "channel/email/mail.h"

enum mail_verdict {
    MAIL_UNTOLD,
    MAIL_PASSED,
    MAIL_FAILED,
    MAIL_SOFT_FAILED,
    MAIL_NEUTRAL,
    MAIL_NOT_SIGNED,
    MAIL_UNCHECKED
}; /* MAIL_UNCHECKED: temperror, permerror, policy */
extern const char *const mail_verdict_words[];

struct result {
    enum mail_verdict verdict;
    str domain; /* that it was about; lower case; may be empty */
};

struct results {
    bool told; /* the configured server wrote them */
    struct result spf, dkim, dmarc, arc;
};

void results_read(struct arena *a, const struct mail *m, str server, struct results *out);

/* Is the domain in From proved? DMARC passed for exactly that domain or one above it. */
bool results_prove(const struct mail *m, const struct results *r);

#endif
