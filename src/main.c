/* regulars: the command line. */
#include "business/business.h"
#include "channel/email/dns.h"
#include "command/command.h"
#include "net/asset.h"
#include "spine/machine.h"
#include "spine/route.h"
#include "staff/recognise.h"

#include <stdio.h>

static int help(void)
{
    printf("regulars [--data FOLDER] [--database postgres://…] [--bind ADDRESS] [--port N] [--address URL] [--node N]\n"
           "         [--trusted-proxies ADDRESS,…] [--keep-free MIB] [--certificates FILE] [--resolver ADDRESS] "
           "COMMAND\n\n");
    for (const struct command *const *c = commands; *c; c++) printf("  %-8s %s\n", (*c)->name, (*c)->help);
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
    else if (strcmp(word, "--certificates") == 0)
        o->certificates = str_of(value);
    else if (strcmp(word, "--resolver") == 0 && dns_is_resolver(str_of(value)))
        o->resolver = str_of(value);
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
    if (argc == 2 && strcmp(argv[1], CELL_WORD) == 0) return cell_inside(cells_all);
    machine_keep_secrets();
    serve_remember(argv);
    struct house_options options = { .directory = STR("data"),
                                     .bind = STR("127.0.0.1"),
                                     .port = 8080,
                                     .listener = -1,
                                     .flow = flow,
                                     .modules = modules,
                                     .recognise = staff_recognise,
                                     .look = business_look,
                                     .assets = assets_all,
                                     .cells = cells_all };
    int i = 1;
    for (; i + 1 < argc && argv[i][0] == '-'; i += 2)
        if (!take_option(&options, argv[i], argv[i + 1]))
            return fprintf(stderr, "regulars: %s %s is not an option; try `regulars help`\n", argv[i], argv[i + 1]), 2;
    char here[128];
    snprintf(here, sizeof here, "http://%.*s:%d", STR_ARG(options.bind), options.port);
    if (str_empty(options.address)) options.address = str_of(here);
    const char *name = i < argc ? argv[i] : "help";
    for (const struct command *const *c = commands; *c; c++)
        if (strcmp((*c)->name, name) == 0) return command_run(*c, &options, argc - i - 1, argv + i + 1);
    return help();
}
