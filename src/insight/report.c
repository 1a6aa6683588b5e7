#include "insight/report.h"

#include "insight/say.h"
#include "spine/access.h"

/* ---- shapes ---- */

const struct shape report_question_shape = SHAPE(
    struct report_question, F_TEXT(struct report_question, report, .required = true, .max = 100, .help = "its name"),
    F_TEXT(struct report_question, from, .max = 100, .help = "the first day, such as 2026-11-01"),
    F_TEXT(struct report_question, to, .max = 100, .help = "the last day; today"),
    F_ID(struct report_question, team, .help = "only this team's conversations"),
    F_ENUM(struct report_question, by, step_words, .help = "the steps of the chart; fitting to the period"));

const struct shape report_definition_shape = SHAPE(
    struct report_definition, F_TEXT(struct report_definition, name), F_TEXT(struct report_definition, title),
    F_TEXT(struct report_definition, question),
    F_TEXT(struct report_definition, definition, .help = "what is counted, and how, in plain words"),
    F_TEXT(struct report_definition, chart), F_TEXT(struct report_definition, measure),
    F_INT(struct report_definition, needed), F_TEXTS(struct report_definition, parameters),
    F_TEXTS(struct report_definition, lines, .help = "of a count: what is counted apart"));

const struct shape shown_figure_shape = SHAPE(
    struct shown_figure, F_TEXT(struct shown_figure, name), F_TEXT(struct shown_figure, label),
    F_TEXT(struct shown_figure, said, .help = "the whole figure in one sentence"),
    F_TEXT(struct shown_figure, grade, .help = "of the evidence: D describes, it compares nothing"),
    F_ENUM(struct shown_figure, unit, unit_words),
    F_REAL(struct shown_figure, value, .help = "null: it cannot be told"),
    F_REAL(struct shown_figure, low, .help = "of the 95 % interval"), F_REAL(struct shown_figure, high),
    F_INT(struct shown_figure, n), F_INT(struct shown_figure, censored, .help = "of n: it has not happened yet"),
    F_INT(struct shown_figure, needed), F_BOOL(struct shown_figure, enough));

static const struct shape report_point_shape = SHAPE(
    struct report_point, F_TIME(struct report_point, at), F_TEXT(struct report_point, name),
    F_REAL(struct report_point, value), F_REAL(struct report_point, low), F_REAL(struct report_point, high),
    F_INT(struct report_point, n), F_BOOL(struct report_point, enough));

static const struct shape report_beside_shape = SHAPE(struct report_beside, F_TEXT(struct report_beside, name),
                                                      F_TEXT(struct report_beside, label),
                                                      F_INT(struct report_beside, n));

const struct shape report_answer_shape = SHAPE(
    struct report_answer, F_SHAPE(struct report_answer, report, report_definition_shape),
    F_TEXT(struct report_answer, from), F_TEXT(struct report_answer, to), F_ENUM(struct report_answer, by, step_words),
    F_SHAPE(struct report_answer, figure, shown_figure_shape), F_LIST(struct report_answer, others, shown_figure_shape),
    F_LIST(struct report_answer, beside, report_beside_shape), F_LIST(struct report_answer, series, report_point_shape),
    F_LIST(struct report_answer, rows, report_row_shape, .help = "the newest"),
    F_INT(struct report_answer, rows_total));

/* ---- what there is ---- */

const struct report *report_named(str name)
{
    for (const struct report *r = reports_all; r->name; r++)
        if (str_is(name, str_of(r->name))) return r;
    return NULL;
}

struct report_definition report_define(struct turn *t, const struct report *r, const struct words *words)
{
    struct report_definition d = { .name = str_of(r->name),
                                   .title = words_get(words, str_of(r->title)),
                                   .question = words_get(words, str_of(r->question)),
                                   .definition = words_get(words, str_of(r->definition)),
                                   .chart = str_of(r->chart),
                                   .measure = str_of(r->measure->name),
                                   .needed = r->terms.needed };
    for (const char *const *p = r->parameters; *p; p++) *LIST_ADD(t->arena, &d.parameters) = str_of(*p);
    for (const char *const *l = r->terms.lines; l && *l; l++) *LIST_ADD(t->arena, &d.lines) = str_of(*l);
    return d;
}

