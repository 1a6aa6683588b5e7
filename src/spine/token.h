/* Secrets for links, sessions and keys: 256 random bits as 43 URL-safe characters. The database keeps only
 * the SHA-256, so a stolen copy opens nothing; look-up is by that hash, so timing tells nothing. */
#ifndef SPINE_TOKEN_H
#define SPINE_TOKEN_H

#include "spine/turn.h"

str token_make(struct arena *a);
str token_hash(struct arena *a, str token); /* 64 hex digits; of any input, however long (the caller caps it) */

/* The same secret for the same thing each time: HMAC of it by the house's own secret. A page can show such a link while
 * the database keeps only its hash. `what` begins with a noun: "survey|17". */
str token_of(struct turn *t, str what);

/* A value that a form carries and we can recognise: HMAC over what and a moment. */
str token_sign(struct turn *t, str what);
bool token_signed(struct turn *t, str signature, str what, usec not_older_than);

/* What must be kept and read again, such as the secret of somebody's codes: sealed with a key that lies beside the
 * database, never in it. Text. */
str token_seal(struct turn *t, str plain);
bool token_open(struct turn *t, str sealed, str *plain); /* false: not ours, or changed */

#endif
