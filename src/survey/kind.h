/* Survey kinds: what is asked, on which scale, and what a score means. Pure data.
 *
 * A new kind is a file like csat.c, one line in kinds.c, and its words: question and labels in words/. */
#ifndef SURVEY_KIND_H
#define SURVEY_KIND_H

#include "base/base.h"

enum { SCALE_POINTS = 11 };

struct survey_kind {
    const char *name;                       /* "csat" */
    const char *question;                   /* key in words/ */
    int64_t low, high;                      /* the scale, both ends included */
    const char *const labels[SCALE_POINTS]; /* a key in words/ for each score from `low` on; NULL: the number alone */
    int64_t bad_to, good_from;              /* scores up to here are bad, from here on good */
};
extern const struct survey_kind *const survey_kinds[]; /* kinds.c; ends with NULL */
extern const char *const survey_after_resolve_words[]; /* the setting's choices: "none", then every kind's name */

enum verdict { BAD, NEUTRAL, GOOD };
extern const char *const verdict_words[];

const struct survey_kind *survey_kind_named(str name);                     /* NULL: there is none */
bool survey_score(const struct survey_kind *kind, str text, int64_t *out); /* false: not a score of this scale */
enum verdict survey_verdict(const struct survey_kind *kind, int64_t score);
bool survey_opens_loop(const struct survey_kind *kind, int64_t score, bool contact); /* somebody has to call back */

#endif
