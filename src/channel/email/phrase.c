#include "channel/email/phrase.h"

#include <unicode/uchar.h>

#include "text/utf8.h"

void phrase_add(struct text *out, str s)
{
    uint32_t code;
    size_t begin = out->n;
    bool blank = false;
    for (size_t at = 0, n; at < s.n; at += n) {
        n = str_rune(s, at, &code);
        if (n == 0) n = 1, code = 0xFFFD;
        if (code <= ' ' || code == 0xA0 || code == 0x3000) {
            blank = out->n > begin;
            continue;
        }
        if (blank) text_addc(out, ' ');
        blank = false;
        if (code == 0x2019) code = '\'';
        if (code == 0xDF || code == 0x1E9E) { /* its fold is two letters */
            text_addz(out, "ss");
            continue;
        }
        utf8_put(out, (uint32_t)u_foldCase((UChar32)code, U_FOLD_CASE_DEFAULT));
    }
}

str phrase_folded(struct arena *a, str s)
{
    struct text out = { .arena = a };
    phrase_add(&out, s);
    return text_str(&out);
}

bool phrase_in(str folded, const char *const *phrases)
{
    for (; *phrases; phrases++)
        if (folded.n && memmem(folded.at, folded.n, *phrases, strlen(*phrases))) return true;
    return false;
}
