#include "text/utf8.h"

#include <stdio.h>

#include "test/hostile.h"

PURE(a_line_holds_one_visible_line)
{
    struct arena *a = arena_open();
    check_str(utf8_line(a, STR("  a\r\nBcc: x\t\tb\xC2\x85\xE2\x80\xA8 c  ")), "a Bcc: x b c");
    check_str(utf8_line(a, STR("\xE2\x80\xAE"
                               "admin\x1B[31m\xEF\xBB\xBF\x00")),
              "admin[31m");
    check_str(utf8_line(a, STR("\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7")),
              "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7");
    check(utf8_blank(STR(" \xC2\xA0\xE3\x80\x80\xE2\x80\x8B\n")) && !utf8_blank(STR(" x")));
    arena_close(a);
}

PURE(what_is_shortened_ends_with_an_ellipsis_after_a_whole_word)
{
    struct arena *a = arena_open();
    check_str(utf8_shorten(a, STR("The blue bowl"), 13), "The blue bowl");
    check_str(utf8_shorten(a, STR("The blue bowl arrived"), 14), "The blue bowl…");
    check_str(utf8_shorten(a, STR("The blue bowl arrived"), 13), "The blue…");
    check_str(utf8_shorten(a, STR("Donaudampfschiff"), 6), "Donau…");
    check_str(utf8_shorten(a, STR("碗碎了能换一个吗"), 4), "碗碎了…");
    check_str(utf8_shorten(a, STR("ab"), 1), "…");
    check_str(utf8_shorten(a, STR(""), 0), "");
    arena_close(a);
}

PURE(text_is_counted_and_cut_by_characters)
{
    struct arena *a = arena_open();
    check_int(utf8_count(STR("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80")), 4);
    check_str(utf8_cut(STR("a\xC3\xA9\xE2\x82\xAC"), 2), "a\xC3\xA9");
    check_str(utf8_cut(STR("a"), 5), "a");
    struct text x = { .arena = a };
    for (uint32_t code = 0; code <= 0x110000; code++) utf8_put(&x, code);
    check(utf8_valid(text_str(&x)));
    check_int(utf8_count(text_str(&x)), 0x110001);
    arena_close(a);
}

static str unhex(struct arena *a, str hex)
{
    struct text x = { .arena = a };
    int high = -1;
    for (size_t i = 0; i < hex.n; i++) {
        const char *digits = "0123456789abcdef", *at = hex.at[i] ? strchr(digits, hex.at[i] | 0x20) : NULL;
        if (!at || hex.at[i] == ' ') continue;
        if (high < 0)
            high = (int)(at - digits);
        else {
            text_addc(&x, (char)(high * 16 + (at - digits)));
            high = -1;
        }
    }
    return text_str(&x);
}

/* num:valid:text · num:valid hex:hex · num:invalid hex:hex:skipped:replaced */
PURE(utf8tests_are_judged_and_mended_as_they_say)
{
    struct arena *a = arena_open();
    str all = hostile_file(a, "unicode/utf8tests/utf8tests.txt");
    int valid = 0, invalid = 0;
    while (all.n) {
        str line = str_trim(str_split(&all, '\n'));
        if (line.n == 0 || line.at[0] == '#') continue;
        str was = line;
        str_split(&line, ':');
        str kind = str_trim(str_split(&line, ':')), text = str_split(&line, ':');
        if (!str_is(kind, STR("valid"))) text = unhex(a, text);
        bool should = str_starts(kind, STR("valid"));
        if (utf8_valid(text) != should) fprintf(stderr, "utf8: %.*s\n", STR_ARG(was));
        check(utf8_valid(text) == should);
        str_split(&line, ':');
        str mended = utf8_mend(a, text);
        check(should ? str_is(mended, text) : str_is(mended, unhex(a, line)));
        if (should)
            valid++;
        else
            invalid++;
    }
    check(valid > 20 && invalid > 100);
    arena_close(a);
}

PURE(broken_utf8_never_swallows_the_next_letter)
{
    struct arena *a = arena_open();
    str all = hostile_file(a, "generated/unicode/invalid-utf8.jsonl");
    json_t *line;
    int seen = 0;
    for (; hostile_line(&all, &line); seen++) {
        str bytes = unhex(a, json_text(json_object_get(line, "hex")));
        bool subscript_two = str_is(bytes, STR("\xE2\x82\x82"
                                               "a")); /* the set has one that is valid: U+2082 */
        check(utf8_valid(bytes) == subscript_two);
        str mended = utf8_mend(a, str_join(a, bytes, STR("<z")));
        check(utf8_valid(mended) && str_ends(mended, STR("<z")) &&
              (subscript_two || str_find(mended, STR("\xEF\xBF\xBD")) >= 0));
        json_decref(line);
    }
    check(seen > 10);
    arena_close(a);
}
