#include "search/question.h"

#include "search/term.h"
#include "text/utf8.h"

/* ---- reading ---- */

struct reading {
    struct arena *arena;
    struct why *why;
    str q;
    size_t at;
    size_t terms;
    struct question *out;
};

/* A word for the fault and its limit besides, by which a screen says it in the reader's language. */
static enum err tell_fault(struct reading *r, const char *fault, int most, enum err err)
{
    if (r->why) r->why->more = str_format(r->arena, "\"fault\":\"%s\",\"most\":%d", fault, most);
    return err;
}
#define fail_q(r, fault, most, ...)                                                                                    \
    tell_fault(r, fault, most, why_fail((r)->why, (r)->arena, INVALID, STR("q"), __VA_ARGS__))

/* White space of any script; a no-break space parts words for whoever types. */
static size_t space_at(str q, size_t at)
{
    uint32_t code = 0;
    size_t n = utf8_next(q, at, &code);
    return n && utf8_blank((str){ .at = q.at + at, .n = n }) ? n : 0;
}

static void skip_space(struct reading *r)
{
    for (size_t n; r->at < r->q.n && (n = space_at(r->q, r->at)) > 0;) r->at += n;
}

/* Until the closing quote, or the end when there is none. */
static str take_phrase(struct reading *r)
{
    str rest = str_from(r->q, r->at + 1);
    ptrdiff_t close = str_find(rest, STR("\""));
    size_t n = close < 0 ? rest.n : (size_t)close;
    r->at += 1 + n + (close >= 0);
    return str_cut(rest, n);
}

static str take_word(struct reading *r)
{
    size_t from = r->at;
    while (r->at < r->q.n && r->q.at[r->at] != '"' && !space_at(r->q, r->at)) r->at++;
    return str_cut(str_from(r->q, from), r->at - from);
}

static enum err add_part(struct reading *r, str text, struct looked_for part, bool quoted)
{
    struct term_list terms = { 0 };
    term_split(r->arena, text, &terms);
    if (terms.n == 0) return OK; /* punctuation only */
    const struct term *last = &terms.at[terms.n - 1];
    if (part.prefix && last->word.n < PREFIX_BYTES)
        return fail_q(r, "prefix", PREFIX_BYTES, "needs two letters before *: write ab* instead of a*");
    if (last->dense && !quoted) part.prefix = true;
    r->terms += terms.n;
    if (r->terms > QUESTION_TERMS)
        return fail_q(r, "words", QUESTION_TERMS, "must be at most %d words: leave some out", QUESTION_TERMS);
    for (size_t i = 0; i < terms.n; i++) *LIST_ADD(r->arena, &part.words) = terms.at[i].word;
    *LIST_ADD(r->arena, &r->out->parts) = part;
    return OK;
}

static enum err read_part(struct reading *r)
{
    struct looked_for part = { 0 };
    if (r->q.at[r->at] == '-') part.without = true, r->at++;
    if (r->at == r->q.n || space_at(r->q, r->at)) return OK; /* a dash alone */
    bool quoted = r->q.at[r->at] == '"';
    str text = quoted ? take_phrase(r) : take_word(r);
    if (quoted && r->at < r->q.n && r->q.at[r->at] == '*') part.prefix = true, r->at++;
    if (!quoted && str_ends(text, STR("*"))) part.prefix = true;
    return add_part(r, text, part, quoted);
}

enum err question_read(struct arena *a, struct why *w, str q, struct question *out)
{
    struct reading r = { .arena = a, .why = w, .q = q, .out = out };
    *out = (struct question){ 0 };
    if (q.n > QUESTION_BYTES)
        return fail_q(&r, "long", QUESTION_BYTES, "must be at most %d bytes: shorten it", QUESTION_BYTES);
    if (!utf8_valid(q)) return fail_q(&r, "encoding", 0, "must be valid UTF-8");
    for (skip_space(&r); r.at < q.n; skip_space(&r)) TRY(read_part(&r));
    bool asks = false;
    for (size_t i = 0; i < out->parts.n; i++) asks = asks || !out->parts.at[i].without;
    if (asks) return OK;
    if (out->parts.n) return fail_q(&r, "only_without", 0, "must name a word to look for, besides those to leave out");
    return fail_q(&r, "empty", 0, "must name a word to look for, such as bowl, \"blue bowl\" or bow*");
}

