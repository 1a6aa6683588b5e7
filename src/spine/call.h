/* A call: a route as a client names it. What the three descriptions of the API (openapi.c, typescript.c, api_page.c)
 * share.
 *
 *   GET  /api/v1/conversations                           conversation.list            conversationList
 *   GET  /api/v1/conversations/{conversation}            conversation.get             conversationGet
 *   POST /api/v1/conversations/{conversation}/messages   conversation.createMessage   conversationCreateMessage
 *   POST /api/v1/conversations/{conversation}/claim      conversation.claim           conversationClaim
 *   PATCH, PUT, DELETE                                   change…, set…, delete…
 *
 * Names are made from the address alone, so they stay as long as it stays. Pages are no calls. */
#ifndef SPINE_CALL_H
#define SPINE_CALL_H

#include "spine/route.h"

struct call {
    const struct route *route;
    str method, path;   /* "POST", "/api/v1/conversations/{conversation}/claim" */
    str noun, verb, id; /* "conversation", "claim", "conversationClaim" */
    bool body;          /* what is not in the path stands in a JSON body; otherwise behind the question mark */
};
LIST(call);

void call_list(struct arena *a, const struct module *const *all, struct call_list *out); /* by noun */

bool call_has_in_path(const struct call *c, const struct field *f);
bool call_is_input(const struct call *c, const struct field *f); /* query or body */
bool call_has_body(const struct call *c);
bool call_gives_json(const struct call *c); /* its whole answer is JSON, or nothing */

/* The shapes that come out, each after those it holds. Two of one name are a mistake that the tests find. */
struct shapes {
    const struct shape *at[256];
    size_t n;
};
void call_shapes(const struct call_list *calls, struct shapes *out);
str shape_title(struct arena *a, const struct shape *shape); /* "customer_row" → "CustomerRow" */
bool field_may_be_null(const struct field *f);               /* ids, times and numbers that need not be there */

/* What we read differs from what we print: limits, and what may be left out. */
enum way { TAKEN, GIVEN };

enum { CALL_REFUSALS_MOST = 16 };
/* Every way in which it may be refused; returns how many. */
size_t call_refusals(const struct call *c, enum err *out);
const char *call_refusal_help(enum err err);
extern const enum err call_all_refusals[];
extern const size_t call_all_refusals_n;

#endif
