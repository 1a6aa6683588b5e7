#include "insight/mean.h"

#include <math.h>

enum { EXPANDED_FROM = 30, HALVINGS = 60 };
static const double Z = 1.959963984540054, PI = 3.141592653589793;

/* Probability that |T| ≤ t, for whole degrees of freedom: a finite sum. */
static double inside(double t, int64_t freedom)
{
    double angle = atan(t / sqrt((double)freedom)), c2 = cos(angle) * cos(angle);
    bool odd = freedom % 2 == 1;
    double term = odd ? cos(angle) : 1, sum = freedom == 1 ? 0 : term;
    for (int64_t k = odd ? 3 : 2; k < freedom; k += 2) {
        term *= c2 * (double)(k - 1) / (double)k;
        sum += term;
    }
    return odd ? 2 / PI * (angle + sin(angle) * sum) : sin(angle) * sum;
}

static double expanded(double v)
{
    double z = Z, z3 = z * z * z, z5 = z3 * z * z, z7 = z5 * z * z, z9 = z7 * z * z;
    return z + (z3 + z) / (4 * v) + (5 * z5 + 16 * z3 + 3 * z) / (96 * v * v) +
           (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * v * v * v) +
           (79 * z9 + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * z) / (92160 * v * v * v * v);
}

double student_t(int64_t freedom)
{
    if (freedom >= EXPANDED_FROM) return expanded((double)freedom);
    double low = 0, high = 13; /* 12.706 for one degree is the largest */
    for (int i = 0; i < HALVINGS; i++) {
        double middle = (low + high) / 2;
        if (inside(middle, freedom) < 0.95)
            low = middle;
        else
            high = middle;
    }
    return high;
}

enum err mean_measure(const double *values, size_t n, struct measured *out)
{
    double sum = 0, squares = 0;
    *out = (struct measured){ .n = (int64_t)n, .low = NAN, .high = NAN };
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(values[i])) return INVALID;
        sum += values[i];
    }
    if (n == 0) return OK;
    out->value = sum / (double)n;
    if (n == 1) return OK;
    for (size_t i = 0; i < n; i++) squares += (values[i] - out->value) * (values[i] - out->value);
    double half = student_t((int64_t)n - 1) * sqrt(squares / (double)(n - 1) / (double)n);
    out->low = out->value - half;
    out->high = out->value + half;
    return OK;
}
