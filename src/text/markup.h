/* HTML from strangers (mail, pasted text, programs) made safe, and made plain.
 *
 * What comes out is written by us from a small list: p h1–h3 pre blockquote ul ol li table tr td · strong em u s code
 * a[href rel] span[dir lang] br · img[alt], whose address stays inside. Everything else is dropped, or only its words
 * are kept; addresses are http, https, mailto or tel. Three steps, none of which trusts the one before:
 *
 *   markup_tags   one pass over the bytes: scripts, styles, comments and unknown tags go, known ones are written anew
 *                 with at most the attributes above. So the parser only sees what cannot be read in two ways.
 *   libgumbo      what a browser would make of it: a tree (HTML Living Standard, 13.2.6)
 *   markup_clean  the tree, told again as containers that hold lines that hold words; each begun only when it has some
 *
 * Cleaning what is clean changes nothing. Time and memory are linear: bytes, tags, attributes and depth are bounded,
 * and what is beyond them loses its tags, not its words. Nothing fails. */
#ifndef TEXT_MARKUP_H
#define TEXT_MARKUP_H

#include "base/base.h"

enum {
    MARKUP_BYTES = 1 << 20,        /* what is longer is cut */
    MARKUP_MARKED_BYTES = 4 << 20, /* written: a mark is told again on each line that it goes on in */
    MARKUP_TAGS = 20000,
    MARKUP_DEPTH = 24, /* containers in containers, words in words */
    MARKUP_ADDRESS_BYTES = 2000,
    MARKUP_ALT_CHARACTERS = 200,
};

struct markup {
    str html;       /* safe to stand in a page */
    str text;       /* the same as plain text: "- " and "1. " for lists, "> " for what is quoted, "words (address)" */
    bool formatted; /* more than paragraphs and line ends: `text` alone would lose something */
};

struct markup_ways {
    bool cid; /* pictures that travel with a mail keep src="cid:…": no browser fetches it, the reader's page puts it in
               */
    bool web; /* and those that lie elsewhere src="https://…": never for a page that takes it as it is */
};

void markup_clean(struct arena *a, str html, const struct markup_ways *ways, struct markup *out); /* ways may be NULL */

/* Plain text as HTML that means the same: a line end is <br>, an empty line a new paragraph. */
str markup_of_text(struct arena *a, str text);

#endif
