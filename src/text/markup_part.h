/* Between the files of markup: what a tag is to us, and how what is kept is written. */
#ifndef TEXT_MARKUP_PART_H
#define TEXT_MARKUP_PART_H

#include "text/markup.h"

/* The stream that libgumbo may see; it lives as long as the arena. */
str markup_tags(struct arena *a, str html);

/* ---- writing: HTML and plain text at once ---- */

enum mark { NO_MARK, P, H1, H2, H3, PRE, BLOCKQUOTE, UL, OL, LI, TABLE, TR, TD, STRONG, EM, U, S, CODE, A, SPAN };

struct marked { /* one element that is kept, with the attributes that are */
    enum mark mark;
    str href, dir, lang;
};

struct markup_list { /* in the plain text */
    bool numbered;
    int64_t n;
};

struct writer {
    struct text html, text;
    bool formatted;
    bool linked; /* addresses in the next words can be followed */
    int gap;     /* line ends that the plain text owes before its next word */
    int quotes, lists;
    bool item, cell, first_cell; /* a marker, a tabulator it owes */
    size_t link_from;            /* where the words of a link begin */
    struct markup_list list[MARKUP_DEPTH];
};

void write_open(struct writer *w, const struct marked *it);
void write_close(struct writer *w, const struct marked *it);
void write_words(struct writer *w, str words);
void write_break(struct writer *w, bool verbatim); /* verbatim: in a pre, a line end of its own */
void write_image(struct writer *w, str alt, str src);

#endif
