/* regulars receive: one e-mail from standard input, for a mail server's pipe.
 *
 * Ends with 0 once the mail is safe on disk, and never before; with 75 (EX_TEMPFAIL of sysexits.h) when the server
 * should keep it and come again, with 67 (EX_NOUSER) when no mailbox has that address. */
#include "command/command.h"

#include "channel/email/ledger.h"
#include "channel/email/mail.h"

#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

enum { PIPE_NODES = 512 }; /* ids of ours are never those of the program that serves, nor of one beside us */

struct receiving {
    str address, raw;
    struct ledger_mail kept;
};

static enum err receive(struct turn *t, void *with)
{
    struct receiving *it = with;
    struct mailbox box = { 0 };
    bool found = false;
    TRY(mailbox_of_address(t, it->address, &box, &found));
    if (!found)
        return fail(t, NOT_FOUND, "no mailbox has the address %.*s: add it in the console first", STR_ARG(it->address));
    return mail_keep(t, &box, &(struct mail_arrival){ .way = BY_PIPE, .raw = it->raw }, &it->kept);
}

/* False: it is larger than we take, or the pipe broke. */
static bool read_all(struct arena *a, str *out)
{
    enum { ROOM = 64 << 10 };
    struct text all = { .arena = a };
    char *part = arena_take(a, ROOM);
    size_t n = 0;
    while (all.n <= MAIL_BYTES && (n = fread(part, 1, ROOM, stdin)) > 0) text_add(&all, (str){ .at = part, .n = n });
    *out = text_str(&all);
    return !ferror(stdin) && all.n <= MAIL_BYTES;
}

static int code_of(enum err err)
{
    return err == OK ? EX_OK : err == NOT_FOUND ? EX_NOUSER : EX_TEMPFAIL;
}

static int keep(struct house_options *options, struct arena *a, struct receiving *it)
{
    struct why why = { 0 };
    struct house *h = NULL;
    options->quiet_clock = true;
    if (!options->node) options->node = PIPE_NODES + (int)getpid() % PIPE_NODES;
    enum err err = house_open(options, &why, a, &h);
    if (err == OK) err = turn_write(h, actor_system(), receive, it, &why, a);
    if (err != OK) command_complain(&why);
    if (h) house_close(h, 0);
    return code_of(err);
}

static int run(struct house_options *options, int n, char **words)
{
    if (n != 1) return fprintf(stderr, "regulars: receive ADDRESS < mail\n"), EX_USAGE;
    struct arena *a = arena_open();
    struct receiving it = { .address = str_of(words[0]) };
    int code = EX_DATAERR;
    if (!read_all(a, &it.raw))
        fprintf(stderr, "regulars: the mail cannot be read whole: %d MiB are the most\n", MAIL_BYTES >> 20);
    else if (it.raw.n == 0)
        fprintf(stderr, "regulars: there is no mail on standard input\n");
    else
        code = keep(options, a, &it);
    arena_close(a);
    return code;
}

const struct command command_receive = { .name = "receive",
                                         .run = run,
                                         .help = "ADDRESS  one e-mail from standard input, for a mail server's pipe" };
