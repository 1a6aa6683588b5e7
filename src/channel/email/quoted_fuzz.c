#include <stdlib.h>

#include "channel/email/quoted.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* Nothing appears that was not there, and something is left whenever something was there. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *a = arena_open();
    str text = utf8_mend(a, (str){ .at = (const char *)bytes, .n = n });
    struct quoted q, h;
    quoted_strip(a, text, &q);
    if (utf8_blank(q.said) && !utf8_blank(text)) abort();
    if (q.said.n + q.signature.n + q.quote.n > text.n + n + 2) abort();
    quoted_strip_html(a, text, &h);
    if (h.said.n + h.quote.n != text.n) abort();
    arena_close(a);
    return 0;
}
