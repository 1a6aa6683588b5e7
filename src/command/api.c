/* regulars api: how the API describes itself, printed. */
#include "spine/api.h"
#include "command/command.h"

#include <stdio.h>

static int run(struct house_options *options, int n, char **words)
{
    struct text out = { .arena = arena_open() };
    str what = n == 1 ? str_of(words[0]) : (str){ 0 };
    if (str_is(what, STR("openapi")))
        openapi_write(&out, options->modules, options->address);
    else if (str_is(what, STR("typescript")))
        typescript_write(&out, options->modules);
    else if (str_is(what, STR("page")))
        api_page_write(&out, options->modules, options->address, words_for((str){ 0 }));
    else
        return fprintf(stderr, "regulars: api openapi|typescript|page\n"), 2;
    int code = command_print(&out);
    arena_close(out.arena);
    return code;
}

const struct command command_api = { .name = "api",
                                     .run = run,
                                     .help = "openapi|typescript|page  the API describes itself" };
