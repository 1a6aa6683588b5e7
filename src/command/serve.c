/* regulars serve: until SIGTERM ends it, or SIGHUP starts it anew.
 *
 * A restart keeps the process and its listening socket: whoever connects meanwhile waits in the kernel's queue and is
 * refused by nobody. The socket also comes from systemd (LISTEN_FDS, sd_listen_fds(3)). */
#include "command/command.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { DRAIN_S = 10, FIRST_INHERITED = 3 };

static char *const *started_as;
static char *program; /* its path then: a newer program may have taken its place since */

void serve_remember(char *const *argv)
{
    started_as = argv;
    program = realpath("/proc/self/exe", NULL);
}

/* The socket that was handed to this very process, or -1. */
static int listener_inherited(void)
{
    const char *pid = getenv("LISTEN_PID"), *sockets = getenv("LISTEN_FDS");
    int64_t whose = 0, n = 0;
    bool ours = pid && sockets && str_int(str_of(pid), &whose) && str_int(str_of(sockets), &n) && whose == getpid();
    unsetenv("LISTEN_PID");
    unsetenv("LISTEN_FDS");
    return ours && n > 0 ? FIRST_INHERITED : -1;
}

static int start_anew(int listener)
{
    char pid[24];
    snprintf(pid, sizeof pid, "%d", (int)getpid());
    setenv("LISTEN_PID", pid, 1);
    setenv("LISTEN_FDS", "1", 1);
    if (dup2(listener, FIRST_INHERITED) < 0) return perror("regulars"), 1; /* without FD_CLOEXEC */
    execv(program, started_as);
    return perror("regulars"), 1;
}

/* These two only: the rest of the signals keep their meaning. */
static sigset_t block_signals(void)
{
    sigset_t heard;
    sigemptyset(&heard);
    sigaddset(&heard, SIGTERM);
    sigaddset(&heard, SIGINT);
    sigaddset(&heard, SIGHUP);
    sigprocmask(SIG_BLOCK, &heard, NULL); /* before any thread: only this one hears them */
    signal(SIGPIPE, SIG_IGN);
    return heard;
}

static int run(struct house_options *options, int n, char **words)
{
    (void)n, (void)words;
    struct arena *a = arena_open();
    struct why why = { 0 };
    struct house *h = NULL;
    sigset_t heard = block_signals();
    int signal_ = 0;
    options->listener = listener_inherited();
    if (house_open(options, &why, a, &h) != OK) return command_complain(&why);
    if (house_serve(h, &why, a) != OK) return command_complain(&why);
    printf("Regulars listens on http://%.*s:%d\n", STR_ARG(options->bind), net_port(h->net));
    link_offer(h);
    fflush(stdout);
    sigwait(&heard, &signal_);
    int kept = signal_ == SIGHUP ? dup(net_listener(h->net)) : -1; /* the house closes its own */
    house_close(h, DRAIN_S);
    arena_close(a);
    return kept >= 0 ? start_anew(kept) : 0;
}

const struct command command_serve = { .name = "serve",
                                       .run = run,
                                       .help = "start; SIGTERM ends it, SIGHUP starts it anew, both gracefully" };
