/* `regulars serve`: until SIGTERM ends it, or SIGHUP starts it anew. */
#ifndef SERVE_H
#define SERVE_H

#include "spine/house.h"

/* A restart keeps the process and its listening socket: whoever connects meanwhile waits in the kernel's queue and is
 * refused by nobody. The socket also comes from systemd (LISTEN_FDS, sd_listen_fds(3)). */
int command_serve(struct house_options *options, int n, char **words);

/* How the program was started, for starting it anew: call first in main. */
void serve_remember(char *const *argv);

#endif
