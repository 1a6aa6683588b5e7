#include <stdlib.h>

#include "text/url.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void must(bool holds)
{
    if (!holds) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *a = arena_open();
    str s = { .at = (const char *)bytes, .n = n };
    struct url u, again;
    struct why w = { 0 };
    if (url_read(a, &w, s, &u) == OK) { /* what was read, written out, is read as the same */
        str mark = u.query.n ? STR("?") : STR("");
        str whole = str_format(a, "%.*s://%.*s:%d%.*s%.*s%.*s", STR_ARG(u.scheme), STR_ARG(u.host), u.port,
                               STR_ARG(u.path), STR_ARG(mark), STR_ARG(u.query));
        must(whole.n > 8192 || url_read(a, NULL, whole, &again) == OK);
        must(whole.n > 8192 ||
             (str_is(again.host, u.host) && str_is(again.path, u.path) && str_is(again.query, u.query)));
    } else
        must(w.words.n > 0);
    if (url_is_own_path(s)) must(s.at[0] == '/' && (n == 1 || (s.at[1] != '/' && s.at[1] != '\\')));
    struct text x = { .arena = a };
    str back;
    url_encode(&x, s);
    must(x.n <= 3 * n && url_decode(a, text_str(&x), true, &back) == utf8_valid(s) && str_is(back, s));
    arena_close(a);
    return 0;
}
