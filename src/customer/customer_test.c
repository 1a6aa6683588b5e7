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
