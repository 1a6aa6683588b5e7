/* Buckets with a clock that we move, a flood, and what a client meets. */
#include "spine/limits.h"

#include "net/peer_test.h"
#include "spine/house.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

#include <sodium.h>
#include <unistd.h>

static int taken(struct limits *l, struct claim c, usec now, int tries)
{
    int n = 0, retry_s = 0;
    for (int i = 0; i < tries; i++) n += limits_take(l, c, now, &retry_s);
    return n;
}

static struct limits *open_limits(struct arena *a)
{
    check(sodium_init() >= 0);
    return limits_open(a);
}

PURE(a_bucket_gives_what_it_holds_and_fills_with_time)
{
    struct arena *a = arena_open();
    struct limits *l = open_limits(a);
    struct claim form = { .payer = NETWORK, .rate = RATE_INTAKE, .who = 7 };
    usec now = 1000 * SECOND;
    int retry_s = 0;
    check_int(taken(l, form, now, 100), 20);
    check(!limits_take(l, form, now, &retry_s));
    check_int(retry_s, 3);
    check(!limits_take(l, form, now + 2 * SECOND, &retry_s));
    check_int(retry_s, 1);
    check_int(taken(l, form, now + 3 * SECOND, 100), 1);
    check_int(taken(l, form, now + HOUR, 100), 20);
    limits_close(l);
    arena_close(a);
}

PURE(networks_accounts_and_classes_have_buckets_of_their_own)
{
    struct arena *a = arena_open();
    struct limits *l = open_limits(a);
    struct claim c = { .payer = NETWORK, .rate = RATE_INTAKE, .who = 7 };
    check_int(taken(l, c, SECOND, 100), 20);
    check_int(taken(l, (struct claim){ .payer = NETWORK, .rate = RATE_INTAKE, .who = 8 }, SECOND, 100), 20);
    check_int(taken(l, (struct claim){ .payer = NETWORK, .rate = RATE_SECRET, .who = 7 }, SECOND, 100), 60);
    check_int(taken(l, (struct claim){ .payer = ACCOUNT, .rate = RATE_SECRET, .who = 7 }, SECOND, 100), 10);
    check_int(taken(l, (struct claim){ .payer = NETWORK, .rate = RATE_FREE, .who = 7 }, SECOND, 5000), 5000);
    limits_close(l);
    arena_close(a);
}

/* Each stranger once: the table stays as large as it was, and who was refused before is refused after. */
PURE(a_flood_of_a_million_networks_takes_no_memory_and_frees_nobody)
{
    struct arena *a = arena_open();
    struct limits *l = open_limits(a);
    struct claim form = { .payer = NETWORK, .rate = RATE_INTAKE, .who = 7 };
    size_t before = arena_used(a);
    int welcome = 0;
    taken(l, form, SECOND, 20);
    for (uint64_t stranger = 1; stranger <= 1000000; stranger++)
        welcome += taken(l, (struct claim){ .payer = NETWORK, .who = 1000 + stranger }, SECOND, 1);
    check_int(welcome, 1000000);
    check_int(taken(l, form, SECOND, 1), 0);
    check_int(arena_used(a), before);
    limits_close(l);
    arena_close(a);
}

static str ask_from(struct arena *a, struct house *h, const char *path, const char *client)
{
    int fd = dial(net_port(h->net));
    say(fd,
        str_format(a, "GET %s HTTP/1.1\r\nHost: help.example.org\r\nConnection: close\r\nX-Forwarded-For: %s\r\n\r\n",
                   path, client));
    str reply = hear(a, fd, 2000);
    close(fd);
    return reply;
}

static int refused(struct arena *a, struct house *h, const char *path, const char *client)
{
    int n = 0;
    for (int i = 0; i < 70; i++) n += status_of(ask_from(a, h, path, client)) == 429;
    return n;
}

EACH_DATABASE(a_client_that_asks_too_often_is_told_when_to_come_back_and_others_notice_nothing)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    struct why why = { 0 };
    h->options.trusted_proxies = STR("127.0.0.1");
    check_ok(house_serve(h, &why, a));
    check(refused(a, h, "/c/guess", "203.0.113.7") > 0);
    str reply = ask_from(a, h, "/c/guess", "203.0.113.200"); /* the same /24 */
    check_int(status_of(reply), 429);
    check(str_find(reply, STR("Retry-After: 1\r\n")) >= 0);
    check(str_find(reply, STR("<h1>A little too fast</h1>")) >= 0);
    check_int(status_of(ask_from(a, h, "/c/guess", "203.0.112.7")), 404);
    check_int(status_of(ask_from(a, h, "/live", "203.0.113.7")), 200);
    check_int(status_of(ask_from(a, h, "/health", "203.0.113.7")), 200); /* another class */
    clock_move(&h->clock, MINUTE);
    check_int(status_of(ask_from(a, h, "/c/guess", "203.0.113.7")), 404);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(our_own_machine_is_not_limited_unless_a_test_says_so)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, NULL);
    check_int(refused(a, h, "/c/guess", "203.0.113.7"), 0); /* whom no proxy of ours names, nobody names */
    h->options.limit_loopback = true;
    check(refused(a, h, "/c/guess", "203.0.113.7") > 0);
    test_house_close(h);
    arena_close(a);
}
