#include "customer/customer.h"

#include "search/search.h"
#include "spine/sample.h"
#include "text/email.h"
#include "text/language.h"
#include "text/utf8.h"

#include "customer.sql.h"

const struct shape customer_shape = SHAPE(
    struct customer, F_ID(struct customer, id), F_TEXT(struct customer, name), F_TEXT(struct customer, language),
    F_TIME(struct customer, first_contact_at, .required = true), F_TEXT(struct customer, email));

const struct shape contact_point_shape = SHAPE(
    struct contact_point, F_ID(struct contact_point, id), F_ID(struct contact_point, customer),
    F_TEXT(struct contact_point, kind, .help = "email"), F_TEXT(struct contact_point, value));

/* Names of what changed; what it was and is are nobody's to keep twice. */
struct customer_changed {
    struct str_list fields;
};
static const struct shape customer_changed_shape = SHAPE(struct customer_changed,
                                                         F_TEXTS(struct customer_changed, fields));

const struct event_kind CUSTOMER_CREATED = { .name = "customer.created",
                                             .help = "Somebody reached us for the first time.",
                                             .seen_by = "customer.read" };

const struct event_kind CUSTOMER_NAMED = { .name = "customer.named",
                                           .help = "Somebody we knew by an address told us their name.",
                                           .seen_by = "customer.read" };

const struct event_kind CUSTOMER_CHANGED = { .name = "customer.changed",
                                             .help = "One of us changed a customer's name or language.",
                                             .body = &customer_changed_shape,
                                             .seen_by = "customer.read" };

enum err customer_find(struct turn *t, id which, struct customer *out)
{
    return sql_find(t, which, out);
}

enum err customer_list_of(struct turn *t, const struct id_list *which, struct customer_list *out)
{
    return sql_list_of(t, which, out);
}

static enum err acquaint(struct turn *t, str email, str name, str language, struct customer *out)
{
    *out = (struct customer){
        .id = turn_id(t), .name = name, .language = language, .first_contact_at = t->now, .email = email
    };
    TRY(sql_insert(t, out));
    if (email.n) TRY(sql_insert_address(t, turn_id(t), out->id, STR("email"), email));
    return EMIT(t, CUSTOMER_CREATED, .customer = out->id, .subject = out->id);
}

enum err customer_meet(struct turn *t, str email, str name, str language, struct customer *out)
{
    str address = { 0 };
    bool found = false;
    if (!str_empty(str_trim(email)) && !email_norm(t->arena, email, &address))
        return fail_field(t, "email", "must be an e-mail address such as ann@example.org");
    str line = utf8_cut(utf8_line(t->arena, name), CUSTOMER_NAME_CHARACTERS);
    if (address.n) TRY(sql_by_address(t, STR("email"), address, out, &found));
    if (!found) return acquaint(t, address, line, language, out);
    if (out->name.n || !line.n) return OK;
    out->name = line;
    TRY(sql_name(t, out->id, line));
    return EMIT(t, CUSTOMER_NAMED, .customer = out->id, .subject = out->id);
}

enum err customer_forget(struct turn *t, struct leaving *l)
{
    int64_t changed = 0;
    for (size_t i = 0; i < l->customers.n; i++) TRY(search_drop(t, l->customers.at[i]));
    TRY(sql_forget_addresses(t, &l->customers));
    TRY(sql_forget(t, &l->customers, &changed));
    l->gone += changed;
    return OK;
}

enum err customer_told(struct turn *t, id after, id last, int most, struct id_list *out)
{
    struct customer_list some = { 0 };
    TRY(sql_told(t, after, last, most, &some));
    for (size_t i = 0; i < some.n; i++) *LIST_ADD(t->arena, out) = some.at[i].id;
    return OK;
}

enum err customer_count_told(struct turn *t, id first, id last, int64_t *out)
{
    return sql_count_told(t, first, last, out);
}

enum err customer_change(struct turn *t, id which, const str *name, const str *language)
{
    struct customer it = { 0 };
    struct customer_changed what = { 0 };
    TRY(customer_find(t, which, &it));
    str line = name ? utf8_line(t->arena, *name) : it.name, tag = language ? str_trim(*language) : it.language;
    if (utf8_count(line) > CUSTOMER_NAME_CHARACTERS)
        return fail_field(t, "name", "must be at most %d characters", CUSTOMER_NAME_CHARACTERS);
    if (!language_is_tag(tag)) return fail_field(t, "language", "must look like en or pt-BR, or be empty");
    if (!str_is(line, it.name)) *LIST_ADD(t->arena, &what.fields) = STR("name");
    if (!str_is(tag, it.language)) *LIST_ADD(t->arena, &what.fields) = STR("language");
    if (what.fields.n == 0) return OK;
    TRY(sql_change(t, which, name ? &line : NULL, language ? &tag : NULL));
    return EMIT(t, CUSTOMER_CHANGED, .customer = which, .subject = which, .body = &what);
}

enum err customer_contact_points(struct turn *t, id which, struct contact_point_list *out)
{
    struct customer it = { 0 };
    TRY(customer_find(t, which, &it));
    return sql_contact_points(t, which, out);
}
