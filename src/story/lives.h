/* Lives: the months of the sample shop before its hand-written stories, as many conversations as wanted.
 *
 * Each life is written as a story, in the sentences every story is told in, and read like one. What happens in it hangs
 * together: the season chooses the reason, the shift the answer, and how long somebody waited, and whether it had to be
 * opened again, how content they are. Two incidents, a recalled glaze and a strike of the couriers, bring a burst each.
 *
 * The same seed, number and now give the same lives: chance.h, and every life has a stream of its own. */
#ifndef STORY_LIVES_H
#define STORY_LIVES_H

#include "story/story.h"

enum { LIVES_DAYS = 425, LIVES_MOST = 1000000 };

struct lives {
    uint64_t seed;
    int64_t n; /* conversations */
};

/* Adds them to the stories of this reading; they end before `r->now`. */
enum err lives_read(struct reading *r, const struct lives *wish) MUST_USE;

#endif