static bool takes(const struct report *r, const char *parameter)
{
    for (const char *const *p = r->parameters; *p; p++)
        if (strcmp(*p, parameter) == 0) return true;
    return false;
}

/* ---- what was asked ---- */

struct asked {
    const struct report *report;
    usec from, to; /* to: the first moment after the last day */
};

static enum err read_date(struct turn *t, const char *field, str text, usec otherwise, usec *out)
{
    *out = otherwise;
    if (str_empty(text) || time_day(text, out)) return OK;
    return fail_field(t, field, "must be a date such as 2026-11-24");
}

static enum err read_question(struct turn *t, const struct report_question *q, struct asked *out)
{
    usec last = 0, today = period_begin(t->now, STEP_DAY);
    out->report = report_named(q->report);
    if (!out->report) return fail(t, NOT_FOUND, "there is no report called %.*s", STR_ARG(q->report));
    TRY(read_date(t, "to", q->to, today, &last));
    usec standard = last > REPORT_STANDARD_DAYS * DAY ? last - (REPORT_STANDARD_DAYS - 1) * DAY : 0;
    TRY(read_date(t, "from", q->from, standard, &out->from));
    out->to = last + DAY;
    if (out->from > last) return fail_field(t, "to", "must not be before the first day");
    if (out->to - out->from > REPORT_DAYS * DAY)
        return fail_field(t, "from", "must be at most %d days before the last day", REPORT_DAYS);
    if (q->team && !takes(out->report, "team"))
        return fail_field(t, "team", "is nothing that this report can be asked for");
    return OK;
}

/* Whoever is bound to teams sees theirs and nobody's: the filter is in every report's SQL, put there by tools/reports.
 */
static enum err fetch_rows(struct turn *t, const struct report_question *q, const struct asked *asked,
                           struct report_row_list *out)
{
    usec from = asked->from > 0 ? asked->from : 1; /* a time of 0 is nothing */
    return asked->report->rows(t, from, asked->to, t->now, q->team ? &q->team : NULL, access_teams(t), out);
}

enum err report_rows(struct turn *t, const struct report_question *q, struct report_row_list *out)
{
    struct asked asked = { 0 };
    TRY(read_question(t, q, &asked));
    return fetch_rows(t, q, &asked, out);
}

/* ---- what is answered ---- */

static enum err measure(struct turn *t, const struct report *r, const struct report_row *rows, size_t n,
                        struct figure_list *out)
{
    if (r->measure->run(t->arena, &r->terms, rows, n, out) == OK) return OK;
    return fail(t, BROKEN, "the report %s has rows that its measure cannot take", r->name);
}

static void count_beside(struct turn *t, str name, const struct words *words, struct report_beside_list *out)
{
    for (size_t i = 0; i < out->n; i++) {
        if (!str_is(out->at[i].name, name)) continue;
        out->at[i].n++;
        return;
    }
    str label = words_get(words, str_format(t->arena, "report.beside.%.*s", STR_ARG(name)));
    *LIST_ADD(t->arena, out) = (struct report_beside){ .name = name, .label = label, .n = 1 };
}

/* The rows that figures are made of; the others are counted. */
static struct report_row_list sort_out(struct turn *t, const struct report_row_list *all, const struct words *words,
                                       struct report_beside_list *beside)
{
    struct report_row_list mine = { 0 };
    for (size_t i = 0; i < all->n; i++) {
        if (all->at[i].beside.n)
            count_beside(t, all->at[i].beside, words, beside);
        else
            *LIST_ADD(t->arena, &mine) = all->at[i];
    }
    return mine;
}

