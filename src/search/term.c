#include "search/term.h"

#include "text/utf8.h"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

enum { FOLD_UNITS = 4096 }; /* 60 characters, each at most 18 units when folded, and apart */

/* ---- which characters are words ---- */

static bool is_word(uint32_t c)
{
    if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return U_GET_GC_MASK((UChar32)c) & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK);
}

/* Invisible inside a word: soft hyphen, joiners. */
static bool is_inside(uint32_t c)
{
    return c == 0xad || c == 0x200c || c == 0x200d || c == 0x2060;
}

/* Thai, Lao, Myanmar, Khmer, Han, kana: where a word ends only a dictionary knows. */
static bool is_dense(uint32_t c)
{
    static const uint32_t ranges[][2] = { { 0xe00, 0xeff },   { 0x1000, 0x109f }, { 0x1780, 0x17ff },
                                          { 0x2e80, 0x2fdf }, { 0x3005, 0x3007 }, { 0x3040, 0x30ff },
                                          { 0x31f0, 0x31ff }, { 0x3400, 0x4dbf }, { 0x4e00, 0x9fff },
                                          { 0xf900, 0xfaff }, { 0xff66, 0xff9f }, { 0x20000, 0x3ffff } };
    if (c < ranges[0][0]) return false;
    for (size_t i = 0; i < COUNT_OF(ranges); i++)
        if (c >= ranges[i][0] && c <= ranges[i][1]) return true;
    return false;
}

/* ---- folding ---- */

/* Marks that only decorate. The two voicing marks of kana are inherited by script, yet tell words apart. */
static bool is_accent(UChar32 c)
{
    UErrorCode status = U_ZERO_ERROR;
    if (u_charType(c) != U_NON_SPACING_MARK || c == 0x3099 || c == 0x309a) return false;
    UScriptCode script = uscript_getScript(c, &status);
    return script == USCRIPT_INHERITED || script == USCRIPT_LATIN || script == USCRIPT_GREEK ||
           script == USCRIPT_CYRILLIC || script == USCRIPT_ARABIC || script == USCRIPT_HEBREW;
}

/* Letters that Unicode does not take apart, as people without that key type them. */
static UChar32 plain(UChar32 c)
{
    switch (c) {
        case 0xf8: return 'o';  /* ø */
        case 0x111: return 'd'; /* đ */
        case 0x127: return 'h'; /* ħ */
        case 0x131: return 'i'; /* ı */
        case 0x142: return 'l'; /* ł */
        case 0x640: return 0;   /* Arabic tatweel */
        default: return is_word((uint32_t)c) ? c : 0;
    }
}

/* In a name, what is no part of a word tells names apart: C++ and C#. */
static UChar32 bare(UChar32 c, bool in_name)
{
    if (is_accent(c)) return 0;
    return in_name && !is_word((uint32_t)c) ? c : plain(c);
}

static int32_t without_accents(UChar *units, int32_t n, bool in_name)
{
    int32_t kept = 0;
    for (int32_t i = 0; i < n;) {
        UChar32 c;
        U16_NEXT(units, i, n, c);
        c = bare(c, in_name);
        if (c) U16_APPEND_UNSAFE(units, kept, c); /* never longer than what it came from */
    }
    return kept;
}

static str lower(struct arena *a, str word)
{
    return str_cut(str_lower(a, word), TERM_BYTES);
}

static str whole(str s, size_t most)
{
    size_t n = s.n < most ? s.n : most;
    while (n < s.n && n > 0 && ((unsigned char)s.at[n] & 0xc0) == 0x80) n--;
    return str_cut(s, n);
}

static str fold(struct arena *a, str word, bool in_name)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar one[FOLD_UNITS], two[FOLD_UNITS];
    char bytes[FOLD_UNITS * 3];
    int32_t n = 0;
    u_strFromUTF8(one, FOLD_UNITS, &n, word.at, (int32_t)word.n, &status);
    n = unorm2_normalize(unorm2_getNFKCCasefoldInstance(&status), one, n, two, FOLD_UNITS, &status);
    n = unorm2_normalize(unorm2_getNFDInstance(&status), two, n, one, FOLD_UNITS, &status);
    if (U_FAILURE(status)) return (str){ 0 };
    n = without_accents(one, n, in_name);
    n = unorm2_normalize(unorm2_getNFCInstance(&status), one, n, two, FOLD_UNITS, &status);
    u_strToUTF8(bytes, sizeof bytes, &n, two, n, &status);
    if (U_FAILURE(status)) return (str){ 0 };
    return str_copy(a, whole((str){ .at = bytes, .n = (size_t)n }, TERM_BYTES));
}

str term_fold(struct arena *a, str name)
{
    return fold(a, utf8_cut(utf8_line(a, name), TERM_CHARACTERS), true);
}

/* ---- cutting ---- */

struct cutting {
    struct arena *arena;
    str text;
    struct term_list *out;
    UBreakIterator *breaks; /* opened when the first run needs it */
};

static bool is_ascii(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.at[i] >= 0x80) return false;
    return true;
}

static void add_term(struct cutting *c, size_t from, size_t to, bool dense)
{
    str word = utf8_cut((str){ .at = c->text.at + from, .n = to - from }, TERM_CHARACTERS);
    str folded = is_ascii(word) ? lower(c->arena, word) : fold(c->arena, word, false);
    if (folded.n && c->out->n < TERMS_MOST)
        *LIST_ADD(c->arena, c->out) = (struct term){ .word = folded, .from = from, .to = to, .dense = dense };
}

static void add_dense(struct cutting *c, size_t from, size_t to)
{
    UErrorCode status = U_ZERO_ERROR;
    UText run = UTEXT_INITIALIZER;
    utext_openUTF8(&run, c->text.at + from, (int64_t)(to - from), &status);
    if (!c->breaks) c->breaks = ubrk_open(UBRK_WORD, "", NULL, 0, &status);
    if (U_SUCCESS(status)) ubrk_setUText(c->breaks, &run, &status);
    if (U_FAILURE(status)) bug("ICU does not cut words: %s", u_errorName(status));
    int32_t last = ubrk_first(c->breaks);
    for (int32_t next; (next = ubrk_next(c->breaks)) != UBRK_DONE; last = next)
        add_term(c, from + (size_t)last, from + (size_t)next, true);
    utext_close(&run);
}

void term_split(struct arena *a, str text, struct term_list *out)
{
    struct cutting c = { .arena = a, .text = text, .out = out };
    uint32_t code = 0;
    size_t from = 0;
    bool within = false, dense = false;
    for (size_t i = 0, n; i <= text.n; i += n ? n : 1) {
        n = i < text.n ? utf8_next(text, i, &code) : 0;
        bool word = n && (is_word(code) || (within && is_inside(code)));
        if (word && !within) from = i, dense = false;
        if (word) dense = dense || is_dense(code);
        if (within && !word && dense) add_dense(&c, from, i);
        if (within && !word && !dense) add_term(&c, from, i, false);
        within = word;
    }
    if (c.breaks) ubrk_close(c.breaks);
}
