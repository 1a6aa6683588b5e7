#include <stdlib.h>

#include "text/template.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void must(bool holds)
{
    if (!holds) abort();
}

struct note {
    str title;
};
static const struct shape note_shape = SHAPE(struct note, F_TEXT(struct note, title));

static size_t marks_in(str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.n; i++) count += s.at[i] && strchr("<>\"'`", s.at[i]);
    return count;
}

/* What tools/templates makes of <p title="{{title}}">{{title}}</p><a href="{{title}}"></a><a href="/x/{{title}}">. */
static const struct template_op ops[] = {
    { .verb = T_HTML, .text = STR_INIT("<p title=\"") },
    { .verb = T_MEMBER, .place = IN_ATTRIBUTE, .text = STR_INIT("title") },
    { .verb = T_HTML, .text = STR_INIT("\">") },
    { .verb = T_MEMBER, .place = IN_TEXT, .text = STR_INIT("title") },
    { .verb = T_HTML, .text = STR_INIT("</p><a href=\"") },
    { .verb = T_MEMBER, .place = IN_URL, .text = STR_INIT("title") },
    { .verb = T_HTML, .text = STR_INIT("\"></a><a href=\"/x/") },
    { .verb = T_MEMBER, .place = IN_URL_PART, .text = STR_INIT("title") },
    { .verb = T_HTML, .text = STR_INIT("\">") },
};
static const struct template page = { .name = "page", .ops = ops, .n = COUNT_OF(ops) };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *a = arena_open();
    str s = { .at = (const char *)bytes, .n = n };
    struct text x = { .arena = a }, plain = { .arena = a };
    template_write(&x, &page, &note_shape, &(struct note){ .title = s },
                   &(struct surroundings){ .words = words_all[0] });
    template_write(&plain, &page, &note_shape, &(struct note){ 0 }, &(struct surroundings){ .words = words_all[0] });
    must(marks_in(text_str(&x)) == marks_in(text_str(&plain)));
    arena_close(a);
    return 0;
}
