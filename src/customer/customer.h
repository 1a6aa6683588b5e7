/* A customer: a person who asks, buys, used to buy, or may buy.
 *
 * Met by a contact point (an e-mail address, normalised); without one they are somebody new each time.
 * Owns: customer, contact_point
 * Says: customer.created, customer.named, customer.changed */
#ifndef CUSTOMER_CUSTOMER_H
#define CUSTOMER_CUSTOMER_H

#include "spine/event.h"

struct customer {
    id id;
    str name;
    str language; /* BCP 47, or empty */
    usec first_contact_at;
    str email; /* the first one, or empty */
};
extern const struct shape customer_shape;
LIST(customer);

/* How they reach us. */
struct contact_point {
    id id, customer;
    str kind, value; /* "email" */
};
extern const struct shape contact_point_shape;
LIST(contact_point);

extern const struct event_kind CUSTOMER_CREATED, CUSTOMER_NAMED, CUSTOMER_CHANGED;

enum { CUSTOMER_NAME_CHARACTERS = 200 };

/* Finds who has this address, or makes their acquaintance. An empty name never overwrites a known one.
 * INVALID when the address is none. */
enum err customer_meet(struct turn *t, str email, str name, str language, struct customer *out) MUST_USE;
enum err customer_find(struct turn *t, id which, struct customer *out) MUST_USE;

/* Who was told: spine/sample.h. */
struct leaving;
enum err customer_told(struct turn *t, id after, id last, int most, struct id_list *out) MUST_USE;
enum err customer_count_told(struct turn *t, id first, id last, int64_t *out) MUST_USE;
enum err customer_forget(struct turn *t, struct leaving *l) MUST_USE;

/* What we know better than they said: NULL leaves it as it is. INVALID names the field. */
enum err customer_change(struct turn *t, id which, const str *name, const str *language) MUST_USE;
enum err customer_contact_points(struct turn *t, id which, struct contact_point_list *out) MUST_USE;
enum err customer_list_of(struct turn *t, const struct id_list *which, struct customer_list *out) MUST_USE;

#endif
