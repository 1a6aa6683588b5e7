#include "spine/token.h"

#include "spine/house.h"
#include "test/test.h"

TEST(a_token_is_long_safe_in_an_address_and_never_the_same)
{
    str one = token_make(t->arena), two = token_make(t->arena);
    check_int(one.n, 43);
    check(!str_is(one, two));
    for (size_t i = 0; i < one.n; i++)
        check(strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", one.at[i]) != NULL);
}

TEST(what_is_stored_of_a_token_is_its_sha256)
{
    /* FIPS 180-4, the one-block example "abc" */
    check_str(token_hash(t->arena, STR("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(a_signature_holds_for_its_words_its_secret_and_its_time_only)
{
    str signature = token_sign(t, STR("form"));
    check(token_signed(t, signature, STR("form"), HOUR));
    check(!token_signed(t, signature, STR("other"), HOUR));
    check(!token_signed(t, str_cut(signature, signature.n - 1), STR("form"), HOUR));
    check(!token_signed(t, (str){ 0 }, STR("form"), HOUR));
    t->now += 2 * HOUR;
    check(!token_signed(t, signature, STR("form"), HOUR));
    t->now -= 2 * HOUR;
    t->house->secret[0] ^= 1;
    check(!token_signed(t, signature, STR("form"), HOUR));
}

TEST(a_signature_cannot_be_made_younger)
{
    str signature = token_sign(t, STR("form"));
    str rest = signature;
    str_split(&rest, '.');
    str forged = str_format(t->arena, "%lld.%.*s", (long long)(t->now - 1), STR_ARG(rest));
    check(!token_signed(t, forged, STR("form"), HOUR));
}
