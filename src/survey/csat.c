/* Customer satisfaction with one contact, 1 to 5; 4 and 5 count as satisfied. */
#include "survey/kind.h"

const struct survey_kind survey_csat = { .name = "csat",
                                         .question = "survey.csat.question",
                                         .low = 1,
                                         .high = 5,
                                         .labels = { "survey.csat.label_1", "survey.csat.label_2",
                                                     "survey.csat.label_3", "survey.csat.label_4",
                                                     "survey.csat.label_5" },
                                         .bad_to = 2,
                                         .good_from = 4 };
