#include "insight/report_routes.h"

#include "insight/behind.h"
#include "insight/today.h"
#include "spine/access.h"
#include "text/csv.h"

#define CSV "text/csv; charset=utf-8"

static enum err list_reports(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct report_definition_list list = { 0 };
    (void)in;
    for (const struct report *r = reports_all; r->name; r++)
        *LIST_ADD(t->arena, &list) = report_define(t, r, ask->words);
    *(struct list *)out = (struct list){ .at = list.at, .n = list.n, .room = list.room };
    return OK;
}

static enum err show_report(struct turn *t, struct ask *ask, const void *in, void *out)
{
    return report_answer(t, in, ask->words, out);
}

static enum err export_report(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct report_row_list rows = { 0 };
    struct text csv = { .arena = t->arena };
    (void)out;
    TRY(report_rows(t, in, &rows));
    csv_write_head(&csv, &report_row_shape);
    for (size_t i = 0; i < rows.n; i++) csv_write_row(&csv, &report_row_shape, &rows.at[i]);
    ask->answer->body = text_str(&csv);
    ask->answer->type = STR(CSV);
    return OK;
}

static enum err show_today(struct turn *t, struct ask *ask, const void *in, void *out)
{
    return today_find(t, ((const struct today_wanted *)in)->brief ? NULL : ask->words, out);
}

static enum err show_behind(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask;
    return behind_read(t, in, out);
}

static const struct route routes[] = {
    { .on = "GET /api/v1/today",
      .may = SIGNED_IN,
      .takes = &today_wanted_shape,
      .gives = &today_shape,
      .run = show_today,
      .help = "Who waits for you, what you may take on, what is due, and one thing worth knowing." },
    { .on = "GET /api/v1/reports",
      .may = "report.read",
      .gives = &report_definition_shape,
      .gives_list = true,
      .run = list_reports,
      .help = "The reports there are." },
    { .on = "GET /api/v1/reports/{report}",
      .may = "report.read",
      .takes = &report_question_shape,
      .gives = &report_answer_shape,
      .run = show_report,
      .help = "One report's figures, each with its count and interval, its chart and its rows." },
    { .on = "GET /api/v1/reports/{report}/rows",
      .may = "report.read",
      .takes = &behind_question_shape,
      .gives = &behind_shape,
      .run = show_behind,
      .help = "The conversations and customers that a number counts, newest first." },
    { .on = "GET /api/v1/reports/{report}/csv",
      .may = "report.read",
      .takes = &report_question_shape,
      .type = CSV,
      .run = export_report,
      .help = "All rows of one report as CSV, safe for spreadsheets." },
    { 0 },
};

static const struct permission permissions[] = {
    { .name = "report.read",
      .roles = EVERY_ROLE,
      .help = "read reports; who is bound to teams sees their teams' rows" },
    { 0 },
};

const struct module module_insight = { .name = "insight", .routes = routes, .permissions = permissions };
