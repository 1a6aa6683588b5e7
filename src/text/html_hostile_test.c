#include "template_places.html.h"
#include "test/hostile.h"
#include "text/html.h"

/* The escaper writes six references. Each must stand in the named or numeric entity table of html5lib-tests with
 * the character we meant; decoding by it gives the text back. */
static const struct reference {
    const char *written, *means;
} references[] = { { "&amp;", "&" },   { "&lt;", "<" },  { "&gt;", ">" },
                   { "&quot;", "\"" }, { "&#39;", "'" }, { "&#96;", "`" } };

static str decode(struct arena *a, str html)
{
    struct text x = { .arena = a };
    while (html.n) {
        size_t i = 0;
        while (i < COUNT_OF(references) && !str_starts(html, str_of(references[i].written))) i++;
        if (i < COUNT_OF(references)) {
            text_addz(&x, references[i].means);
            html = str_from(html, strlen(references[i].written));
            continue;
        }
        check(html.at[0] != '&');
        text_addc(&x, html.at[0]);
        html = str_from(html, 1);
    }
    return text_str(&x);
}

static void must_be_dead(struct arena *a, str payload)
{
    struct text x = { .arena = a }, l = { .arena = a }, u = { .arena = a };
    html_text(&x, payload);
    html_lines(&l, payload);
    html_url(&u, payload);
    check(str_is(decode(a, text_str(&x)), payload));
    for (size_t i = 0; i < x.n; i++) check(!x.at[i] || !strchr("<>\"'`", x.at[i]));
    str rest = text_str(&l);
    while (rest.n) { /* the only tags are ours */
        str_split(&rest, '<');
        if (rest.n) check(str_starts(rest, STR("p>")) || str_starts(rest, STR("/p>")) || str_starts(rest, STR("br>")));
    }
    for (size_t i = 0; i < u.n; i++) check(!strchr("<>\"'`", u.at[i]));
    str url = text_str(&u);
    check(str_is(url, STR("#")) || url.at[0] == '/' || str_is_nocase(str_cut(url, 4), STR("http")) ||
          str_is_nocase(str_cut(url, 7), STR("mailto:")) || str_is_nocase(str_cut(url, 4), STR("tel:")));
}

struct note {
    str title;
};
static const struct shape note_shape = SHAPE(struct note, F_TEXT(struct note, title));

static size_t count_of(str s, char c)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) n += s.at[i] == c;
    return n;
}

static void must_be_dead_in_a_page(struct arena *a, str payload)
{
    struct text page = { .arena = a }, plain = { .arena = a };
    template_write(&page, &template_places_html, &note_shape, &(struct note){ .title = payload },
                   &(struct surroundings){ .words = words_all[0] });
    template_write(&plain, &template_places_html, &note_shape, &(struct note){ .title = STR("x") },
                   &(struct surroundings){ .words = words_all[0] });
    const char marks[] = "<>\"'";
    for (size_t i = 0; marks[i]; i++)
        check(count_of(text_str(&page), marks[i]) == count_of(text_str(&plain), marks[i]));
}

static int all_dead(struct arena *a, const char *path, const char *member)
{
    json_t *list = hostile_json(a, path), *item;
    size_t i;
    json_array_foreach(list, i, item)
    {
        str payload = json_text(member ? json_object_get(item, member) : item);
        if (memchr(payload.n ? payload.at : "", 0, payload.n))
            payload = str_from(payload, payload.n); /* NUL: never text of ours */
        must_be_dead(a, payload);
        must_be_dead_in_a_page(a, payload);
    }
    json_decref(list);
    return (int)i;
}

PURE(no_payload_of_the_xss_sets_is_alive_after_escaping)
{
    struct arena *a = arena_open();
    check_int(all_dead(a, "xss/dompurify/expect.json", "payload"), 223);
    check_int(all_dead(a, "xss/h5sc/items.json", "data"), 149);
    json_t *words = hostile_json(a, "xss/h5sc/payloads.json"), *word; /* what h5sc puts where its items say %name% */
    const char *name;
    json_object_foreach(words, name, word)
    {
        must_be_dead(a, json_text(word));
        must_be_dead_in_a_page(a, json_text(word));
    }
    check_int(json_object_size(words), 36);
    json_decref(words);
    check_int(all_dead(a, "strings/naughty-strings/blns.json", NULL), 515);
    arena_close(a);
}

/* Of html5lib-tests only the entity tables touch an escaper; the tree, serializer and other tokenizer tests judge a
 * parser and apply once there is an HTML sanitiser. Every input there is also escaped and must come back. */
PURE(our_references_mean_in_html5lib_what_we_mean)
{
    struct arena *a = arena_open();
    const char *const files[] = { "namedEntities.test", "numericEntities.test", "entities.test", "test1.test",
                                  "test2.test",         "test3.test",           "test4.test" };
    int found = 0, inputs = 0;
    for (size_t f = 0; f < COUNT_OF(files); f++) {
        json_t *set = hostile_json(a, str_z(a, str_format(a, "html/html5lib-tests/tokenizer/%s", files[f]))), *test;
        size_t i;
        json_array_foreach(json_object_get(set, "tests"), i, test)
        {
            str input = json_text(json_object_get(test, "input"));
            str means = json_text(json_array_get(json_array_get(json_object_get(test, "output"), 0), 1));
            for (size_t r = 0; r < COUNT_OF(references); r++) {
                if (!str_is(input, str_of(references[r].written))) continue;
                check_str(means, references[r].means);
                found++;
            }
            if (input.n && memchr(input.at, 0, input.n)) continue;
            must_be_dead(a, input);
            inputs++;
        }
        json_decref(set);
    }
    check(found >= 4 && inputs > 4000);
    arena_close(a);
}
