/* A story: the product in plain words, with a clock that moves.
 *
 *     # A bowl arrives broken
 *     begins on 2024-01-08 at 09:00
 *     staff bo is an agent named Bo
 *     customer ann@example.org asks by form: My bowl arrived broken.
 *     clock +10 minutes
 *     agent bo answers:
 *         I am sorry about your bowl.
 *         A new one leaves today.
 *     expect ann sees: A new one leaves today.
 *
 * A title begins a story; a file may hold several. Every other line is a sentence (sentence.h). Text goes on below it,
 * indented; "--" begins a remark. Stories told together happen together: their steps are told in the order of their
 * clocks, so that ids, events and times of the house are in order, too.
 *
 *   read ─all understood─▶ told step by step ─▶ every expectation held
 *     └ MALFORMED            └ INVALID: the first sentence that is not true, with file and line
 *
 * They are told to the real program: pages and API calls as browsers send them, reactions run between the steps.
 * Says: story.began, story.told */
#ifndef STORY_STORY_H
#define STORY_STORY_H

#include "spine/event.h"
#include "spine/route.h"
#include "story/sentence.h"

struct said {
    int line;
    usec at;
    const struct sentence *sentence;
    str args[SENTENCE_ARGS];
};
LIST(said);
str said_word(const struct said *s, const char *name);

struct story {
    str file, title;
    struct said_list steps;
};
LIST(story);

/* Where the reading of one file stands. */
struct reading {
    struct arena *arena;
    struct why *why;
    str file;
    usec now; /* "3 days ago" is counted from here */
    usec at;  /* the story's clock */
    int line;
    struct story_list *stories;
};

/* Adds the stories of one file. MALFORMED: `why.field` is the place ("x.story:7"), the words are the fix. */
enum err story_read(struct reading *r, str text) MUST_USE;

enum err story_fail(struct reading *r, const char *words, ...) MUST_USE __attribute__((format(printf, 2, 3)));

/* ---- telling ---- */

struct house;

/* May they be told into this house? Only what lies between the newest thing that happened in it and `now`, so that
 * nothing is told into the middle of what really happened. CONFLICT says what to do. */
enum history { NOTHING_YET, TOLD_IN_PART, A_HISTORY };
enum err story_history(struct house *h, struct why *w, enum history *out, usec *newest) MUST_USE;
enum err story_fits(struct arena *a, struct why *w, const struct story_list *stories, usec from, usec to) MUST_USE;

struct outcome {
    int stories, expectations; /* told; that held */
};

typedef void story_progress(const struct outcome *so_far, size_t all);

/* Tells them into this house, whose clock stands where the last one ends. `progress` may be NULL: called when a story
 * has ended. INVALID: a sentence is not true; `why.field` is its place. The words live as long as the house. */
enum err story_tell(struct house *h, const struct story_list *stories, story_progress *progress, struct why *w,
                    struct outcome *out) MUST_USE;

extern const struct event_kind STORY_BEGAN, STORY_TOLD;
extern const struct module module_story;

/* ---- the sample shop, compiled in from test/stories/shop ---- */

struct story_file {
    const char *name;
    str text;
};
extern const struct story_file story_shop[]; /* ends with { 0 } */

#endif
