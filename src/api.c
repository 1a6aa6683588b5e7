#include "api.h"

#include "spine/api.h"
#include "spine/house.h"

#include <stdio.h>

int command_api(struct house_options *options, int n, char **words)
{
    struct text out = { .arena = arena_open() };
    str what = n == 1 ? str_of(words[0]) : (str){ 0 };
    if (str_is(what, STR("openapi")))
        openapi_write(&out, modules, options->address);
    else if (str_is(what, STR("typescript")))
        typescript_write(&out, modules);
    else if (str_is(what, STR("page")))
        api_page_write(&out, modules, options->address, words_for((str){ 0 }));
    else
        return fprintf(stderr, "regulars: api openapi|typescript|page\n"), 2;
    bool whole = fwrite(out.at, 1, out.n, stdout) == out.n;
    arena_close(out.arena);
    return whole ? 0 : 1;
}
