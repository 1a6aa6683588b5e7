#include "customer/customer_searched.h"

#include "customer/customer.h"

#include "customer_searched.sql.h"

static enum err list(struct turn *t, id after, int64_t most, struct search_id_list *out)
{
    return sql_searched_ids(t, after, most, out);
}

/* Their text is "Ann Smith, ann@example.org"; without a name they are shown by their addresses. */
static enum err read(struct turn *t, const struct id_list *which, struct searched_list *out)
{
    TRY(sql_searched_customers(t, which, out));
    for (size_t i = 0; i < out->n; i++) {
        struct searched *it = &out->at[i];
        str addresses = it->text;
        if (it->title.n && addresses.n)
            it->text = str_format(t->arena, "%.*s, %.*s", STR_ARG(it->title), STR_ARG(addresses));
        if (it->title.n && !addresses.n) it->text = it->title;
        if (!it->title.n) it->title = addresses;
        it->person = it->title;
    }
    return OK;
}

const struct search_kind search_customer = { .name = "customer", .may = "customer.read", .list = list, .read = read };

enum err customer_index(struct turn *t, const struct event_list *all)
{
    struct id_list which = event_subjects(t->arena, all);
    return search_index(t, &search_customer, &which);
}
