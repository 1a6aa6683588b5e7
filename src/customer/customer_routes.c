#include "customer/customer_routes.h"

#include "customer/customer.h"
#include "customer/customer_searched.h"
#include "spine/access.h"

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

static const struct route routes[] = {
    { .on = "GET /api/v1/customers/{customer}",
      .may = "customer.read",
      .takes = &which_customer_shape,
      .gives = &customer_shape,
      .run = show,
      .help = "One customer." },
    { 0 },
};
static const struct permission permissions[] = {
    { .name = "customer.read", .roles = EVERY_ROLE, .help = "see who our customers are" },
    { 0 },
};
static const struct event_kind *const events[] = { &CUSTOMER_CREATED, &CUSTOMER_NAMED, NULL };
static const struct search_kind *const searched[] = { &search_customer, NULL };

const struct module module_customer = { .name = "customer",
                                        .routes = routes,
                                        .permissions = permissions,
                                        .events = events,
                                        .searched = searched,
                                        .forget = customer_forget };
