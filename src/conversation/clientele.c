#include "conversation/clientele.h"

#include "customer/customer.h"
#include "spine/access.h"

#include "clientele.sql.h"

const struct shape clientele_filter_shape = SHAPE(
    struct clientele_filter,
    F_TEXT(struct clientele_filter, before, .max = 60, .help = "the next page: the cursor of the last row you have"),
    F_INT(struct clientele_filter, most, .min = 1, .max = CLIENTELE_MOST,
          .help = "at most so many; 50 when it is not named"));

const struct shape clientele_row_shape = SHAPE(
    struct clientele_row, F_ID(struct clientele_row, customer, .required = true),
    F_TEXT(struct clientele_row, cursor, .help = "send it as `before` for the rows after this one"),
    F_TEXT(struct clientele_row, name), F_TEXT(struct clientele_row, email), F_TEXT(struct clientele_row, language),
    F_TIME(struct clientele_row, last_at, .required = true, .help = "when something was last said with them"),
    F_ID(struct clientele_row, conversation, .required = true, .help = "where"),
    F_INT(struct clientele_row, open, .help = "of their conversations"), F_INT(struct clientele_row, all));

static enum err read_cursor(struct turn *t, str cursor, usec *at, id *which)
{
    str time = str_split(&cursor, '-');
    if (id_parse(time, at) && id_parse(cursor, which)) return OK;
    return fail_field(t, "before", "must be the cursor of a row of this list");
}

/* Who they are, asked for once for the whole page. */
static enum err name_customers(struct turn *t, struct clientele_row_list *rows)
{
    struct id_list ids = { 0 };
    struct customer_list known = { 0 };
    for (size_t i = 0; i < rows->n; i++) *LIST_ADD(t->arena, &ids) = rows->at[i].customer;
    if (ids.n) TRY(customer_list_of(t, &ids, &known));
    for (size_t i = 0; i < rows->n; i++)
        for (size_t j = 0; j < known.n; j++) {
            if (known.at[j].id != rows->at[i].customer) continue;
            rows->at[i].name = known.at[j].name;
            rows->at[i].email = known.at[j].email;
            rows->at[i].language = known.at[j].language;
        }
    return OK;
}

enum err clientele_list(struct turn *t, const struct clientele_filter *f, struct clientele_row_list *out)
{
    usec at = 0;
    id last = 0;
    if (f->before.n) TRY(read_cursor(t, f->before, &at, &last));
    TRY(sql_clientele_list(t, access_teams(t), last ? &at : NULL, last ? &last : NULL,
                           f->most ? f->most : CLIENTELE_USUAL, out));
    for (size_t i = 0; i < out->n; i++)
        out->at[i].cursor = str_format(t->arena, "%lld-%lld", (long long)out->at[i].last_at,
                                       (long long)out->at[i].conversation);
    return name_customers(t, out);
}
