#include "text/typed.h"

#include "text/utf8.h"

const struct shape typed_shape = SHAPE(struct typed, F_TEXT(struct typed, text), F_TEXT(struct typed, error));

void typed_wrong(const struct words *w, struct typed *it, const char *key)
{
    if (str_empty(it->error)) it->error = words_get(w, str_of(key));
}

void typed_limit(struct arena *a, const struct words *w, struct typed *it, int64_t most, const char *key)
{
    int64_t n = (int64_t)utf8_count(it->text);
    struct word_arg args[] = { { .name = "n", .number = n, .is_number = true },
                               { .name = "most", .number = most, .is_number = true } };
    struct text x = { .arena = a };
    if (n <= most || !str_empty(it->error)) return;
    words_write(&x, w, str_of(key), args, COUNT_OF(args));
    it->error = text_str(&x);
}
