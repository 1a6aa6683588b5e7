#include <stdlib.h>

#include "channel/email/parse.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void must(bool holds)
{
    if (!holds) abort();
}

/* Any bytes make a mail; it crosses the pipe unchanged; any bytes as the flat form are a mail or refused. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *a = arena_open();
    str raw = { .at = (const char *)bytes, .n = n };
    struct mail m, again = { 0 }, other = { 0 };
    struct text flat = { .arena = a }, second = { .arena = a };
    mail_parse(a, raw, &m);
    must(utf8_valid(m.text) && utf8_valid(m.html) && str_is(utf8_line(a, m.subject), m.subject));
    mail_write(&flat, &m);
    must(mail_read(a, text_str(&flat), &again));
    mail_write(&second, &again);
    must(str_is(text_str(&flat), text_str(&second)));
    if (mail_read(a, raw, &other)) must(other.parts.n <= MAIL_PARTS);
    arena_close(a);
    return 0;
}
