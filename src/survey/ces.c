/* Customer effort 2.0: agreement from 1 to 7 with "… made it easy to handle my issue"; 5 to 7 agree. */
#include "survey/kind.h"

const struct survey_kind survey_ces = { .name = "ces",
                                        .question = "survey.ces.question",
                                        .low = 1,
                                        .high = 7,
                                        .labels = { "survey.ces.label_1", "survey.ces.label_2", "survey.ces.label_3",
                                                    "survey.ces.label_4", "survey.ces.label_5", "survey.ces.label_6",
                                                    "survey.ces.label_7" },
                                        .bad_to = 3,
                                        .good_from = 5 };
