/* Golden vectors and edges of the numbers people see. */
#include "insight/mean.h"
#include "insight/period.h"
#include "insight/proportion.h"
#include "insight/say.h"
#include "insight/survival.h"
#include "test/test.h"

#include <math.h>
#include <stdlib.h>

static bool near(double is, double should, double by)
{
    return fabs(is - should) <= by;
}

PURE(csat_of_43_in_50_is_86_percent_between_73_8_and_93_0)
{
    struct measured m = { 0 };
    check_ok(proportion_wilson(43, 50, &m));
    check(near(100 * m.value, 86.0, 0.05) && near(100 * m.low, 73.8, 0.05) && near(100 * m.high, 93.0, 0.05));
    check_int(m.n, 50);
}

PURE(a_share_of_nothing_everything_or_nonsense_is_never_nan)
{
    struct measured m = { 0 };
    check_ok(proportion_wilson(0, 0, &m));
    check_int(m.n, 0);
    check_ok(proportion_wilson(0, 10, &m));
    check(m.low == 0 && near(m.high, 0.2775, 0.0001));
    check_ok(proportion_wilson(10, 10, &m));
    check(m.high <= 1 && near(m.high, 1, 1e-12) && near(m.low, 0.7225, 0.0001));
    check_err(proportion_wilson(11, 10, &m), INVALID);
    check_err(proportion_wilson(-1, 10, &m), INVALID);
}

PURE(nps_of_110_50_40_is_35_between_23_6_and_45_4)
{
    struct measured m = { 0 };
    check_ok(nps_measure(110, 40, 200, &m));
    check(near(m.value, 35, 0.05) && near(m.low, 23.6, 0.05) && near(m.high, 45.4, 0.05));
    check_ok(nps_measure(1, 0, 1, &m));
    check(m.value == 100 && m.high <= 100 && m.low < 100);
    check_err(nps_measure(3, 3, 5, &m), INVALID);
}

PURE(ten_points_less_on_so_few_answers_is_no_clear_change)
{
    struct measured m = { 0 };
    check_ok(nps_difference((int64_t[]){ 110, 40, 200 }, (int64_t[]){ 90, 45, 180 }, &m));
    check(near(m.value, -10, 0.05) && near(m.low, -26.3, 0.05) && near(m.high, 6.3, 0.05));
}

PURE(ignoring_people_cannot_improve_the_median_first_response)
{
    struct measured m = { 0 };
    struct spell all[] = { { 5, true }, { 1, true }, { 3, true }, { 2, true }, { 4, true } };
    check_ok(survival_measure(all, 5, 0.5, &m));
    check(m.value == 3 && m.n == 5);
    /* Two still wait, longer than all others have: they count as waiting, they are not left out. */
    struct spell open[] = { { 1, true }, { 2, true }, { 3, true }, { 9, false }, { 9, false } };
    check_ok(survival_measure(open, 5, 0.5, &m));
    check(m.value == 3 && isnan(m.high));
    check_ok(survival_measure(open, 5, 0.9, &m));
    check(isnan(m.value));
    struct spell tied[] = { { 2, true }, { 2, false }, { 2, true }, { 2, true } };
    check_ok(survival_measure(tied, 4, 0.7, &m));
    check(m.value == 2);
    check_ok(survival_measure(NULL, 0, 0.5, &m));
    check(m.n == 0 && isnan(m.value));
    struct spell never[] = { { NAN, true } };
    check_err(survival_measure(never, 1, 0.5, &m), INVALID);
    check_err(survival_measure(all, 5, 1, &m), INVALID);
}

static bool is(double value, double should)
{
    return should == 0 ? isnan(value) : value == should;
}

/* Weeks of remission, 6-MP against placebo: Freireich et al. (1963), Blood 21, the data every textbook of survival
 * uses. 0 stands for "not reached". */
