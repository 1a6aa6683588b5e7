#include "survey/kind.h"

const char *const verdict_words[] = { "bad", "neutral", "good", NULL };

const struct survey_kind *survey_kind_named(str name)
{
    for (const struct survey_kind *const *k = survey_kinds; *k; k++)
        if (str_is(name, str_of((*k)->name))) return *k;
    return NULL;
}

bool survey_score(const struct survey_kind *kind, str text, int64_t *out)
{
    return str_int(text, out) && *out >= kind->low && *out <= kind->high;
}

enum verdict survey_verdict(const struct survey_kind *kind, int64_t score)
{
    return score <= kind->bad_to ? BAD : score >= kind->good_from ? GOOD : NEUTRAL;
}

bool survey_opens_loop(const struct survey_kind *kind, int64_t score, bool contact)
{
    return contact || survey_verdict(kind, score) == BAD;
}
