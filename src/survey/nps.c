/* Net promoter score, 0 to 10: 9 and 10 promote, up to 6 detract.
 * Reichheld (2003), "The one number you need to grow", Harvard Business Review 81. */
#include "survey/kind.h"

const struct survey_kind survey_nps = { .name = "nps",
                                        .question = "survey.nps.question",
                                        .low = 0,
                                        .high = 10,
                                        .labels = { [0] = "survey.nps.label_0", [10] = "survey.nps.label_10" },
                                        .bad_to = 6,
                                        .good_from = 9 };
