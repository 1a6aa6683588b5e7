/* regulars forget-sample: what was told leaves; what happened stays. */
#include "command/command.h"
#include "spine/sample.h"
#include "story/sample_routes.h"

#include <stdio.h>
#include <unistd.h>

static enum err measure(struct turn *t, void *with)
{
    return sample_measure(t, with);
}

static enum err leave(struct turn *t, void *unused)
{
    (void)unused;
    return sample_leave(t);
}

static enum err batch(struct turn *t, void *more)
{
    return sample_batch(t, more);
}

static void show_left(const struct sample_size *left, int64_t all)
{
    bool somebody = isatty(2);
    fprintf(stderr, "%sforgetting: %lld of %lld conversations left%s", somebody ? "\r" : "",
            (long long)left->conversations, (long long)all, somebody ? "   " : "\n");
}

/* Batches, until nothing is left; once a second, how much still is. */
static enum err forget_all(struct house *h, struct why *w, struct arena *a, int64_t all)
{
    bool more = true;
    usec shown = monotonic_now();
    while (more) {
        struct sample_size left = { 0 };
        TRY(turn_write(h, actor_system(), batch, &more, w, a));
        if (monotonic_now() - shown < SECOND) continue;
        TRY(turn_read(h, actor_system(), measure, &left, w, a));
        show_left(&left, all);
        shown = monotonic_now();
    }
    if (isatty(2)) fputc('\n', stderr);
    return OK;
}

static int run(struct house *h, struct arena *a, int n, char **words)
{
    struct why why = { 0 };
    struct sample_size size = { 0 };
    (void)a, (void)words;
    if (n) return fprintf(stderr, "regulars forget-sample\n"), 2;
    struct arena *own = arena_open();
    enum err err = turn_read(h, actor_system(), measure, &size, &why, own);
    if (err == OK && !size.is_here) {
        arena_close(own);
        return puts("there is no sample here"), 0;
    }
    if (err == OK) err = turn_write(h, actor_system(), leave, NULL, &why, own);
    if (err == OK) err = forget_all(h, &why, own, size.conversations);
    int code = err == OK ? 0 : command_complain(&why);
    if (err == OK)
        printf("%lld conversations, %lld messages and %lld customers that were told are gone\n",
               (long long)size.conversations, (long long)size.messages, (long long)size.customers);
    arena_close(own);
    return code;
}

const struct command command_forget = { .name = "forget-sample",
                                        .in_house = run,
                                        .help = "the sample shop leaves; what really happened stays" };
