#include "text/email.h"

#include "text/utf8.h"

static bool odd(char c)
{
    return (unsigned char)c <= ' ' || strchr("<>()[],;:\"\\", c);
}

bool email_norm(struct arena *a, str email, str *out)
{
    str trimmed = str_trim(email);
    ptrdiff_t at = str_find(trimmed, STR("@"));
    if (at <= 0 || (size_t)at + 1 >= trimmed.n || trimmed.n > EMAIL_BYTES) return false;
    for (size_t i = 0; i < trimmed.n; i++)
        if (odd(trimmed.at[i])) return false;
    if (!str_is(utf8_line(a, trimmed), trimmed)) return false; /* with characters that nobody sees it is another one */
    str domain = str_from(trimmed, (size_t)at + 1);
    if (str_find(domain, STR("@")) >= 0 || domain.at[0] == '.' || domain.at[domain.n - 1] == '.') return false;
    *out = str_lower(a, trimmed);
    return true;
}
