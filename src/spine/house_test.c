#include "net/peer_test.h"
#include "spine/house.h"
#include "spine/route.h"
#include "test/ask.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

#include <glob.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum { PEERS = 48, HOUSES = 4, CODES = 600 };

/* Everybody has said something, and the house closes after `ms` without waiting for anybody. */
static void close_while_asked(int ms, int *replies)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, NULL);
    int fd[PEERS];
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
    struct house *h = test_house_served(a, NULL);
    int64_t before = count_read(COUNT_HTTP_REQUESTS);
    for (int i = 0; i < 3; i++) check_int(status_of(test_ask(h, a, STR("GET /contact"), STR(""), STR(""))), 200);
    test_house_close(h); /* the wire counts when a request has ended, a moment after its answer arrived */
    check_int(count_read(COUNT_HTTP_REQUESTS) - before, 3);
    arena_close(a);
}

/* ---- the secret ---- */

enum { STARTERS = 6 };

struct starter {
    pthread_t thread;
    str folder;
    unsigned char secret[32];
    bool opened;
};

static void *start(void *with)
{
    struct starter *it = with;
    struct arena *a = arena_open();
    struct house *h = NULL;
    struct why why = { 0 };
    struct house_options options = {
        .directory = it->folder, .modules = modules, .flow = flow, .address = STR("http://a"), .quiet_clock = true
    };
    it->opened = house_open(&options, &why, a, &h) == OK;
    if (it->opened) memcpy(it->secret, h->secret, sizeof it->secret);
    if (it->opened) house_close(h, 0);
    arena_close(a);
    return NULL;
}

/* Also the copies that whoever came second made before its migrations. */
static void remove_made(struct arena *a, const char *folder)
{
    glob_t found;
    check_int(glob(str_z(a, str_format(a, "%s/regulars.db*", folder)), 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) unlink(found.gl_pathv[i]);
    globfree(&found);
    unlink(str_z(a, str_format(a, "%s/secret", folder)));
    rmdir(str_z(a, str_format(a, "%s/blobs", folder)));
    check_int(rmdir(folder), 0); /* nothing else lies around */
}

static int files_named_secret(struct arena *a, str folder)
{
    glob_t found;
    int n = glob(str_z(a, str_format(a, "%.*s/secret*", STR_ARG(folder))), 0, NULL, &found);
    int many = n == 0 ? (int)found.gl_pathc : 0;
    globfree(&found);
    return many;
}

PURE(programs_that_start_at_once_on_a_new_folder_agree_on_one_secret)
{
    struct arena *a = arena_open();
    char folder[] = "/tmp/regulars-secret-XXXXXX";
    struct starter all[STARTERS] = { 0 };
    check(mkdtemp(folder) != NULL);
    for (int i = 0; i < STARTERS; i++) {
        all[i].folder = str_of(folder);
        check_int(pthread_create(&all[i].thread, NULL, start, &all[i]), 0);
    }
    for (int i = 0; i < STARTERS; i++) pthread_join(all[i].thread, NULL);
    int left = files_named_secret(a, str_of(folder));
    remove_made(a, folder);
    for (int i = 0; i < STARTERS; i++) {
        check(all[i].opened);
        check(memcmp(all[i].secret, all[0].secret, sizeof all[0].secret) == 0);
    }
    check_int(left, 1);
    arena_close(a);
}
