#include <stdlib.h>

#include "text/markup.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void must(bool holds)
{
    if (!holds) abort();
}

#define REL "a rel=\"noopener noreferrer nofollow\" href=\""

static bool is_address(str s)
{
    static const char *const heads[] = { "http://", "https://", "mailto:", "tel:" };
    for (size_t i = 0; i < COUNT_OF(heads); i++)
        if (str_is_nocase(str_cut(s, strlen(heads[i])), str_of(heads[i]))) return true;
    return false;
}

/* Only tags of ours, written as only we write them. */
static void is_ours(str html)
{
    static const char *const tags[] = { "p>",    "h1>",     "h2>",         "h3>",          "pre>",      "blockquote>",
                                        "ul>",   "ol>",     "li>",         "table>",       "tr>",       "td>",
                                        "em>",   "strong>", "u>",          "s>",           "br>",       "code>",
                                        "span>", "a>",      "span dir=\"", "span lang=\"", "img alt=\"" };
    while (html.n) {
        str text = str_split(&html, '<');
        (void)text;
        if (!html.n) return;
        str tag = html.at[0] == '/' ? str_from(html, 1) : html;
        bool found = str_starts(tag, STR(REL)) && is_address(str_from(tag, STR(REL).n));
        for (size_t i = 0; i < COUNT_OF(tags); i++) found = found || str_starts(tag, str_of(tags[i]));
        must(found);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *a = arena_open();
    struct markup once = { 0 }, twice = { 0 };
    struct markup_ways ways = { .cid = n && bytes[0] & 1 };
    str said = utf8_mend(a, (str){ .at = (const char *)bytes, .n = n });
    markup_clean(a, said, &ways, &once);
    must(utf8_valid(once.html) && utf8_valid(once.text));
    must(!memchr(once.html.n ? once.html.at : "x", 0, once.html.n ? once.html.n : 1));
    is_ours(once.html);
    markup_clean(a, once.html, &ways, &twice);
    must(str_is(once.html, twice.html) && str_is(once.text, twice.text) && once.formatted == twice.formatted);
    arena_close(a);
    return 0;
}
