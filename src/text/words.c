#include "text/words.h"

#include <inttypes.h>
#include <stdio.h>

/* ---- which language, which text ---- */

static bool speaks(const struct words *w, str range)
{
    str language = str_of(w->language);
    if (str_is_nocase(range, language)) return true;
    return range.n > language.n && range.at[language.n] == '-' && str_is_nocase(str_cut(range, language.n), language);
}

/* "q=0.8" as thousandths; what is not one counts as 0 (RFC 9110 §12.4.2). */
static int weight(str parameter)
{
    parameter = str_trim(parameter);
    if (str_empty(parameter)) return 1000;
    double q;
    if (!str_is_nocase(str_cut(parameter, 2), STR("q=")) || !str_real(str_from(parameter, 2), &q)) return 0;
    return q < 0 || q > 1 ? 0 : (int)(q * 1000);
}

/* The first that speaks it: what people are offered, then what only tests ask for. */
static const struct words *speaker(str range)
{
    for (size_t i = 0; words_all[i]; i++)
        if (speaks(words_all[i], range)) return words_all[i];
    for (size_t i = 0; words_trial[i]; i++)
        if (speaks(words_trial[i], range)) return words_trial[i];
    return NULL;
}

static const struct words *best_of(str accept_language)
{
    const struct words *best = NULL;
    int best_weight = 0;
    str rest = str_cut(accept_language, 1024);
    while (rest.n) {
        str parameter = str_split(&rest, ','), range = str_trim(str_split(&parameter, ';'));
        int q = weight(parameter);
        const struct words *w = speaker(range);
        if (!w || q <= best_weight) continue;
        best = w;
        best_weight = q;
    }
    return best;
}

const struct words *words_for_or(str accept_language, str otherwise)
{
    const struct words *best = best_of(accept_language);
    if (!best) best = best_of(otherwise);
    return best ? best : words_all[0];
}

const struct words *words_for(str accept_language)
{
    return words_for_or(accept_language, (str){ 0 });
}

bool words_speaks(str language)
{
    for (size_t i = 0; words_all[i]; i++)
        if (str_is(language, str_of(words_all[i]->language))) return true;
    return false;
}

