#include "net/peer_test.h"
#include "spine/house.h"
#include "test/ask.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

#include <unistd.h>

enum { PEERS = 48, HOUSES = 4, CODES = 600 };

/* Everybody has said something, and the house closes after `ms` without waiting for anybody. */
static void close_while_asked(int ms, int *replies)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    struct why why = { 0 };
    int fd[PEERS];
    check_ok(house_serve(h, &why, a));
    for (int i = 0; i < PEERS; i++) fd[i] = dial(net_port(h->net));
    for (int i = 0; i < PEERS; i++)
        say(fd[i], STR("POST /contact HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                       "Content-Length: 13\r\n\r\nmessage=Hello"));
    usleep((unsigned)ms * 1000);
    test_house_close(h);
    for (int i = 0; i < PEERS; i++) {
        replies[status_of(hear(a, fd[i], 100))]++;
        close(fd[i]);
    }
    arena_close(a);
}

/* What was handed on stands in the store's line while the wire closes: it is answered, or was never taken on. */
EACH_DATABASE(a_house_that_closes_answers_everybody_it_took_on)
{
    int replies[CODES] = { 0 };
    for (int i = 0; i < HOUSES; i++) close_while_asked(i * 8, replies);
    check(replies[303] > 0);
    check_int(replies[303] + replies[503] + replies[0], HOUSES * PEERS);
}

EACH_DATABASE(a_request_is_counted_once)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    struct why why = { 0 };
    int64_t before = count_read(COUNT_HTTP_REQUESTS);
    check_ok(house_serve(h, &why, a));
    for (int i = 0; i < 3; i++) check_int(status_of(test_ask(h, a, STR("GET /contact"), STR(""), STR(""))), 200);
    test_house_close(h); /* the wire counts when a request has ended, a moment after its answer arrived */
    check_int(count_read(COUNT_HTTP_REQUESTS) - before, 3);
    arena_close(a);
}
