/* regulars audit: what the program finds about its own configuration. */
#include "spine/audit.h"
#include "command/command.h"

#include <stdio.h>

static enum err look(struct turn *t, void *with)
{
    return audit_run(t, with);
}

static void print(const struct finding *f)
{
    printf("%-8s %-12.*s %.*s\n", severity_words[f->severity], STR_ARG(f->about), STR_ARG(f->words));
    if (f->fix.n) printf("%21s → %.*s\n", "", STR_ARG(f->fix));
}

static int run(struct house *h, struct arena *a, int n, char **words)
{
    struct finding_list found = { 0 };
    struct why why = { 0 };
    (void)n, (void)words;
    if (turn_write(h, actor_system(), look, &found, &why, a) != OK) return command_complain(&why);
    int times[DANGER + 1] = { 0 };
    for (enum severity worst = DANGER + 1; worst-- > SOUND;) { /* the worst first */
        for (size_t i = 0; i < found.n; i++) {
            if (found.at[i].severity != worst) continue;
            print(&found.at[i]);
            times[worst]++;
        }
    }
    printf("%d in danger, %d warnings, %d notes, %d ok\n", times[DANGER], times[WARNING], times[NOTE], times[SOUND]);
    return times[DANGER] > 0;
}

const struct command command_audit = { .name = "audit",
                                       .in_house = run,
                                       .help = "what the program finds about its own configuration; 1: danger" };
