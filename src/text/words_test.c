#include "text/words.h"

#include <unicode/upluralrules.h>

#include "test/snapshot.h"

static str said(struct arena *a, const char *message, int64_t n, const char *name)
{
    struct text x = { .arena = a };
    struct word_arg args[] = { { .name = "n", .number = n, .is_number = true },
                               { .name = "name", .text = str_of(name) } };
    words_message(&x, words_all[0], str_of(message), args, COUNT_OF(args));
    return text_str(&x);
}

PURE(messages_say_arguments_plurals_and_choices)
{
    struct arena *a = arena_open();
    const char *answers = "{n, plural, =0 {no answers} one {# answer} other {# answers from {name}}}!";
    check_str(said(a, answers, 0, "Ann"), "no answers!");
    check_str(said(a, answers, 1, "Ann"), "1 answer!");
    check_str(said(a, answers, 5, "{Ann}"), "5 answers from {Ann}!");
    check_str(said(a, "{name, select, a {A} other {?}}", 0, "a"), "A");
    check_str(said(a, "{name, select, a {A} other {?}}", 0, "b"), "?");
    check_str(said(a, "it''s '{name}' {name} don't # {other}", 0, "x"), "it's {name} x don't # {other}");
    check_str(said(a, "{n, plural, one {", 1, "x"), "");
    arena_close(a);
}

/* The same table that test/rings/08-words reads to the console. */
PURE(a_message_says_here_what_it_says_in_the_console)
{
    struct arena *a = arena_open();
    str rest = test_file_read(a, "test/messages.tsv");
    size_t n = 0;
    while (rest.n) {
        str row = str_split(&rest, '\n');
        if (str_empty(row) || row.at[0] == '#') continue;
        str language = str_split(&row, '\t'), number = str_split(&row, '\t'), name = str_split(&row, '\t'),
            message = str_split(&row, '\t');
        struct word_arg args[] = { { .name = "n", .is_number = true }, { .name = "name", .text = name } };
        struct text x = { .arena = a };
        check(str_int(number, &args[0].number));
        words_message(&x, words_for(language), message, args, COUNT_OF(args));
        check_str(text_str(&x), str_z(a, row));
        n++;
    }
    check(n >= 50);
    arena_close(a);
}

PURE(the_language_a_browser_likes_best_is_chosen)
{
    check_str(str_of(words_for(STR("es-MX,es;q=0.9,en;q=0.8"))->language), "es");
    check_str(str_of(words_for(STR("fr, ar;q=0.5, en;q=0.4"))->language), "ar");
    check(words_for(STR("AR"))->right_to_left);
    check_str(str_of(words_for(STR("es;q=0, *"))->language), "en");
    check_str(str_of(words_for(STR("es;q=x,,;;==,\xFF"))->language), "en");
    check_str(str_of(words_for(STR(""))->language), "en");
}

PURE(a_language_for_trying_the_screens_is_given_to_who_asks_and_offered_to_nobody)
{
    const struct words *w = words_for(STR("qps")), *mirrored = words_for(STR("qps-plocm,en;q=0.5"));
    const struct words *plain = words_for(STR("en"));
    check_str(str_of(w->language), "qps");
    check_str(words_get(w, STR("console.nav.inbox")), "[Ííñbóóx]");
    check_str(str_of(mirrored->language), "qps-plocm");
    check(!w->right_to_left && mirrored->right_to_left && mirrored->at == w->at);
    for (size_t i = 0; words_all[i]; i++) check(words_all[i] != w && words_all[i] != mirrored);
    size_t english = 0, longer = 0;
    for (size_t k = 0; k < plain->n; k++) {
        str made = words_get(w, str_of(plain->at[k].key));
        check(made.at[0] == '[' && made.at[made.n - 1] == ']');
        english += plain->at[k].text.n;
        longer += made.n;
    }
    check(longer > english * 14 / 10);
}

PURE(every_language_falls_back_to_english_and_then_to_the_key)
{
    for (size_t i = 0; words_all[i]; i++) {
        check(words_get(words_all[i], STR("language.name")).n > 0);
        check_str(words_get(words_all[i], STR("no.such_key")), "no.such_key");
        for (size_t k = 0; k < words_all[0]->n; k++) {
            str key = str_of(words_all[0]->at[k].key);
            check(words_get(words_all[i], key).at != key.at);
        }
    }
}

static str icu_plural(struct arena *a, UPluralRules *rules, int64_t n)
{
    UChar word[16];
    UErrorCode err = U_ZERO_ERROR;
    int32_t length = uplrules_select(rules, (double)n, word, COUNT_OF(word), &err);
    struct text x = { .arena = a };
    for (int32_t i = 0; i < length; i++) text_addc(&x, (char)word[i]);
    return text_str(&x);
}

PURE(plural_categories_are_those_of_icu)
{
    struct arena *a = arena_open();
    for (size_t i = 0; words_all[i]; i++) {
        UErrorCode err = U_ZERO_ERROR;
        UPluralRules *rules = uplrules_open(words_all[i]->language, &err);
        check(U_SUCCESS(err));
        for (int64_t n = 0; n < 3000000; n += n < 1200 ? 1 : 997 - n % 7) {
            check(str_is(icu_plural(a, rules, n), str_of(words_plural(words_all[i], n))));
            arena_reset(a);
        }
        check(str_is(icu_plural(a, rules, 1000000), str_of(words_plural(words_all[i], 1000000))));
        uplrules_close(rules);
    }
    arena_close(a);
}
