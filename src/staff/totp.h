/* Codes from an app as the second half of a sign-in: RFC 6238 with SHA-1, 6 digits, 30 s, one step either side.
 *
 *   off ──begin──▶ offered ──confirm with a code──▶ on ──remove──▶ off
 *                     └ begin again: another secret
 *
 * A code is taken once, and none older than the last one taken. Ten recovery codes come with it, each good once. The
 * secret is sealed with a key that lies beside the database, never in it; recovery codes are kept as hashes.
 * Owns: recovery_code
 * Says: staff.totp_changed */
#ifndef STAFF_TOTP_H
#define STAFF_TOTP_H

#include "staff/staff.h"

enum { RECOVERY_CODES = 10, TOTP_STEP_S = 30 };

struct totp_offer {
    str secret; /* base32, for typing */
    str uri;    /* otpauth://…, for a picture */
};
extern const struct shape totp_offer_shape;

extern const struct event_kind STAFF_TOTP_CHANGED;

enum err totp_begin(struct turn *t, id staff, struct totp_offer *out) MUST_USE; /* CONFLICT when it is on */
/* INVALID when the code is not of the offered secret. `codes` are told once. */
enum err totp_confirm(struct turn *t, id staff, str code, struct str_list *codes) MUST_USE;
enum err totp_remove(struct turn *t, id staff) MUST_USE;

/* A right code, of either sort, is used up with this. Wrong whenever it is not on. */
enum err totp_try(struct turn *t, id staff, str code, bool *right) MUST_USE;

#endif
