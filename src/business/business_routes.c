#include "business/business_routes.h"

#include "business/business.h"
#include "business/colour.h"
#include "spine/access.h"
#include "spine/audit.h"
#include "spine/house.h"

#include <fcntl.h>
#include <unistd.h>

/* ---- who we are ---- */

struct business_told {
    str name, language, zone, website, colour, colour_light, colour_dark, signature;
    str logo, contact;
    int64_t logo_width, logo_height;
    int64_t undo_seconds;
    usec set_up_at;
};
static const struct shape business_told_shape = SHAPE(
    struct business_told, F_TEXT(struct business_told, name, .help = "empty: not said yet"),
    F_TEXT(struct business_told, language, .help = "for readers whose own language we do not speak"),
    F_TEXT(struct business_told, zone, .help = "IANA time zone: whose clock our pages show"),
    F_TEXT(struct business_told, website), F_TEXT(struct business_told, colour, .help = "as chosen; empty: ours"),
    F_TEXT(struct business_told, colour_light, .help = "as shown on light pages: made readable, 4.5:1"),
    F_TEXT(struct business_told, colour_dark, .help = "as shown on dark pages: made readable, 4.5:1"),
    F_TEXT(struct business_told, signature), F_TEXT(struct business_told, logo, .help = "its address; empty: none"),
    F_TEXT(struct business_told, contact, .help = "the address of the contact form"),
    F_INT(struct business_told, logo_width), F_INT(struct business_told, logo_height),
    F_INT(struct business_told, undo_seconds, .help = "so long an answer by e-mail can be undone"),
    F_TIME(struct business_told, set_up_at, .help = "when the first questions were answered or put off"));

struct business_patch {
    str name, language, zone, website, colour, signature;
    int64_t undo_seconds;
    uint64_t given;
};
enum {
    GIVEN_NAME = 1 << 0,
    GIVEN_LANGUAGE = 1 << 1,
    GIVEN_ZONE = 1 << 2,
    GIVEN_WEBSITE = 1 << 3,
    GIVEN_COLOUR = 1 << 4,
    GIVEN_SIGNATURE = 1 << 5,
    GIVEN_UNDO_SECONDS = 1 << 6
};
static const struct shape business_patch_shape = SHAPE(
    struct business_patch,
    F_TEXT(struct business_patch, name, .max = BUSINESS_NAME_CHARACTERS, .help = "what customers call us"),
    F_TEXT(struct business_patch, language, .max = 20, .help = "one of ours: en, es, ar"),
    F_TEXT(struct business_patch, zone, .max = ZONE_BYTES, .help = "Europe/Berlin", .example = "Europe/Berlin"),
    F_TEXT(struct business_patch, website, .max = WEBSITE_CHARACTERS, .help = "where our name leads; empty: nowhere"),
    F_TEXT(struct business_patch, colour, .max = 20, .help = "#1c6b5a; empty: ours", .example = "#1c6b5a"),
    F_TEXT(struct business_patch, signature, .max = SIGNATURE_CHARACTERS,
           .help = "below what we send; {name} is who writes, {business} our name"),
    F_INT(struct business_patch, undo_seconds, .min = 0, .max = 30,
          .help = "so long an answer by e-mail can be undone: 0, 5, 10 or 30"),
    F_GIVEN(struct business_patch, given));

static enum err tell(struct turn *t, struct business_told *out)
{
    struct business b = { 0 };
    struct look look = { 0 };
    struct colour chosen;
    TRY(business_find(t, &b));
    TRY(business_look(t, &look));
    *out = (struct business_told){ .name = b.name,
                                   .language = b.language,
                                   .zone = b.zone,
                                   .website = b.website,
                                   .colour = b.colour,
                                   .signature = b.signature,
                                   .logo = look.logo,
                                   .logo_width = b.logo_width,
                                   .logo_height = b.logo_height,
                                   .undo_seconds = b.undo_seconds,
                                   .set_up_at = b.set_up_at };
    out->contact = str_format(t->arena, "%.*s/contact", STR_ARG(t->house->options.address));
    if (!colour_read(b.colour, &chosen)) return OK;
    struct accent accent = colour_accent(chosen);
    out->colour_light = colour_text(t->arena, accent.light);
    out->colour_dark = colour_text(t->arena, accent.dark);
    return OK;
}

static enum err show(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask, (void)in;
    return tell(t, out);
}

static enum err change(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct business_patch *p = in;
    (void)ask;
    struct business_change to = { .name = p->given & GIVEN_NAME ? &p->name : NULL,
                                  .language = p->given & GIVEN_LANGUAGE ? &p->language : NULL,
                                  .zone = p->given & GIVEN_ZONE ? &p->zone : NULL,
                                  .website = p->given & GIVEN_WEBSITE ? &p->website : NULL,
                                  .colour = p->given & GIVEN_COLOUR ? &p->colour : NULL,
                                  .signature = p->given & GIVEN_SIGNATURE ? &p->signature : NULL,
                                  .undo_seconds = p->given & GIVEN_UNDO_SECONDS ? &p->undo_seconds : NULL };
    TRY(business_change(t, &to));
    return tell(t, out);
}

