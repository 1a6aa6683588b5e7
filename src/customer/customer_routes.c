#include "customer/customer_routes.h"

#include "customer/customer.h"
#include "customer/customer_searched.h"
#include "spine/access.h"
#include "text/language.h"

struct which_customer {
    id customer;
};
static const struct shape which_customer_shape = SHAPE(
    struct which_customer, F_ID(struct which_customer, customer, .required = true, .help = "which customer"));

static enum err show(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask;
    return customer_find(t, ((const struct which_customer *)in)->customer, out);
}

struct customer_patch {
    id customer;
    str name, language;
    uint64_t given;
};
static const struct shape customer_patch_shape = SHAPE(
    struct customer_patch, F_ID(struct customer_patch, customer, .required = true, .help = "which customer"),
    F_TEXT(struct customer_patch, name, .max = CUSTOMER_NAME_CHARACTERS, .help = "as they want to be called"),
    F_TEXT(struct customer_patch, language, .max = LANGUAGE_CHARACTERS,
           .help = "in which we write to them, such as en or pt-BR (BCP 47); empty: not known"),
    F_GIVEN(struct customer_patch, given));

static enum err change(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct customer_patch *it = in;
    (void)ask;
    TRY(customer_change(t, it->customer, it->given & 2u ? &it->name : NULL, it->given & 4u ? &it->language : NULL));
    return customer_find(t, it->customer, out);
}

static enum err list_contact_points(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct contact_point_list list = { 0 };
    (void)ask;
    TRY(customer_contact_points(t, ((const struct which_customer *)in)->customer, &list));
    *(struct list *)out = (struct list){ .at = list.at, .n = list.n, .room = list.room };
    return OK;
}

static const struct route routes[] = {
    { .on = "GET /api/v1/customers/{customer}",
      .may = "customer.read",
      .takes = &which_customer_shape,
      .gives = &customer_shape,
      .run = show,
      .help = "One customer." },
    { .on = "PATCH /api/v1/customers/{customer}",
      .may = "customer.change",
      .takes = &customer_patch_shape,
      .gives = &customer_shape,
      .run = change,
      .help = "What they are called, and in which language we write to them." },
    { .on = "GET /api/v1/customers/{customer}/contact-points",
      .may = "customer.read",
      .takes = &which_customer_shape,
      .gives = &contact_point_shape,
      .gives_list = true,
      .run = list_contact_points,
      .help = "How they reach us." },
    { 0 },
};
static const struct permission permissions[] = {
    { .name = "customer.read", .roles = EVERY_ROLE, .help = "see who our customers are" },
    { .name = "customer.change", .roles = EVERY_ACTING_ROLE, .help = "correct a customer's name and language" },
    { 0 },
};
static const struct event_kind *const events[] = { &CUSTOMER_CREATED, &CUSTOMER_NAMED, &CUSTOMER_CHANGED, NULL };
static const struct search_kind *const searched[] = { &search_customer, NULL };

const struct module module_customer = { .name = "customer",
                                        .routes = routes,
                                        .permissions = permissions,
                                        .events = events,
                                        .searched = searched,
                                        .forget = customer_forget };
