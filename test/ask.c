#include "test/ask.h"

#include "net/peer_test.h"

#include <unistd.h>

enum { QUIET_MS = 5000 };

str test_ask(struct house *h, struct arena *a, str line, str headers, str body)
{
    const char *type = str_starts(body, STR("{")) ? "application/json" : "application/x-www-form-urlencoded";
    int fd = dial(net_port(h->net));
    say(fd, str_format(a,
                       "%.*s HTTP/1.1\r\nHost: help.example.org\r\nConnection: close\r\n%.*sContent-Type: "
                       "%s\r\nContent-Length: %zu\r\n\r\n",
                       STR_ARG(line), STR_ARG(headers), type, body.n));
    if (body.n) say(fd, body);
    str reply = hear(a, fd, QUIET_MS);
    close(fd);
    return reply;
}

bool test_has(str reply, const char *words)
{
    return str_find(reply, str_of(words)) >= 0;
}

str test_header(str reply, const char *name)
{
    for (str rest = reply; rest.n;) {
        str line = str_trim(str_split(&rest, '\n'));
        if (str_empty(line)) break;
        str is = str_split(&line, ':');
        if (str_is_nocase(is, str_of(name))) return str_trim(line);
    }
    return (str){ 0 };
}

str test_cookie(struct arena *a, str set_cookie)
{
    str pair = str_split(&set_cookie, ';');
    return str_format(a, "Cookie: %.*s\r\nX-Regulars: 1\r\n", STR_ARG(pair));
}
