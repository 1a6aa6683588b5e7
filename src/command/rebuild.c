/* regulars rebuild: what is derived, told again from what is enduring. */
#include "spine/rebuild.h"
#include "command/command.h"
#include "spine/route.h"

#include <stdio.h>

static int rebuild_one(struct house *h, struct arena *a, const struct module *m, bool mend)
{
    struct rebuilding r = { .mend = mend };
    struct why why = { 0 };
    if (rebuild_module(h, m->rebuild, &r, &why, a) != OK)
        return fprintf(stderr, "regulars: %s: %.*s\n", m->name, STR_ARG(why.words)), 1;
    printf("%-16s %lld rows looked at, %lld differed%s\n", m->name, (long long)r.looked, (long long)r.differed,
           r.differed && mend ? " and were mended" : "");
    return 0;
}

static int run(struct house *h, struct arena *a, int n, char **words)
{
    bool mend = n == 0 || strcmp(words[0], "--compare") != 0;
    int code = 0;
    for (const struct module *const *m = h->modules; *m; m++)
        if ((*m)->rebuild) code |= rebuild_one(h, a, *m, mend);
    return code;
}

const struct command command_rebuild = { .name = "rebuild",
                                         .in_house = run,
                                         .help = "[--compare]  what is derived, told again from what is kept" };
