/* Passwords: argon2id (RFC 9106) with 19 MiB and 2 passes, by libsodium, as sums of the heavy pool (spine/heavy.h).
 *
 * Whoever asks for an account that does not exist, has no password or may not act costs the same work: a password is
 * then compared with one that nobody has. */
#ifndef STAFF_PASSWORD_H
#define STAFF_PASSWORD_H

#include "spine/heavy.h"
#include "spine/turn.h"

enum { PASSWORD_CHARACTERS_LEAST = 10, PASSWORD_BYTES_MOST = 1024, PASSWORD_HASH_BYTES = 128 };

struct password_sum {
    struct heavy heavy;
    str tried, against; /* compare this password with that hash, */
    str chosen;         /* and make a hash of this one, when it is not empty */
    bool right;
    str made; /* lies in the struct */
    char room[PASSWORD_HASH_BYTES];
};

extern const char password_nobodys[]; /* of a password that was thrown away; the same cost as everybody's */

/* An empty hash, or one that is not ours: compared with nobody's, and never right. */
struct password_sum *password_sum(struct turn *t, str tried, str hash);
/* Only makes a hash. */
struct password_sum *password_choose(struct turn *t, str chosen);

/* INVALID names `field`: too long to be looked at; and for a new one, too short. */
enum err password_fits(struct turn *t, const char *field, str password) MUST_USE;
enum err password_is_good(struct turn *t, const char *field, str chosen) MUST_USE;

#endif
