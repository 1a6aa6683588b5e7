#include "link.h"

#include "staff/link.h"

#include <stdio.h>

struct asked {
    str email, url;
};

static enum err make(struct turn *t, void *with)
{
    struct asked *it = with;
    return link_for(t, it->email, &it->url);
}

static enum err offer(struct turn *t, void *with)
{
    return link_first(t, &((struct asked *)with)->url);
}

static int complain(const struct why *why)
{
    fprintf(stderr, "regulars: %.*s%s%.*s\n", STR_ARG(why->field), why->field.n ? " " : "", STR_ARG(why->words));
    return 1;
}

int link_command(struct house *h, struct arena *a, int n, char **words)
{
    struct asked it = { .email = n > 0 ? str_of(words[0]) : (str){ 0 } };
    struct why why = { 0 };
    if (turn_write(h, actor_system(), make, &it, &why, a) != OK) return complain(&why);
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
    fflush(stdout);
    arena_close(a);
}
