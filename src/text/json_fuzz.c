#include <stdlib.h>

#include "text/json.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void must(bool holds)
{
    if (!holds) abort();
}

struct thing {
    id one;
    str body;
    usec at;
    int64_t n;
    double real;
    bool yes;
    struct id_list ids;
    struct str_list texts;
    str extra;
    uint64_t given;
};
static const struct shape thing_shape = SHAPE(
    struct thing, F_ID(struct thing, one), F_TEXT(struct thing, body), F_TIME(struct thing, at), F_INT(struct thing, n),
    F_REAL(struct thing, real), F_BOOL(struct thing, yes), F_IDS(struct thing, ids), F_TEXTS(struct thing, texts),
    F_JSON(struct thing, extra), F_GIVEN(struct thing, given));

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *a = arena_open();
    str s = { .at = (const char *)bytes, .n = n };
    struct thing it = { 0 }, back = { 0 };
    struct text x = { .arena = a }, y = { .arena = a };
    struct why w = { 0 };
    enum err err = json_check(a, &w, s);
    must(err == OK || utf8_valid(w.words));
    json_quote(&x, s);
    must(utf8_valid(text_str(&x)) && x.n <= 6 * n + 2);
    if (json_read(a, &w, s, &thing_shape, &it) == OK) {
        must(err == OK);
        x.n = 0;
        json_write(&x, &thing_shape, &it); /* what was read, written, reads back and is written the same */
        must(json_read(a, NULL, text_str(&x), &thing_shape, &back) == OK);
        json_write(&y, &thing_shape, &back);
        must(str_is(text_str(&x), text_str(&y)));
    } else
        must(utf8_valid(w.field) && utf8_valid(w.words) && w.words.n > 0);
    arena_close(a);
    return 0;
}
