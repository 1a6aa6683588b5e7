/* An invitation in a mail (RFC 5546, RFC 5545): what, when, where, by whom. Shown, never answered. */
#ifndef CHANNEL_EMAIL_INVITATION_H
#define CHANNEL_EMAIL_INVITATION_H

#include "channel/email/mail.h"

struct invitation {
    bool found;
    bool cancelled, repeats, all_day;
    str method; /* "request", "cancel", "reply", "publish"; lower case */
    str uid, summary, location;
    struct mail_address organiser;
    int64_t guests;
    str starts, ends;        /* as they stand: "20260503T100000Z", "20260503T100000", "20260503" */
    str zone;                /* TZID of the start: an IANA name, or one of its own */
    usec starts_at, ends_at; /* 0: the zone is not one we know */
};

void invitation_read(struct arena *a, const struct mail *m, struct invitation *out); /* the first text/calendar part */
void invitation_of(struct arena *a, str calendar, struct invitation *out);

#endif
