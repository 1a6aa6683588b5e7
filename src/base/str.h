/* A piece of text: a pointer and a length, never owned, never written through, not zero-terminated.
 *
 * Every `str` that came from outside has been checked to be UTF-8 before a module sees it
 * (text/utf8.h), so modules may treat it as text. The empty string is { 0 }. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct arena;

typedef struct str {
    const char *at;
    size_t n; /* bytes */
} str;

#define STR(literal) ((str){ .at = "" literal, .n = sizeof(literal) - 1 })
#define STR_INIT(literal)                                                                                              \
    {                                                                                                                  \
        .at = "" literal, .n = sizeof(literal) - 1                                                                     \
    } /* for static tables */

static inline str str_of(const char *z)
{
    return (str){ .at = z, .n = z ? strlen(z) : 0 };
}
static inline bool str_is(str a, str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.at, b.at, a.n) == 0);
}
static inline bool str_empty(str s)
{
    return s.n == 0;
}

bool str_is_nocase(str a, str b); /* ASCII letters only */
bool str_starts(str s, str head);
bool str_ends(str s, str tail);
int str_compare(str a, str b);       /* by bytes: <0, 0, >0 */
ptrdiff_t str_find(str s, str what); /* offset of the first, or -1 */
str str_from(str s, size_t from);    /* the rest; empty when from ≥ n */
str str_cut(str s, size_t n);        /* at most the first n bytes */
str str_trim(str s);                 /* without ASCII white space at both ends */
str str_split(str *rest, char at);   /* the part before `at`; *rest moves behind it; at the end *rest is { 0 } */
uint64_t str_hash(str s);            /* keyed per process (SipHash): safe for strangers' keys */
bool str_int(str s, int64_t *out);   /* strict decimal: no blanks, no "+", no "01", no overflow */
bool str_real(str s, double *out);   /* finite only */

size_t str_rune(str s, size_t at, uint32_t *code); /* bytes of the UTF-8 sequence at `at`; 0 when it is not valid */

str str_copy(struct arena *a, str s);
const char *str_z(struct arena *a, str s); /* zero-terminated copy; bytes after a NUL inside are lost to C */
str str_format(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
str str_lower(struct arena *a, str s); /* ASCII; for Unicode see text/ */
str str_join(struct arena *a, str x, str y);

/* printf's "%.*s" for a str: printf("%.*s", STR_ARG(s)) */
#define STR_ARG(s) (int)(s).n, ((s).at ? (s).at : "")

/* Text that grows in an arena. */
struct text {
    struct arena *arena;
    char *at;
    size_t n, room;
};

void text_add(struct text *x, str s);
void text_addc(struct text *x, char c);
void text_addi(struct text *x, int64_t n);     /* decimal */
char *text_room(struct text *x, size_t bytes); /* room for that many more at the end; the writer moves x->n */
void text_addf(struct text *x, const char *format, ...) __attribute__((format(printf, 2, 3)));
static inline void text_addz(struct text *x, const char *z)
{
    text_add(x, str_of(z));
}
static inline str text_str(const struct text *x)
{
    return (str){ .at = x->at, .n = x->n };
}

#endif
