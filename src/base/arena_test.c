#include "test/test.h"

PURE(memory_from_an_arena_is_zero_and_aligned)
{
    struct arena *a = arena_open();
    for (size_t n = 0; n < 300; n++) {
        unsigned char *at = arena_take(a, n);
        check((uintptr_t)at % 16 == 0);
        for (size_t i = 0; i < n; i++) check(at[i] == 0);
        memset(at, 0xFF, n);
    }
    arena_reset(a);
    check_int(arena_used(a), 0);
    unsigned char *again = arena_take(a, 60000);
    for (size_t i = 0; i < 60000; i++) check(again[i] == 0);
    arena_close(a);
}

PURE(the_last_piece_of_an_arena_grows_where_it_is)
{
    struct arena *a = arena_open();
    char *one = arena_copy(a, "abc", 3);
    char *grown = arena_grow(a, one, 3, 3000);
    check(one == grown);
    check(memcmp(grown, "abc\0\0", 5) == 0);
    arena_take(a, 1);
    char *moved = arena_grow(a, grown, 3000, 9000);
    check(moved != grown && memcmp(moved, "abc", 3) == 0 && moved[8999] == 0);
    check_int(arena_used(a), 3000 + 1 + 9000);
    arena_close(a);
}

PURE(an_arena_gives_more_than_one_block_holds)
{
    struct arena *a = arena_open();
    for (int round = 0; round < 3; round++) {
        char *large = arena_take(a, 10 << 20);
        large[(10 << 20) - 1] = 'x';
        for (int i = 0; i < 5000; i++) memset(arena_take(a, 100), i, 100);
        arena_reset(a);
    }
    arena_close(a);
}

struct number {
    int n;
};
LIST(number);

PURE(a_list_grows_and_keeps_its_things)
{
    struct arena *a = arena_open();
    struct number_list list = { 0 };
    for (int i = 0; i < 10000; i++) LIST_ADD(a, &list)->n = i;
    check_int(list.n, 10000);
    for (int i = 0; i < 10000; i++) check_int(list.at[i].n, i);
    arena_close(a);
}
