#include <stdlib.h>

#include "search/excerpt.h"
#include "search/term.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void must(bool holds)
{
    if (!holds) abort();
}

static bool is_plain(str word)
{
    for (size_t i = 0; i < word.n; i++)
        if ((unsigned char)word.at[i] < 0x80 &&
            !((word.at[i] >= '0' && word.at[i] <= '9') || (word.at[i] >= 'a' && word.at[i] <= 'z')))
            return false;
    return word.n > 0 && word.n <= TERM_BYTES && utf8_valid(word);
}

/* Whatever was read is well formed in both databases, because its terms hold nothing that means something there. */
static void check_question(struct arena *a, str s, const struct question *q)
{
    size_t words = 0;
    for (size_t i = 0; i < q->parts.n; i++)
        for (size_t j = 0; j < q->parts.at[i].words.n; j++, words++) must(is_plain(q->parts.at[i].words.at[j]));
    must(words > 0 && words <= QUESTION_TERMS);
    struct search_scope scope = { 0 };
    must(question_sqlite(a, q, &scope).n && question_postgres(a, q, &scope).n);
    str excerpt = { 0 };
    struct mark_list marks = { 0 };
    excerpt_cut(a, q, s, &excerpt, &marks);
    must(utf8_valid(excerpt));
    for (size_t i = 0; i < marks.n; i++)
        must(marks.at[i].from < marks.at[i].to && marks.at[i].to <= (int64_t)excerpt.n &&
             (!i || marks.at[i - 1].to <= marks.at[i].from));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *a = arena_open();
    str s = { .at = (const char *)bytes, .n = n };
    struct question q = { 0 };
    struct term_list terms = { 0 };
    if (question_read(a, NULL, s, &q) == OK) check_question(a, s, &q);
    if (utf8_valid(s)) term_split(a, s, &terms);
    for (size_t i = 0; i < terms.n; i++)
        must(is_plain(terms.at[i].word) && terms.at[i].from < terms.at[i].to && terms.at[i].to <= n);
    arena_close(a);
    return 0;
}
