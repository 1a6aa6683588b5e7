#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"

#if defined(__SANITIZE_ADDRESS__)
#define POISONED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define POISONED 1
#endif
#endif

#ifdef POISONED
#include <sanitizer/asan_interface.h>
enum { GAP = 16 }; /* poisoned bytes between two takings, so that running over one is seen */
static void poison(void *at, size_t n)
{
    ASAN_POISON_MEMORY_REGION(at, n);
}
static void unpoison(void *at, size_t n)
{
    ASAN_UNPOISON_MEMORY_REGION(at, n);
}
#else
enum { GAP = 0 };
static void poison(void *at, size_t n)
{
    (void)at;
    (void)n;
}
static void unpoison(void *at, size_t n)
{
    (void)at;
    (void)n;
}
#endif

/* The first block is small enough that forty idle turns keep under 3 MB, and only touched pages count. */
enum { ALIGN = 16, FIRST_BYTES = 64 * 1024, LARGEST_BYTES = 4 * 1024 * 1024 };

struct block {
    struct block *before;
    size_t room;
    _Alignas(ALIGN) char at[];
};

struct arena {
    struct block *now;
    size_t used;  /* of the block `now`, a multiple of ALIGN */
    size_t total; /* handed out since the last reset */
    struct block *first;
};

static struct block *block_make(size_t room, struct block *before)
{
    struct block *b = malloc(sizeof *b + room);
    if (!b) bug("out of memory: %zu bytes", room);
    b->before = before;
    b->room = room;
    poison(b->at, room);
    return b;
}

static void block_free(struct block *b)
{
    unpoison(b->at, b->room);
    free(b);
}

struct arena *arena_open(void)
{
    struct arena *a = malloc(sizeof *a);
    if (!a) bug("out of memory");
    struct block *b = block_make(FIRST_BYTES - sizeof(struct block) - ALIGN, NULL);
    *a = (struct arena){ .now = b, .first = b };
    return a;
}

static void forget(struct arena *a)
{
    while (a->now != a->first) {
        struct block *before = a->now->before;
        block_free(a->now);
        a->now = before;
    }
}

void arena_reset(struct arena *a)
{
    forget(a);
    unpoison(a->first->at, a->first->room);
#ifndef NDEBUG
    memset(a->first->at, 0xDD, a->used < a->first->room ? a->used : a->first->room);
#endif
    poison(a->first->at, a->first->room);
    a->used = a->total = 0;
}

void arena_close(struct arena *a)
{
    if (!a) return;
    forget(a);
    block_free(a->first);
    free(a);
}

static size_t rounded(size_t bytes)
{
    if (bytes > PTRDIFF_MAX - 4 * ALIGN) bug("%zu bytes is more than a machine has", bytes);
    return (bytes + GAP + ALIGN - 1) / ALIGN * ALIGN;
}

static void block_add(struct arena *a, size_t need)
{
    size_t room = a->now->room * 2;
    if (room > LARGEST_BYTES) room = LARGEST_BYTES;
    a->now = block_make(need > room ? need : room, a->now);
    a->used = 0;
}

static void *take(struct arena *a, size_t bytes)
{
    size_t need = rounded(bytes ? bytes : 1);
    if (need > a->now->room - a->used) block_add(a, need);
    char *at = a->now->at + a->used;
    a->used += need;
    a->total += bytes;
    unpoison(at, bytes);
    return at;
}

void *arena_take(struct arena *a, size_t bytes)
{
    void *at = take(a, bytes);
    memset(at, 0, bytes);
    return at;
}

void *arena_take_many(struct arena *a, size_t size, size_t n)
{
    size_t bytes;
    if (__builtin_mul_overflow(size, n, &bytes)) bug("%zu things of %zu bytes overflow", n, size);
    return arena_take(a, bytes);
}

void *arena_copy(struct arena *a, const void *from, size_t bytes)
{
    void *at = take(a, bytes);
    if (bytes) memcpy(at, from, bytes);
    return at;
}

static bool grow_in_place(struct arena *a, char *old, size_t old_bytes, size_t new_bytes)
{
    size_t was = rounded(old_bytes), need = rounded(new_bytes);
    if (was > a->used || old != a->now->at + a->used - was) return false;
    size_t start = a->used - was;
    if (need > a->now->room - start) return false;
    a->used = start + need;
    a->total += new_bytes - old_bytes;
    unpoison(old, new_bytes);
    return true;
}

void *arena_grow(struct arena *a, void *old, size_t old_bytes, size_t new_bytes)
{
    if (new_bytes <= old_bytes) return old;
    if (!old || old_bytes == 0) return arena_take(a, new_bytes);
    char *at = old;
    if (!grow_in_place(a, at, old_bytes, new_bytes)) {
        at = take(a, new_bytes);
        memcpy(at, old, old_bytes);
    }
    memset(at + old_bytes, 0, new_bytes - old_bytes);
    return at;
}

size_t arena_used(const struct arena *a)
{
    return a->total;
}

void *list_room(struct arena *a, void *at, size_t size, size_t *room)
{
    size_t was, bytes, more = *room ? *room * 2 : 8;
    if (__builtin_mul_overflow(size, *room, &was) || __builtin_mul_overflow(size, more, &bytes))
        bug("a list of %zu things overflows", more);
    *room = more;
    return arena_grow(a, at, was, bytes);
}
