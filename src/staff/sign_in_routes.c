#include "staff/sign_in_routes.h"

#include "staff/attempt.h"
#include "staff/credential.h"
#include "staff/link.h"
#include "staff/me.h"
#include "staff/password.h"
#include "staff/session.h"
#include "staff/totp.h"

#include "sign_in.html.h"

enum { CODE_CHARACTERS = 40 };

/* ---- the page behind a one-time link ---- */

struct sign_in {
    str token, code;
};
#define F_TOKEN                                                                                                        \
    F_TEXT(struct sign_in, token, .required = true, .max = 100, .secret = true, .help = "the secret part of the link")
static const struct shape sign_in_look_shape = SHAPE(struct sign_in, F_TOKEN);
static const struct shape sign_in_shape = SHAPE(
    struct sign_in, F_TOKEN,
    F_TEXT(struct sign_in, code, .max = CODE_CHARACTERS, .secret = true, .help = "of the app, or a recovery code"));

struct sign_in_page {
    str token, name;
    bool works, asks_code, wrong_code;
};
static const struct shape sign_in_page_shape = SHAPE(
    struct sign_in_page, F_TEXT(struct sign_in_page, token), F_TEXT(struct sign_in_page, name),
    F_BOOL(struct sign_in_page, works), F_BOOL(struct sign_in_page, asks_code),
    F_BOOL(struct sign_in_page, wrong_code));

static void show_alive(struct sign_in_page *page, const struct staff *who)
{
    page->works = true;
    page->name = who->name;
    page->asks_code = who->has_totp;
}

/* A link that does not work is a page too, with what to do next. */
static enum err show_dead(struct ask *ask, enum err why)
{
    if (why != NOT_FOUND && why != GONE) return why;
    ask->answer->code = (int)why;
    return OK;
}

static enum err show_link(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct sign_in_page *page = out;
    struct staff who = { 0 };
    *page = (struct sign_in_page){ .token = ((const struct sign_in *)in)->token };
    enum err err = link_look(t, page->token, &who);
    if (err != OK) return show_dead(ask, err);
    show_alive(page, &who);
    return OK;
}

/* Who has codes brings one here, too: a link in a mailbox is one half only. A wrong one does not use the link up. */
static enum err code_is_right(struct turn *t, const struct staff *who, str code, bool *right)
{
    str account = attempt_account(t, who->email, who->id);
    *right = true;
    if (!who->has_totp) return OK;
    TRY(attempt_may(t, account));
    TRY(totp_try(t, who->id, code, right));
    return *right ? attempt_succeeded(t, account) : attempt_failed(t, account);
}

static enum err use_link(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct sign_in *use = in;
    struct sign_in_page *page = out;
    struct staff who = { 0 };
    bool right = false;
    *page = (struct sign_in_page){ .token = use->token };
    enum err err = link_look(t, page->token, &who);
    if (err != OK) return show_dead(ask, err);
    TRY(code_is_right(t, &who, use->code, &right));
    if (!right) {
        show_alive(page, &who);
        page->wrong_code = true;
        ask->answer->code = SIGNED_OUT;
        return OK;
    }
    err = link_use(t, page->token, &who);
    if (err != OK) return show_dead(ask, err);
    ask->answer->where = STR("/console/");
    return session_begin(t, ask->request, &who, BY_LINK, &ask->answer->cookie);
}

/* ---- the session ---- */

static enum err show_me(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask, (void)in;
    return me_find(t, out);
}

static enum err sign_out(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)in, (void)out;
    ask->answer->cookie = session_no_cookie(t);
    return session_end(t, t->actor.who, t->actor.session);
}

struct proof {
    str email, password, code;
};
static const struct shape proof_shape = SHAPE(
    struct proof, F_TEXT(struct proof, email, .required = true, .max = 254, .help = "of the account"),
    F_TEXT(struct proof, password, .required = true, .max = PASSWORD_BYTES_MOST, .secret = true,
           .help = "its password"),
    F_TEXT(struct proof, code, .max = CODE_CHARACTERS, .secret = true,
           .help = "of the app, or a recovery code: when the account asks for one"));

/* The step before the turn: whatever is behind the address, one password is compared. */
static enum err compare_password(struct turn *t, struct ask *ask, const void *in)
{
    const struct proof *p = in;
    struct credential c = { 0 };
    TRY(password_fits(t, "password", p->password));
    TRY(attempt_may(t, p->email));
    TRY(credential_by_email(t, p->email, &c));
    ask->sum = &password_sum(t, p->password, c.password_hash)->heavy;
    return OK;
}

/* The try is counted although the answer is a refusal. */
static enum err refuse(struct turn *t, struct ask *ask, const struct proof *p, const char *field, const char *words)
{
    ask->answer->refused = why_fail(t->why, t->arena, SIGNED_OUT, str_of(field), "%s", words);
    return attempt_failed(t, p->email);
}

static enum err sign_in(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct proof *p = in;
    const struct password_sum *sum = (const struct password_sum *)ask->sum;
    struct credential c = { 0 };
    struct staff who = { 0 };
    bool right = true;
    TRY(attempt_may(t, p->email));
    TRY(credential_by_email(t, p->email, &c));
    if (!sum->right || !str_is(sum->against, c.password_hash))
        return refuse(t, ask, p, "", "the e-mail address or the password is wrong");
    if (c.totp_on && str_empty(str_trim(p->code)))
        return fail_field(t, "code", "is needed, too: six digits from the app, or a recovery code");
    if (c.totp_on) TRY(totp_try(t, c.staff, p->code, &right));
    if (!right) return refuse(t, ask, p, "code", "is wrong or was used already: wait for the next one");
    TRY(attempt_succeeded(t, p->email));
    TRY(staff_find(t, c.staff, &who));
    TRY(session_begin(t, ask->request, &who, BY_PASSWORD, &ask->answer->cookie));
    return me_find(t, out);
}

static const struct route routes[] = {
    { .on = "GET /sign-in/{token}",
      .may = PUBLIC,
      .takes = &sign_in_look_shape,
      .gives = &sign_in_page_shape,
      .page = &sign_in_html,
      .rate = RATE_SECRET,
      .run = show_link,
      .help = "The page behind a one-time link; looking uses nothing up." },
    { .on = "POST /sign-in/{token}",
      .may = PUBLIC,
      .takes = &sign_in_shape,
      .gives = &sign_in_page_shape,
      .page = &sign_in_html,
      .rate = RATE_SECRET,
      .run = use_link,
      .help = "Uses the link up, signs in, and leads to the console." },
    { .on = "GET /api/v1/session",
      .may = SIGNED_IN,
      .gives = &me_shape,
      .run = show_me,
      .help = "Who you are and what you may do." },
    { .on = "POST /api/v1/session",
      .may = PUBLIC,
      .takes = &proof_shape,
      .gives = &me_shape,
      .rate = RATE_SECRET,
      .before = compare_password,
      .run = sign_in,
      .help = "Sign in with a password, and with a code when the account asks for one." },
    { .on = "DELETE /api/v1/session", .may = SIGNED_IN, .run = sign_out, .help = "Sign out here." },
    { 0 },
};

static const struct event_kind *const events[] = { &STAFF_SIGNED_IN, &STAFF_SIGNED_OUT, NULL };

const struct module module_sign_in = { .name = "sign_in", .routes = routes, .events = events };
