#include "base/str.h"

#include <math.h>
#include <pthread.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/err.h"

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool str_is_nocase(str a, str b)
{
    if (a.n != b.n) return false;
    for (size_t i = 0; i < a.n; i++)
        if (lower(a.at[i]) != lower(b.at[i])) return false;
    return true;
}

bool str_starts(str s, str head)
{
    return s.n >= head.n && str_is(str_cut(s, head.n), head);
}
bool str_ends(str s, str tail)
{
    return s.n >= tail.n && str_is(str_from(s, s.n - tail.n), tail);
}

int str_compare(str a, str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int by_bytes = n ? memcmp(a.at, b.at, n) : 0;
    return by_bytes ? by_bytes : (a.n > b.n) - (a.n < b.n);
}

ptrdiff_t str_find(str s, str what)
{
    if (what.n == 0) return 0;
    if (s.n < what.n) return -1;
    const char *hit = memmem(s.at, s.n, what.at, what.n);
    return hit ? hit - s.at : -1;
}

str str_from(str s, size_t from)
{
    if (from >= s.n) return (str){ 0 };
    return (str){ .at = s.at + from, .n = s.n - from };
}

str str_cut(str s, size_t n)
{
    if (n < s.n) s.n = n;
    return s;
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

str str_trim(str s)
{
    while (s.n && is_blank(s.at[0])) s = str_from(s, 1);
    while (s.n && is_blank(s.at[s.n - 1])) s.n--;
    return s;
}

str str_split(str *rest, char at)
{
    str s = *rest;
    const char *hit = s.n ? memchr(s.at, at, s.n) : NULL;
    if (!hit) {
        *rest = (str){ 0 };
        return s;
    }
    size_t n = (size_t)(hit - s.at);
    *rest = (str){ .at = hit + 1, .n = s.n - n - 1 };
    return str_cut(s, n);
}

static unsigned char hash_key[crypto_shorthash_KEYBYTES];
static pthread_once_t hash_once = PTHREAD_ONCE_INIT;

static void hash_start(void)
{
    if (sodium_init() < 0) bug("the operating system has no random numbers");
    crypto_shorthash_keygen(hash_key);
}

uint64_t str_hash(str s)
{
    unsigned char out[crypto_shorthash_BYTES];
    uint64_t hash;
    pthread_once(&hash_once, hash_start);
    crypto_shorthash(out, (const unsigned char *)(s.n ? s.at : ""), s.n, hash_key);
    memcpy(&hash, out, sizeof hash);
    return hash;
}

bool str_int(str s, int64_t *out)
{
    bool negative = s.n && s.at[0] == '-';
    str digits = str_from(s, negative);
    if (digits.n == 0 || (digits.at[0] == '0' && (digits.n > 1 || negative))) return false;
    int64_t sum = 0;
    for (size_t i = 0; i < digits.n; i++) {
        int digit = digits.at[i] - '0';
        if (digit < 0 || digit > 9 || __builtin_mul_overflow(sum, 10, &sum)) return false;
        if (__builtin_add_overflow(sum, negative ? -digit : digit, &sum)) return false;
    }
    *out = sum;
    return true;
}

static size_t digits_at(str s, size_t at)
{
    size_t n = at;
    while (n < s.n && s.at[n] >= '0' && s.at[n] <= '9') n++;
    return n - at;
}

/* The grammar of a JSON number; strtod alone would take "inf", " 1", "0x1p3". */
static bool is_number(str s)
{
    size_t at = s.n && s.at[0] == '-', whole = digits_at(s, at);
    if (whole == 0 || (whole > 1 && s.at[at] == '0')) return false;
    at += whole;
    if (at < s.n && s.at[at] == '.') {
        size_t part = digits_at(s, at + 1);
        if (part == 0) return false;
        at += 1 + part;
    }
    if (at < s.n && (s.at[at] == 'e' || s.at[at] == 'E')) {
        bool is_signed = at + 1 < s.n && (s.at[at + 1] == '+' || s.at[at + 1] == '-');
        at += is_signed ? 2 : 1;
        size_t power = digits_at(s, at);
        if (power == 0) return false;
        at += power;
    }
    return at == s.n;
}

bool str_real(str s, double *out)
{
    char z[512];
    if (s.n >= sizeof z || !is_number(s)) return false;
    memcpy(z, s.at, s.n);
    z[s.n] = 0;
    double real = strtod(z, NULL);
    if (!isfinite(real)) return false;
    *out = real;
    return true;
}

size_t str_rune(str s, size_t at, uint32_t *code)
{
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    if (at >= s.n) return 0;
    unsigned char first = (unsigned char)s.at[at];
    if (first < 0x80) return *code = first, 1;
    size_t n = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || n > s.n - at) return 0;
    uint32_t rune = first & (0x7Fu >> n);
    for (size_t i = 1; i < n; i++) {
        unsigned char c = (unsigned char)s.at[at + i];
        if ((c & 0xC0) != 0x80) return 0;
        rune = rune << 6 | (c & 0x3F);
    }
    if (rune < least[n] || rune > 0x10FFFF || (rune >= 0xD800 && rune <= 0xDFFF)) return 0;
    *code = rune;
    return n;
}

str str_copy(struct arena *a, str s)
{
    if (s.n == 0) return (str){ 0 };
    return (str){ .at = arena_copy(a, s.at, s.n), .n = s.n };
}

const char *str_z(struct arena *a, str s)
{
    char *z = arena_take(a, s.n + 1);
    if (s.n) memcpy(z, s.at, s.n);
    return z;
}

static str format_list(struct arena *a, const char *format, va_list args)
{
    char small[256];
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(small, sizeof small, format, args);
    if (n < 0) bug("cannot format \"%s\"", format);
    char *at = arena_take(a, (size_t)n + 1);
    if ((size_t)n < sizeof small)
        memcpy(at, small, (size_t)n);
    else
        vsnprintf(at, (size_t)n + 1, format, again);
    va_end(again);
    return (str){ .at = at, .n = (size_t)n };
}

str str_format(struct arena *a, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    str s = format_list(a, format, args);
    va_end(args);
    return s;
}

str str_lower(struct arena *a, str s)
{
    char *at = arena_take(a, s.n);
    for (size_t i = 0; i < s.n; i++) at[i] = lower(s.at[i]);
    return (str){ .at = at, .n = s.n };
}

str str_join(struct arena *a, str x, str y)
{
    char *at = arena_take(a, x.n + y.n);
    if (x.n) memcpy(at, x.at, x.n);
    if (y.n) memcpy(at + x.n, y.at, y.n);
    return (str){ .at = at, .n = x.n + y.n };
}
