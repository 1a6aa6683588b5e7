#include "insight/behind.h"

const struct shape behind_question_shape = SHAPE(
    struct behind_question, F_TEXT(struct behind_question, report, .required = true, .max = 100, .help = "its name"),
    F_TEXT(struct behind_question, from, .max = 100, .help = "the first day, such as 2026-11-01"),
    F_TEXT(struct behind_question, to, .max = 100, .help = "the last day; today"),
    F_ID(struct behind_question, team, .help = "only this team's conversations"),
    F_TEXT(struct behind_question, counted, .max = 100,
           .help = "a line of a count, or what is counted beside; else what the figures are made of"),
    F_INT(struct behind_question, skip, .min = 0, .max = INT32_MAX, .help = "so many of the newest were seen"),
    F_INT(struct behind_question, most, .min = 1, .max = BEHIND_MOST, .help = "at most so many; 25"));

const struct shape behind_row_shape = SHAPE(
    struct behind_row, F_TIME(struct behind_row, at), F_ID(struct behind_row, conversation),
    F_ID(struct behind_row, customer), F_TEXT(struct behind_row, subject), F_TEXT(struct behind_row, customer_name),
    F_REAL(struct behind_row, value), F_BOOL(struct behind_row, happened), F_TEXT(struct behind_row, line),
    F_TEXT(struct behind_row, beside));

const struct shape behind_shape = SHAPE(struct behind, F_INT(struct behind, total, .help = "of all pages"),
                                        F_LIST(struct behind, rows, behind_row_shape));

struct named {
    id conversation, customer;
    str subject, customer_name;
};
LIST(named);
static const struct shape named_shape = SHAPE(struct named, F_ID(struct named, conversation),
                                              F_ID(struct named, customer), F_TEXT(struct named, subject),
                                              F_TEXT(struct named, customer_name));

#include "behind.sql.h"

static bool is_counted(const struct report_row *row, str counted)
{
    if (counted.n) return str_is(row->line, counted) || str_is(row->beside, counted);
    return row->beside.n == 0;
}

/* The page that was asked for, from the end; `total` counts all. */
static void take_page(struct turn *t, const struct behind_question *q, const struct report_row_list *all,
                      struct behind *out)
{
    int64_t most = q->most ? q->most : BEHIND_USUAL;
    for (size_t i = all->n; i > 0; i--) {
        const struct report_row *row = &all->at[i - 1];
        if (!is_counted(row, q->counted)) continue;
        int64_t place = out->total++ - q->skip;
        if (place < 0 || place >= most) continue;
        *LIST_ADD(t->arena, &out->rows) = (struct behind_row){ .at = row->at,
                                                               .conversation = row->conversation,
                                                               .value = row->value,
                                                               .happened = row->happened,
                                                               .line = row->line,
                                                               .beside = row->beside };
    }
}

static enum err give_names(struct turn *t, struct behind_row_list *rows)
{
    struct id_list which = { 0 };
    struct named_list named = { 0 };
    for (size_t i = 0; i < rows->n; i++) *LIST_ADD(t->arena, &which) = rows->at[i].conversation;
    TRY(sql_behind_names(t, &which, &named));
    for (size_t i = 0; i < rows->n; i++)
        for (size_t k = 0; k < named.n; k++) {
            if (named.at[k].conversation != rows->at[i].conversation) continue;
            rows->at[i].customer = named.at[k].customer;
            rows->at[i].subject = named.at[k].subject;
            rows->at[i].customer_name = named.at[k].customer_name;
        }
    return OK;
}

enum err behind_read(struct turn *t, const struct behind_question *q, struct behind *out)
{
    struct report_question of = { .report = q->report, .from = q->from, .to = q->to, .team = q->team };
    struct report_row_list all = { 0 };
    *out = (struct behind){ 0 };
    TRY(report_rows(t, &of, &all));
    take_page(t, q, &all, out);
    return give_names(t, &out->rows);
}
