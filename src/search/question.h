/* A question, as people type it, read into a safe tree. Pure; fuzzed.
 *
 *     bowl blue            both words           "blue bowl"      side by side
 *     bo*                  words that begin so  -broken          without this word
 *
 * Everything else is punctuation: what it joins (ann@example.org, wi-fi, col:x) is looked for side by side; AND, OR,
 * NOT, NEAR are words. What a script writes without spaces is looked for side by side and may go on. There is no
 * question that fails in the database: either its fault is named here, or it is well formed there. */
#ifndef SEARCH_QUESTION_H
#define SEARCH_QUESTION_H

#include "text/shape.h"

struct looked_for {
    struct str_list words; /* terms, side by side */
    bool prefix;           /* the last may go on */
    bool without;          /* must not be there */
};
LIST(looked_for);

struct question {
    struct looked_for_list parts;
};

/* Whose things, and of which kinds: tokens of every entry, so that the index itself leaves out what is not theirs. */
struct search_scope {
    const struct id_list *teams; /* and those of nobody; NULL: everybody's */
    struct str_list kinds;       /* none: all */
};

enum { QUESTION_BYTES = 512, QUESTION_TERMS = 16, PREFIX_BYTES = 2 };

/* INVALID names `q` and the fix. */
enum err question_read(struct arena *a, struct why *w, str q, struct question *out) MUST_USE;

/* The same tree in the words of each database. Terms hold nothing but letters, digits and marks, and stand in quotes.
 */
str question_sqlite(struct arena *a, const struct question *q, const struct search_scope *scope);
str question_postgres(struct arena *a, const struct question *q, const struct search_scope *scope);

str search_team_token(struct arena *a, id team); /* 0: everybody's */
str search_kind_token(struct arena *a, str kind);

#endif