static struct shown_figure show_figure(struct turn *t, const struct figure *f, const struct words *words)
{
    return (struct shown_figure){ .name = f->name,
                                  .label = say_label(t->arena, words, f),
                                  .said = say_figure(t->arena, words, f),
                                  .grade = STR("D"),
                                  .unit = f->unit,
                                  .value = f->value,
                                  .low = f->low,
                                  .high = f->high,
                                  .n = f->n,
                                  .censored = f->censored,
                                  .needed = f->needed,
                                  .enough = f->enough };
}

static enum err show_figures(struct turn *t, const struct report *r, const struct report_row_list *rows,
                             const struct words *words, struct report_answer *out)
{
    struct figure_list figures = { 0 };
    TRY(measure(t, r, rows->at, rows->n, &figures));
    for (size_t i = 0; i < figures.n; i++) {
        struct shown_figure shown = show_figure(t, &figures.at[i], words);
        if (i == 0)
            out->figure = shown;
        else
            *LIST_ADD(t->arena, &out->others) = shown;
    }
    return OK;
}

static enum err add_points(struct turn *t, const struct report *r, usec at, const struct report_row *rows, size_t n,
                           struct report_point_list *out)
{
    struct figure_list figures = { 0 };
    TRY(measure(t, r, rows, n, &figures));
    for (size_t i = 0; i < figures.n; i++) {
        const struct figure *f = &figures.at[i];
        *LIST_ADD(t->arena, out) = (struct report_point){
            .at = at, .name = f->name, .value = f->value, .low = f->low, .high = f->high, .n = f->n, .enough = f->enough
        };
    }
    return OK;
}

/* Rows come ordered by time. A step in which nothing happened is a point too: silence is shown, not skipped. */
static enum err show_series(struct turn *t, const struct asked *asked, enum step by, const struct report_row_list *rows,
                            struct report_point_list *out)
{
    size_t from = 0;
    for (usec at = period_begin(asked->from, by); at < asked->to; at = period_next(at, by)) {
        size_t to = from;
        while (to < rows->n && rows->at[to].at < period_next(at, by)) to++;
        TRY(add_points(t, asked->report, at, rows->at + from, to - from, out));
        from = to;
    }
    return OK;
}

enum err report_headline(struct turn *t, str report, const struct words *words, struct headline *out)
{
    struct asked asked = { 0 };
    struct report_row_list all = { 0 };
    struct report_answer answer = { 0 };
    struct report_question q = { .report = report };
    TRY(read_question(t, &q, &asked));
    TRY(fetch_rows(t, &q, &asked, &all));
    struct report_row_list mine = sort_out(t, &all, words, &answer.beside);
    TRY(show_figures(t, asked.report, &mine, words, &answer));
    *out = (struct headline){ .from = period_text(t->arena, asked.from),
                              .to = period_text(t->arena, asked.to - 1),
                              .figure = answer.figure };
    return OK;
}

enum err report_answer(struct turn *t, const struct report_question *q, const struct words *words,
                       struct report_answer *out)
{
    struct asked asked = { 0 };
    struct report_row_list all = { 0 };
    TRY(read_question(t, q, &asked));
    TRY(fetch_rows(t, q, &asked, &all));
    *out = (struct report_answer){ .report = report_define(t, asked.report, words),
                                   .from = period_text(t->arena, asked.from),
                                   .to = period_text(t->arena, asked.to - 1),
                                   .by = q->by == STEP_FITTING ? period_fitting(asked.from, asked.to) : q->by,
                                   .rows_total = (int64_t)all.n };
    size_t newest = all.n > REPORT_ROWS ? all.n - REPORT_ROWS : 0;
    out->rows = (struct report_row_list){ .at = all.at + newest, .n = all.n - newest, .room = all.n - newest };
    struct report_row_list mine = sort_out(t, &all, words, &out->beside);
    TRY(show_figures(t, asked.report, &mine, words, out));
    return show_series(t, &asked, out->by, &mine, &out->series);
}
