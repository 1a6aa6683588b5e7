#include "survey/throttle.h"

const char *const suppressed_reason_words[] = { "none",       "spam",      "reopened", "opted_out", "unreachable",
                                                "quarantine", "same_kind", "year",     NULL };

static bool within(usec then, int days, usec now)
{
    return then && now - then < days * DAY;
}

enum suppressed_reason throttle_reason(const struct survey_case *c, usec now)
{
    if (c->spam) return WAS_SPAM;
    if (c->reopened) return WAS_REOPENED;
    if (c->opted_out) return HAS_OPTED_OUT;
    if (c->unreachable) return IS_UNREACHABLE;
    if (within(c->last_any, ANY_SURVEY_DAYS, now)) return ASKED_LATELY;
    if (within(c->last_same, SAME_KIND_DAYS, now)) return ASKED_SAME_KIND;
    return c->in_year >= SURVEYS_A_YEAR ? ASKED_ENOUGH : NOT_SUPPRESSED;
}
