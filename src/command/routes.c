/* regulars routes: everything the outside may ask. */
#include "command/command.h"
#include "spine/route.h"

static int run(struct house_options *options, int n, char **words)
{
    (void)n, (void)words;
    struct text out = { .arena = arena_open() };
    route_list(&out, options->modules);
    int code = command_print(&out);
    arena_close(out.arena);
    return code;
}

const struct command command_routes = { .name = "routes", .run = run, .help = "everything the outside may ask" };