/* ---- telling each database ---- */

/* The words in which the two differ. */
struct dialect {
    char quote;
    const char *both, *either, *without, *beside, *prefix;
};
static const struct dialect sqlite = {
    .quote = '"', .both = " AND ", .either = " OR ", .without = " NOT ", .beside = " + ", .prefix = "*"
};
static const struct dialect postgres = {
    .quote = '\'', .both = " & ", .either = " | ", .without = " & !", .beside = " <-> ", .prefix = ":*"
};

str search_team_token(struct arena *a, id team)
{
    return str_format(a, "_t%lld", (long long)team);
}

str search_kind_token(struct arena *a, str kind)
{
    return str_join(a, STR("_"), kind);
}

static void put_term(struct text *x, const struct dialect *d, str term)
{
    text_addc(x, d->quote);
    text_add(x, term);
    text_addc(x, d->quote);
}

static void put_part(struct text *x, const struct dialect *d, const struct looked_for *part)
{
    text_addc(x, '(');
    for (size_t i = 0; i < part->words.n; i++) {
        if (i) text_addz(x, d->beside);
        put_term(x, d, part->words.at[i]);
    }
    if (part->prefix) text_addz(x, d->prefix);
    text_addc(x, ')');
}

static void put_any(struct text *x, const struct dialect *d, const struct str_list *tokens)
{
    text_addz(x, x->n ? d->both : "");
    text_addc(x, '(');
    for (size_t i = 0; i < tokens->n; i++) {
        if (i) text_addz(x, d->either);
        put_term(x, d, tokens->at[i]);
    }
    text_addc(x, ')');
}

/* One token for what is asked of team and kind together: a second one would be in a great part of all entries, and
 * walking through its list costs more than the rest. */
static void put_scope(struct text *x, const struct dialect *d, const struct search_scope *scope)
{
    struct str_list teams = { 0 }, tokens = { 0 };
    for (size_t i = 0; scope->teams && i < scope->teams->n; i++)
        *LIST_ADD(x->arena, &teams) = search_team_token(x->arena, scope->teams->at[i]);
    if (scope->teams) *LIST_ADD(x->arena, &teams) = search_team_token(x->arena, 0);
    for (size_t k = 0; k < scope->kinds.n; k++) {
        str kind = search_kind_token(x->arena, scope->kinds.at[k]);
        for (size_t i = 0; i < teams.n; i++) *LIST_ADD(x->arena, &tokens) = str_join(x->arena, teams.at[i], kind);
        if (!scope->teams) *LIST_ADD(x->arena, &tokens) = kind;
    }
    if (scope->kinds.n == 0) tokens = teams;
    if (tokens.n) put_any(x, d, &tokens);
}

static void put_parts(struct text *x, const struct dialect *d, const struct question *q, bool without)
{
    for (size_t i = 0; i < q->parts.n; i++) {
        if (q->parts.at[i].without != without) continue;
        if (x->n) text_addz(x, without ? d->without : d->both);
        put_part(x, d, &q->parts.at[i]);
    }
}

/* What must be there first: NOT needs something on its left in SQLite. It binds tighter than AND on both. */
static str tell(struct arena *a, const struct question *q, const struct search_scope *scope, const struct dialect *d)
{
    struct text x = { .arena = a };
    put_parts(&x, d, q, false);
    put_scope(&x, d, scope);
    put_parts(&x, d, q, true);
    return text_str(&x);
}

str question_sqlite(struct arena *a, const struct question *q, const struct search_scope *scope)
{
    return tell(a, q, scope, &sqlite);
}

str question_postgres(struct arena *a, const struct question *q, const struct search_scope *scope)
{
    return tell(a, q, scope, &postgres);
}
