/* Commands: what a person types after `regulars`. Each is a file of its own and one line in commands.c. */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include "spine/house.h"

/* Exit codes: 0 done, 1 refused or not true, 2 not understood. */
struct command {
    const char *name, *help;
    int (*run)(struct house_options *options, int n, char **words); /* by itself */
    int (*in_house)(struct house *h, struct arena *a, int n,
                    char **words); /* or in an open house where nothing ticks */
};
extern const struct command command_serve, command_link, command_invite, command_flow, command_report, command_routes,
    command_api, command_events, command_parked, command_tell, command_audit, command_rebuild, command_forget,
    command_try, command_receive;
extern const struct command *const commands[]; /* commands.c; ends with NULL */

int command_run(const struct command *c, struct house_options *options, int n, char **words);

int command_complain(const struct why *why); /* says it on standard error: 1 */
int command_print(const struct text *x);     /* all of it on standard output: 0 */
enum err command_read_file(struct arena *a, struct why *w, const char *path, size_t most, str *out) MUST_USE;

/* How the program was started, for starting it anew: called first in main. */
void serve_remember(char *const *argv);
/* Where to begin, printed once the program listens: until somebody has signed in, a link for the first owner. */
void link_offer(struct house *h);

#endif
