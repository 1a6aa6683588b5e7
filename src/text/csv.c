#include "text/csv.h"

#include "text/json.h"
#include "text/utf8.h"

/* "sep=;" as spreadsheets write it, alone on the first line. */
static bool take_sep_line(struct csv *c)
{
    if (c->rest.n < 5 || !str_is_nocase(str_cut(c->rest, 4), STR("sep=")) || !strchr(",;\t|", c->rest.at[4]))
        return false;
    str after = str_from(c->rest, 5);
    if (after.n && after.at[0] != '\r' && after.at[0] != '\n') return false;
    c->separator = c->rest.at[4];
    after = str_from(after, after.n > 1 && after.at[0] == '\r' && after.at[1] == '\n' ? 2 : 1);
    c->rest = after;
    c->next_line = 1;
    return true;
}

/* The candidate met most often outside quotes in the first line. */
static char find_separator(str s)
{
    static const char candidates[] = ",;\t|";
    size_t counts[4] = { 0 }, best = 0;
    bool quoted = false;
    for (size_t i = 0; i < s.n && (quoted || (s.at[i] != '\n' && s.at[i] != '\r')); i++) {
        if (s.at[i] == '"') quoted = !quoted;
        const char *hit = quoted || !s.at[i] ? NULL : strchr(candidates, s.at[i]);
        if (hit) counts[hit - candidates]++;
    }
    for (size_t i = 1; i < 4; i++)
        if (counts[i] > counts[best]) best = i;
    return candidates[best];
}

enum err csv_open(struct why *w, struct arena *a, str text, struct csv *out)
{
    *out = (struct csv){ .rest = text };
    if (str_starts(text, STR("\xFF\xFE")) || str_starts(text, STR("\xFE\xFF")))
        return why_fail(w, a, MALFORMED, (str){ 0 }, "is UTF-16: save it as \"CSV UTF-8\"");
    if (str_starts(text, STR("\xEF\xBB\xBF"))) out->rest = str_from(text, 3);
    if (!utf8_valid(out->rest)) return why_fail(w, a, MALFORMED, (str){ 0 }, "is not UTF-8: save it as \"CSV UTF-8\"");
    if (out->rest.n && memchr(out->rest.at, 0, out->rest.n))
        return why_fail(w, a, MALFORMED, (str){ 0 }, "contains the character NUL: not a CSV file");
    if (!take_sep_line(out)) out->separator = find_separator(out->rest);
    return OK;
}

struct row {
    struct csv *csv;
    struct arena *arena;
    struct why *why;
    int64_t line; /* where we are; csv->line is where the row began */
    size_t column;
};

static enum err refuse(struct row *r, enum err err, const char *words)
{
    return why_fail(r->why, r->arena, err, (str){ 0 }, "line %lld, column %zu: %s", (long long)r->csv->line, r->column,
                    words);
}

static int64_t line_ends(str s)
{
    int64_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        bool pair = s.at[i] == '\r' && i + 1 < s.n && s.at[i + 1] == '\n';
        n += !pair && (s.at[i] == '\n' || s.at[i] == '\r');
    }
    return n;
}

/* A quoted cell: the quote has been seen. "" is a quote; line ends stay. */
static enum err read_quoted(struct row *r, str *cell)
{
    str *rest = &r->csv->rest;
    struct text out = { .arena = r->arena };
    *rest = str_from(*rest, 1);
    for (;;) {
        const char *quote = rest->n ? memchr(rest->at, '"', rest->n) : NULL;
        if (!quote) return refuse(r, MALFORMED, "a quote is opened and never closed");
        str part = str_cut(*rest, (size_t)(quote - rest->at));
        if (out.n + part.n > CSV_CELL_BYTES) return refuse(r, TOO_LARGE, "a cell of more than 1 MiB");
        r->line += line_ends(part);
        text_add(&out, part);
        *rest = str_from(*rest, part.n + 1);
        if (rest->n == 0 || rest->at[0] != '"') break;
        text_addc(&out, '"');
        *rest = str_from(*rest, 1);
    }
    *cell = text_str(&out);
    char next = rest->n ? rest->at[0] : '\n';
    if (next == r->csv->separator || next == '\n' || next == '\r') return OK;
    return refuse(r, MALFORMED, "text after a closing quote");
}

static enum err read_plain(struct row *r, str *cell)
{
    str *rest = &r->csv->rest;
    size_t n = 0;
    while (n < rest->n && rest->at[n] != r->csv->separator && rest->at[n] != '\n' && rest->at[n] != '\r') n++;
    if (n > CSV_CELL_BYTES) return refuse(r, TOO_LARGE, "a cell of more than 1 MiB");
    *cell = str_cut(*rest, n);
    *rest = str_from(*rest, n);
    return OK;
}

/* Past the end of the row; true when a separator says that a cell follows. */
static bool more(struct row *r)
{
    str *rest = &r->csv->rest;
    if (rest->n == 0) return false;
    char c = rest->at[0];
    if (c == r->csv->separator) return *rest = str_from(*rest, 1), true;
    *rest = str_from(*rest, c == '\r' && rest->n > 1 && rest->at[1] == '\n' ? 2 : 1);
    r->line++;
    return false;
}

