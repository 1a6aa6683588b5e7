/* Phrases that mail programs write, looked for whatever the case of their letters. */
#ifndef CHANNEL_EMAIL_PHRASE_H
#define CHANNEL_EMAIL_PHRASE_H

#include "base/base.h"

str phrase_folded(struct arena *a, str s); /* as Unicode folds case; blanks in a row are one; no blank at the ends */
void phrase_add(struct text *out, str s);  /* the same, behind what is there */
bool phrase_in(str folded, const char *const *phrases); /* any of them; the list ends with NULL and is folded already */

#endif
