/* regulars flow: what happens when. */
#include "command/command.h"

#include <stdio.h>

static const char *const when_words[] = { "now", "soon", "live" };

static int run(struct house_options *options, int n, char **words)
{
    for (const struct reaction *r = options->flow; r->event; r++)
        if (n == 0 || strcmp(words[0], r->event->name) == 0)
            printf("%-32s %-5s %s\n", r->event->name, when_words[r->when], r->name);
    return 0;
}

const struct command command_flow = { .name = "flow", .run = run, .help = "[EVENT]  what happens when" };
