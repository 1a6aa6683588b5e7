/* regulars link, regulars invite: a one-time sign-in link, for somebody who is here or somebody new. */
#include "staff/link.h"
#include "command/command.h"

#include <stdio.h>

struct asked {
    str email, url;
    bool without_codes;
};

static enum err make(struct turn *t, void *with)
{
    struct asked *it = with;
    if (it->without_codes) TRY(link_forget_codes(t, it->email));
    return link_for(t, it->email, &it->url);
}

static enum err offer(struct turn *t, void *with)
{
    return link_first(t, &((struct asked *)with)->url);
}

static int run_link(struct house *h, struct arena *a, int n, char **words)
{
    struct asked it = { 0 };
    struct why why = { 0 };
    for (int i = 0; i < n; i++) {
        if (strcmp(words[i], "--without-codes") == 0)
            it.without_codes = true;
        else
            it.email = str_of(words[i]);
    }
    if (turn_write(h, actor_system(), make, &it, &why, a) != OK) return command_complain(&why);
    printf("%.*s\n", STR_ARG(it.url));
    return 0;
}

struct inviting {
    str email, name, url;
    enum role role;
};

static enum err invite(struct turn *t, void *with)
{
    struct inviting *it = with;
    struct staff who = { 0 };
    if (str_empty(str_trim(it->email)))
        return fail_field(t, "email", "must be an e-mail address such as ann@example.org");
    TRY(staff_add(t, it->name, it->email, it->role, &who));
    return link_make(t, who.id, INVITATION_LIVES, &it->url);
}

static int run_invite(struct house *h, struct arena *a, int n, char **words)
{
    struct inviting it = { 0 };
    struct why why = { 0 };
    if (n != 3) return fprintf(stderr, "regulars: invite EMAIL NAME auditor|agent|lead|admin|owner\n"), 2;
    it.email = str_of(words[0]), it.name = str_of(words[1]);
    for (int role = AUDITOR; role_words[role]; role++)
        if (strcmp(words[2], role_words[role]) == 0) it.role = (enum role)role;
    if (turn_write(h, actor_system(), invite, &it, &why, a) != OK) return command_complain(&why);
    printf("%.*s\n", STR_ARG(it.url));
    return 0;
}

void link_offer(struct house *h)
{
    struct arena *a = arena_open();
    struct asked it = { 0 };
    struct why why = { 0 };
    if (turn_write(h, actor_system(), offer, &it, &why, a) != OK)
        log_warn("no link to sign in with", LOG_TEXT("because", why.words));
    else if (it.url.n)
        printf("Nobody has signed in yet. This link does it once, within a day:\n  %.*s\n", STR_ARG(it.url));
    else
        puts("Another link to sign in with: `regulars link`, with the same options.");
    fflush(stdout);
    arena_close(a);
}

const struct command command_link = {
    .name = "link",
    .in_house = run_link,
    .help = "[EMAIL] [--without-codes]  a one-time link to sign in; makes the first owner"
};

const struct command command_invite = { .name = "invite",
                                        .in_house = run_invite,
                                        .help = "EMAIL NAME ROLE  somebody new, and a link to hand to them" };
