/* What is said in the sample shop whatever the reason: whole sentences, written by hand, like those of plots.h. */
#ifndef STORY_SAYINGS_H
#define STORY_SAYINGS_H

#include "story/plots.h"

enum { SAYINGS = 3, CLOSINGS = 2, NOTES = 2 };

extern const str closings[TONGUES][CONTENTMENTS][CLOSINGS]; /* how a first message ends; may be empty */
extern const str thanks[TONGUES][SAYINGS];
extern const str further[TONGUES][SAYINGS];         /* another question, */
extern const str further_answers[TONGUES][SAYINGS]; /* and the answer to the one with the same number */
extern const str notes[REASONS][NOTES];             /* for colleagues */
extern const str questions[SAYINGS];                /* for one of them, who is named */
extern const str waits[REASONS];                    /* why it is put off */
extern const str tags[REASONS];
extern const str handovers[SAYINGS];
extern const str spam[SAYINGS];

#endif
