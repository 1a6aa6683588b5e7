/* What comes out is ours, means what was meant, and stays as it is when it is cleaned again. */
#include "text/markup.h"

#include <gumbo.h>
#include <stdio.h>
#include <time.h>

#include "test/hostile.h"
#include "test/test.h"
#include "text/utf8.h"

static struct markup clean(struct arena *a, str html)
{
    struct markup once = { 0 }, twice = { 0 };
    markup_clean(a, html, NULL, &once);
    markup_clean(a, once.html, NULL, &twice);
    check_str(twice.html, str_z(a, once.html));
    check_str(twice.text, str_z(a, once.text));
    check(once.formatted == twice.formatted);
    return once;
}

static const char *html_of(struct arena *a, const char *html)
{
    return str_z(a, clean(a, str_of(html)).html);
}

static const char *text_of(struct arena *a, const char *html)
{
    return str_z(a, clean(a, str_of(html)).text);
}

static void each_becomes(const char *const pairs[][2], size_t n)
{
    struct arena *a = arena_open();
    for (size_t i = 0; i < n; i++) check_str(str_of(html_of(a, pairs[i][0])), pairs[i][1]);
    arena_close(a);
}

static void each_reads(const char *const pairs[][2], size_t n)
{
    struct arena *a = arena_open();
    for (size_t i = 0; i < n; i++) check_str(str_of(text_of(a, pairs[i][0])), pairs[i][1]);
    arena_close(a);
}

#define REL " rel=\"noopener noreferrer nofollow\""

PURE(what_is_allowed_stays_under_its_own_name)
{
    static const char *const pairs[][2] = {
        { "<b>a</b> <i>b</i> <u>c</u> <strike>d</strike> <tt>e</tt>",
          "<p><strong>a</strong> <em>b</em> <u>c</u> <s>d</s> <code>e</code></p>" },
        { "<h1>a</h1><h5>b</h5>c", "<h1>a</h1><h3>b</h3><p>c</p>" },
        { "<ul><li>a<li>b<ol><li>c</ol></ul>", "<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>" },
        { "<blockquote>a<p>b</blockquote>c", "<blockquote><p>a</p><p>b</p></blockquote><p>c</p>" },
        { "<pre>\n  a\n\n b  </pre>", "<pre>  a\n\n b  </pre>" },
        { "<a href=' https://a.example/b c?d=e&f ' onclick=x target=_top>a</a>",
          "<p><a" REL " href=\"https://a.example/b%20c?d=e&amp;f\">a</a></p>" },
        { "<a href=mailto:ann@a.example>a</a> <a href=tel:+123>b</a>",
          "<p><a" REL " href=\"mailto:ann@a.example\">a</a> <a" REL " href=\"tel:+123\">b</a></p>" },
        { "<span dir=RTL lang=ar style=x>a</span> <span>b</span>", "<p><span dir=\"rtl\" lang=\"ar\">a</span> b</p>" },
    };
    each_becomes(pairs, COUNT_OF(pairs));
}

PURE(lines_and_paragraphs_are_told_as_they_are_seen)
{
    static const char *const pairs[][2] = {
        { "<div>a</div><div>b</div><div><br></div><div>c</div>", "<p>a<br>b</p><p>c</p>" },
        { "a<br>b<br><br>c<br>", "<p>a<br>b</p><p>c</p>" },
        { "<p> a \n b </p>\n<p></p><p><br></p><p>c</p>", "<p>a b</p><p>c</p>" },
        { "<b>a </b>b<u> c</u>", "<p><strong>a</strong> b <u>c</u></p>" },
        { "<b>a</b><b>b</b>", "<p><strong>ab</strong></p>" },
        { "<b>a<p>b</b>c", "<p><strong>a</strong></p><p><strong>b</strong>c</p>" },
        { "<ul>a<li><p>b</p><p>c</p></li></ul>", "<ul><li>a</li><li>b<br>c</li></ul>" },
        { "<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a</li><li><ul><li>b</li></ul></li></ul>" },
        { "<li>a</li>b", "<p>a<br>b</p>" },
        { "<ul><s>a<table><tr><td>b</table>c", "<ul><li><s>a<br>b<br>c</s></li></ul>" },
    };
    each_becomes(pairs, COUNT_OF(pairs));
}

