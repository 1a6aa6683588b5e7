/* Golden vectors and edges of the numbers people see. */
#include "insight/proportion.h"
#include "insight/survival.h"
#include "test/test.h"

#include <math.h>

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
    double time = 0;
    bool reached = false;
    struct spell all[] = { { 5, true }, { 1, true }, { 3, true }, { 2, true }, { 4, true } };
    check_ok(survival_quantile(all, 5, 0.5, &time, &reached));
    check(reached && time == 3);
    /* Two still wait, longer than all others have: they count as waiting, they are not left out. */
    struct spell open[] = { { 1, true }, { 2, true }, { 3, true }, { 9, false }, { 9, false } };
    check_ok(survival_quantile(open, 5, 0.5, &time, &reached));
    check(reached && time == 3);
    check_ok(survival_quantile(open, 5, 0.9, &time, &reached));
    check(!reached);
    struct spell tied[] = { { 2, true }, { 2, false }, { 2, true }, { 2, true } };
    check_ok(survival_quantile(tied, 4, 0.7, &time, &reached));
    check(reached && time == 2);
    check_ok(survival_quantile(NULL, 0, 0.5, &time, &reached));
    check(!reached);
    struct spell never[] = { { NAN, true } };
    check_err(survival_quantile(never, 1, 0.5, &time, &reached), INVALID);
}
