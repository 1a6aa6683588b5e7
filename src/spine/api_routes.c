#include "spine/api.h"
#include "spine/api_page.h"
#include "spine/house.h"
#include "spine/look.h"

#include "api.html.h"

static struct api_page page_of(struct arena *a, const struct module *const *all, str address)
{
    struct api_page page = { .address = address };
    api_page_fill(a, all, &page);
    return page;
}

void api_page_write(struct text *out, const struct module *const *all, str address, const struct words *words)
{
    struct api_page page = page_of(out->arena, all, address);
    look_write(out, &api_html, &api_page_shape, &page, &(struct look){ 0 }, words);
}

static enum err show_page(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)in, (void)ask;
    *(struct api_page *)out = page_of(t->arena, t->house->modules, t->house->options.address);
    return OK;
}

static enum err give_openapi(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)in, (void)out;
    struct text body = { .arena = t->arena };
    openapi_write(&body, t->house->modules, t->house->options.address);
    ask->answer->body = text_str(&body);
    ask->answer->type = STR("application/json");
    return OK;
}

static const struct route routes[] = {
    { .on = "GET /api",
      .may = PUBLIC,
      .gives = &api_page_shape,
      .page = &api_html,
      .run = show_page,
      .help = "Everything that a program may ask, for people to read." },
    { .on = "GET /api/v1/openapi.json",
      .may = PUBLIC,
      .type = "application/json",
      .run = give_openapi,
      .help = "Everything that a program may ask, as OpenAPI 3.1." },
    { 0 },
};
const struct module module_api = { .name = "api", .routes = routes };
