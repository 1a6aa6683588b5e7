#include <stdlib.h>

#include "channel/email/results.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* Whatever stands in the field: it is told only when the server's name stands first. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *a = arena_open();
    str line = utf8_line(a, (str){ .at = (const char *)bytes, .n = n });
    struct mail_field field = { .name = STR("Authentication-Results"), .value = line };
    struct mail m = { .fields = { .at = &field, .n = 1, .room = 1 } };
    struct results r;
    results_read(a, &m, STR("mx.example"), &r);
    if (!r.told && (r.spf.verdict || r.dkim.verdict || r.dmarc.verdict || r.arc.verdict)) abort();
    if (r.told && str_find(str_lower(a, line), STR("mx.example")) < 0) abort();
    arena_close(a);
    return 0;
}
