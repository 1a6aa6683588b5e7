/* regulars events: what happened, and with --follow what happens. */
#include "command/command.h"

#include <stdio.h>
#include <unistd.h>

enum { OVERLAP_S = 5, LOOK_AGAIN_US = 500000 };

struct news {
    id after;
    struct event_list events;
};

static enum err look(struct turn *t, void *with)
{
    struct news *l = with;
    return event_since(t, l->after, 1000, &l->events);
}

static void print_events(struct arena *a, const struct event_list *events)
{
    for (size_t i = 0; i < events->n; i++) {
        const struct event *e = &events->at[i];
        str at = time_iso(a, e->at);
        printf("%.*s %lld %.*s %s %.*s\n", STR_ARG(at), (long long)e->id, STR_ARG(e->kind),
               actor_kind_words[e->actor_kind], STR_ARG(e->body));
    }
    fflush(stdout);
}

/* Commits may overtake each other by moments, so a follower asks again from a little earlier and skips what it knows:
 * the ids it printed lately, newest last. */
struct printed {
    id at[4096];
    size_t n;
};

static bool is_news(struct printed *p, id which)
{
    size_t known = p->n < COUNT_OF(p->at) ? p->n : COUNT_OF(p->at);
    for (size_t i = 0; i < known; i++)
        if (p->at[i] == which) return false;
    p->at[p->n++ % COUNT_OF(p->at)] = which;
    return true;
}

static size_t keep_news(struct event_list *events, struct printed *known)
{
    size_t kept = 0;
    for (size_t i = 0; i < events->n; i++)
        if (is_news(known, events->at[i].id)) events->at[kept++] = events->at[i];
    return events->n = kept;
}

static int print_all(struct house *h, struct arena *a, bool follow)
{
    static struct printed known;
    struct news l = { 0 };
    struct why why = { 0 };
    for (;;) {
        arena_reset(a); /* a follower runs for weeks: what it printed is let go */
        l.events = (struct event_list){ 0 };
        if (turn_read(h, actor_system(), look, &l, &why, a) != OK) return command_complain(&why);
        bool whole = l.events.n < 1000;
        id last = l.events.n ? l.events.at[l.events.n - 1].id : l.after;
        keep_news(&l.events, &known);
        print_events(a, &l.events);
        if (whole && !follow) return 0;
        l.after = whole && last ? id_floor(id_time(last) - OVERLAP_S * SECOND) : last;
        if (whole) usleep(LOOK_AGAIN_US);
    }
}

static int run(struct house *h, struct arena *a, int n, char **words)
{
    struct arena *own = arena_open();
    (void)a;
    int status = print_all(h, own, n > 0 && strcmp(words[0], "--follow") == 0);
    arena_close(own);
    return status;
}

const struct command command_events = { .name = "events", .in_house = run, .help = "[--follow]  what happened" };
