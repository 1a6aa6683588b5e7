#include "channel/email/reply_address.h"
#include "test/test.h"

static const struct reply_keys one_key = { .at = { "0123456789abcdef0123456789abcdef" }, .n = 1 };

PURE(a_signed_address_comes_back_whatever_the_case)
{
    struct arena *a = arena_open();
    const id ids[] = { 1, 31, 4711, INT64_C(1) << 40, INT64_MAX };
    for (size_t i = 0; i < COUNT_OF(ids); i++) {
        str email = { 0 };
        check(reply_address_make(a, &one_key, STR("support@desk.example"), ids[i], &email));
        check(email.n <= 64 + 1 + 12);
        check_int(reply_address_check(&one_key, email), ids[i]);
        struct text loud = { .arena = a };
        for (size_t b = 0; b < email.n; b++)
            text_addc(&loud, email.at[b] >= 'a' && email.at[b] <= 'z' ? (char)(email.at[b] - 32) : email.at[b]);
        check_int(reply_address_check(&one_key, text_str(&loud)), ids[i]);
        check_int(reply_id_check(&one_key, reply_id_make(a, &one_key, ids[i], STR("desk.example"))), ids[i]);
    }
    arena_close(a);
}

PURE(no_changed_letter_of_a_mark_is_believed)
{
    struct arena *a = arena_open();
    str email = { 0 };
    check(reply_address_make(a, &one_key, STR("support@desk.example"), 4711, &email));
    struct text copy = { .arena = a };
    text_add(&copy, email);
    size_t tried = 0;
    for (size_t i = sizeof "support+" - 1; copy.at[i] != '@'; i++)
        for (const char *c = "abcdefghijklmnopqrstuvwxyz234567"; *c; c++) {
            char was = copy.at[i];
            if (was == *c) continue;
            copy.at[i] = *c;
            check_int(reply_address_check(&one_key, text_str(&copy)), 0);
            copy.at[i] = was;
            tried++;
        }
    check_int(tried, 39 * 31);
    arena_close(a);
}

PURE(a_mark_for_one_thing_is_none_for_another)
{
    struct arena *a = arena_open();
    str email = { 0 }, message = reply_id_make(a, &one_key, 7, STR("desk.example"));
    check(reply_address_make(a, &one_key, STR("s@desk.example"), 7, &email));
    check_int(reply_id_check(&one_key, str_format(a, "m%.*s", STR_ARG(str_from(email, 2)))), 0);
    check_int(reply_address_check(&one_key, str_format(a, "s+%.*s", STR_ARG(str_from(message, 1)))), 0);
    static const char *const others[] = { "",
                                          "@",
                                          "support@desk.example",
                                          "support+x@desk.example",
                                          "+@x",
                                          "support+aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@desk.example" };
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        check_int(reply_address_check(&one_key, str_of(others[i])), 0);
        check_int(reply_id_check(&one_key, str_of(others[i])), 0);
    }
    arena_close(a);
}

PURE(keys_change_and_old_marks_stay_good_until_the_key_goes)
{
    struct arena *a = arena_open();
    struct reply_keys two = { .at = { "another key of thirty-two bytes!", "0123456789abcdef0123456789abcdef" },
                              .n = 2 };
    str old = { 0 }, now = { 0 };
    check(reply_address_make(a, &one_key, STR("s@d.example"), 9, &old));
    check(reply_address_make(a, &two, STR("s@d.example"), 9, &now));
    check(!str_is(old, now));
    check_int(reply_address_check(&two, old), 9);
    check_int(reply_address_check(&two, now), 9);
    check_int(reply_address_check(&one_key, now), 0);
    arena_close(a);
}

PURE(a_name_that_is_too_long_gets_no_mark)
{
    struct arena *a = arena_open();
    str out = { 0 };
    check(reply_address_make(a, &one_key, STR("abcdefghijklmnopqrstuvwx@d.example"), 1, &out));
    check(!reply_address_make(a, &one_key, STR("abcdefghijklmnopqrstuvwxy@d.example"), 1, &out));
    check(!reply_address_make(a, &one_key, STR("nobody"), 1, &out));
    check(reply_address_bare(a, STR("s+x+y@d.example"), &out));
    check_str(out, "s@d.example");
    arena_close(a);
}