static enum err set_up(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask, (void)in;
    TRY(business_set_up(t));
    return tell(t, out);
}

/* ---- when we answer ---- */

struct hours_told {
    struct opening_list week;
    struct special_day_list days;
    str zone;
    bool open;
    usec until;
};
static const struct shape hours_told_shape = SHAPE(
    struct hours_told, F_LIST(struct hours_told, week, opening_shape, .help = "empty: nobody has said yet"),
    F_LIST(struct hours_told, days, special_day_shape), F_TEXT(struct hours_told, zone),
    F_BOOL(struct hours_told, open, .help = "just now"),
    F_TIME(struct hours_told, until, .help = "when that changes; null: not within a year"));

static enum err tell_hours(struct turn *t, struct hours_told *out)
{
    struct week week = { 0 };
    struct hours hours = { 0 };
    TRY(business_week(t, &week));
    TRY(business_hours(t, &hours));
    *out = (struct hours_told){ .week = week.week, .days = week.days, .zone = hours.zone };
    out->open = hours_open(&hours, t->now, &out->until);
    return OK;
}

static enum err show_hours(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask, (void)in;
    return tell_hours(t, out);
}

static enum err change_hours(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask;
    TRY(business_set_hours(t, in));
    return tell_hours(t, out);
}

/* ---- logo and colours ---- */

