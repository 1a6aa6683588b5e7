#include "channel/email/quoted.h"

#include "channel/email/phrase.h"
#include "channel/email/quoted_lines.h"
#include "channel/email/quoted_words.h"
#include "text/utf8.h"

enum { AHEAD = 4, CLOSING_LINES = 10, CLOSING_BYTES = 70 };

enum part { SAID, SIGNATURE, QUOTE };

struct strip {
    struct arena *arena;
    struct quoted_line_list lines;
    str *folded;
    enum part *parts;
    size_t *shown;       /* of each line: itself, or the next that is not blank */
    struct text scratch; /* lines joined for a look */
    bool html;
};

static bool blank(const struct strip *s, size_t i)
{
    return s->shown[i] != i;
}

/* Does "On … wrote:" begin here? *end: behind its last line; programs break it over as many as four. */
static bool wrote_at(struct strip *s, size_t i, size_t *end)
{
    if (!quoted_may_begin(s->folded[i])) return false;
    struct text *all = &s->scratch;
    all->n = 0;
    for (size_t n = 0; n < AHEAD && i + n < s->lines.n && (n == 0 || !blank(s, i + n)); n++) {
        if (n) text_addc(all, ' ');
        text_add(all, s->folded[i + n]);
        if (!quoted_is_wrote(text_str(all))) continue;
        *end = i + n + 1;
        return true;
    }
    return false;
}

/* "From: … Sent: … To: …": the header that Outlook and others put above; long values go on in the next line. */
static bool header_at(const struct strip *s, size_t i)
{
    int first = quoted_header_key(s->folded[i]);
    size_t keys = 1;
    bool from = first == 1;
    if (!first) return false;
    for (size_t n = 1, gaps = 0; n < 8 && i + n < s->lines.n && gaps < 2; n++) {
        int key = quoted_header_key(s->folded[i + n]);
        gaps = key ? 0 : gaps + 1;
        keys += key > 0;
        from |= key == 1;
    }
    return from && keys >= (first == 1 ? 2u : 3u);
}

static size_t next_line(const struct strip *s, size_t i)
{
    return s->shown[i < s->lines.n ? i : s->lines.n];
}

static bool separator_at(const struct strip *s, size_t i)
{
    if (quoted_is_separator(s->folded[i])) return true;
    if (quoted_is_forward(s->folded[i]) || !str_starts(s->folded[i], STR("--")))
        return quoted_is_rule(s->folded[i]) && next_line(s, i + 1) < s->lines.n && header_at(s, next_line(s, i + 1));
    size_t next = next_line(s, i + 1);
    return next < s->lines.n && header_at(s, next); /* "-------- whatever language --------" above a header */
}

/* Has anything been said before line i? *looked lines need not be looked at again. */
static bool anything_said(const struct strip *s, size_t *looked, size_t i)
{
    for (; *looked < i; ++*looked) {
        size_t n = *looked;
        if (s->parts[n] == SAID && !blank(s, n) && !s->lines.at[n].quoted && !quoted_is_rule(s->folded[n])) return true;
    }
    return false;
}

static bool anything_before(const struct strip *s, size_t i)
{
    return anything_said(s, &(size_t){ 0 }, i);
}

static void set(struct strip *s, size_t from, size_t to, enum part part)
{
    for (size_t i = from; i < to && i < s->lines.n; i++) s->parts[i] = part;
}

/* The end of a long quoted line, broken by a program that forgot the ">". */
static bool is_broken_off(const struct strip *s, size_t i)
{
    bool inside = i > 0 && i + 1 < s->lines.n && s->lines.at[i - 1].quoted && s->lines.at[i + 1].quoted;
    return !s->html && inside && !blank(s, i) && s->lines.at[i - 1].text.n > 66 && s->lines.at[i].text.n < 66;
}

/* Behind the quoted lines, over gaps, when what follows is quoted again. */
static size_t quote_end(const struct strip *s, size_t i)
{
    size_t end = i;
    for (; i < s->lines.n && (s->lines.at[i].quoted || blank(s, i) || is_broken_off(s, i)); i++)
        if (s->lines.at[i].quoted) end = i + 1;
    return end;
}

/* "====", which belongs to what stands below it. */
static bool is_rule(const struct strip *s, size_t i)
{
    str text = s->lines.at[i].text;
    size_t n = 0;
    while (n < text.n && text.at[n] == text.at[0] && strchr("=-_*", text.at[0])) n++;
    return n >= 4 && n == text.n;
}

/* Where a quote begins without ">": all the rest belongs to it, unless nobody has said anything before. */
static bool rest_is_quote(struct strip *s, size_t *looked, size_t i, size_t after)
{
    bool below = next_line(s, after) < s->lines.n;
    if (!anything_said(s, looked, i) || !below) return false;
    while (i > 0 && (blank(s, i - 1) || is_rule(s, i - 1))) i--;
    set(s, i, s->lines.n, QUOTE);
    return true;
}

static void mark_quotes(struct strip *s)
{
    for (size_t i = 0, looked = 0, end; i < s->lines.n; i = end) {
        const struct quoted_line *line = &s->lines.at[i];
        end = i + 1;
        if (quoted_is_forward(s->folded[i])) return; /* passed on: that is what was meant to be read */
        if (line->quoted) {
            end = quote_end(s, i);
            set(s, i, end, QUOTE);
        } else if (wrote_at(s, i, &end)) {
            size_t below = next_line(s, end);
            if (below < s->lines.n && s->lines.at[below].quoted) {
                end = quote_end(s, below);
                set(s, i, end, QUOTE);
            } else if (rest_is_quote(s, &looked, i, end))
                return;
        } else if (line->mark || separator_at(s, i) || header_at(s, i)) {
            if (rest_is_quote(s, &looked, i, end)) return;
        }
    }
}

