#include "test/test.h"

PURE(a_str_is_compared_searched_and_cut)
{
    check(str_is(STR("abc"), STR("abc")) && !str_is(STR("abc"), STR("abd")) && str_is(STR(""), (str){ 0 }));
    check(str_is_nocase(STR("AbC"), STR("aBc")) && !str_is_nocase(STR("\xC3\x84"), STR("\xC3\xA4")));
    check(str_starts(STR("abc"), STR("ab")) && !str_starts(STR("a"), STR("ab")) && str_ends(STR("abc"), STR("bc")));
    check(str_compare(STR("a"), STR("ab")) < 0 && str_compare(STR("\xFF"), STR("a")) > 0 &&
          str_compare(STR("a"), STR("a")) == 0);
    check_int(str_find(STR("hello"), STR("lo")), 3);
    check_int(str_find(STR("hello"), STR("x")), -1);
    check_int(str_find((str){ 0 }, STR("")), 0);
    check_str(str_from(STR("abc"), 1), "bc");
    check_str(str_from(STR("abc"), 9), "");
    check_str(str_trim(STR(" \t a b \r\n")), "a b");
}

PURE(splitting_visits_every_part)
{
    str rest = STR("a,,b");
    check_str(str_split(&rest, ','), "a");
    check_str(str_split(&rest, ','), "");
    check_str(str_split(&rest, ','), "b");
    check(rest.at == NULL && rest.n == 0);
}

PURE(whole_numbers_are_read_strictly)
{
    int64_t n = 7;
    check(str_int(STR("9223372036854775807"), &n) && n == INT64_MAX);
    check(str_int(STR("-9223372036854775808"), &n) && n == INT64_MIN);
    check(str_int(STR("0"), &n) && n == 0);
    const char *const wrong[] = {
        "", "-", "+1", "01", "-0", " 1", "1 ", "1a", "0x1", "9223372036854775808", "-9223372036854775809"
    };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) check(!str_int(str_of(wrong[i]), &n));
}

PURE(real_numbers_are_read_strictly)
{
    double x;
    check(str_real(STR("-1.5e3"), &x) && x == -1500);
    check(str_real(STR("0.1"), &x) && x == 0.1);
    const char *const wrong[] = { "", ".5", "1.", "1e", "inf", "nan", "0x1p3", "1e999", "01", " 1", "1,5", "--1" };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) check(!str_real(str_of(wrong[i]), &x));
}

PURE(text_grows_formats_and_counts)
{
    struct arena *a = arena_open();
    struct text x = { .arena = a };
    for (int i = 0; i < 1000; i++) text_addf(&x, "%d,", i);
    check_int(x.n, 3890);
    struct text y = { .arena = a };
    text_addi(&y, INT64_MIN);
    text_addc(&y, ' ');
    text_addi(&y, 0);
    text_addz(&y, " x");
    check_str(text_str(&y), "-9223372036854775808 0 x");
    check_int(str_format(a, "%0500d", 1).n, 500);
    check_str(str_join(a, STR("a"), str_lower(a, STR("BC"))), "abc");
    check(strcmp(str_z(a, STR("abc")), "abc") == 0);
    arena_close(a);
}

PURE(hashes_agree_within_a_process)
{
    check(str_hash(STR("abc")) == str_hash(STR("abc")));
    check(str_hash(STR("abc")) != str_hash(STR("abd")));
    check(str_hash((str){ 0 }) == str_hash(STR("")));
}
