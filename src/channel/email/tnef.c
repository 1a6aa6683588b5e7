#include "channel/email/tnef.h"

#include "channel/email/charset.h"
#include "text/utf8.h"

enum { HEAD_BYTES = 6, ATTRIBUTE_BYTES = 9, CHECKSUM_BYTES = 2 };
enum { RENDERING = 0x9002, TITLE = 0x8010, CONTENT = 0x800F };

static uint32_t number(str s, size_t at, size_t bytes)
{
    uint32_t n = 0;
    for (size_t i = 0; i < bytes; i++) n |= (uint32_t)(unsigned char)s.at[at + i] << (8 * i);
    return n;
}

bool tnef_is(str bytes)
{
    return bytes.n >= HEAD_BYTES && number(bytes, 0, 4) == 0x223E9F78;
}

static str name_of(struct arena *a, str said)
{
    str name = utf8_line(a, charset_text(a, str_split(&said, '\0'), (str){ 0 }));
    for (size_t i = name.n; i > 0; i--)
        if (name.at[i - 1] == '/' || name.at[i - 1] == '\\') return str_trim(str_from(name, i));
    return name;
}

void tnef_read(struct arena *a, str bytes, struct tnef_file_list *out)
{
    struct tnef_file *file = NULL;
    if (!tnef_is(bytes)) return;
    for (str rest = str_from(bytes, HEAD_BYTES); rest.n >= ATTRIBUTE_BYTES + CHECKSUM_BYTES;) {
        uint32_t which = number(rest, 1, 2), n = number(rest, 5, 4);
        if (n > rest.n - ATTRIBUTE_BYTES - CHECKSUM_BYTES) return;
        str value = str_cut(str_from(rest, ATTRIBUTE_BYTES), n);
        if (which == RENDERING && out->n == TNEF_FILES) return;
        if (which == RENDERING) {
            file = LIST_ADD(a, out);
            *file = (struct tnef_file){ 0 };
        }
        if (file && which == TITLE) file->name = name_of(a, value);
        if (file && which == CONTENT) file->bytes = value;
        rest = str_from(rest, (size_t)ATTRIBUTE_BYTES + n + CHECKSUM_BYTES);
    }
}
