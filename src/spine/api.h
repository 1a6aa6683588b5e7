/* The API describes itself: from the route rows and the shapes they name come OpenAPI 3.1, the TypeScript client of the
 * console (web/api.ts) and the page for people who write to us by program (GET /api). None of them is written by hand.
 */
#ifndef SPINE_API_H
#define SPINE_API_H

#include "spine/route.h"

void openapi_write(struct text *out, const struct module *const *all, str address);
void typescript_write(struct text *out, const struct module *const *all);
void api_page_write(struct text *out, const struct module *const *all, str address, const struct words *words);

extern const struct module module_api;

#endif
