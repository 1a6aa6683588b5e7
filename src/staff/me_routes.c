#include "staff/me_routes.h"

#include "staff/attempt.h"
#include "staff/credential.h"
#include "staff/me.h"
#include "staff/password.h"
#include "staff/session.h"
#include "staff/totp.h"

enum { CODE_CHARACTERS = 40 };

/* ---- proving oneself again before something that matters ---- */

/* A wrong proof is a failed try of this account, as at the door, and is counted although the answer is a refusal. */
static enum err refuse(struct turn *t, struct ask *ask, const struct credential *c, const char *field)
{
    ask->answer->refused = why_fail(t->why, t->arena, FORBIDDEN, str_of(field), "is wrong");
    return attempt_failed(t, attempt_account(t, c->email, c->staff));
}

static enum err own_credential(struct turn *t, struct credential *out)
{
    TRY(credential_of(t, t->actor.who, out));
    return attempt_may(t, attempt_account(t, out->email, out->staff));
}

/* ---- the password ---- */

struct new_password {
    str password, current;
};
static const struct shape new_password_shape = SHAPE(
    struct new_password,
    F_TEXT(struct new_password, password, .required = true, .max = PASSWORD_BYTES_MOST, .secret = true,
           .help = "the new one: at least 10 characters"),
    F_TEXT(struct new_password, current, .max = PASSWORD_BYTES_MOST, .secret = true,
           .help = "the one until now; not needed for the first, nor within an hour after a one-time link"));

static enum err needs_current(struct turn *t, const struct credential *c, bool *needed)
{
    bool fresh = false;
    TRY(session_is_fresh(t, &fresh));
    *needed = c->password_hash.n > 0 && !fresh;
    return OK;
}

static enum err sum_password(struct turn *t, struct ask *ask, const void *in)
{
    const struct new_password *p = in;
    struct credential c = { 0 };
    bool needed = false;
    TRY(own_credential(t, &c));
    TRY(needs_current(t, &c, &needed));
    TRY(password_is_good(t, "password", p->password));
    TRY(password_fits(t, "current", p->current));
    if (needed && str_empty(p->current)) return fail_field(t, "current", "is needed, too: the password until now");
    struct password_sum *sum = needed ? password_sum(t, p->current, c.password_hash)
                                      : password_sum(t, (str){ 0 }, (str){ 0 });
    sum->chosen = p->password;
    ask->sum = &sum->heavy;
    return OK;
}

static enum err change_password(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct password_sum *sum = (const struct password_sum *)ask->sum;
    struct credential c = { 0 };
    bool needed = false;
    (void)in;
    TRY(own_credential(t, &c));
    TRY(needs_current(t, &c, &needed));
    if (needed && !(sum->right && str_is(sum->against, c.password_hash))) return refuse(t, ask, &c, "current");
    TRY(credential_set_password(t, c.staff, sum->made));
    TRY(session_renew(t, ask->request, &ask->answer->cookie));
    return me_find(t, out);
}

/* ---- codes ---- */

struct totp_codes {
    struct str_list recovery_codes;
};
static const struct shape totp_codes_shape = SHAPE(
    struct totp_codes, F_TEXTS(struct totp_codes, recovery_codes, .help = "each works once; they are not shown again"));

struct totp_proof {
    str code, password;
};
static const struct shape totp_confirm_shape = SHAPE(
    struct totp_proof,
    F_TEXT(struct totp_proof, code, .required = true, .max = CODE_CHARACTERS, .secret = true, .help = "of the app"));
static const struct shape totp_proof_shape = SHAPE(
    struct totp_proof, F_TEXT(struct totp_proof, code, .max = CODE_CHARACTERS, .secret = true, .help = "of the app"),
    F_TEXT(struct totp_proof, password, .max = PASSWORD_BYTES_MOST, .secret = true, .help = "instead of a code"));

static enum err begin_totp(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask, (void)in;
    return totp_begin(t, t->actor.who, out);
}

static enum err confirm_totp(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask;
    return totp_confirm(t, t->actor.who, ((const struct totp_proof *)in)->code,
                        &((struct totp_codes *)out)->recovery_codes);
}

