#include "customer/customer.h"
#include "test/test.h"

TEST(a_customer_is_met_once_and_then_known)
{
    struct customer first = { 0 }, again = { 0 }, other = { 0 };
    check_ok(customer_meet(t, STR("ann@example.org"), STR(""), STR("en"), &first));
    check_ok(customer_meet(t, STR("ANN@example.org"), STR("Ann\r\nB."), STR("en"), &again));
    check_int(first.id, again.id);
    check_str(again.name, "Ann B.");
    check_ok(customer_meet(t, STR("ann@example.org"), STR("Somebody else"), STR(""), &again));
    check_str(again.name, "Ann B.");
    check_ok(customer_meet(t, STR(""), STR("Ann"), STR(""), &other));
    check(other.id != first.id);
    struct event_list events = { 0 };
    check_ok(event_timeline(t, first.id, 0, 10, &events));
    check_int(events.n, 2); /* met; and named, once */
    check_str(events.at[0].kind, "customer.named");
    check_err(customer_meet(t, STR("not an address"), STR(""), STR(""), &other), INVALID);
    check_str(t->why->field, "email");
}

TEST(one_of_us_corrects_a_name_and_a_language_and_it_is_said_without_them)
{
    struct customer ann = { 0 };
    struct event_list events = { 0 };
    struct contact_point_list reached = { 0 };
    check_ok(customer_meet(t, STR("ann@example.org"), STR("Anne"), STR("en"), &ann));
    check_ok(customer_change(t, ann.id, &STR(" Ann\tArbor "), NULL));
    check_ok(customer_find(t, ann.id, &ann));
    check_str(ann.name, "Ann Arbor");
    check_str(ann.language, "en");
    check_ok(customer_change(t, ann.id, &STR("Ann Arbor"), &STR("en"))); /* nothing new: nothing happened */
    check_ok(customer_change(t, ann.id, NULL, &STR("")));
    check_ok(event_timeline(t, ann.id, 0, 10, &events));
    check_int(events.n, 3);
    check_str(events.at[0].kind, "customer.changed");
    check_str(events.at[0].body, "{\"fields\":[\"language\"]}");
    check_str(events.at[1].body, "{\"fields\":[\"name\"]}");
    check_err(customer_change(t, ann.id, NULL, &STR("English, please")), INVALID);
    check_str(t->why->field, "language");
    str long_name = str_format(t->arena, "%0*d", CUSTOMER_NAME_CHARACTERS + 1, 0);
    check_err(customer_change(t, ann.id, &long_name, NULL), INVALID);
    check_str(t->why->field, "name");
    check_err(customer_change(t, ann.id + 1, NULL, NULL), NOT_FOUND);
    check_ok(customer_contact_points(t, ann.id, &reached));
    check_int(reached.n, 1);
    check_str(reached.at[0].value, "ann@example.org");
}
