/* Counters and gauges for /metrics (Prometheus text format).
 *
 * A counter is one line of COUNTS below; counting is one relaxed atomic add, from any thread. */
#ifndef BASE_COUNT_H
#define BASE_COUNT_H

#include "base/str.h"

#define COUNTS(X)                                                                                                      \
    X(HTTP_REQUESTS, "http_requests_total", "requests answered")                                                       \
    X(HTTP_REFUSED, "http_refused_total", "connections or requests refused by a limit")                                \
    X(HTTP_OPEN, "http_connections", "connections open now")                                                           \
    X(SOCKETS_OPEN, "websockets", "WebSockets open now")                                                               \
    X(SOCKETS_DROPPED, "websockets_dropped_total", "WebSockets dropped for reading too slowly")                        \
    X(TURNS, "turns_total", "turns run")                                                                               \
    X(TURNS_FAILED, "turns_failed_total", "turns undone")                                                              \
    X(COMMITS, "commits_total", "transactions committed: each is one wait for the disk")                               \
    X(COMMIT_FAILURES, "commit_failures_total", "commits that failed; the process must stop")                          \
    X(EVENTS, "events_total", "events emitted")                                                                        \
    X(REACTIONS, "reactions_total", "reactions finished")                                                              \
    X(REACTIONS_RETRIED, "reactions_retried_total", "reactions that failed and will be tried again")                   \
    X(REACTIONS_PARKED, "reactions_parked_total", "reactions given up until a person looks")                           \
    X(HEAVY, "heavy_sums_total", "passwords hashed")                                                                   \
    X(LOG_ALARMS, "log_alarms_total", "alarms logged")

enum count {
#define COUNT_ENUM(name, metric, help) COUNT_##name,
    COUNTS(COUNT_ENUM)
#undef COUNT_ENUM
        COUNT_HOW_MANY
};

void count_add(enum count which, int64_t by);
int64_t count_read(enum count which);
void count_print(struct text *out); /* Prometheus exposition format 0.0.4, names prefixed "regulars_" */

#endif
