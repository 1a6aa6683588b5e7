#include "text/language.h"

#include "test/test.h"

PURE(a_language_tag_is_letters_digits_and_hyphens_or_nothing)
{
    check(language_is_tag(STR("en")) && language_is_tag(STR("pt-BR")) && language_is_tag(STR("es-419")));
    check(language_is_tag(STR("")));
    check(!language_is_tag(STR("e")) && !language_is_tag(STR("-en")) && !language_is_tag(STR("4en")));
    check(!language_is_tag(STR("en us")) && !language_is_tag(STR("<b>")) && !language_is_tag(STR("español")));
}
