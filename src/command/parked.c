/* regulars parked: reactions that wait for a person. */
#include "command/command.h"

#include <stdio.h>

static enum err look(struct turn *t, void *with)
{
    return reaction_parked(t, with);
}

static enum err retry_one(struct turn *t, void *with)
{
    return reaction_retry(t, *(id *)with);
}

static enum err drop_one(struct turn *t, void *with)
{
    return reaction_drop(t, *(id *)with);
}

static int run(struct house *h, struct arena *a, int n, char **words)
{
    struct job_list parked = { 0 };
    struct why why = { 0 };
    id which = 0;
    if (n == 2 && id_parse(str_of(words[1]), &which)) {
        bool again = strcmp(words[0], "retry") == 0;
        return turn_write(h, actor_system(), again ? retry_one : drop_one, &which, &why, a) == OK
                   ? 0
                   : command_complain(&why);
    }
    if (turn_read(h, actor_system(), look, &parked, &why, a) != OK) return command_complain(&why);
    for (size_t i = 0; i < parked.n; i++)
        printf("%lld %.*s after %lld tries: %.*s\n", (long long)parked.at[i].id, STR_ARG(parked.at[i].reaction),
               (long long)parked.at[i].tries, STR_ARG(parked.at[i].reason));
    return 0;
}

const struct command command_parked = { .name = "parked",
                                        .in_house = run,
                                        .help = "[retry ID | drop ID]  reactions that wait for a person" };
