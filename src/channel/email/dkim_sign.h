/* Our signature under a mail (DKIM: RFC 6376, 8301, 8463), for those who send without a smart host that signs.
 *
 * relaxed/relaxed; rsa-sha256 or ed25519-sha256, as the key is. Signed is every field that letter_compose writes, each
 * once more than it stands there, so that nobody can add a second one; the whole body. A domain that wants both kinds
 * signs twice, with two selectors. Keys and sums by OpenSSL. Pure. */
#ifndef CHANNEL_EMAIL_DKIM_SIGN_H
#define CHANNEL_EMAIL_DKIM_SIGN_H

#include "base/base.h"

enum { DKIM_RSA_BITS = 2048 }; /* fewer are refused: RFC 8301 §3.2 */

struct dkim_key {
    str domain;      /* d=: the one that From has */
    str selector;    /* its record stands at <selector>._domainkey.<domain> */
    str private_key; /* PEM, without a pass phrase */
};

/* The mail with a DKIM-Signature above it. INVALID names the field: domain, selector, private_key. */
enum err dkim_sign(struct arena *a, struct why *w, const struct dkim_key *key, str mail, usec at, str *out);

enum dkim_kind { DKIM_RSA, DKIM_ED25519 };
enum err dkim_key_make(struct arena *a, struct why *w, enum dkim_kind kind, str *private_key); /* PEM */
enum err dkim_record(struct arena *a, struct why *w, str private_key, str *out); /* "v=DKIM1; k=rsa; p=…" for the DNS */

/* What is signed: RFC 6376 §3.4.2 and §3.4.4. */
void dkim_field(struct text *out, str name, str value); /* `value` may be folded; ends without CRLF */
str dkim_body(struct arena *a, str body);

#endif
