/* Languages as programs name them (BCP 47): "en", "pt-BR". */
#ifndef TEXT_LANGUAGE_H
#define TEXT_LANGUAGE_H

#include "base/base.h"

enum { LANGUAGE_CHARACTERS = 35 }; /* RFC 5646 §4.4.1: what every implementation should be able to keep */

/* Letters, digits and hyphens, or nothing at all: enough to keep nonsense out; which languages there are is not ours to
 * say. */
bool language_is_tag(str s);

#endif