PURE(the_textbook_s_remissions_have_the_textbook_s_quantiles_and_intervals)
{
    static const int drug[] = {
        6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35
    };
    static const int placebo[] = { 1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23 };
    static const struct {
        const int *weeks;
        double share, low, value, high;
    } golden[] = { { drug, 0.25, 6, 13, 22 },  { drug, 0.5, 13, 23, 0 },   { drug, 0.75, 23, 0, 0 },
                   { placebo, 0.25, 1, 4, 5 }, { placebo, 0.5, 4, 8, 11 }, { placebo, 0.75, 8, 12, 22 },
                   { placebo, 0.9, 12, 17, 0 } };
    for (size_t i = 0; i < COUNT_OF(golden); i++) {
        struct spell spells[21];
        struct measured m = { 0 };
        for (int k = 0; k < 21; k++)
            spells[k] = (struct spell){ .time = abs(golden[i].weeks[k]), .happened = golden[i].weeks[k] > 0 };
        check_ok(survival_measure(spells, 21, golden[i].share, &m));
        check(is(m.low, golden[i].low) && is(m.value, golden[i].value) && is(m.high, golden[i].high));
    }
}

PURE(student_s_t_is_the_one_of_the_tables)
{
    static const struct {
        int64_t freedom;
        double t;
    } table[] = { { 1, 12.7062047 }, { 2, 4.3026527 },  { 3, 3.1824463 },  { 4, 2.7764451 },
                  { 5, 2.5705818 },  { 10, 2.2281389 }, { 20, 2.0859634 }, { 29, 2.0452296 },
                  { 30, 2.0422725 }, { 60, 2.0002978 }, { 120, 1.9799304 } };
    for (size_t i = 0; i < COUNT_OF(table); i++) check(near(student_t(table[i].freedom), table[i].t, 1e-6));
}

PURE(a_mean_of_few_answers_has_a_wide_interval_and_of_one_none)
{
    struct measured m = { 0 };
    check_ok(mean_measure((double[]){ 5, 6, 7, 4, 6 }, 5, &m)); /* sd 1.140, standard error 0.5099 */
    check(near(m.value, 5.6, 1e-9) && near(m.low, 4.1843, 0.0001) && near(m.high, 7.0157, 0.0001));
    check_ok(mean_measure((double[]){ 5 }, 1, &m));
    check(m.value == 5 && isnan(m.low) && isnan(m.high));
    check_ok(mean_measure(NULL, 0, &m));
    check_int(m.n, 0);
    check_err(mean_measure((double[]){ INFINITY }, 1, &m), INVALID);
}

/* ---- measures ---- */

static struct report_row_list rows_of(struct arena *a, int n, double value)
{
    struct report_row_list rows = { 0 };
    for (int i = 0; i < n; i++) *LIST_ADD(a, &rows) = (struct report_row){ .value = value, .happened = true };
    return rows;
}
static void add_rows(struct arena *a, struct report_row_list *rows, int n, double value)
{
    for (int i = 0; i < n; i++) *LIST_ADD(a, rows) = (struct report_row){ .value = value };
}

PURE(each_measure_gives_the_golden_number_and_refuses_what_it_cannot_take)
{
    struct arena *a = arena_open();
    struct figure_list f = { 0 };
    struct terms terms = { .needed = 5, .scale_low = 1, .scale_high = 7, .good_from = 5 };
    struct report_row_list csat = rows_of(a, 43, 1), nps = rows_of(a, 110, 1), odd = rows_of(a, 9, 8);
    add_rows(a, &csat, 7, 0);
    add_rows(a, &nps, 50, 0);
    add_rows(a, &nps, 40, -1);
    check_ok(measure_proportion.run(a, &terms, csat.at, csat.n, &f));
    check(near(f.at[0].low, 0.738, 0.0005) && near(f.at[0].high, 0.930, 0.0005) && f.at[0].enough);
    check_str(say_figure(a, words_all[0], &f.at[0]), "86.0 % (73.8 to 93.0), n = 50");
    f.n = 0;
    check_ok(measure_nps.run(a, &terms, nps.at, nps.n, &f));
    check_str(say_figure(a, words_all[0], &f.at[0]), "35.0 points (23.6 to 45.4), n = 200");
    check_err(measure_proportion.run(a, &terms, odd.at, odd.n, &f), INVALID);
    check_err(measure_nps.run(a, &terms, odd.at, odd.n, &f), INVALID);
    check_err(measure_mean.run(a, &terms, odd.at, odd.n, &f), INVALID);
    arena_close(a);
}

