#include <stdlib.h>

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
    str mended = utf8_mend(a, s), line = utf8_line(a, s);
    must(utf8_valid(mended) && utf8_valid(line) && mended.n <= 3 * n && line.n <= 3 * n);
    must(!utf8_valid(s) || str_is(mended, s));
    must(str_is(utf8_line(a, line), line));
    must(str_find(line, STR("\n")) < 0 && str_find(line, STR("\r")) < 0);
    str cut = utf8_cut(mended, n / 2);
    must(utf8_valid(cut) && utf8_count(cut) <= n / 2);
    str shorter = utf8_shorten(a, mended, n / 2 + 1);
    must(utf8_valid(shorter) && utf8_count(shorter) <= n / 2 + 1);
    arena_close(a);
    return 0;
}