static enum err read_row(struct row *r, struct str_list *cells)
{
    do {
        str cell;
        if (++r->column > CSV_COLUMNS) return refuse(r, TOO_LARGE, "more than 1000 columns");
        bool quoted = r->csv->rest.n && r->csv->rest.at[0] == '"';
        TRY(quoted ? read_quoted(r, &cell) : read_plain(r, &cell));
        *LIST_ADD(r->arena, cells) = cell;
    } while (more(r));
    return OK;
}

bool csv_row(struct csv *c, struct arena *a, struct why *w, struct str_list *cells, enum err *err)
{
    *err = OK;
    *cells = (struct str_list){ 0 };
    if (c->rest.n == 0) return false;
    c->line = c->next_line + 1;
    struct row r = { .csv = c, .arena = a, .why = w, .line = c->line - 1 };
    *err = read_row(&r, cells);
    c->next_line = r.line;
    return *err == OK;
}

/* What a spreadsheet takes for the start of a formula, after any blanks; also in full width. */
static bool is_formula(str s)
{
    double number;
    if (str_real(s, &number)) return false;
    if (s.n && (s.at[0] == '\t' || s.at[0] == '\r' || s.at[0] == '\n')) return true;
    s = str_trim(s);
    while (str_starts(s, STR("\xC2\xA0")) || str_starts(s, STR("\xE3\x80\x80")) || str_starts(s, STR("\xEF\xBB\xBF")))
        s = str_trim(str_from(s, s.at[0] == '\xC2' ? 2 : 3));
    if (s.n && s.at[0] && strchr("=+-@|%", s.at[0])) return true;
    static const str wide[] = { STR_INIT("\xEF\xBC\x9D"), STR_INIT("\xEF\xBC\x8B"), STR_INIT("\xEF\xBC\x8D"),
                                STR_INIT("\xEF\xBC\xA0") };
    for (size_t i = 0; i < COUNT_OF(wide); i++)
        if (str_starts(s, wide[i])) return true;
    return false;
}

static bool needs_quotes(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.at[i] && strchr(",;\t|\"\r\n' ", s.at[i])) return true;
    return str_starts(s, STR("\xEF\xBB\xBF")) || str_is_nocase(str_cut(s, 4), STR("sep="));
}

void csv_cell(struct text *out, str cell)
{
    bool formula = is_formula(cell);
    if (!formula && !needs_quotes(cell)) {
        text_add(out, cell);
        return;
    }
    text_add(out, formula ? STR("\"'") : STR("\""));
    while (cell.n) {
        size_t before = cell.n;
        str part = str_split(&cell, '"');
        text_add(out, part);
        if (part.n < before) text_add(out, STR("\"\""));
    }
    text_addc(out, '"');
}

void csv_write_head(struct text *out, const struct shape *shape)
{
    bool first = true;
    for (size_t i = 0; i < shape->n; i++) {
        if (shape->fields[i].kind == FIELD_BYTES || shape->fields[i].kind == FIELD_GIVEN) continue;
        if (!first) text_addc(out, ',');
        csv_cell(out, str_of(shape->fields[i].name));
        first = false;
    }
    text_add(out, STR("\r\n"));
}

static void put_cell(struct text *out, const struct field *f, const void *thing)
{
    struct text cell = { .arena = out->arena };
    const void *at = field_of(f, thing);
    switch (f->kind) {
        case FIELD_TEXT:
        case FIELD_JSON: csv_cell(out, *(const str *)at); return;
        case FIELD_ID:
            if (*(const id *)at) text_addi(out, *(const id *)at);
            return;
        case FIELD_TIME:
            if (*(const usec *)at) text_add(out, time_iso(out->arena, *(const usec *)at));
            return;
        case FIELD_INT: text_addi(out, *(const int64_t *)at); return;
        case FIELD_REAL: json_number(out, *(const double *)at); return;
        case FIELD_BOOL: text_add(out, *(const bool *)at ? STR("true") : STR("false")); return;
        case FIELD_ENUM: csv_cell(out, str_of(f->words[*(const int *)at])); return;
        default: break;
    }
    struct field alone = *f; /* what is not one value is written as JSON, which is {"name":value} */
    struct shape one = { .name = f->name, .size = 0, .fields = &alone, .n = 1 };
    json_write(&cell, &one, thing);
    str value = str_from(text_str(&cell), strlen(f->name) + 4);
    csv_cell(out, str_cut(value, value.n - 1));
}

void csv_write_row(struct text *out, const struct shape *shape, const void *thing)
{
    bool first = true;
    for (size_t i = 0; i < shape->n; i++) {
        if (shape->fields[i].kind == FIELD_BYTES || shape->fields[i].kind == FIELD_GIVEN) continue;
        if (!first) text_addc(out, ',');
        put_cell(out, &shape->fields[i], thing);
        first = false;
    }
    text_add(out, STR("\r\n"));
}
