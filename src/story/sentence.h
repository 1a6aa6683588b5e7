/* The sentences a story is told in: each is a row of sentences.c, and the row is the whole truth about it.
 *
 *     { .pattern = "agent {who} answers [{customer}]: {text}", .act = story_answer, .help = "…" }
 *
 *   word          itself            one|other     either word
 *   {name}        one word          ({name}       one word with what stands around it
 *   [{name}]      one word or none  {name…}       all words up to the end
 *   : {text}      everything behind the colon, and the indented lines below it
 *
 * Matching is pure: no story, no house. */
#ifndef STORY_SENTENCE_H
#define STORY_SENTENCE_H

#include "base/base.h"

struct telling;
struct reading;
struct said;

struct sentence {
    const char *pattern;
    const char *help;
    enum err (*act)(struct telling *t, const struct said *s);  /* does it, or checks it */
    enum err (*move)(struct reading *r, const struct said *s); /* instead: moves the story's clock while reading */
    bool expects;                                              /* counted: it may turn out to be untrue */
    bool refusal;                                              /* expects that what was done just before was refused */
};
extern const struct sentence sentences[]; /* ends with { 0 } */

enum { SENTENCE_ARGS = 8 };

/* A line cut up: what stands before the first ": " (or a ":" at the end), and what stands behind. */
struct line {
    str head, text;
    bool has_text; /* there is a colon */
};
struct line line_cut(str line);

bool sentence_matches(const char *pattern, const struct line *line, str args[SENTENCE_ARGS]);
int sentence_argument(const char *pattern,
                      const char *name); /* its place among the arguments; a bug when it has none */

/* How many words of the pattern stand in the line, less those that do not: to find the nearest. */
int sentence_nearness(const char *pattern, str head);

void sentence_list(struct text *out); /* all of them: `regulars tell --sentences` */

#endif
