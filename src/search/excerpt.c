#include "search/excerpt.h"

#include "search/term.h"
#include "text/utf8.h"

const struct shape mark_shape = SHAPE(struct mark, F_INT(struct mark, from), F_INT(struct mark, to));

struct span {
    size_t first, last; /* terms */
};
LIST(span);

static bool is_at(const struct looked_for *part, const struct term_list *terms, size_t at)
{
    if (at + part->words.n > terms->n) return false;
    for (size_t i = 0; i < part->words.n; i++) {
        str word = terms->at[at + i].word, wanted = part->words.at[i];
        bool may_go_on = part->prefix && i + 1 == part->words.n;
        if (may_go_on ? !str_starts(word, wanted) : !str_is(word, wanted)) return false;
    }
    return true;
}

/* How many terms the longest thing that was looked for takes here. */
static size_t longest_at(const struct question *q, const struct term_list *terms, size_t at)
{
    size_t most = 0;
    for (size_t i = 0; i < q->parts.n; i++) {
        const struct looked_for *part = &q->parts.at[i];
        if (!part->without && part->words.n > most && is_at(part, terms, at)) most = part->words.n;
    }
    return most;
}

static void find_spans(struct arena *a, const struct question *q, const struct term_list *terms, struct span_list *out)
{
    for (size_t i = 0; i < terms->n;) {
        size_t n = longest_at(q, terms, i);
        if (n) *LIST_ADD(a, out) = (struct span){ .first = i, .last = i + n - 1 };
        i += n ? n : 1;
    }
}

static int64_t units(str s)
{
    int64_t n = 0;
    uint32_t code = 0;
    for (size_t i = 0, step; i < s.n && (step = utf8_next(s, i, &code)) > 0; i += step) n += code > 0xffff ? 2 : 1;
    return n;
}

void excerpt_cut(struct arena *a, const struct question *q, str text, str *excerpt, struct mark_list *marks)
{
    str line = utf8_line(a, text);
    struct term_list terms = { 0 };
    struct span_list spans = { 0 };
    term_split(a, line, &terms);
    find_spans(a, q, &terms, &spans);
    size_t first = spans.n && spans.at[0].first > EXCERPT_BEFORE ? spans.at[0].first - EXCERPT_BEFORE : 0;
    size_t end = first + EXCERPT_TERMS;
    size_t from = first ? terms.at[first].from : 0, to = end < terms.n ? terms.at[end - 1].to : line.n;
    *excerpt = (str){ .at = line.at + from, .n = to - from };
    for (size_t i = 0; i < spans.n && terms.at[spans.at[i].last].to <= to; i++) {
        size_t begin = terms.at[spans.at[i].first].from, over = terms.at[spans.at[i].last].to;
        int64_t at = units((str){ .at = excerpt->at, .n = begin - from });
        *LIST_ADD(a, marks) = (struct mark){ .from = at,
                                             .to = at + units((str){ .at = line.at + begin, .n = over - begin }) };
    }
}
