#include "base/count.h"

#include <stdatomic.h>

static _Atomic(int64_t) counts[COUNT_HOW_MANY];

static const struct {
    const char *metric, *help;
} about[] = {
#define COUNT_ABOUT(name, metric_name, help_text) { .metric = metric_name, .help = help_text },
    COUNTS(COUNT_ABOUT)
#undef COUNT_ABOUT
};

void count_add(enum count which, int64_t by)
{
    atomic_fetch_add_explicit(&counts[which], by, memory_order_relaxed);
}
int64_t count_read(enum count which)
{
    return atomic_load_explicit(&counts[which], memory_order_relaxed);
}

void count_print(struct text *out)
{
    for (enum count i = 0; i < COUNT_HOW_MANY; i++) {
        const char *metric = about[i].metric;
        bool counter = str_ends(str_of(metric), STR("_total"));
        text_addf(out, "# HELP regulars_%s %s\n# TYPE regulars_%s %s\n", metric, about[i].help, metric,
                  counter ? "counter" : "gauge");
        text_addf(out, "regulars_%s %lld\n", metric, (long long)count_read(i));
    }
}
