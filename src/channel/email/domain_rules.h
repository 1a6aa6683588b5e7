/* What the DNS says of a domain that sends mail, judged: MX, SPF, DKIM, DMARC; and what to publish instead. Pure.
 *
 * A judgement is a code, said in the reader's language by words/ ("domain.spf_twice", and "domain.spf_twice.fix" where
 * there is something to do). */
#ifndef CHANNEL_EMAIL_DOMAIN_RULES_H
#define CHANNEL_EMAIL_DOMAIN_RULES_H

#include "channel/email/dns.h"
#include "text/shape.h"

enum domain_record { RECORD_MX, RECORD_SPF, RECORD_DKIM, RECORD_DMARC };
enum domain_verdict {
    DOMAIN_GOOD,
    DOMAIN_NOTE,    /* works, and could be better */
    DOMAIN_WRONG,   /* mail is lost or taken for spam, or anybody may write as us */
    DOMAIN_UNKNOWN, /* the DNS did not answer */
};
extern const char *const domain_record_words[], *const domain_verdict_words[];

struct domain_judgement {
    enum domain_record record;
    enum domain_verdict verdict;
    str code;
    struct str_list found; /* as it stands in the DNS */
    str name, type, value; /* to be published; empty: nothing */
    int64_t count;         /* of look-ups, for SPF */
};
extern const struct shape domain_judgement_shape;
LIST(domain_judgement);

/* One question and its answer. */
struct domain_answer {
    enum dns_said said;
    struct str_list records;
};

struct domain_seen {
    str domain;
    struct str_list senders; /* hosts that our mail leaves by, in small letters */
    struct domain_answer mx, texts;
    int spf_lookups;             /* with all that is included */
    str spf_lost;                /* included, and has no record; empty: none */
    bool spf_unsure;             /* something included could not be looked up */
    str selector, public_record; /* our own key; empty: none */
    struct domain_answer key;    /* at <selector>._domainkey.<domain> */
    struct domain_answer dmarc;  /* at _dmarc.<dmarc_of> */
    str dmarc_of;                /* the domain itself, or the nearest above it that has one */
};

struct domain_judgement_list domain_judge(struct arena *a, const struct domain_seen *seen); /* one of each record */

/* The one SPF record among texts; false: there is none, or more than one. */
bool domain_spf(const struct str_list *texts, str *out);
bool domain_has_key(const struct domain_seen *seen); /* the DNS has the key that we sign with */

#endif
