#include "business/business.h"

#include "business/colour.h"
#include "spine/access.h"
#include "spine/house.h"
#include "spine/sample.h"
#include "text/image.h"
#include "text/json.h"
#include "text/url.h"
#include "text/utf8.h"

#include <sodium.h>

enum { UNDO_SECONDS = 10 };

const struct shape business_shape = SHAPE(
    struct business, F_TEXT(struct business, name), F_TEXT(struct business, language), F_TEXT(struct business, zone),
    F_TEXT(struct business, website), F_TEXT(struct business, colour), F_TEXT(struct business, signature),
    F_TEXT(struct business, hours), F_TIME(struct business, set_up_at), F_TIME(struct business, checklist_gone_at),
    F_INT(struct business, undo_seconds), F_INT(struct business, changed), F_TEXT(struct business, logo_type),
    F_TEXT(struct business, logo_sha256), F_INT(struct business, logo_width), F_INT(struct business, logo_height));

struct logo_content {
    str content;
};
static const struct shape logo_content_shape = SHAPE(struct logo_content, F_BYTES(struct logo_content, content));

#include "business.sql.h"

struct changed {
    struct str_list fields;
};
static const struct shape changed_shape = SHAPE(struct changed, F_TEXTS(struct changed, fields));

const struct event_kind BUSINESS_CHANGED = { .name = "business.changed",
                                             .help = "Somebody changed the business's name, colour or the like.",
                                             .body = &changed_shape,
                                             .seen_by = "business.read" };
const struct event_kind BUSINESS_HOURS_CHANGED = { .name = "business.hours_changed",
                                                   .help = "Somebody changed the opening hours.",
                                                   .seen_by = "business.read" };
const struct event_kind BUSINESS_LOGO_CHANGED = { .name = "business.logo_changed",
                                                  .help = "Somebody changed or removed the logo.",
                                                  .seen_by = "business.read" };
const struct event_kind BUSINESS_SET_UP = { .name = "business.set_up",
                                            .help = "The first questions were answered or put off.",
                                            .seen_by = "business.read" };
const struct event_kind BUSINESS_CHECKLIST_PUT_AWAY = { .name = "business.checklist_put_away",
                                                        .help = "Somebody put the list of first steps away.",
                                                        .seen_by = "business.read" };

enum err business_find(struct turn *t, struct business *out)
{
    bool found = false;
    TRY(sql_known(t, out, &found));
    if (!found) *out = (struct business){ .language = STR("en"), .zone = STR("UTC"), .undo_seconds = UNDO_SECONDS };
    return OK;
}

/* To change it: nobody else does meanwhile. */
static enum err hold(struct turn *t, struct business *out)
{
    TRY(sql_hold(t));
    return business_find(t, out);
}

static enum err keep_change(struct turn *t, struct business *b)
{
    b->changed = turn_id(t);
    return sql_keep(t, b);
}

/* ---- changing it ---- */

static enum err refuse_language(struct turn *t)
{
    struct text all = { .arena = t->arena };
    for (size_t i = 0; words_all[i]; i++) text_addf(&all, "%s%s", i ? ", " : "", words_all[i]->language);
    return fail_field(t, "language", "must be one of %.*s", STR_ARG(text_str(&all)));
}

/* {name} and {business}; any other brace is a mistake that customers would read. */
static enum err check_signature(struct turn *t, str s)
{
    if (utf8_count(s) > SIGNATURE_CHARACTERS)
        return fail_field(t, "signature", "must have at most %d characters", SIGNATURE_CHARACTERS);
    for (str rest = s; rest.n; rest = str_from(rest, 1)) {
        if (rest.at[0] != '{' && rest.at[0] != '}') continue;
        str known = str_starts(rest, STR("{name}")) ? STR("{name}") : STR("{business}");
        if (!str_starts(rest, known))
            return fail_field(t, "signature", "may hold {name} and {business}, and no other braces");
        rest = str_from(rest, known.n - 1);
    }
    return OK;
}