/* A picture that is too large is not read at all. */
static enum err read_upload(struct turn *t, const struct request *r, str *out)
{
    if (!r || str_empty(r->upload)) return fail(t, INVALID, "send the picture as the body of the request");
    if (r->upload_bytes > LOGO_BYTES)
        return fail(t, TOO_LARGE, "a logo may have at most %d KB; this one has %lld KB", LOGO_BYTES / 1024,
                    (long long)(r->upload_bytes + 1023) / 1024);
    size_t n = (size_t)r->upload_bytes;
    char *at = arena_take(t->arena, n + 1);
    int fd = open(str_z(t->arena, r->upload), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    ssize_t got = fd < 0 ? -1 : read(fd, at, n);
    if (fd >= 0) close(fd);
    *out = (str){ .at = at, .n = n };
    return got == (ssize_t)n ? OK : fail(t, BROKEN, "the upload cannot be read again");
}

static enum err put_logo(struct turn *t, struct ask *ask, const void *in, void *out)
{
    str content = { 0 };
    (void)in;
    TRY(read_upload(t, ask->request, &content));
    TRY(business_set_logo(t, content));
    return tell(t, out);
}

static enum err remove_logo(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask, (void)in, (void)out;
    return business_remove_logo(t);
}

struct version {
    str is;
};
static const struct shape version_shape = SHAPE(
    struct version,
    F_TEXT(struct version, is, .max = 64, .help = "which one a page means: another one, another address"));

static enum err give_logo(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct business b = { 0 };
    (void)in, (void)out;
    TRY(business_logo(t, &b, &ask->answer->body));
    if (str_empty(ask->answer->body)) return OK; /* 204 */
    ask->answer->type = b.logo_type;
    ask->answer->etag = str_format(t->arena, "\"%.*s\"", STR_ARG(b.logo_sha256));
    return OK;
}

struct accent_told {
    str colour, light, dark;
    double chosen_on_light, chosen_on_dark, on_light, on_dark;
};
#define F_CONTRAST(name, words) F_REAL(struct accent_told, name, .help = words)
static const struct shape accent_told_shape = SHAPE(
    struct accent_told, F_TEXT(struct accent_told, colour, .help = "as asked for"),
    F_TEXT(struct accent_told, light, .help = "as it would be shown on light pages: made readable, 4.5:1"),
    F_TEXT(struct accent_told, dark, .help = "as it would be shown on dark pages: made readable, 4.5:1"),
    F_CONTRAST(chosen_on_light, "the least contrast that it would have as it is, on light pages"),
    F_CONTRAST(chosen_on_dark, "the same on dark pages"), F_CONTRAST(on_light, "the least contrast of `light`"),
    F_CONTRAST(on_dark, "the least contrast of `dark`"));
struct accent_asked {
    str colour;
};
static const struct shape accent_asked_shape = SHAPE(
    struct accent_asked,
    F_TEXT(struct accent_asked, colour, .required = true, .max = 20, .help = "a colour", .example = "#1c6b5a"));

static enum err try_colour(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct accent_asked *it = in;
    struct colour c = { 0 };
    (void)ask;
    if (!colour_read(it->colour, &c)) return fail_field(t, "colour", "must be a colour such as #1c6b5a");
    struct accent accent = colour_accent(c);
    *(struct accent_told *)out = (struct accent_told){ .colour = colour_text(t->arena, c),
                                                       .light = colour_text(t->arena, accent.light),
                                                       .dark = colour_text(t->arena, accent.dark),
                                                       .chosen_on_light = colour_least_contrast(c, false),
                                                       .chosen_on_dark = colour_least_contrast(c, true),
                                                       .on_light = colour_least_contrast(accent.light, false),
                                                       .on_dark = colour_least_contrast(accent.dark, true) };
    return OK;
}

/* Public pages take --accent by the reader's system; the console takes --own-light and --own-dark by its own scheme. */
static enum err give_colours(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct business_told told = { 0 };
    (void)in, (void)out;
    TRY(tell(t, &told));
    ask->answer->type = STR("text/css; charset=utf-8");
    ask->answer->etag = str_format(t->arena, "\"%.*s\"", STR_ARG(told.colour));
    ask->answer->body = STR("/* no colour of our own */\n");
    if (told.colour.n)
        ask->answer->body = str_format(t->arena,
                                       ":root{--accent:%.*s}\n"
                                       "@media (prefers-color-scheme:dark){:root{--accent:%.*s}}\n"
                                       ":root{--own-light:%.*s;--own-dark:%.*s}\n",
                                       STR_ARG(told.colour_light), STR_ARG(told.colour_dark),
                                       STR_ARG(told.colour_light), STR_ARG(told.colour_dark));
    return OK;
}

static const struct route routes[] = {
    { .on = "GET /api/v1/business",
      .may = "business.read",
      .gives = &business_told_shape,
      .run = show,
      .help = "Who we are: name, time zone, colour, signature." },
    { .on = "PATCH /api/v1/business",
      .may = "business.manage",
      .takes = &business_patch_shape,
      .gives = &business_told_shape,
      .run = change,
      .help = "Changes what is named; the rest stays." },
    { .on = "POST /api/v1/business/set-up",
      .may = "business.manage",
      .gives = &business_told_shape,
      .run = set_up,
      .help = "The first questions are answered or put off: nobody is asked them again." },
    { .on = "GET /api/v1/business/hours",
      .may = "business.read",
      .gives = &hours_told_shape,
      .run = show_hours,
      .help = "When we answer: a week, special days, and whether it is open now." },
    { .on = "PUT /api/v1/business/hours",
      .may = "business.manage",
      .takes = &week_shape,
      .gives = &hours_told_shape,
      .run = change_hours,
      .help = "The whole of it from now on." },
    { .on = "PUT /api/v1/business/logo",
      .may = "business.manage",
      .gives = &business_told_shape,
      .upload = true,
      .run = put_logo,
      .help = "The body is the logo: PNG, JPEG or WebP, up to 200 KB and 2000 pixels each way." },
    { .on = "DELETE /api/v1/business/logo",
      .may = "business.manage",
      .run = remove_logo,
      .help = "Takes the logo away." },
    { .on = "GET /logo",
      .may = PUBLIC,
      .takes = &version_shape,
      .type = "image/*",
      .run = give_logo,
      .help = "The logo, for our own pages; 204 when there is none." },
    { .on = "GET /api/v1/business/accent",
      .may = "business.read",
      .takes = &accent_asked_shape,
      .gives = &accent_told_shape,
      .run = try_colour,
      .help = "How a colour would be shown, and how well it can be read, before it is chosen." },
    { .on = "GET /colours.css",
      .may = PUBLIC,
      .takes = &version_shape,
      .type = "text/css",
      .run = give_colours,
      .help = "The business's colour, made readable, for our own pages." },
    { 0 },
};

static const struct permission permissions[] = {
    { .name = "business.read", .roles = EVERY_ROLE, .help = "read the business's name, hours, colour and signature" },
    { .name = "business.manage", .roles = ROLE(ADMIN) | ROLE(OWNER), .help = "change them" },
    { 0 },
};

static const struct event_kind *const events[] = {
    &BUSINESS_CHANGED, &BUSINESS_HOURS_CHANGED,      &BUSINESS_LOGO_CHANGED,
    &BUSINESS_SET_UP,  &BUSINESS_CHECKLIST_PUT_AWAY, NULL
};

/* Only what a customer would notice: pages without a name, and a time zone that nobody has chosen. */
static enum err audit(struct turn *t, struct finding_list *out)
{
    struct business b = { 0 };
    TRY(business_find(t, &b));
    if (str_empty(b.name))
        FOUND(t, out, .severity = NOTE, .about = STR("business"), .code = STR("nameless"),
              .words = STR("the business has no name yet"),
              .fix = STR("say it in the console under Business: it stands on every page that customers see"));
    else if (!zone_is(b.zone))
        FOUND(t, out, .severity = WARNING, .about = STR("business"), .code = STR("zone_unknown"),
              .args = ARGS(t, ARG("zone", b.zone)),
              .words = str_format(t->arena, "the time zone %.*s is not known any more", STR_ARG(b.zone)),
              .fix = STR("choose another one in the console under Business; until then times are in UTC"));
    return OK;
}

const struct module module_business = { .name = "business",
                                        .routes = routes,
                                        .events = events,
                                        .permissions = permissions,
                                        .audit = audit,
                                        .leaves = business_leaves };