PURE(columns_of_words_are_a_table_and_what_only_puts_things_side_by_side_is_not)
{
    static const char *const pairs[][2] = {
        { "<table border=1><tr><th>a<td></tr><tr><td>c<td>d<br>e</table>",
          "<table><tr><td><strong>a</strong></td><td></td></tr><tr><td>c</td><td>d<br>e</td></tr></table>" },
        { "<table><tr><td>a</td></tr><tr><td>b</td></tr></table>", "<p>a<br>b</p>" },
        { "<table><tr><td><table><tr><td>a<td>b</table><td>c</table>",
          "<table><tr><td>a</td><td>b</td></tr></table><p>c</p>" },
        { "<table><tr><td><ul><li>a</ul><td>b</table>", "<ul><li>a</li></ul><p>b</p>" },
    };
    each_becomes(pairs, COUNT_OF(pairs));
}

PURE(what_acts_is_gone_with_what_is_in_it_and_what_is_unknown_leaves_its_words)
{
    static const char *const pairs[][2] = {
        { "a<script>b</script><style>c</style><title>d</title><xmp>e</xmp><textarea>f</textarea>g", "<p>ag</p>" },
        { "a<iframe>b</iframe><noscript><b>c</b></noscript><noembed>d</noembed><noframes>e</noframes>f", "<p>af</p>" },
        { "<svg><style><img src=x onerror=alert(1)></style></svg>a", "<p>a</p>" },
        { "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
          "<p><img alt=\"\"></p>" },
        { "a<!-- b --!>c<!-->d<!-x>e<?f>g</ h>i< j", "<p>acdegi&lt; j</p>" },
        { "<o:p>a</o:p><font color=red>b</font><marquee>c</marquee><template>d</template>", "<p>abcd</p>" },
        { "<form action=x><button formaction=javascript:x>a</button><input value=b></form>", "<p>a</p>" },
        { "a<script>b", "<p>a</p>" },
        { "a<b title='<script>", "<p>a</p>" },
        { "<plaintext><b>a", "<p><strong>a</strong></p>" },
    };
    each_becomes(pairs, COUNT_OF(pairs));
}

PURE(an_address_that_acts_or_pretends_leaves_its_words)
{
    static const char *const addresses[] = { "javascript:alert(1)",
                                             "JaVa&#x0A;Script:x",
                                             "&#106;avascript:x",
                                             "data:text/html,x",
                                             "vbscript:x",
                                             "/logout",
                                             "//evil.example",
                                             "?a",
                                             "#a",
                                             "file:///etc",
                                             "blob:x",
                                             "cid:x",
                                             "https://a.example\\@b.example",
                                             "https://bank.example@evil.example/",
                                             "https:///x" };
    struct arena *a = arena_open();
    for (size_t i = 0; i < COUNT_OF(addresses); i++)
        check_str(clean(a, str_format(a, "<a href=\"%s\">a</a>", addresses[i])).html, "<p>a</p>");
    arena_close(a);
}

PURE(an_address_in_the_words_can_be_followed)
{
    static const char *const pairs[][2] = {
        { "see https://a.example/?b=c&amp;d. <b>x</b>",
          "<p>see <a" REL
          " href=\"https://a.example/?b=c&amp;d\">https://a.example/?b=c&amp;d</a>. <strong>x</strong></p>" },
        { "<code>https://a.example</code><pre>https://a.example</pre>",
          "<p><code>https://a.example</code></p><pre>https://a.example</pre>" },
    };
    struct arena *a = arena_open();
    each_becomes(pairs, COUNT_OF(pairs));
    check(!clean(a, STR("https://a.example")).formatted); /* as plain text it can be followed, too */
    check(clean(a, STR("<a href=https://a.example>a</a>")).formatted);
    arena_close(a);
}

PURE(a_picture_is_its_words_and_its_address_stays_inside)
{
    static const char *const pairs[][2] = {
        { "<img src=https://a.example/x.png alt='a \"b\"' onerror=x>", "<p><img alt=\"a &quot;b&quot;\"></p>" },
        { "<img src=data:image/png;base64,x>", "<p><img alt=\"\"></p>" },
        { "a<img src=https://a.example/seen width=1 height=1>", "<p>a</p>" },
        { "<img src=cid:a@b alt=c>", "<p><img alt=\"c\"></p>" },
    };
    each_becomes(pairs, COUNT_OF(pairs));
}

PURE(a_picture_that_travels_with_a_mail_keeps_its_name_when_it_is_asked_for)
{
    struct arena *a = arena_open();
    struct markup it = { 0 };
    markup_clean(a, STR("<img src=cid:a.b@c><img src=http://x><img src='cid:\"><b>'>"),
                 &(struct markup_ways){ .cid = true }, &it);
    check_str(it.html, "<p><img alt=\"\" src=\"cid:a.b@c\"><img alt=\"\"><img alt=\"\"></p>");
    arena_close(a);
}

