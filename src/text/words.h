/* The words on the screen, a file per language (words/en.json …), compiled in: key → ICU MessageFormat text. */
#ifndef TEXT_WORDS_H
#define TEXT_WORDS_H

#include "base/base.h"

struct word {
    const char *key; /* "form.title" */
    str text;
};
struct words {
    const char *language; /* BCP 47: "en" */
    bool right_to_left;
    const struct word *at; /* sorted by key */
    size_t n;
};

extern const struct words *const words_all[]; /* made from words/ at build time; the first is English; ends with NULL */

/* Languages that nobody speaks, for looking at the screens: English with accents, two fifths longer, in brackets:
 * "[Ñóótéé]". "qps", and "qps-plocm", which is written from right to left. Given to who asks for them, offered to
 * nobody; ends with NULL. */
extern const struct words *const words_trial[];

const struct words *words_for(str accept_language); /* best match of an Accept-Language header; English when none */
const struct words *words_for_or(str accept_language, str otherwise); /* when none: that language, if it is ours */
bool words_speaks(str language);                                      /* is it one of ours: "en" */
str words_get(const struct words *w, str key); /* falls back to English, then to the key itself */

/* For a page's dir attribute. */
static inline str words_direction(const struct words *w)
{
    return w->right_to_left ? STR("rtl") : STR("ltr");
}

const char *words_plural(const struct words *w, int64_t n); /* "one", "few", "other" …: CLDR's categories */

/* Arguments for a text: `{name}`, `{n, plural, one {# answer} other {# answers}}`, `{name, select, a {…} other {…}}`.
 * Numbers are written as the language does. web/kit/format.ts reads the same; test/messages.tsv holds both to it. */
struct word_arg {
    const char *name;
    str text;
    int64_t number;
    bool is_number;
};
void words_message(struct text *out, const struct words *w, str message, const struct word_arg *args, size_t n);
void words_write(struct text *out, const struct words *w, str key, const struct word_arg *args, size_t n);

#endif
