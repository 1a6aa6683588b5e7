#include <stdlib.h>

#include "channel/email/bounce.h"
#include "channel/email/parse.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *a = arena_open();
    struct mail m;
    struct bounce b;
    mail_parse(a, (str){ .at = (const char *)bytes, .n = n }, &m);
    bounce_read(a, &m, &b);
    if (!str_is(utf8_line(a, b.words), b.words) || !str_is(utf8_line(a, b.message_id), b.message_id)) abort();
    if (b.kind == NO_BOUNCE && (b.recipients.n || b.message_id.n)) abort();
    arena_close(a);
    return 0;
}
