#include "channel/email/server_words.h"

#include "text/utf8.h"

#include <sodium.h>

enum { WORDS_CHARACTERS = 300 };

static str in_base64(struct arena *a, str s)
{
    size_t room = sodium_base64_encoded_len(s.n, sodium_base64_VARIANT_ORIGINAL);
    char *to = arena_take(a, room);
    sodium_bin2base64(to, room, (const unsigned char *)s.at, s.n, sodium_base64_VARIANT_ORIGINAL);
    return str_of(to);
}

/* Base64 of a text in which the secret stands has, whatever stands before it, one of three forms of its middle. */
static bool gives_away(struct arena *a, str text, str secret)
{
    if (secret.n == 0) return false;
    if (str_find(text, secret) >= 0) return true;
    for (size_t before = 0; before < 3; before++) {
        str form = in_base64(a, str_join(a, str_cut(STR("xx"), before), secret));
        form = str_from(form, before ? 4 : 0);
        form = str_cut(form, form.n > 4 ? form.n - 4 : 0);
        if (form.n >= 4 && str_find(text, form) >= 0) return true;
    }
    return false;
}

str server_words(struct arena *a, str text, str secret)
{
    if (gives_away(a, text, secret)) return (str){ 0 };
    return utf8_shorten(a, utf8_line(a, utf8_mend(a, text)), WORDS_CHARACTERS);
}
