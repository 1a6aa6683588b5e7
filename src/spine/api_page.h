/* What the API page shows, filled from the route rows; api.html lays it out. */
#ifndef SPINE_API_PAGE_H
#define SPINE_API_PAGE_H

#include "spine/route.h"

struct api_field {
    str name, type, limits, help;
    bool required;
};
LIST(api_field);

struct api_refusal {
    int64_t status;
    str name, help;
};
LIST(api_refusal);

struct api_call {
    str id, method, path, help, may, gives, refusals, curl;
    bool open, signed_in, keyed, many;
    struct api_field_list takes;
};
LIST(api_call);

struct api_noun {
    str name;
    struct api_call_list calls;
};
LIST(api_noun);

struct api_given {
    str name;
    struct api_field_list fields;
};
LIST(api_given);

struct api_page {
    str address;
    struct api_noun_list nouns;
    struct api_given_list shapes;
    struct api_refusal_list refusals;
};
extern const struct shape api_page_shape;

void api_page_fill(struct arena *a, const struct module *const *all, struct api_page *page);

#endif
