#include "staff/act_routes.h"

#include "staff/act.h"
#include "text/csv.h"

#define CSV "text/csv; charset=utf-8"

static enum err list_acts(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct act_list list = { 0 };
    (void)ask;
    TRY(act_list(t, in, &list));
    *(struct list *)out = (struct list){ .at = list.at, .n = list.n, .room = list.room };
    return OK;
}

static enum err export_acts(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct act_list list = { 0 };
    struct text csv = { .arena = t->arena };
    (void)out;
    TRY(act_list_all(t, in, &list));
    csv_write_head(&csv, &act_shape);
    for (size_t i = 0; i < list.n; i++) csv_write_row(&csv, &act_shape, &list.at[i]);
    ask->answer->body = text_str(&csv);
    ask->answer->type = STR(CSV);
    return OK;
}

static const struct route routes[] = {
    { .on = "GET /api/v1/acts",
      .may = "event.read",
      .takes = &act_filter_shape,
      .gives = &act_shape,
      .gives_list = true,
      .run = list_acts,
      .help = "Who did what, newest first." },
    { .on = "GET /api/v1/acts/csv",
      .may = "event.read",
      .takes = &act_filter_shape,
      .type = CSV,
      .run = export_acts,
      .help = "All of it as CSV, safe for spreadsheets." },
    { 0 },
};

const struct module module_act = { .name = "act", .routes = routes };