PURE(a_mean_stays_on_its_scale_and_says_how_many_agree)
{
    struct arena *a = arena_open();
    struct figure_list f = { 0 };
    struct terms terms = { .needed = 5, .scale_low = 1, .scale_high = 7, .good_from = 5 };
    struct report_row_list rows = rows_of(a, 4, 7);
    add_rows(a, &rows, 2, 4);
    check_ok(measure_mean.run(a, &terms, rows.at, rows.n, &f));
    check_int(f.n, 2);
    check(near(f.at[0].value, 6, 1e-9) && f.at[0].high == 7);
    check_str(f.at[1].name, "agree");
    check(near(f.at[1].value, 4.0 / 6, 1e-9));
    arena_close(a);
}

PURE(with_too_few_we_cannot_tell_and_say_how_many_are_needed)
{
    struct arena *a = arena_open();
    struct figure_list f = { 0 };
    struct terms terms = { .needed = 10 };
    struct report_row_list rows = rows_of(a, 9, 1);
    check_ok(measure_proportion.run(a, &terms, rows.at, rows.n, &f));
    check(!f.at[0].enough && isnan(f.at[0].value) && isnan(f.at[0].low) && isnan(f.at[0].high));
    check_str(say_figure(a, words_all[0], &f.at[0]), "We cannot tell yet: 9 of 10 needed.");
    f.n = 0;
    check_ok(measure_survival.run(a, &terms, NULL, 0, &f));
    check(f.n == 2 && !f.at[0].enough);
    arena_close(a);
}

PURE(a_count_is_itself_and_a_row_of_no_line_is_refused)
{
    struct arena *a = arena_open();
    struct figure_list f = { 0 };
    struct terms terms = { .lines = (const char *const[]){ "opened", "resolved", NULL } };
    struct report_row rows[] = { { .line = STR("opened") }, { .line = STR("resolved") }, { .line = STR("opened") } };
    check_ok(measure_count.run(a, &terms, rows, 3, &f));
    check(f.n == 2 && f.at[0].n == 2 && f.at[1].n == 1 && f.at[0].low == 2 && f.at[0].high == 2 && f.at[0].enough);
    rows[0].line = STR("lost");
    check_err(measure_count.run(a, &terms, rows, 3, &f), INVALID);
    arena_close(a);
}

PURE(a_time_is_said_in_hours_and_what_is_not_known_as_a_dash)
{
    struct arena *a = arena_open();
    struct figure f = {
        .unit = UNIT_SECONDS, .value = 45296, .low = 59.6, .high = NAN, .n = 7, .censored = 2, .enough = true
    };
    check_str(say_figure(a, words_all[0], &f), "12:34:56 (0:01:00 to –), n = 7, 2 of them unanswered");
    arena_close(a);
}

/* ---- days, weeks, months ---- */

static void check_period(struct arena *a, const char *day, enum step step, const char *begin, const char *next)
{
    usec at = 0;
    check(time_day(str_of(day), &at));
    at = period_begin(at + 23 * HOUR, step);
    check_str(period_text(a, at), begin);
    check_str(period_text(a, period_next(at, step)), next);
}

PURE(weeks_begin_on_monday_and_months_on_the_first)
{
    struct arena *a = arena_open();
    check_period(a, "2026-11-24", STEP_WEEK, "2026-11-23", "2026-11-30");
    check_period(a, "2026-11-23", STEP_WEEK, "2026-11-23", "2026-11-30");
    check_period(a, "2027-01-01", STEP_WEEK, "2026-12-28", "2027-01-04");
    check_period(a, "2024-02-29", STEP_MONTH, "2024-02-01", "2024-03-01");
    check_period(a, "2026-12-31", STEP_MONTH, "2026-12-01", "2027-01-01");
    check_period(a, "2026-02-28", STEP_DAY, "2026-02-28", "2026-03-01");
    check_int(period_fitting(0, 90 * DAY), STEP_WEEK);
    check_int(period_fitting(0, 366 * DAY), STEP_MONTH);
    static const char *const none[] = { "",           "2026-2-1",    "2026-02-30", "2026-13-01",
                                        "24.11.2026", "2026-11-24T", "yesterday!" };
    usec at = 0;
    for (size_t i = 0; i < COUNT_OF(none); i++) check(!time_day(str_of(none[i]), &at));
    arena_close(a);
}