static enum err sum_proof(struct turn *t, struct ask *ask, const void *in)
{
    const struct totp_proof *p = in;
    struct credential c = { 0 };
    TRY(own_credential(t, &c));
    TRY(password_fits(t, "password", p->password));
    if (str_empty(p->password) && str_empty(str_trim(p->code)))
        return fail_field(t, "code", "is needed, or the password");
    if (p->password.n) ask->sum = &password_sum(t, p->password, c.password_hash)->heavy;
    return OK;
}

static enum err remove_totp(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct password_sum *sum = (const struct password_sum *)ask->sum;
    struct credential c = { 0 };
    bool right = false;
    TRY(own_credential(t, &c));
    if (sum)
        right = sum->right && str_is(sum->against, c.password_hash);
    else
        TRY(totp_try(t, c.staff, ((const struct totp_proof *)in)->code, &right));
    if (!right) return refuse(t, ask, &c, sum ? "password" : "code");
    TRY(totp_remove(t, c.staff));
    TRY(session_renew(t, ask->request, &ask->answer->cookie));
    return me_find(t, out);
}

/* ---- sessions ---- */

struct which_session {
    id session;
};
static const struct shape which_session_shape = SHAPE(
    struct which_session, F_ID(struct which_session, session, .required = true, .help = "which session"));

static enum err list_sessions(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct session_list list = { 0 };
    (void)ask, (void)in;
    TRY(session_list(t, t->actor.who, &list));
    *(struct list *)out = (struct list){ .at = list.at, .n = list.n, .room = list.room };
    return OK;
}

static enum err end_session(struct turn *t, struct ask *ask, const void *in, void *out)
{
    id which = ((const struct which_session *)in)->session;
    (void)out;
    if (which == t->actor.session) ask->answer->cookie = session_no_cookie(t);
    return session_end(t, t->actor.who, which);
}

static enum err end_others(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask, (void)in, (void)out;
    return session_end_others(t);
}

/* ---- name and language ---- */

static enum err change_me(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask;
    TRY(me_change(t, in));
    return me_find(t, out);
}

static const struct route routes[] = {
    { .on = "PATCH /api/v1/me",
      .may = SIGNED_IN,
      .takes = &me_change_shape,
      .gives = &me_shape,
      .run = change_me,
      .help = "Change your own name or language." },
    { .on = "PUT /api/v1/me/password",
      .may = SIGNED_IN,
      .takes = &new_password_shape,
      .gives = &me_shape,
      .rate = RATE_SECRET,
      .before = sum_password,
      .run = change_password,
      .help = "Choose a password. Every other session of yours ends." },
    { .on = "POST /api/v1/me/totp",
      .may = SIGNED_IN,
      .gives = &totp_offer_shape,
      .run = begin_totp,
      .help = "Begin with codes from an app: a secret that does nothing until it is confirmed." },
    { .on = "PUT /api/v1/me/totp",
      .may = SIGNED_IN,
      .takes = &totp_confirm_shape,
      .gives = &totp_codes_shape,
      .rate = RATE_SECRET,
      .run = confirm_totp,
      .help = "Confirm with a code: from now on signing in asks for one. Answers ten recovery codes." },
    { .on = "DELETE /api/v1/me/totp",
      .may = SIGNED_IN,
      .takes = &totp_proof_shape,
      .gives = &me_shape,
      .rate = RATE_SECRET,
      .before = sum_proof,
      .run = remove_totp,
      .help = "No more codes; needs one, or the password. Every other session of yours ends." },
    { .on = "GET /api/v1/me/sessions",
      .may = SIGNED_IN,
      .gives = &session_shape,
      .gives_list = true,
      .run = list_sessions,
      .help = "Where you are signed in." },
    { .on = "DELETE /api/v1/me/sessions",
      .may = SIGNED_IN,
      .run = end_others,
      .help = "Sign out everywhere but here." },
    { .on = "DELETE /api/v1/me/sessions/{session}",
      .may = SIGNED_IN,
      .takes = &which_session_shape,
      .run = end_session,
      .help = "Sign out there." },
    { 0 },
};

static const struct event_kind *const events[] = { &STAFF_PASSWORD_CHANGED, &STAFF_TOTP_CHANGED, NULL };

const struct module module_me = { .name = "me", .routes = routes, .events = events };
