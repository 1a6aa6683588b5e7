#include "channel/email/imap_folder.h"

#include <unicode/ucnv.h>

#include "text/utf8.h"

#define CONVERTER "IMAP-mailbox-name" /* ICU's word for it */

enum { WIRE_BYTES = 8 * IMAP_FOLDER_BYTES };

static bool converted(struct arena *a, const char *to, const char *from, str s, str *out)
{
    UErrorCode status = U_ZERO_ERROR;
    char *room = arena_take(a, WIRE_BYTES);
    int32_t n = ucnv_convert(to, from, room, WIRE_BYTES, s.at, (int32_t)s.n, &status);
    *out = (str){ .at = room, .n = n > 0 ? (size_t)n : 0 };
    return U_SUCCESS(status) && n > 0 && n < WIRE_BYTES;
}

static bool is_name(str name)
{
    if (name.n == 0 || name.n > IMAP_FOLDER_BYTES || !utf8_valid(name)) return false;
    for (size_t i = 0; i < name.n; i++)
        if ((unsigned char)name.at[i] < ' ' || name.at[i] == 0x7f) return false;
    return true;
}

static bool written(struct arena *a, str name, str *out)
{
    if (!is_name(name) || !converted(a, CONVERTER, "UTF-8", name, out)) return false;
    for (size_t i = 0; i < out->n; i++)
        if (out->at[i] < ' ' || out->at[i] > '~') return false;
    return true;
}

bool imap_folder_quoted(struct arena *a, str name, str *out)
{
    str wire;
    if (!written(a, name, &wire)) return false;
    struct text x = { .arena = a };
    text_addc(&x, '"');
    for (size_t i = 0; i < wire.n; i++) {
        if (wire.at[i] == '"' || wire.at[i] == '\\') text_addc(&x, '\\');
        text_addc(&x, wire.at[i]);
    }
    text_addc(&x, '"');
    *out = text_str(&x);
    return true;
}

bool imap_folder_name(struct arena *a, str wire, str *out)
{
    str again;
    if (wire.n == 0 || wire.n > IMAP_FOLDER_BYTES) return false;
    return converted(a, "UTF-8", CONVERTER, wire, out) && written(a, *out, &again) && str_is(again, wire);
}
