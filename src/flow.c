/* What happens when: the story of one customer, read from top to bottom.
 *
 * NOW   in the same transaction; if it fails, the event never happened
 * SOON  after commit, by a worker, until it succeeds; safe to run twice
 * LIVE  after commit, at once, best effort; a lost one is only a screen not refreshed */
#include "spine/live.h"

const struct reaction flow[] = {
    /* always */
    WHEN(ANYTHING, LIVE, live_push),
    { 0 },
};