static const struct word *find(const struct words *w, str key)
{
    size_t low = 0, high = w->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_compare(key, str_of(w->at[middle].key));
        if (order == 0) return &w->at[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

str words_get(const struct words *w, str key)
{
    const struct word *word = find(w, key);
    if (!word) word = find(words_all[0], key);
    return word ? word->text : key;
}

/* ---- plural categories: CLDR 42, cardinal, whole numbers. The tests compare them with ICU's. ---- */

static const char *arabic(uint64_t n)
{
    uint64_t end = n % 100;
    if (n < 3) return n == 0 ? "zero" : n == 1 ? "one" : "two";
    return end >= 3 && end <= 10 ? "few" : end >= 11 ? "many" : "other";
}

static const char *spanish(uint64_t n)
{
    if (n == 1) return "one";
    return n && n % 1000000 == 0 ? "many" : "other";
}

const char *words_plural(const struct words *w, int64_t number)
{
    uint64_t n = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    if (speaks(w, STR("ar"))) return arabic(n);
    if (speaks(w, STR("es"))) return spanish(n);
    return n == 1 ? "one" : "other";
}

/* ---- messages ---- */

enum { NESTED = 8 };

struct writer {
    struct text *out;
    const struct words *words;
    const struct word_arg *args;
    size_t n;
};

static const struct word_arg *arg_named(const struct writer *wr, str name)
{
    for (size_t i = 0; i < wr->n; i++)
        if (str_is(str_of(wr->args[i].name), name)) return &wr->args[i];
    return NULL;
}

/* Behind the "'" at `at`: where its quoted part ends, if it begins one. ICU: only before { } #. */
static size_t quote_end(str m, size_t at)
{
    if (at + 1 >= m.n || !m.at[at + 1] || !strchr("{}#", m.at[at + 1])) return at;
    const char *end = memchr(m.at + at + 1, '\'', m.n - at - 1);
    return end ? (size_t)(end - m.at) : m.n;
}

/* The end of the part in braces that begins behind m[at-1]: the index of its closing brace, or m.n. */
static size_t closing(str m, size_t at)
{
    for (size_t depth = 0; at < m.n; at++) {
        if (m.at[at] == '\'')
            at = quote_end(m, at);
        else if (m.at[at] == '{')
            depth++;
        else if (m.at[at] == '}' && depth-- == 0)
            return at;
    }
    return m.n;
}

/* One "word {message}" off the front of an option list; false at the end. */
static bool option_next(str *rest, str *word, str *message)
{
    const char *brace = rest->n ? memchr(rest->at, '{', rest->n) : NULL;
    if (!brace) return false;
    size_t open = (size_t)(brace - rest->at), end = closing(*rest, open + 1);
    *word = str_trim(str_cut(*rest, open));
    *message = str_cut(str_from(*rest, open + 1), end - open - 1);
    *rest = str_from(*rest, end + 1);
    return true;
}

static bool is_number_word(str word, int64_t number)
{
    int64_t exact;
    return word.n > 1 && word.at[0] == '=' && str_int(str_from(word, 1), &exact) && exact == number;
}

/* The exact =n wins over the category, both over "other". */
static str choose(const struct writer *wr, str options, const struct word_arg *arg, bool plural)
{
    str word, message, best = { 0 };
    int best_rank = 0;
    char digits[24];
    if (arg && arg->is_number) snprintf(digits, sizeof digits, "%" PRId64, arg->number);
    str wanted = !arg             ? (str){ 0 }
                 : plural         ? str_of(words_plural(wr->words, arg->number))
                 : arg->is_number ? str_of(digits)
                                  : arg->text;
    while (option_next(&options, &word, &message)) {
        int rank = str_is(word, STR("other")) ? 1 : 0;
        if (arg && str_is(word, wanted)) rank = 2;
        if (arg && plural && is_number_word(word, arg->number)) rank = 3;
        if (rank <= best_rank) continue;
        best = message;
        best_rank = rank;
    }
    return best;
}

/* As CLDR has them: 1,234; in Spanish 1234 and 12.345; in Arabic a mark keeps the sign at its number. */
static void put_number(struct text *out, const struct words *w, int64_t number)
{
    char digits[24];
    bool spanish = speaks(w, STR("es"));
    int n = snprintf(digits, sizeof digits, "%" PRIu64, number < 0 ? 0 - (uint64_t)number : (uint64_t)number);
    if (number < 0) text_add(out, speaks(w, STR("ar")) ? STR("\u200e-") : STR("-"));
    for (int i = 0; i < n; i++) {
        if (i && (n - i) % 3 == 0 && (!spanish || n > 4)) text_addc(out, spanish ? '.' : ',');
        text_addc(out, digits[i]);
    }
}

static void put_arg(const struct writer *wr, const struct word_arg *arg)
{
    if (arg->is_number)
        put_number(wr->out, wr->words, arg->number);
    else
        text_add(wr->out, arg->text);
}

static void put_message(const struct writer *wr, str m, const struct word_arg *number, int depth);

static void put_argument(const struct writer *wr, str inside, int depth)
{
    str rest = inside, name = str_trim(str_split(&rest, ','));
    const struct word_arg *arg = arg_named(wr, name);
    if (str_empty(rest) || str_is(str_trim(rest), STR("number"))) {
        if (arg)
            put_arg(wr, arg);
        else
            text_addf(wr->out, "{%.*s}", STR_ARG(name));
        return;
    }
    bool plural = str_is(str_trim(str_split(&rest, ',')), STR("plural"));
    put_message(wr, choose(wr, rest, arg, plural), plural ? arg : NULL, depth + 1);
}

/* Text inside a "'…'" as it is, "''" as one. */
static size_t put_quoted(const struct writer *wr, str m, size_t at)
{
    size_t end = quote_end(m, at);
    if (end == at) {
        text_addc(wr->out, '\'');
        return at + 1 < m.n && m.at[at + 1] == '\'' ? at + 1 : at;
    }
    text_add(wr->out, str_cut(str_from(m, at + 1), end - at - 1));
    return end;
}

static void put_message(const struct writer *wr, str m, const struct word_arg *number, int depth)
{
    if (depth > NESTED) return;
    for (size_t at = 0; at < m.n; at++) {
        char c = m.at[at];
        if (c == '\'')
            at = put_quoted(wr, m, at);
        else if (c == '#' && number)
            put_arg(wr, number);
        else if (c == '{') {
            size_t end = closing(m, at + 1);
            put_argument(wr, str_cut(str_from(m, at + 1), end - at - 1), depth);
            at = end;
        } else
            text_addc(wr->out, c);
    }
}

void words_message(struct text *out, const struct words *w, str message, const struct word_arg *args, size_t n)
{
    struct writer wr = { .out = out, .words = w, .args = args, .n = n };
    put_message(&wr, message, NULL, 0);
}

void words_write(struct text *out, const struct words *w, str key, const struct word_arg *args, size_t n)
{
    words_message(out, w, words_get(w, key), args, n);
}
