#include "text/html.h"

#include "test/test.h"

static str lines(struct arena *a, str s)
{
    struct text x = { .arena = a };
    html_lines(&x, s);
    return text_str(&x);
}

static bool is_kept(struct arena *a, const char *url)
{
    struct text x = { .arena = a };
    html_url(&x, str_of(url));
    return !str_is(text_str(&x), STR("#"));
}

PURE(line_ends_become_breaks_and_empty_lines_paragraphs)
{
    struct arena *a = arena_open();
    check_str(lines(a, STR("a\nb\r\n\r\n<c>\r")), "<p>a<br>b</p><p>&lt;c&gt;</p>");
    check_str(lines(a, STR("\n\n  \nx")), "<p>x</p>");
    check_str(lines(a, STR("")), "");
    arena_close(a);
}

PURE(only_harmless_addresses_become_links)
{
    struct arena *a = arena_open();
    const char *const good[] = { "https://example.org/a?b=c#d", "HTTP://example.org", "mailto:ann@example.org",
                                 "tel:+4930123", "/help/a?b=c" };
    const char *const bad[] = { "javascript:alert(1)",
                                "JaVaScRiPt:x",
                                " javascript:x",
                                "java\tscript:x",
                                "\x01javascript:x",
                                "data:text/html,x",
                                "vbscript:x",
                                "//evil.test",
                                "/\\evil.test",
                                "https:evil.test",
                                "https:///evil.test",
                                "http://a\nb",
                                "https://a\\b",
                                "",
                                "x",
                                "?x",
                                "#x",
                                "file:///etc/passwd",
                                "blob:https://a",
                                "mailto:",
                                "http://" };
    for (size_t i = 0; i < COUNT_OF(good); i++) check(is_kept(a, good[i]));
    for (size_t i = 0; i < COUNT_OF(bad); i++) check(!is_kept(a, bad[i]));
    arena_close(a);
}

static str linked(struct arena *a, const char *text)
{
    struct text out = { .arena = a };
    html_linked(&out, str_of(text));
    return text_str(&out);
}

#define LINK(address) "<a rel=\"noopener noreferrer nofollow\" href=\"" address "\">" address "</a>"

PURE(addresses_in_what_people_say_can_be_followed_and_nothing_else_can)
{
    static const char *const pairs[][2] = {
        { "See https://a.example/b(c).", "<p>See " LINK("https://a.example/b(c)") ".</p>" },
        { "(http://a.example)", "<p>(" LINK("http://a.example") ")</p>" },
        { "HTTPS://A.example/?a=1&b=2!", "<p>" LINK("HTTPS://A.example/?a=1&amp;b=2") "!</p>" },
        { "https://a.example\nhttp://b.example",
          "<p>" LINK("https://a.example") "<br>" LINK("http://b.example") "</p>" },
        { "javascript:alert(1) https:// https://me@evil.example",
          "<p>javascript:alert(1) https:// https://me@evil.example</p>" },
        { "https:///x xhttps://a.example", "<p>https:///x xhttps://a.example</p>" },
        { "https://a.example/\"onclick=x", "<p>" LINK("https://a.example/") "&quot;onclick=x</p>" },
        { "https://a.example/\xE2\x80\xAEgpj", "<p>" LINK("https://a.example/") "\xE2\x80\xAEgpj</p>" },
        { "https://a.example\\@evil.example", "<p>" LINK("https://a.example") "\\@evil.example</p>" },
    };
    struct arena *a = arena_open();
    for (size_t i = 0; i < COUNT_OF(pairs); i++) check_str(linked(a, pairs[i][0]), pairs[i][1]);
    arena_close(a);
}

/* Judged once from end to end: begun again at every address it would take a minute. */
PURE(addresses_that_only_pretend_are_passed_over_in_one_go)
{
    struct arena *a = arena_open();
    struct text said = { .arena = a }, out = { .arena = a };
    for (int i = 0; i < 1000; i++) text_addz(&said, "http://@");
    for (int i = 0; i < 12000; i++) text_addc(&said, ')');
    html_linked(&out, text_str(&said));
    check_int(out.n, said.n + strlen("<p></p>"));
    text_addz(&said, " http://a.example/(b))))");
    html_linked(&out, text_str(&said));
    check(str_ends(text_str(&out), STR("/(b)</a>)))</p>")));
    arena_close(a);
}