static enum err check(struct turn *t, const struct business *b)
{
    struct colour c;
    struct url url;
    if (utf8_count(b->name) > BUSINESS_NAME_CHARACTERS)
        return fail_field(t, "name", "must have at most %d characters", BUSINESS_NAME_CHARACTERS);
    if (!words_speaks(b->language)) return refuse_language(t);
    if (!zone_is(b->zone)) return fail_field(t, "zone", "must be a time zone such as Europe/Berlin, or UTC");
    if (b->website.n && (b->website.n > WEBSITE_CHARACTERS || url_read(t->arena, NULL, b->website, &url) != OK))
        return fail_field(t, "website", "must be an address such as https://shop.example, or be left out");
    if (b->colour.n && !colour_read(b->colour, &c))
        return fail_field(t, "colour", "must be a colour such as #1c6b5a, or be left out");
    int64_t undo = b->undo_seconds;
    if (undo != 0 && undo != 5 && undo != UNDO_SECONDS && undo != 30)
        return fail_field(t, "undo_seconds", "must be 0, 5, 10 or 30");
    return check_signature(t, b->signature);
}

static void set(struct turn *t, const char *field, const str *to, str *at, struct changed *what)
{
    if (!to || str_is(*to, *at)) return;
    *at = *to;
    *LIST_ADD(t->arena, &what->fields) = str_of(field);
}

enum err business_change(struct turn *t, const struct business_change *to)
{
    struct business b = { 0 };
    struct changed what = { 0 };
    str name = to->name ? utf8_line(t->arena, *to->name) : (str){ 0 };
    str website = to->website ? str_trim(*to->website) : (str){ 0 };
    str colour = to->colour ? str_lower(t->arena, str_trim(*to->colour)) : (str){ 0 };
    str signature = to->signature ? str_trim(*to->signature) : (str){ 0 };
    TRY(hold(t, &b));
    set(t, "name", to->name ? &name : NULL, &b.name, &what);
    set(t, "language", to->language, &b.language, &what);
    set(t, "zone", to->zone, &b.zone, &what);
    set(t, "website", to->website ? &website : NULL, &b.website, &what);
    set(t, "colour", to->colour ? &colour : NULL, &b.colour, &what);
    set(t, "signature", to->signature ? &signature : NULL, &b.signature, &what);
    if (to->undo_seconds && *to->undo_seconds != b.undo_seconds) {
        b.undo_seconds = *to->undo_seconds;
        *LIST_ADD(t->arena, &what.fields) = STR("undo_seconds");
    }
    TRY(check(t, &b));
    if (what.fields.n == 0) return OK;
    TRY(keep_change(t, &b));
    return EMIT(t, BUSINESS_CHANGED, .subject = 0, .body = &what);
}

/* ---- hours ---- */

static enum err week_of(struct turn *t, const struct business *b, struct week *out)
{
    *out = (struct week){ 0 };
    return b->hours.n ? json_read(t->arena, t->why, b->hours, &week_shape, out) : OK;
}

enum err business_week(struct turn *t, struct week *out)
{
    struct business b = { 0 };
    TRY(business_find(t, &b));
    return week_of(t, &b, out);
}

enum err business_hours(struct turn *t, struct hours *out)
{
    struct business b = { 0 };
    struct week week = { 0 };
    TRY(business_find(t, &b));
    TRY(week_of(t, &b, &week));
    return hours_read(t->arena, t->why, &week, b.zone, out);
}

enum err business_set_hours(struct turn *t, const struct week *to)
{
    struct business b = { 0 };
    struct hours checked = { 0 };
    struct text json = { .arena = t->arena };
    TRY(hold(t, &b));
    TRY(hours_read(t->arena, t->why, to, b.zone, &checked));
    json_write(&json, &week_shape, to);
    if (str_is(text_str(&json), b.hours)) return OK;
    b.hours = text_str(&json);
    TRY(keep_change(t, &b));
    return EMIT(t, BUSINESS_HOURS_CHANGED, .subject = 0);
}

/* ---- logo ---- */

static str sha256_of(struct arena *a, str content)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    char hex[2 * sizeof hash + 1];
    crypto_hash_sha256(hash, (const unsigned char *)content.at, content.n);
    return str_copy(a, str_of(sodium_bin2hex(hex, sizeof hex, hash, sizeof hash)));
}

