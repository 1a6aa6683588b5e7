/* What header fields and bodies wrap up when we write them: encoded.h the other way round.
 *
 * Every line ends with CRLF and is at most 78 bytes where its words allow it, 998 always. What is one line (subjects,
 * names, file names) goes through utf8_line first, so no value ever ends its own line: RFC 2047 for words, RFC 2231 for
 * parameters, RFC 2045 §6 for bodies. */
#ifndef CHANNEL_EMAIL_ENCODE_H
#define CHANNEL_EMAIL_ENCODE_H

#include "channel/email/mail.h"

/* "Subject: …": plain when it can be, else all of it as UTF-8 words. */
void encode_field(struct text *out, const char *name, str value);

/* "To: …", one person a line; addresses are ASCII already (encode_address). No line at all for nobody. */
void encode_people(struct text *out, const char *name, const struct mail_address_list *people);

/* "; filename=…" behind a field that is still open. */
void encode_parameter(struct text *out, const char *name, str value);

/* What is shown of a person: one line, at most 128 characters, and never what a reader could decode a second time. */
str encode_name(struct arena *a, str name);

/* An address in ASCII: its domain by IDNA. false: it is none, or needs SMTPUTF8 (RFC 6531), which few servers take. */
bool encode_address(struct arena *a, str email, str *out);

/* The rest of a part's header and its body: 7bit, quoted-printable or base64, whichever is shortest to read. `text` has
 * plain line ends. A line that a mail server could take for more than it is (".", "From ") is never written as such. */
void encode_text(struct text *out, str text);
void encode_bytes(struct text *out, str bytes);

#endif