PURE(as_plain_text_it_still_reads_well)
{
    static const char *const pairs[][2] = {
        { "<p>a<br>b</p><p>c &amp;&nbsp;d</p>", "a\nb\n\nc & d" },
        { "<p>a</p><ul><li>b</li><li>c<ol><li>d<br>e</li><li>f</li></ol></li></ul><p>g</p>",
          "a\n\n- b\n- c\n  1. d\n    e\n  2. f\n\ng" },
        { "<blockquote><p>a<br>b</p><p>c</p></blockquote><p>d</p>", "> a\n> b\n> \n> c\n\nd" },
        { "<a href=https://a.example/>a.example</a> <a href=https://b.example>b</a>",
          "a.example b (https://b.example)" },
        { "<table><tr><td>a<td>b<tr><td><td>d</table>", "a\tb\n\td" },
        { "<h2>a</h2>b<pre>c\n  d</pre><img alt=e>", "a\n\nb\n\nc\n  d\n\n[e]" },
    };
    each_reads(pairs, COUNT_OF(pairs));
}

PURE(only_paragraphs_and_line_ends_are_no_formatting)
{
    struct arena *a = arena_open();
    check(!clean(a, STR("<div>a</div><div>b</div><p>c<script>x</script><span>d</span>")).formatted);
    check(clean(a, STR("a<b>c</b>")).formatted);
    check(clean(a, STR("<ul><li>a</ul>")).formatted);
    check(!clean(a, STR("")).formatted);
    arena_close(a);
}

PURE(plain_text_as_html_and_back_is_the_same)
{
    struct arena *a = arena_open();
    str text = STR("a <b> & \"c\"\nd\n\ne");
    check_str(clean(a, markup_of_text(a, text)).text, str_z(a, text));
    arena_close(a);
}

/* ---- read again by a parser: nothing is in it that we did not mean ---- */

static bool is_allowed_tag(const GumboNode *node)
{
    static const GumboTag tags[] = { GUMBO_TAG_HTML,      GUMBO_TAG_HEAD, GUMBO_TAG_BODY,   GUMBO_TAG_P,
                                     GUMBO_TAG_H1,        GUMBO_TAG_H2,   GUMBO_TAG_H3,     GUMBO_TAG_PRE,
                                     GUMBO_TAG_UL,        GUMBO_TAG_OL,   GUMBO_TAG_LI,     GUMBO_TAG_TABLE,
                                     GUMBO_TAG_TBODY,     GUMBO_TAG_TR,   GUMBO_TAG_TD,     GUMBO_TAG_EM,
                                     GUMBO_TAG_U,         GUMBO_TAG_S,    GUMBO_TAG_STRONG, GUMBO_TAG_CODE,
                                     GUMBO_TAG_A,         GUMBO_TAG_BR,   GUMBO_TAG_SPAN,   GUMBO_TAG_IMG,
                                     GUMBO_TAG_BLOCKQUOTE };
    if (node->v.element.tag_namespace != GUMBO_NAMESPACE_HTML) return false;
    for (size_t i = 0; i < COUNT_OF(tags); i++)
        if (node->v.element.tag == tags[i]) return true;
    return false;
}

static bool is_allowed_address(str s)
{
    static const char *const heads[] = { "http://", "https://", "mailto:", "tel:" };
    for (size_t i = 0; i < COUNT_OF(heads); i++)
        if (str_is_nocase(str_cut(s, strlen(heads[i])), str_of(heads[i]))) return true;
    return false;
}

static bool is_allowed_attribute(GumboTag of, const GumboAttribute *it)
{
    str name = str_of(it->name), value = str_of(it->value);
    if (of == GUMBO_TAG_A) return str_is(name, STR("rel")) || (str_is(name, STR("href")) && is_allowed_address(value));
    if (of == GUMBO_TAG_IMG) return str_is(name, STR("alt"));
    return of == GUMBO_TAG_SPAN && (str_is(name, STR("dir")) || str_is(name, STR("lang")));
}

static void look_at(const GumboNode *node)
{
    check(node->type != GUMBO_NODE_COMMENT && node->type != GUMBO_NODE_TEMPLATE && node->type != GUMBO_NODE_CDATA);
    if (node->type != GUMBO_NODE_ELEMENT) return;
    check(is_allowed_tag(node));
    for (unsigned i = 0; i < node->v.element.attributes.length; i++)
        check(is_allowed_attribute(node->v.element.tag, node->v.element.attributes.data[i]));
    for (unsigned i = 0; i < node->v.element.children.length; i++) look_at(node->v.element.children.data[i]);
}

static void must_be_clean(struct arena *a, str payload)
{
    str html = clean(a, utf8_mend(a, payload)).html;
    GumboOutput *read = gumbo_parse_with_options(&kGumboDefaultOptions, html.n ? html.at : "", html.n);
    look_at(read->root);
    gumbo_destroy_output(&kGumboDefaultOptions, read);
}

