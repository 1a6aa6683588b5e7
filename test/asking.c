#include "test/asking.h"

#include "net/peer_test.h"
#include "test/house.h"

#include <unistd.h>

static enum err know_the_key(struct turn *t, const struct request *r)
{
    if (str_is(request_header(r, "Authorization"), STR("Bearer secret")))
        t->actor = (struct actor){ .kind = KEY, .who = 1, .scopes = STR("*") };
    return OK;
}

struct house *test_serving_house(struct arena *a)
{
    struct why why = { 0 };
    struct house *h = test_house_open(a);
    h->options.recognise = know_the_key;
    check_ok(house_serve(h, &why, a));
    return h;
}

static str ask(struct arena *a, struct house *h, str head, const char *key, str body)
{
    struct text out = { .arena = a };
    str more = head;
    str line = str_split(&more, '\n');
    text_addf(&out, "%.*s HTTP/1.1\r\nHost: help.example.org\r\nConnection: close\r\n%s", STR_ARG(line), key);
    if (more.n) text_addf(&out, "%.*s\r\n", STR_ARG(more));
    if (body.n) text_addz(&out, "Content-Type: application/json\r\n");
    text_addf(&out, "Content-Length: %zu\r\n\r\n", body.n);
    text_add(&out, body);
    int fd = dial(net_port(h->net));
    say(fd, text_str(&out));
    str reply = hear(a, fd, 10000);
    close(fd);
    return reply;
}

str ask_with_key(struct arena *a, struct house *h, str head, str body)
{
    return ask(a, h, head, "Authorization: Bearer secret\r\n", body);
}

str ask_with_nothing(struct arena *a, struct house *h, str head, str body)
{
    return ask(a, h, head, "", body);
}

bool has(str reply, const char *words)
{
    return str_find(reply, str_of(words)) >= 0;
}

str value_of(str reply, const char *name)
{
    struct arena *a = arena_open();
    str wanted = str_format(a, "\"%s\":\"", name);
    ptrdiff_t at = str_find(reply, wanted);
    str rest = at < 0 ? (str){ 0 } : str_from(reply, (size_t)at + wanted.n);
    arena_close(a);
    return str_split(&rest, '"');
}