enum err business_set_logo(struct turn *t, str content)
{
    struct image it = { 0 };
    if (content.n > LOGO_BYTES)
        return fail(t, TOO_LARGE, "a logo may have at most %d KB; this one has %zu KB", LOGO_BYTES / 1024,
                    (content.n + 1023) / 1024);
    if (!image_read(content, &it)) return fail(t, INVALID, "a logo must be a picture: PNG, JPEG or WebP");
    if (it.width < LOGO_PIXELS_LEAST || it.height < LOGO_PIXELS_LEAST || it.width > LOGO_PIXELS_MOST ||
        it.height > LOGO_PIXELS_MOST)
        return fail(t, INVALID, "a logo must be %d to %d pixels wide and high; this one is %lld × %lld",
                    LOGO_PIXELS_LEAST, LOGO_PIXELS_MOST, (long long)it.width, (long long)it.height);
    struct business b = { 0 };
    TRY(hold(t, &b)); /* the row that the logo hangs on */
    TRY(keep_change(t, &b));
    TRY(sql_keep_logo(t, str_of(it.type), it.width, it.height, sha256_of(t->arena, content), content, t->now));
    return EMIT(t, BUSINESS_LOGO_CHANGED, .subject = 0);
}

enum err business_remove_logo(struct turn *t)
{
    int64_t changed = 0;
    TRY(sql_remove_logo(t, &changed));
    return changed == 0 ? OK : EMIT(t, BUSINESS_LOGO_CHANGED, .subject = 0);
}

enum err business_logo(struct turn *t, struct business *of, str *content)
{
    struct logo_content it = { 0 };
    bool found = false;
    TRY(business_find(t, of));
    TRY(sql_logo(t, &it, &found));
    *content = it.content;
    return OK;
}

/* ---- first steps ---- */

enum err business_set_up(struct turn *t)
{
    struct business b = { 0 };
    TRY(hold(t, &b));
    if (b.set_up_at) return OK;
    b.set_up_at = t->now;
    TRY(sql_keep(t, &b));
    return EMIT(t, BUSINESS_SET_UP, .subject = 0);
}

enum err business_put_checklist_away(struct turn *t)
{
    struct business b = { 0 };
    TRY(hold(t, &b));
    if (b.checklist_gone_at) return OK;
    b.checklist_gone_at = t->now;
    TRY(sql_keep(t, &b));
    return EMIT(t, BUSINESS_CHECKLIST_PUT_AWAY, .subject = 0);
}

/* ---- what others ask of it ---- */

str business_signature(struct turn *t, const struct business *b, str person, str pattern)
{
    struct text out = { .arena = t->arena };
    for (str rest = pattern; rest.n;) {
        bool name = str_starts(rest, STR("{name}")), business = str_starts(rest, STR("{business}"));
        text_add(&out, name ? person : business ? b->name : str_cut(rest, 1));
        rest = str_from(rest, name ? STR("{name}").n : business ? STR("{business}").n : 1);
    }
    return text_str(&out);
}

enum err business_sign(struct turn *t, str person, str body, str *out)
{
    struct business b = { 0 };
    *out = body;
    TRY(business_find(t, &b));
    if (str_empty(b.signature)) return OK;
    str below = business_signature(t, &b, person, b.signature);
    *out = str_format(t->arena, "%.*s\n\n%.*s", STR_ARG(body), STR_ARG(below));
    return OK;
}

enum err business_leaves(struct turn *t, struct leaving *l)
{
    int64_t logos = 0;
    TRY(sql_forget(t, l->sample.first_id, sample_last(&l->sample), &l->gone));
    return l->gone ? sql_remove_logo(t, &logos) : OK;
}

enum err business_look(struct turn *t, struct look *out)
{
    struct business b = { 0 };
    TRY(business_find(t, &b));
    *out = (struct look){ .name = b.name, .website = b.website, .zone = b.zone, .spoken = b.language };
    if (b.logo_sha256.n) {
        out->logo = str_format(t->arena, "/logo?is=%.*s", STR_ARG(str_cut(b.logo_sha256, 12)));
        out->logo_width = b.logo_width;
        out->logo_height = b.logo_height;
    }
    if (b.colour.n) out->colours = str_format(t->arena, "/colours.css?is=%.*s", STR_ARG(str_from(b.colour, 1)));
    return OK;
}
