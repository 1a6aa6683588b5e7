#include "channel/email/charset.h"

#include <unicode/ucnv.h>

#include "text/utf8.h"

static bool is_one_of(str name, const char *const *list)
{
    for (; *list; list++)
        if (str_is_nocase(name, str_of(*list))) return true;
    return false;
}

bool charset_refused(str charset)
{
    static const char *const hidden[] = { "utf-7",
                                          "utf7",
                                          "unicode-1-1-utf-7",
                                          "csutf7",
                                          "x-unicode-2-0-utf-7",
                                          "unicode-2-0-utf-7",
                                          "imap-mailbox-name",
                                          "utf-7-imap",
                                          "scsu",
                                          "bocu-1",
                                          "csscsu",
                                          "csbocu-1",
                                          "cesu-8",
                                          "cscesu-8",
                                          NULL };
    return is_one_of(charset, hidden);
}

/* What mail programs write and what they mean: each right side contains its left. */
static const char *charset_meant(str name)
{
    static const struct {
        const char *said, *meant;
    } names[] = {
        { "iso-8859-1", "windows-1252" },
        { "latin1", "windows-1252" },
        { "iso8859-1", "windows-1252" },
        { "iso_8859-1", "windows-1252" },
        { "us-ascii", "windows-1252" },
        { "ascii", "windows-1252" },
        { "ansi_x3.4-1968", "windows-1252" },
        { "cp1252", "windows-1252" },
        { "iso-8859-9", "windows-1254" },
        { "iso-8859-11", "windows-874" },
        { "tis-620", "windows-874" },
        { "gb2312", "gb18030" },
        { "gbk", "gb18030" },
        { "gb_2312-80", "gb18030" },
        { "cp936", "gb18030" },
        { "ks_c_5601-1987", "windows-949" },
        { "euc-kr", "windows-949" },
        { "ks_c_5601", "windows-949" },
        { "shift_jis", "windows-31j" },
        { "shift-jis", "windows-31j" },
        { "sjis", "windows-31j" },
        { "x-sjis", "windows-31j" },
        { "big5", "big5-hkscs" },
        { "utf8", "utf-8" },
        { "unicode-1-1-utf-8", "utf-8" },
        { "x-mac-roman", "macintosh" },
        { "macroman", "macintosh" },
        { "iso-8859-8-i", "iso-8859-8" },
        { "koi8-ru", "koi8-u" },
        { NULL, NULL },
    };
    for (size_t i = 0; names[i].said; i++)
        if (str_is_nocase(name, str_of(names[i].said))) return names[i].meant;
    return NULL;
}

/* ICU's own substitution is U+FFFD; its output is UTF-16, so lone surrogates become U+FFFD when we write them. */
static bool converted(struct arena *a, str bytes, const char *name, str *out)
{
    UErrorCode status = U_ZERO_ERROR;
    UConverter *from = ucnv_open(name, &status);
    if (U_FAILURE(status)) return false;
    struct text to = { .arena = a };
    const char *at = bytes.at, *end = bytes.at + bytes.n;
    UChar half = 0;
    do {
        UChar units[1024] = { 0 }, *unit = units;
        status = U_ZERO_ERROR;
        ucnv_toUnicode(from, &unit, units + COUNT_OF(units), &at, end, NULL, true, &status);
        for (const UChar *u = units; u < unit; u++) {
            if (half && U16_IS_TRAIL(*u))
                utf8_put(&to, (uint32_t)U16_GET_SUPPLEMENTARY(half, *u));
            else if (!U16_IS_LEAD(*u))
                utf8_put(&to, *u);
            half = U16_IS_LEAD(*u) ? *u : 0;
        }
    } while (status == U_BUFFER_OVERFLOW_ERROR);
    ucnv_close(from);
    *out = text_str(&to);
    return U_SUCCESS(status);
}

/* Does plain ASCII mean itself there? An EBCDIC page could hide a tag from everything that looks for one. */
static bool keeps_ascii(struct arena *a, const char *name)
{
    str plain = STR("<a href=\"x\">+&~-"), out = { 0 };
    return converted(a, plain, name, &out) && str_is(str_from(str_cut(out, 13), 0), str_cut(plain, 13));
}

static bool is_wide(str name)
{
    static const char *const wide[] = { "utf-16", "utf-16le", "utf-16be", "utf-32", "utf-32le", "utf-32be", NULL };
    return is_one_of(name, wide);
}

static str without_nul(struct arena *a, str s)
{
    if (!s.n || !memchr(s.at, 0, s.n)) return s;
    struct text out = { .arena = a };
    for (size_t i = 0; i < s.n; i++)
        if (s.at[i]) text_addc(&out, s.at[i]);
    return text_str(&out);
}

/* The real UTF-8 among what is none of it: a few broken bytes are damage, mostly broken bytes are another charset. */
static bool mostly_utf8(str s)
{
    size_t good = 0, bad = 0;
    uint32_t code;
    for (size_t at = 0, n; at < s.n; at += n ? n : 1) {
        n = str_rune(s, at, &code);
        good += n > 1;
        bad += n == 0;
    }
    return good >= bad;
}

static str guessed(struct arena *a, str bytes)
{
    str out = { 0 };
    if (mostly_utf8(bytes) || !converted(a, bytes, "windows-1252", &out)) return utf8_mend(a, bytes);
    return out;
}

static bool is_escaped(str name)
{
    return str_is_nocase(str_cut(name, 8), STR("iso-2022")) || str_is_nocase(str_cut(name, 2), STR("hz"));
}

str charset_text(struct arena *a, str bytes, str charset)
{
    charset = str_trim(charset);
    if (str_starts(bytes, STR("\xEF\xBB\xBF"))) bytes = str_from(bytes, 3);
    if (is_wide(charset)) {
        str out = { 0 };
        return converted(a, bytes, str_z(a, charset), &out) ? without_nul(a, out) : utf8_mend(a, without_nul(a, bytes));
    }
    bytes = without_nul(a, bytes);
    if (utf8_valid(bytes) && !is_escaped(charset)) return bytes; /* no other charset looks like UTF-8 by chance */
    const char *name = charset_meant(charset);
    if (!name) name = charset.n > 0 && charset.n < 64 ? str_z(a, charset) : "utf-8";
    str out = { 0 };
    if (charset_refused(charset) || str_is_nocase(str_of(name), STR("utf-8"))) return guessed(a, bytes);
    if (!keeps_ascii(a, name) || !converted(a, bytes, name, &out)) return guessed(a, bytes);
    return without_nul(a, out);
}
