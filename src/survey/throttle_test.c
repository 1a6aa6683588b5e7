/* Who is asked, when, and what a score means: tables of cases. */
#include "survey/throttle.h"

#include "survey/kind.h"
#include "test/test.h"
#include "text/words.h"

static const usec NOW_IS = 2000 * DAY;
#define AGO(days) (NOW_IS - (days)*DAY)

PURE(a_person_is_asked_rarely_and_never_about_what_is_not_over)
{
    static const struct {
        struct survey_case it;
        enum suppressed_reason reason;
    } cases[] = {
        { { 0 }, NOT_SUPPRESSED },
        { { .last_any = AGO(30) }, NOT_SUPPRESSED },
        { { .last_any = AGO(30) + 1 }, ASKED_LATELY },
        { { .last_any = AGO(0) }, ASKED_LATELY },
        { { .last_any = AGO(31), .last_same = AGO(89) }, ASKED_SAME_KIND },
        { { .last_any = AGO(31), .last_same = AGO(90) }, NOT_SUPPRESSED },
        { { .last_any = AGO(91), .last_same = AGO(91), .in_year = 3 }, NOT_SUPPRESSED },
        { { .last_any = AGO(91), .last_same = AGO(91), .in_year = 4 }, ASKED_ENOUGH },
        { { .opted_out = true, .last_any = AGO(1) }, HAS_OPTED_OUT },
        { { .unreachable = true }, IS_UNREACHABLE },
        { { .reopened = true, .opted_out = true }, WAS_REOPENED },
        { { .spam = true, .reopened = true }, WAS_SPAM },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) check_int(throttle_reason(&cases[i].it, NOW_IS), cases[i].reason);
}

PURE(the_same_kind_is_asked_four_times_in_four_years_of_daily_contact_no_more_often_than_allowed)
{
    usec asked[64] = { 0 };
    int n = 0;
    for (usec now = NOW_IS; now < NOW_IS + 4 * YEAR_DAYS * DAY; now += DAY) {
        struct survey_case it = { 0 };
        for (int i = 0; i < n; i++) it.in_year += asked[i] > now - YEAR_DAYS * DAY;
        if (n) it.last_any = it.last_same = asked[n - 1];
        if (throttle_reason(&it, now) == NOT_SUPPRESSED) asked[n++] = now;
        check(n < (int)COUNT_OF(asked));
    }
    check_int(n, 16); /* four a year */
    for (int i = 1; i < n; i++) check(asked[i] - asked[i - 1] >= SAME_KIND_DAYS * DAY);
}

PURE(each_kind_s_scores_mean_what_the_field_says)
{
    static const struct {
        const char *kind;
        int64_t score;
        enum verdict verdict;
    } golden[] = { { "csat", 1, BAD },    { "csat", 2, BAD }, { "csat", 3, NEUTRAL }, { "csat", 4, GOOD },
                   { "csat", 5, GOOD },   { "nps", 0, BAD },  { "nps", 6, BAD },      { "nps", 7, NEUTRAL },
                   { "nps", 8, NEUTRAL }, { "nps", 9, GOOD }, { "nps", 10, GOOD },    { "ces", 3, BAD },
                   { "ces", 4, NEUTRAL }, { "ces", 5, GOOD }, { "ces", 7, GOOD } };
    for (size_t i = 0; i < COUNT_OF(golden); i++) {
        const struct survey_kind *kind = survey_kind_named(str_of(golden[i].kind));
        check(kind != NULL);
        check_int(survey_verdict(kind, golden[i].score), golden[i].verdict);
        check(survey_opens_loop(kind, golden[i].score, false) == (golden[i].verdict == BAD));
        check(survey_opens_loop(kind, golden[i].score, true));
    }
}

PURE(only_whole_numbers_of_the_scale_are_scores)
{
    static const char *const none[] = {
        "", " ", "0", "6", "-1", "4.5", "05", "+5", "5 ", "five", "99999999999999999999"
    };
    const struct survey_kind *csat = survey_kind_named(STR("csat"));
    int64_t score = 0;
    for (size_t i = 0; i < COUNT_OF(none); i++) check(!survey_score(csat, str_of(none[i]), &score));
    check(survey_score(csat, STR("5"), &score) && score == 5);
    check(survey_score(survey_kind_named(STR("nps")), STR("0"), &score) && score == 0);
}

static void check_words(const char *key)
{
    for (size_t l = 0; key && words_all[l]; l++) {
        str text = words_get(words_all[l], str_of(key));
        check(text.n && !str_is(text, str_of(key)));
        check(l == 0 || text.at != words_get(words_all[0], str_of(key)).at); /* its own, not English */
    }
}

PURE(every_kind_is_whole_and_speaks_every_language)
{
    for (const struct survey_kind *const *k = survey_kinds; *k; k++) {
        check((*k)->low <= (*k)->bad_to && (*k)->bad_to < (*k)->good_from && (*k)->good_from <= (*k)->high);
        check((*k)->high - (*k)->low < SCALE_POINTS);
        check((*k)->labels[0] && (*k)->labels[(*k)->high - (*k)->low]); /* both ends are named */
        check_words((*k)->question);
        for (int i = 0; i < SCALE_POINTS; i++) check_words((*k)->labels[i]);
        check(survey_kind_named(str_of((*k)->name)) == *k);
    }
    check(!survey_kind_named(STR("none")) && !survey_kind_named(STR("")));
}
