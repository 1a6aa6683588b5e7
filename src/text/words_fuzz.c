#include <stdlib.h>

#include "text/utf8.h"
#include "text/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void must(bool holds)
{
    if (!holds) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *a = arena_open();
    str s = { .at = (const char *)bytes, .n = n };
    struct text x = { .arena = a };
    int64_t number = n ? bytes[0] : 0;
    struct word_arg args[] = { { .name = "n", .number = number, .is_number = true },
                               { .name = "name", .text = STR("Ann") } };
    for (size_t i = 0; words_all[i]; i++) words_message(&x, words_all[i], s, args, COUNT_OF(args));
    must(!utf8_valid(s) || utf8_valid(text_str(&x)));
    must(words_for(s) != NULL);
    must(words_get(words_all[0], s).n > 0 || n == 0);
    arena_close(a);
    return 0;
}
