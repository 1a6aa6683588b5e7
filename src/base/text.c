#include <stdarg.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

enum { FIRST_ROOM = 256 };

char *text_room(struct text *x, size_t bytes)
{
    if (bytes <= x->room - x->n) return x->at + x->n;
    size_t need, room = x->room ? x->room : FIRST_ROOM;
    if (__builtin_add_overflow(x->n, bytes, &need) || need > PTRDIFF_MAX / 2) bug("a text of %zu bytes", bytes);
    while (room < need) room *= 2;
    x->at = arena_grow(x->arena, x->at, x->room, room);
    x->room = room;
    return x->at + x->n;
}

void text_add(struct text *x, str s)
{
    if (s.n == 0) return;
    memcpy(text_room(x, s.n), s.at, s.n);
    x->n += s.n;
}

void text_addc(struct text *x, char c)
{
    *text_room(x, 1) = c;
    x->n++;
}

void text_addi(struct text *x, int64_t n)
{
    char digits[20];
    size_t at = sizeof digits;
    uint64_t left = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    do digits[--at] = (char)('0' + left % 10);
    while (left /= 10);
    if (n < 0) digits[--at] = '-';
    text_add(x, (str){ .at = digits + at, .n = sizeof digits - at });
}

void text_addf(struct text *x, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0) bug("cannot format \"%s\"", format);
    char *at = text_room(x, (size_t)n + 1); /* one more for the zero that vsnprintf insists on */
    va_start(args, format);
    vsnprintf(at, (size_t)n + 1, format, args);
    va_end(args);
    x->n += (size_t)n;
}
