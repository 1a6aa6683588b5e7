#include <stdlib.h>

#include "text/html.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void must(bool holds)
{
    if (!holds) abort();
}

static void has_none(str s, const char *marks)
{
    for (size_t i = 0; i < s.n; i++) must(!s.at[i] || !strchr(marks, s.at[i]));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *a = arena_open();
    str s = { .at = (const char *)bytes, .n = n };
    struct text x = { .arena = a }, l = { .arena = a }, u = { .arena = a };
    html_text(&x, s);
    has_none(text_str(&x), "<>\"'`");
    must(x.n <= 6 * n && (!utf8_valid(s) || utf8_valid(text_str(&x))));
    html_url(&u, s);
    has_none(text_str(&u), "<>\"'`\n\r\t ");
    html_lines(&l, s);
    for (str rest = text_str(&l); rest.n;) {
        has_none(str_split(&rest, '<'), "\"'`");
        must(!rest.n || str_starts(rest, STR("p>")) || str_starts(rest, STR("/p>")) || str_starts(rest, STR("br>")));
    }
    struct text k = { .arena = a };
    html_linked(&k, s);
    for (str rest = text_str(&k); rest.n;) {
        str tag = { 0 };
        has_none(str_split(&rest, '<'), "\"'`");
        if (!rest.n) break;
        if (str_starts(rest, STR("p>")) || str_starts(rest, STR("/p>")) || str_starts(rest, STR("br>")) ||
            str_starts(rest, STR("/a>")))
            continue;
        must(str_starts(rest, STR("a rel=\"noopener noreferrer nofollow\" href=\"")));
        rest = str_from(rest, 43);
        tag = str_split(&rest, '"');
        has_none(tag, "<>'`\n\r\t \\");
        must(str_is_nocase(str_cut(tag, 7), STR("http://")) || str_is_nocase(str_cut(tag, 8), STR("https://")));
        must(str_starts(rest, STR(">")));
    }
    arena_close(a);
    return 0;
}
