#include <stdlib.h>

#include "text/csv.h"
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
    struct csv c;
    struct str_list cells;
    struct text x = { .arena = a };
    enum err err;
    if (csv_open(NULL, a, s, &c) == OK)
        while (csv_row(&c, a, NULL, &cells, &err)) must(cells.n > 0 && cells.n <= CSV_COLUMNS);
    if (utf8_valid(s) && n && !memchr(bytes, 0, n)) { /* a cell comes back, or with one apostrophe before it */
        text_add(&x, STR("a,"));
        csv_cell(&x, s);
        text_add(&x, STR(",z\r\n"));
        must(csv_open(NULL, a, text_str(&x), &c) == OK && csv_row(&c, a, NULL, &cells, &err) && cells.n == 3);
        str back = cells.at[1];
        must(str_is(back, s) || (back.at[0] == '\'' && str_is(str_from(back, 1), s)));
    }
    arena_close(a);
    return 0;
}