static bool is_delimiter(const struct strip *s, size_t i)
{
    str text = s->lines.at[i].text;
    if (str_is(text, STR("--")) || str_is(text, STR("-- ")) || str_is(text, STR("\xE2\x80\x94 "))) return true;
    size_t n = 0;
    while (n < text.n && text.at[n] == '_') n++;
    return n >= 2 && n == text.n && !s->html;
}

/* Where the few short lines to the end begin, which may stand below "Kind regards,". */
static size_t closing_lines(const struct strip *s, size_t from, size_t end)
{
    for (size_t lines = 0; end > from; end--) {
        lines += !blank(s, end - 1);
        if (lines > CLOSING_LINES || s->lines.at[end - 1].text.n > CLOSING_BYTES) break;
    }
    return end;
}

static size_t last_said(const struct strip *s)
{
    size_t end = s->lines.n;
    while (end > 0 && (s->parts[end - 1] != SAID || blank(s, end - 1))) end--;
    return end;
}

/* In what was said last: from its first mark on, if something stands above it. */
static void mark_signature(struct strip *s)
{
    size_t end = last_said(s), from = end;
    while (from > 0 && s->parts[from - 1] == SAID) from--;
    size_t closing = closing_lines(s, from, end);
    for (size_t i = from; i < end; i++) {
        str line = s->folded[i];
        bool alone = line.n < 60 && !strchr(".,!?:", line.n ? line.at[line.n - 1] : '.') &&
                     (i == from || blank(s, i - 1));
        bool last = quoted_is_sent_from(line) && (end - i <= 3 || alone);
        bool closes = i + 1 >= closing && quoted_is_closer(line);
        if (!is_delimiter(s, i) && !last && !closes) continue;
        if (anything_before(s, i) && !(closes && s->html)) set(s, i, end, SIGNATURE);
        return;
    }
}

static void trim_end(struct text *x)
{
    while (x->n && (x->at[x->n - 1] == ' ' || (x->at[x->n - 1] >= '\t' && x->at[x->n - 1] <= '\r'))) x->n--;
}

static str joined(const struct strip *s, str source, enum part part)
{
    struct text out = { .arena = s->arena };
    bool gap = false;
    for (size_t i = 0; i < s->lines.n; i++) {
        if (s->parts[i] != part) {
            gap = true;
            continue;
        }
        size_t end = i + 1 < s->lines.n ? s->lines.at[i + 1].from : source.n;
        if (gap) trim_end(&out);
        if (gap && out.n) text_addz(&out, "\n\n");
        if (gap && blank(s, i)) continue;
        gap = false;
        text_add(&out, str_cut(str_from(source, s->lines.at[i].from), end - s->lines.at[i].from));
    }
    return str_trim(text_str(&out));
}

static bool stands_between(const struct strip *s)
{
    bool quote = false;
    for (size_t i = 0; i < s->lines.n; i++) {
        quote |= s->parts[i] == QUOTE;
        if (quote && s->parts[i] == SAID && !blank(s, i)) return true;
    }
    return false;
}

static void read_lines(struct strip *s)
{
    s->folded = ARENA_MANY(s->arena, str, s->lines.n + 1);
    s->parts = ARENA_MANY(s->arena, enum part, s->lines.n + 1);
    s->shown = ARENA_MANY(s->arena, size_t, s->lines.n + 1);
    s->shown[s->lines.n] = s->lines.n;
    for (size_t i = s->lines.n; i-- > 0;) s->shown[i] = utf8_blank(s->lines.at[i].text) ? s->shown[i + 1] : i;
    for (size_t i = 0; i < s->lines.n; i++) {
        s->scratch.n = 0;
        phrase_add(&s->scratch, str_cut(s->lines.at[i].text, 1000));
        s->folded[i] = str_copy(s->arena, text_str(&s->scratch));
    }
    mark_quotes(s);
    mark_signature(s);
}

void quoted_strip(struct arena *a, str text, struct quoted *out)
{
    struct strip s = { .arena = a, .scratch = { .arena = a } };
    *out = (struct quoted){ .said = text };
    quoted_lines_of_text(a, text, &s.lines);
    read_lines(&s);
    str said = joined(&s, text, SAID);
    if (utf8_blank(said)) return;
    *out = (struct quoted){ .said = said,
                            .signature = joined(&s, text, SIGNATURE),
                            .quote = joined(&s, text, QUOTE),
                            .between = stands_between(&s) };
}

void quoted_strip_html(struct arena *a, str html, struct quoted *out)
{
    struct strip s = { .arena = a, .scratch = { .arena = a }, .html = true };
    *out = (struct quoted){ .said = html };
    quoted_lines_of_html(a, html, &s.lines);
    read_lines(&s);
    out->between = stands_between(&s);
    size_t cut = 0;
    while (cut < s.lines.n && s.parts[cut] == SAID) cut++;
    if (out->between || cut == s.lines.n || !anything_before(&s, cut)) return;
    out->said = str_cut(html, s.lines.at[cut].from);
    out->quote = str_from(html, s.lines.at[cut].from);
}
