#include "search/term.h"

#include "test/test.h"

/* The terms, one after another, with | between them. */
static str terms_of(struct arena *a, const char *text)
{
    struct term_list terms = { 0 };
    struct text x = { .arena = a };
    term_split(a, str_of(text), &terms);
    for (size_t i = 0; i < terms.n; i++) {
        if (i) text_addc(&x, '|');
        text_add(&x, terms.at[i].word);
    }
    return text_str(&x);
}

#define CHECK_TERMS(text, should)                                                                                      \
    do {                                                                                                               \
        struct arena *a_ = arena_open();                                                                               \
        check_str(terms_of(a_, text), should);                                                                         \
        arena_close(a_);                                                                                               \
    } while (0)

PURE(a_text_is_its_words_without_case_and_punctuation)
{
    CHECK_TERMS("Where IS my parcel?!", "where|is|my|parcel");
    CHECK_TERMS("ann@example.org, wi-fi; o'brien", "ann|example|org|wi|fi|o|brien");
    CHECK_TERMS("order #1042 of 2.50", "order|1042|of|2|50");
    CHECK_TERMS("_snake_case_", "snake|case");
    CHECK_TERMS(" \t\n…—!", "");
    CHECK_TERMS("", "");
    CHECK_TERMS("🙂 🏺", "");
}

PURE(accents_width_ligatures_and_vowel_signs_do_not_matter)
{
    CHECK_TERMS("Café CAFÉ cafe\xcc\x81", "cafe|cafe|cafe");
    CHECK_TERMS("Straße STRASSE", "strasse|strasse");
    CHECK_TERMS("Søren Łódź ﬁne Ｗｉｄｅ", "soren|lodz|fine|wide");
    CHECK_TERMS("ΣΊΣΥΦΟΣ σίσυφος", "σισυφοσ|σισυφοσ");
    CHECK_TERMS("كِتَاب كتاب كتـــاب أحمد احمد", "كتاب|كتاب|كتاب|احمد|احمد");
    CHECK_TERMS("soft\xc2\xadly", "softly");
}

PURE(marks_that_are_letters_in_all_but_name_stay)
{
    CHECK_TERMS("हिन्दी", "हिन्दी");
    CHECK_TERMS("か が", "か|が");
}

PURE(what_is_written_without_spaces_is_cut_by_its_dictionary)
{
    CHECK_TERMS("我的包裹在哪里？", "我的|包裹|在|哪里");
    CHECK_TERMS("ที่ไหน สวัสดีครับ", "ที่ไหน|สวัสดี|ครับ");
}

PURE(a_term_knows_where_it_stands)
{
    struct arena *a = arena_open();
    struct term_list terms = { 0 };
    str text = STR("¿Dónde está?");
    term_split(a, text, &terms);
    check_int(terms.n, 2);
    check_str(((str){ .at = text.at + terms.at[0].from, .n = terms.at[0].to - terms.at[0].from }), "Dónde");
    check_str(((str){ .at = text.at + terms.at[1].from, .n = terms.at[1].to - terms.at[1].from }), "está");
    arena_close(a);
}

PURE(a_very_long_word_is_cut_where_a_character_ends)
{
    struct arena *a = arena_open();
    struct text x = { .arena = a };
    struct term_list terms = { 0 };
    for (int i = 0; i < 500; i++) text_addz(&x, "ж");
    term_split(a, text_str(&x), &terms);
    check_int(terms.n, 1);
    check_int(terms.at[0].word.n, TERM_BYTES);
    check_int(terms.at[0].to, 1000);
    arena_close(a);
}
