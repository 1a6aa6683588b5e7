/* A disk that is nearly full: nothing is taken in, everything can be read, and it recovers by itself. */
#include "spine/room.h"

#include "net/peer_test.h"
#include "spine/house.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

#include <unistd.h>

static str ask(struct arena *a, struct house *h, const char *head, const char *body)
{
    int fd = dial(net_port(h->net));
    say(fd, str_format(a,
                       "%s HTTP/1.1\r\nHost: help.example.org\r\nConnection: close\r\nContent-Type: "
                       "application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%s",
                       head, strlen(body), body));
    str reply = hear(a, fd, 2000);
    close(fd);
    return reply;
}

EACH_DATABASE(a_nearly_full_disk_takes_nothing_in_while_reading_goes_on)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    struct why why = { 0 };
    h->options.keep_free = INT64_MAX;
    check_ok(house_serve(h, &why, a));
    str full = ask(a, h, "POST /contact", "message=Hello");
    check_int(status_of(full), 507);
    check(str_find(full, STR("<h1>We cannot keep anything new just now</h1>")) >= 0);
    str upload = ask(a, h, "POST /api/v1/files?name=a", "abc");
    check_int(status_of(upload), 507);
    check_int(status_of(ask(a, h, "GET /contact", "")), 200);
    check_int(status_of(ask(a, h, "GET /health", "")), 200);
    h->options.keep_free = 1;
    clock_move(&h->clock, 2 * SECOND);
    check_int(status_of(ask(a, h, "POST /contact", "message=Hello")), 303);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(the_reserve_has_a_sensible_size_and_the_disk_is_asked)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    int64_t bytes = 0, files = 0;
    check_int(room_reserve(h), 256 << 20);
    check(room_free(h, &bytes, &files));
    check(bytes > 0 && files > 0);
    test_house_close(h);
    arena_close(a);
}
