/* Terms: the words of a text as they are looked for. Pure; the same for what is kept and for what is asked, and the
 * same on both databases, because neither of them is asked what a word is.
 *
 *   text ─runs of letters, digits, marks─▶ ─what is written without spaces: ICU's dictionaries─▶ words ─fold─▶ terms
 *
 * Folding (Unicode 15: NFKC_Casefold, then NFD without the accents, then NFC): case, width, ligatures and accents do
 * not matter, nor Arabic vowel signs, hamza seats and tatweel, nor Hebrew points. The marks of other scripts are
 * letters in all but name and stay; か and が stay different. */
#ifndef SEARCH_TERM_H
#define SEARCH_TERM_H

#include "base/base.h"

struct term {
    str word;        /* folded: letters, digits and marks only */
    size_t from, to; /* where it stands in the text, in bytes */
    bool dense;      /* of a script that is written without spaces */
};
LIST(term);

enum { TERM_CHARACTERS = 60, TERM_BYTES = 120, TERMS_MOST = 16000 }; /* what is longer is cut, the same on both sides */

void term_split(struct arena *a, str text, struct term_list *out); /* of valid UTF-8 */
str term_fold(struct arena *a, str name); /* a whole short name: two that fold to the same are one to people */

#endif
