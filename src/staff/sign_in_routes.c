#include "staff/sign_in_routes.h"

#include "staff/link.h"
#include "staff/me.h"
#include "staff/session.h"

#include "sign_in.html.h"

/* ---- the page behind a one-time link ---- */

struct sign_in_link {
    str token;
};
static const struct shape sign_in_link_shape = SHAPE(struct sign_in_link,
                                                     F_TEXT(struct sign_in_link, token, .required = true, .max = 100,
                                                            .secret = true, .help = "the secret part of the link"));

struct sign_in_page {
    str language, direction, token, name;
    bool works;
};
static const struct shape sign_in_page_shape = SHAPE(
    struct sign_in_page, F_TEXT(struct sign_in_page, language), F_TEXT(struct sign_in_page, direction),
    F_TEXT(struct sign_in_page, token), F_TEXT(struct sign_in_page, name), F_BOOL(struct sign_in_page, works));

static struct sign_in_page page_of(const struct ask *ask, str token)
{
    return (struct sign_in_page){ .language = str_of(ask->words->language),
                                  .direction = words_direction(ask->words),
                                  .token = token };
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
    *page = page_of(ask, ((const struct sign_in_link *)in)->token);
    enum err err = link_look(t, page->token, &who);
    if (err != OK) return show_dead(ask, err);
    page->works = true;
    page->name = who.name;
    return OK;
}

static enum err use_link(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct sign_in_page *page = out;
    struct staff who = { 0 };
    *page = page_of(ask, ((const struct sign_in_link *)in)->token);
    enum err err = link_use(t, page->token, &who);
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

static const struct route routes[] = {
    { .on = "GET /sign-in/{token}",
      .may = PUBLIC,
      .takes = &sign_in_link_shape,
      .gives = &sign_in_page_shape,
      .page = &sign_in_html,
      .rate = RATE_SECRET,
      .run = show_link,
      .help = "The page behind a one-time link; looking uses nothing up." },
    { .on = "POST /sign-in/{token}",
      .may = PUBLIC,
      .takes = &sign_in_link_shape,
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
    { .on = "DELETE /api/v1/session", .may = SIGNED_IN, .run = sign_out, .help = "Sign out here." },
    { 0 },
};

static const struct event_kind *const events[] = { &STAFF_SIGNED_IN, &STAFF_SIGNED_OUT, NULL };

const struct module module_sign_in = { .name = "sign_in", .routes = routes, .events = events };
