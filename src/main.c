/* regulars: the command line. */
#include "api.h"
#include "audit.h"
#include "link.h"
#include "net/asset.h"
#include "rebuild.h"
#include "report.h"
#include "serve.h"
#include "spine/house.h"
#include "spine/machine.h"
#include "spine/route.h"
#include "staff/recognise.h"
#include "tell.h"
#include "try.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { OVERLAP_S = 5, LOOK_AGAIN_US = 500000 };

struct command {
    const char *name, *help;
    int (*run)(struct house_options *options, int n, char **words);
};

static int complain(const struct why *why)
{
    fprintf(stderr, "regulars: %.*s%s%.*s\n", STR_ARG(why->field), why->field.n ? ": " : "", STR_ARG(why->words));
    return 1;
}

static int print(const struct text *x)
{
    return fwrite(x->at, 1, x->n, stdout) == x->n ? 0 : 1;
}

static const char *const when_words[] = { "now", "soon", "live" };

static int command_flow(struct house_options *options, int n, char **words)
{
    (void)options;
    for (const struct reaction *r = flow; r->event; r++)
        if (n == 0 || strcmp(words[0], r->event->name) == 0)
            printf("%-32s %-5s %s\n", r->event->name, when_words[r->when], r->name);
    return 0;
}

static int command_routes(struct house_options *options, int n, char **words)
{
    (void)options, (void)n, (void)words;
    struct text out = { .arena = arena_open() };
    route_list(&out, modules);
    int code = print(&out);
    arena_close(out.arena);
    return code;
}

struct listing {
    id after;
    struct event_list events;
    struct job_list jobs;
};
static enum err list_events(struct turn *t, void *with)
{
    struct listing *l = with;
    return event_since(t, l->after, 1000, &l->events);
}
static enum err list_parked(struct turn *t, void *with)
{
    return reaction_parked(t, &((struct listing *)with)->jobs);
}
static enum err retry_one(struct turn *t, void *with)
{
    return reaction_retry(t, *(id *)with);
}
static enum err drop_one(struct turn *t, void *with)
{
    return reaction_drop(t, *(id *)with);
}

static void print_events(struct arena *a, const struct event_list *events)
{
    for (size_t i = 0; i < events->n; i++) {
        const struct event *e = &events->at[i];
        printf("%.*s %lld %.*s %s %.*s\n", STR_ARG(time_iso(a, e->at)), (long long)e->id, STR_ARG(e->kind),
               actor_kind_words[e->actor_kind], STR_ARG(e->body));
    }
    fflush(stdout);
}

