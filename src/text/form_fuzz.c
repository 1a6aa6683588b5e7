#include <stdlib.h>

#include "text/url.h"
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
    struct thing it = { 0 };
    struct why w = { 0 };
    if (form_read(a, &w, s, &thing_shape, &it, 0) != OK) must(w.words.n > 0 && utf8_valid(w.field));
    must(utf8_valid(it.body) && str_find(it.body, STR("\r")) < 0);
    str rest = s, name, value;
    enum err err;
    while (form_next(a, &rest, &name, &value, &err)) {
        must(utf8_valid(name) && utf8_valid(value));
        must(str_find(value, STR("\r")) < 0);
    }
    must(err == OK || err == MALFORMED);
    arena_close(a);
    return 0;
}
