/* Shares and scores of answers, each with its interval. Pure: no turn, no database, no allocation. */
#ifndef INSIGHT_PROPORTION_H
#define INSIGHT_PROPORTION_H

#include "base/base.h"

/* A number that is never shown without its count and interval. */
struct measured {
    double value, low, high; /* the 95 % interval; share: 0…1, NPS: -100…100 */
    int64_t n;               /* answers; 0: value, low and high say nothing */
};

/* Share of k in n with the Wilson score interval. INVALID unless 0 ≤ k ≤ n.
 * Wilson (1927), "Probable inference, the law of succession, and statistical inference", JASA 22. */
enum err proportion_wilson(int64_t k, int64_t n, struct measured *out) MUST_USE;

/* Net promoter score in points with the adjusted-Wald interval: ¾ added to promoters and to detractors, 3 to n.
 * Rocks (2016), as evaluated by Lewis and Sauro. INVALID unless the counts fit n. The interval is cut at ±100. */
enum err nps_measure(int64_t promoters, int64_t detractors, int64_t n, struct measured *out) MUST_USE;

/* Later minus earlier NPS in points, with the Wald interval of a difference. n is the smaller of the two. */
enum err nps_difference(const int64_t earlier[3], const int64_t later[3],
                        struct measured *out) MUST_USE; /* { promoters, detractors, n } */

#endif