static int with_house(struct house_options *options, int (*use)(struct house *h, struct arena *a, int n, char **words),
                      int n, char **words)
{
    struct arena *a = arena_open();
    struct why why = { 0 };
    struct house *h = NULL;
    options->quiet_clock = true;
    if (house_open(options, &why, a, &h) != OK) return complain(&why);
    int code = use(h, a, n, words);
    house_close(h, 0);
    arena_close(a);
    return code;
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

static int events(struct house *h, struct arena *a, int n, char **words)
{
    static struct printed known;
    bool follow = n > 0 && strcmp(words[0], "--follow") == 0;
    struct listing l = { 0 };
    struct why why = { 0 };
    for (;;) {
        if (turn_read(h, actor_system(), list_events, &l, &why, a) != OK) return complain(&why);
        bool whole = l.events.n < 1000;
        id last = l.events.n ? l.events.at[l.events.n - 1].id : l.after;
        keep_news(&l.events, &known);
        print_events(a, &l.events);
        if (whole && !follow) return 0;
        l.after = whole && last ? id_floor(id_time(last) - OVERLAP_S * SECOND) : last;
        if (whole) usleep(LOOK_AGAIN_US);
    }
}

static int parked(struct house *h, struct arena *a, int n, char **words)
{
    struct listing l = { 0 };
    struct why why = { 0 };
    id which = 0;
    if (n == 2 && id_parse(str_of(words[1]), &which)) {
        bool again = strcmp(words[0], "retry") == 0;
        return turn_write(h, actor_system(), again ? retry_one : drop_one, &which, &why, a) == OK ? 0 : complain(&why);
    }
    if (turn_read(h, actor_system(), list_parked, &l, &why, a) != OK) return complain(&why);
    for (size_t i = 0; i < l.jobs.n; i++)
        printf("%lld %.*s after %lld tries: %.*s\n", (long long)l.jobs.at[i].id, STR_ARG(l.jobs.at[i].reaction),
               (long long)l.jobs.at[i].tries, STR_ARG(l.jobs.at[i].reason));
    return 0;
}

static int command_report(struct house_options *options, int n, char **words)
{
    return with_house(options, report_command, n, words);
}

static int command_events(struct house_options *options, int n, char **words)
{
    return with_house(options, events, n, words);
}
static int command_parked(struct house_options *options, int n, char **words)
{
    return with_house(options, parked, n, words);
}

static int command_link(struct house_options *options, int n, char **words)
{
    return with_house(options, link_command, n, words);
}

static int command_audit(struct house_options *options, int n, char **words)
{
    return with_house(options, audit_command, n, words);
}

static int command_invite(struct house_options *options, int n, char **words)
{
    return with_house(options, invite_command, n, words);
}

static int command_rebuild(struct house_options *options, int n, char **words)
{
    return with_house(options, rebuild_command, n, words);
}

static int command_try(struct house_options *options, int n, char **words)
{
    (void)options;
    if (n == 2) return command_try_on(words[0], words[1]);
    return fprintf(stderr, "regulars: try FUNCTION FILE\n"), 2;
}

static const struct command commands[] = {
    { .name = "serve", .run = command_serve, .help = "start; SIGTERM ends it, SIGHUP starts it anew, both gracefully" },
    { .name = "link",
      .run = command_link,
      .help = "[EMAIL] [--without-codes]  a one-time link to sign in; makes the first owner" },
    { .name = "invite", .run = command_invite, .help = "EMAIL NAME ROLE  somebody new, and a link to hand to them" },
    { .name = "flow", .run = command_flow, .help = "[EVENT]  what happens when" },
    { .name = "report",
      .run = command_report,
      .help = "NAME [--from DATE] [--to DATE]  its figures, each with its interval" },
    { .name = "routes", .run = command_routes, .help = "everything the outside may ask" },
    { .name = "api", .run = command_api, .help = "openapi|typescript|page  the API describes itself" },
    { .name = "events", .run = command_events, .help = "[--follow]  what happened" },
    { .name = "parked", .run = command_parked, .help = "[retry ID | drop ID]  reactions that wait for a person" },
    { .name = "tell", .run = command_tell, .help = "FILE…|--sample|--sentences  a story, told into an empty database" },
    { .name = "audit", .run = command_audit, .help = "what the program finds about its own configuration; 1: danger" },
    { .name = "rebuild", .run = command_rebuild, .help = "[--compare]  what is derived, told again from what is kept" },
    { .name = "try", .run = command_try, .help = "json|utf8|url FILE  would this be accepted?" },
    { 0 },
};

static int help(void)
{
    printf("regulars [--data FOLDER] [--database postgres://…] [--bind ADDRESS] [--port N] [--address URL] [--node N]\n"
           "         [--trusted-proxies ADDRESS,…] [--keep-free MIB] COMMAND\n\n");
    for (const struct command *c = commands; c->name; c++) printf("  %-8s %s\n", c->name, c->help);
    return 0;
}

/* Takes an option and its value; false when the word is none. */
static bool take_option(struct house_options *o, const char *word, const char *value)
{
    int64_t n = 0;
    if (strcmp(word, "--data") == 0)
        o->directory = str_of(value);
    else if (strcmp(word, "--database") == 0)
        o->database = str_of(value);
    else if (strcmp(word, "--bind") == 0)
        o->bind = str_of(value);
    else if (strcmp(word, "--address") == 0)
        o->address = str_of(value);
    else if (strcmp(word, "--trusted-proxies") == 0)
        o->trusted_proxies = str_of(value);
    else if (strcmp(word, "--keep-free") == 0 && str_int(str_of(value), &n) && n > 0 && n < 1 << 30)
        o->keep_free = n << 20; /* MiB */
    else if (strcmp(word, "--port") == 0 && str_int(str_of(value), &n) && n >= 0 && n < 65536)
        o->port = (int)n;
    else if (strcmp(word, "--node") == 0 && str_int(str_of(value), &n) && n >= 0 && n < 1024)
        o->node = (int)n;
    else
        return false;
    return true;
}

int main(int argc, char **argv)
{
    machine_keep_secrets();
    serve_remember(argv);
    struct house_options options = { .directory = STR("data"),
                                     .bind = STR("127.0.0.1"),
                                     .port = 8080,
                                     .listener = -1,
                                     .flow = flow,
                                     .modules = modules,
                                     .recognise = staff_recognise,
                                     .assets = assets_all };
    int i = 1;
    for (; i + 1 < argc && argv[i][0] == '-'; i += 2)
        if (!take_option(&options, argv[i], argv[i + 1]))
            return fprintf(stderr, "regulars: %s %s is not an option; try `regulars help`\n", argv[i], argv[i + 1]), 2;
    char here[128];
    snprintf(here, sizeof here, "http://%.*s:%d", STR_ARG(options.bind), options.port);
    if (str_empty(options.address)) options.address = str_of(here);
    const char *name = i < argc ? argv[i] : "help";
    for (const struct command *c = commands; c->name; c++)
        if (strcmp(c->name, name) == 0) return c->run(&options, argc - i - 1, argv + i + 1);
    return help();
}