static void set_is_clean(struct arena *a, const char *path, const char *member, size_t n)
{
    json_t *list = hostile_json(a, path), *item;
    size_t i;
    json_array_foreach(list, i, item)
    {
        str payload = json_text(json_object_get(item, member));
        must_be_clean(a, payload);
        must_be_clean(a, str_format(a, "<p title=\"%.*s\">%.*s", STR_ARG(payload), STR_ARG(payload)));
    }
    check_int(json_array_size(list), n);
    json_decref(list);
}

PURE(nothing_of_the_xss_sets_is_alive_after_cleaning)
{
    struct arena *a = arena_open();
    set_is_clean(a, "xss/dompurify/expect.json", "payload", 223);
    set_is_clean(a, "xss/h5sc/items.json", "data", 149);
    arena_close(a);
}

PURE(what_a_tokenizer_finds_hard_comes_out_clean)
{
    const char *const files[] = { "namedEntities.test", "entities.test", "test1.test", "test2.test",
                                  "test3.test",         "test4.test",    "domjs.test" };
    struct arena *a = arena_open();
    size_t n = 0;
    for (size_t f = 0; f < COUNT_OF(files); f++) {
        json_t *set = hostile_json(a, str_z(a, str_format(a, "html/html5lib-tests/tokenizer/%s", files[f]))), *test;
        size_t i;
        json_array_foreach(json_object_get(set, "tests"), i, test)
        {
            must_be_clean(a, json_text(json_object_get(test, "input")));
            n++;
        }
        json_decref(set);
    }
    check(n > 2000);
    arena_close(a);
}

/* ---- as much as anybody sends ---- */

static double seconds_for(str html)
{
    struct arena *a = arena_open();
    struct markup out = { 0 };
    struct timespec from, to;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &from);
    markup_clean(a, html, NULL, &out);
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &to);
    arena_close(a);
    return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

/* Each would take minutes or gigabytes from a parser that is handed it as it is. */
PURE(no_document_takes_long)
{
    static const char *const pieces[][3] = {
        { "<div>", "x", "" },
        { "<a x>", "</div>", "" },
        { "<b><table><tr><td>", "x", "" },
        { "<font a=%d>", "<p>", "" },
        { "<b class=%d><table></b></table>", "</div><p>x</p>", "" },
        { "<a a%d=1 b%d ", "", ">x" },
        { "<table><b>", "x", "" },
        { "<!--", "<script", "" },
        { "<ul><li>", "<p>", "" },
        { "<section><p>", "</p></span>", "" },
        { "&amp", "&#x26", "" },
    };
    struct arena *a = arena_open();
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        struct text x = { .arena = a };
        for (int side = 0; side < 2; side++)
            for (int n = 0; pieces[i][side][0] && n < 60000; n++)
                for (const char *c = pieces[i][side]; *c; c++) {
                    if (c[0] == '%' && c[1] == 'd')
                        text_addi(&x, n), c++;
                    else
                        text_addc(&x, *c);
                }
        text_addz(&x, pieces[i][2]);
        double took = seconds_for(text_str(&x));
        if (took > 5) printf("%s took %.1f s\n", pieces[i][0], took);
        check(took < 5); /* under the sanitizers; a tenth of it without */
    }
    arena_close(a);
}

PURE(what_is_too_much_loses_its_tags_and_not_its_words)
{
    struct arena *a = arena_open();
    struct text deep = { .arena = a };
    for (int i = 0; i < 1000; i++) text_addz(&deep, "<blockquote>");
    text_addz(&deep, "words");
    struct markup it = clean(a, text_str(&deep));
    check(str_find(it.html, STR("words")) > 0 && str_find(it.text, STR("words")) > 0);
    struct text many = { .arena = a };
    for (int i = 0; i < 30000; i++) text_addz(&many, "<b>a</b> ");
    check_int(utf8_count(clean(a, text_str(&many)).text), 59999);
    arena_close(a);
}

/* An address that goes on over many lines is told on each. */
PURE(what_is_written_is_bounded_as_well)
{
    struct arena *a = arena_open();
    struct text html = { .arena = a };
    struct markup out = { 0 };
    size_t words = 0;
    text_addz(&html, "<a href=\"http://h.example/?");
    for (int i = 0; i < 1900; i++) text_addc(&html, '&');
    text_addz(&html, "\">");
    for (int i = 0; i < 19000; i++) text_addz(&html, "x<p>");
    markup_clean(a, text_str(&html), NULL, &out);
    check(out.html.n + out.text.n < 6 << 20);
    for (str rest = out.text; rest.n;) words += str_starts(str_split(&rest, '\n'), STR("x"));
    check_int(words, 19000);
    arena_close(a);
}
