#include "survey/kind.h"

#define KINDS(X)                                                                                                       \
    X(csat)                                                                                                            \
    X(nps)                                                                                                             \
    X(ces)

#define DECLARED(kind) extern const struct survey_kind survey_##kind;
#define LISTED(kind)   &survey_##kind,
#define NAMED(kind)    #kind,

KINDS(DECLARED)
const struct survey_kind *const survey_kinds[] = { KINDS(LISTED) NULL };
const char *const survey_after_resolve_words[] = { "none", KINDS(NAMED) NULL };
