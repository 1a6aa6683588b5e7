#include "insight/proportion.h"

#include <math.h>

static const double Z = 1.959963984540054; /* 97.5 % point of the standard normal distribution */

enum err proportion_wilson(int64_t k, int64_t n, struct measured *out)
{
    *out = (struct measured){ .n = n };
    if (n < 0 || k < 0 || k > n) return INVALID;
    if (n == 0) return OK;
    double count = (double)n, p = (double)k / count, z2 = Z * Z;
    double middle = p + z2 / (2 * count);
    double half = Z * sqrt(p * (1 - p) / count + z2 / (4 * count * count));
    double width = 1 + z2 / count;
    out->value = p;
    out->low = fmax(0, (middle - half) / width);
    out->high = fmin(1, (middle + half) / width);
    return OK;
}

static bool nps_counts(int64_t promoters, int64_t detractors, int64_t n)
{
    return n >= 0 && promoters >= 0 && detractors >= 0 && promoters <= n && detractors <= n - promoters;
}

/* Variance of one answer that counts +1, 0 or -1. */
static double answer_variance(double p, double d)
{
    return p + d - (p - d) * (p - d);
}

enum err nps_measure(int64_t promoters, int64_t detractors, int64_t n, struct measured *out)
{
    *out = (struct measured){ .n = n };
    if (!nps_counts(promoters, detractors, n)) return INVALID;
    if (n == 0) return OK;
    double count = (double)n + 3;
    double p = ((double)promoters + 0.75) / count, d = ((double)detractors + 0.75) / count;
    double half = 100 * Z * sqrt(answer_variance(p, d) / count);
    out->value = 100 * (double)(promoters - detractors) / (double)n;
    out->low = fmax(-100, 100 * (p - d) - half);
    out->high = fmin(100, 100 * (p - d) + half);
    return OK;
}

static double nps_variance(const int64_t counts[3])
{
    double n = (double)counts[2];
    return answer_variance((double)counts[0] / n, (double)counts[1] / n) / n;
}

enum err nps_difference(const int64_t earlier[3], const int64_t later[3], struct measured *out)
{
    *out = (struct measured){ .n = earlier[2] < later[2] ? earlier[2] : later[2] };
    if (!nps_counts(earlier[0], earlier[1], earlier[2]) || !nps_counts(later[0], later[1], later[2])) return INVALID;
    if (out->n == 0) return OK;
    double half = 100 * Z * sqrt(nps_variance(earlier) + nps_variance(later));
    out->value = 100 * ((double)(later[0] - later[1]) / (double)later[2] -
                        (double)(earlier[0] - earlier[1]) / (double)earlier[2]);
    out->low = fmax(-200, out->value - half);
    out->high = fmin(200, out->value + half);
    return OK;
}
