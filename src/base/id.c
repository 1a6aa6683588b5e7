#include "base/id.h"

#include <stdatomic.h>

#include "base/arena.h"

enum { NODE_BITS = 10, STEP_BITS = 12 };
static const usec epoch = 1577836800 * SECOND; /* 2020-01-01 */

static uint64_t ms_of(usec at)
{
    usec since = at - epoch;
    if (since < MILLISECOND) return 1; /* so that no id is 0 */
    uint64_t ms = (uint64_t)(since / MILLISECOND), most = (UINT64_C(1) << 41) - 1;
    return ms < most ? ms : most;
}

/* `last` counts milliseconds and steps as one number: a full millisecond flows over into the next. */
id id_make(struct ids *ids, usec now)
{
    uint64_t clock = ms_of(now) << STEP_BITS, last = atomic_load(&ids->last), mine;
    do mine = last < clock ? clock : last + 1;
    while (!atomic_compare_exchange_weak(&ids->last, &last, mine));
    uint64_t ms = mine >> STEP_BITS, step = mine & ((1u << STEP_BITS) - 1);
    uint64_t node = ids->node & ((1u << NODE_BITS) - 1);
    return (id)(ms << (NODE_BITS + STEP_BITS) | node << STEP_BITS | step);
}

void id_pass(struct ids *ids, id seen)
{
    if (seen <= 0) return;
    uint64_t ms = (uint64_t)seen >> (NODE_BITS + STEP_BITS), step = (uint64_t)seen & ((1u << STEP_BITS) - 1);
    uint64_t node = (uint64_t)seen >> STEP_BITS & ((1u << NODE_BITS) - 1);
    if (node > (ids->node & ((1u << NODE_BITS) - 1)))
        step = (1u << STEP_BITS) - 1; /* only the next millisecond is later */
    uint64_t least = ms << STEP_BITS | step, last = atomic_load(&ids->last);
    while (last < least && !atomic_compare_exchange_weak(&ids->last, &last, least)) {
    }
}

usec id_time(id which)
{
    return epoch + (usec)((uint64_t)which >> (NODE_BITS + STEP_BITS)) * MILLISECOND;
}

id id_floor(usec at)
{
    if (at <= epoch) return 1;
    return (id)(ms_of(at) << (NODE_BITS + STEP_BITS));
}

str id_text(struct arena *a, id which)
{
    struct text x = { .arena = a };
    text_addi(&x, which);
    return text_str(&x);
}

bool id_parse(str s, id *out)
{
    int64_t n;
    if (!str_int(s, &n) || n <= 0) return false;
    *out = n;
    return true;
}
