/* Who we are: the business's name, language, time zone, website, colour, signature, opening hours and logo.
 *
 *   not set up ──business_set_up, once the first questions were answered or put off──▶ set up
 *
 * There is always one; until somebody says otherwise it has no name, speaks English and lives by UTC.
 * The signature is appended by who sends through a channel (conversation_send), not to what is read on our own pages.
 * Owns: business, business_logo
 * Says: business.changed, business.hours_changed, business.logo_changed, business.set_up, business.checklist_put_away
 */
#ifndef BUSINESS_BUSINESS_H
#define BUSINESS_BUSINESS_H

#include "business/hours.h"
#include "spine/event.h"
#include "spine/look.h"

struct business {
    str name, language, zone, website, colour, signature;
    str hours; /* JSON by week_shape; empty: nobody has said yet */
    usec set_up_at, checklist_gone_at;
    int64_t undo_seconds;       /* so long an answer by e-mail can be undone */
    int64_t changed;            /* the id that its last change was given */
    str logo_type, logo_sha256; /* empty: none */
    int64_t logo_width, logo_height;
};
extern const struct shape business_shape;

extern const struct event_kind BUSINESS_CHANGED, BUSINESS_HOURS_CHANGED, BUSINESS_LOGO_CHANGED, BUSINESS_SET_UP,
    BUSINESS_CHECKLIST_PUT_AWAY;

enum { BUSINESS_NAME_CHARACTERS = 80, WEBSITE_CHARACTERS = 200, SIGNATURE_CHARACTERS = 1000 };

enum err business_find(struct turn *t, struct business *out) MUST_USE;

/* What is to be different; NULL: as it is. INVALID names the field and the fix. Nothing different is no event. */
struct business_change {
    const str *name, *language, *zone, *website, *colour, *signature;
    const int64_t *undo_seconds; /* 0, 5, 10 or 30 */
};
enum err business_change(struct turn *t, const struct business_change *to) MUST_USE;

enum err business_week(struct turn *t, struct week *out) MUST_USE;   /* as people wrote it */
enum err business_hours(struct turn *t, struct hours *out) MUST_USE; /* ready to be counted on */
enum err business_set_hours(struct turn *t, const struct week *to) MUST_USE;

/* The content says what it is: PNG, JPEG or WebP, at most LOGO_BYTES, and so many pixels each way. */
enum { LOGO_BYTES = 200 * 1024, LOGO_PIXELS_LEAST = 16, LOGO_PIXELS_MOST = 2000 };
enum err business_set_logo(struct turn *t, str content) MUST_USE;
enum err business_remove_logo(struct turn *t) MUST_USE;                             /* when there is none: fine */
enum err business_logo(struct turn *t, struct business *of, str *content) MUST_USE; /* empty when there is none */

enum err business_set_up(struct turn *t) MUST_USE;             /* once; again does nothing */
enum err business_put_checklist_away(struct turn *t) MUST_USE; /* once; again does nothing */

/* A signature with {name} and {business} filled in. */
str business_signature(struct turn *t, const struct business *b, str person, str pattern);
/* `body` with the signature below it, written by the person of that name. */
enum err business_sign(struct turn *t, str person, str body, str *out) MUST_USE;

/* What was told with the sample, and nobody has changed since, leaves with it: as if nobody had ever said anything. */
struct leaving;
enum err business_leaves(struct turn *t, struct leaving *l) MUST_USE;

enum err business_look(struct turn *t, struct look *out) MUST_USE; /* for house_options */

#endif
