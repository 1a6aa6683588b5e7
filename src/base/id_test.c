#include "test/test.h"

PURE(ids_grow_even_when_the_clock_steps_back)
{
    struct ids ids = { .node = 7 };
    id first = id_make(&ids, 1700000000 * SECOND);
    id second = id_make(&ids, 1600000000 * SECOND);
    check(second > first);
}
