#include <stdlib.h>

#include "text/multipart.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void must(bool holds)
{
    if (!holds) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *a = arena_open();
    str all = { .at = (const char *)bytes, .n = n }, body = all, type = str_split(&body, '\n'), boundary = STR("b");
    bool named = multipart_boundary(type, &boundary);
    must(!named || (boundary.n > 0 && boundary.n <= BOUNDARY_BYTES));
    struct part_list parts = { 0 };
    struct why why = { 0 };
    enum err err = multipart_read(a, &why, body, named ? boundary : STR("b"), &parts);
    must(err == OK || err == MALFORMED);
    must(parts.n <= PARTS_MOST);
    struct multipart_watch watch = multipart_watch(a, named ? boundary : STR("b"));
    multipart_watch_more(&watch, str_cut(body, body.n / 3));
    multipart_watch_more(&watch, str_from(body, body.n / 3));
    must(watch.delimiters >= (int)parts.n);
    for (size_t i = 0; i < parts.n; i++) {
        const struct part *p = &parts.at[i];
        must(p->name.n > 0 && p->name.n <= PART_NAME_BYTES && utf8_valid(p->name) && utf8_valid(p->file));
        must(p->bytes.n == 0 || (p->bytes.at >= body.at && p->bytes.at + p->bytes.n <= body.at + body.n));
    }
    arena_close(a);
    return 0;
}
