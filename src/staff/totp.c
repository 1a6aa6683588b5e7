#include "staff/totp.h"

#include "spine/token.h"
#include "text/url.h"

#include <liboath/oath.h>
#include <sodium.h>

enum { SECRET_BYTES = 20, WINDOW = 1, DIGITS = 6, RECOVERY_BYTES = 10, GROUP = 4 };

const struct shape totp_offer_shape = SHAPE(
    struct totp_offer, F_TEXT(struct totp_offer, secret, .secret = true, .help = "for typing into an app"),
    F_TEXT(struct totp_offer, uri, .secret = true, .help = "for a picture that an app can read"));

struct totp {
    id staff;
    str email, secret; /* sealed */
    bool on;
    int64_t step; /* of the last code that was taken */
};
static const struct shape totp_shape = SHAPE(struct totp, F_ID(struct totp, staff), F_TEXT(struct totp, email),
                                             F_TEXT(struct totp, secret, .secret = true), F_BOOL(struct totp, on),
                                             F_INT(struct totp, step));

#include "totp.sql.h"

struct totp_change {
    bool on;
};
static const struct shape totp_change_shape = SHAPE(struct totp_change, F_BOOL(struct totp_change, on));

const struct event_kind STAFF_TOTP_CHANGED = { .name = "staff.totp_changed",
                                               .help = "Somebody's sign-in asks for codes from now on, or no more.",
                                               .body = &totp_change_shape,
                                               .seen_by = "staff.manage" };

/* ---- the secret ---- */

/* RFC 4648 §6, without padding: our lengths have none. */
static str base32(struct arena *a, const unsigned char *bytes, size_t n)
{
    struct text out = { .arena = a };
    unsigned held = 0, bits = 0;
    for (size_t i = 0; i < n; i++) {
        held = held << 8 | bytes[i];
        for (bits += 8; bits >= 5; bits -= 5)
            text_addc(&out, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[held >> (bits - 5) & 31]);
        held &= (1u << bits) - 1;
    }
    return text_str(&out);
}

/* The Key URI format that the apps read. */
static str uri_of(struct turn *t, str email, str secret)
{
    struct text account = { .arena = t->arena };
    url_encode(&account, email.n ? email : STR("owner"));
    return str_format(t->arena, "otpauth://totp/Regulars:%.*s?secret=%.*s&issuer=Regulars", STR_ARG(text_str(&account)),
                      STR_ARG(secret));
}

enum err totp_begin(struct turn *t, id staff, struct totp_offer *out)
{
    struct totp it = { 0 };
    unsigned char secret[SECRET_BYTES];
    TRY(sql_totp_find(t, staff, &it));
    if (it.on) return fail(t, CONFLICT, "codes are on already: take them off first");
    randombytes_buf(secret, sizeof secret);
    out->secret = base32(t->arena, secret, sizeof secret);
    out->uri = uri_of(t, it.email, out->secret);
    str sealed = token_seal(t, (str){ .at = (const char *)secret, .n = sizeof secret });
    sodium_memzero(secret, sizeof secret);
    return sql_totp_keep(t, staff, sealed, false);
}

/* ---- codes ---- */

/* People type codes in groups, and in capitals or not. */
static str plain(struct arena *a, str code)
{
    struct text out = { .arena = a };
    for (size_t i = 0; i < code.n; i++)
        if (code.at[i] != ' ' && code.at[i] != '-') text_addc(&out, code.at[i]);
    return str_lower(a, text_str(&out));
}

static enum err take_timed(struct turn *t, const struct totp *it, str code, bool *right)
{
    uint64_t step = 0;
    int64_t taken = 0;
    int place = 0;
    str secret = { 0 };
    *right = false;
    if (code.n != DIGITS || !it->secret.n) return OK;
    if (!token_open(t, it->secret, &secret))
        return fail(t, BROKEN, "the secret beside the database is not the one that sealed this code");
    if (oath_totp_validate3(secret.at, secret.n, (time_t)(t->now / SECOND), TOTP_STEP_S, 0, WINDOW, &place, &step,
                            str_z(t->arena, code)) < 0)
        return OK;
    TRY(sql_totp_take(t, it->staff, (int64_t)step, &taken));
    *right = taken == 1;
    return OK;
}

static enum err take_recovery(struct turn *t, id staff, str code, bool *right)
{
    int64_t taken = 0;
    TRY(sql_totp_take_recovery(t, staff, token_hash(t->arena, code), t->now, &taken));
    *right = taken == 1;
    return OK;
}

enum err totp_try(struct turn *t, id staff, str code, bool *right)
{
    struct totp it = { 0 };
    str typed = plain(t->arena, code);
    TRY(sql_totp_find(t, staff, &it));
    *right = false;
    if (!it.on) return OK;
    return typed.n == DIGITS ? take_timed(t, &it, typed, right) : take_recovery(t, staff, typed, right);
}

/* ---- on and off ---- */

/* abcd-efgh-ijkl-mnop: 80 random bits. */
static enum err add_recovery(struct turn *t, id staff, struct str_list *codes)
{
    unsigned char bytes[RECOVERY_BYTES];
    randombytes_buf(bytes, sizeof bytes);
    str code = str_lower(t->arena, base32(t->arena, bytes, sizeof bytes));
    struct text shown = { .arena = t->arena };
    for (size_t i = 0; i < code.n; i++) {
        if (i && i % GROUP == 0) text_addc(&shown, '-');
        text_addc(&shown, code.at[i]);
    }
    *LIST_ADD(t->arena, codes) = text_str(&shown);
    return sql_totp_add_recovery(t, turn_id(t), staff, token_hash(t->arena, code));
}

enum err totp_confirm(struct turn *t, id staff, str code, struct str_list *codes)
{
    struct totp it = { 0 };
    bool right = false;
    TRY(sql_totp_find(t, staff, &it));
    if (it.on) return fail(t, CONFLICT, "codes are on already");
    if (!it.secret.n) return fail(t, CONFLICT, "begin first: there is no secret to confirm");
    TRY(take_timed(t, &it, plain(t->arena, code), &right));
    if (!right)
        return fail_field(t, "code", "is not the code of this moment: check the clock of the app, and try the next");
    TRY(sql_totp_keep(t, staff, it.secret, true));
    TRY(sql_totp_forget_recovery(t, staff));
    for (int i = 0; i < RECOVERY_CODES; i++) TRY(add_recovery(t, staff, codes));
    return EMIT(t, STAFF_TOTP_CHANGED, .subject = staff, .body = &(struct totp_change){ .on = true });
}

enum err totp_remove(struct turn *t, id staff)
{
    struct totp it = { 0 };
    TRY(sql_totp_find(t, staff, &it));
    if (!it.on) return fail(t, CONFLICT, "codes are off already");
    TRY(sql_totp_keep(t, staff, (str){ 0 }, false));
    TRY(sql_totp_forget_recovery(t, staff));
    return EMIT(t, STAFF_TOTP_CHANGED, .subject = staff, .body = &(struct totp_change){ .on = false });
}
