#include "db/notice.h"

#include <errno.h>
#include <libpq-fe.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { QUEUE_BYTES = 256 << 10, PAYLOAD_MOST = 7900 /* PostgreSQL's is 7999 */, LOOK_MS = 1000 };
static const usec IDLE_EVERY = SECOND;

struct notices {
    struct notice_calls calls;
    const char *address;
    PGconn *pg;
    int wake;
    _Atomic(bool) ending;
    usec idle_at;
    pthread_t thread;
    pthread_mutex_t lock;
    struct pile { /* lines, each with its end */
        char *at;
        size_t n;
    } said, going;
    bool lost;
};

void notices_say(struct notices *n, str line)
{
    if (!n || n->ending || line.n > NOTICE_LINE) return;
    pthread_mutex_lock(&n->lock);
    bool first = n->said.n == 0;
    if (n->said.n + line.n + 1 > QUEUE_BYTES) {
        n->lost = true;
    } else {
        memcpy(n->said.at + n->said.n, line.at, line.n);
        n->said.n += line.n;
        n->said.at[n->said.n++] = '\n';
    }
    pthread_mutex_unlock(&n->lock);
    if (first) (void)!write(n->wake, &(uint64_t){ 1 }, sizeof(uint64_t));
}

/* ---- the connection ---- */

static bool does(PGconn *pg, const char *sql, const char *value)
{
    const char *const values[] = { value };
    PGresult *r = PQexecParams(pg, sql, value ? 1 : 0, NULL, values, NULL, NULL, 0);
    ExecStatusType status = PQresultStatus(r);
    PQclear(r);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

/* A channel for each schema: several may lie in one database, and a channel's name is short. */
#define CHANNEL "'regulars_' || md5(current_schema())"
static const char listen_here[] = "DO $$ BEGIN EXECUTE format('LISTEN %I', " CHANNEL "); END $$";
static const char say_there[] = "SELECT pg_notify(" CHANNEL ", $1)";

static void hush(void *with, const char *message)
{
    (void)with, (void)message;
}

static bool connect_now(struct notices *n)
{
    const char *const names[] = { "connect_timeout", "tcp_user_timeout", "dbname", NULL };
    const char *const values[] = { "5", "10000", n->address, NULL };
    if (n->pg) PQfinish(n->pg);
    n->pg = PQconnectdbParams(names, values, 1);
    PQsetNoticeProcessor(n->pg, hush, NULL);
    if (PQstatus(n->pg) != CONNECTION_OK) return false;
    /* Nobody waits for the disk for what is never kept. */
    return does(n->pg, "SET synchronous_commit = off", NULL) && does(n->pg, listen_here, NULL);
}

static void rest(struct notices *n, int ms)
{
    bool there = n->pg && PQstatus(n->pg) == CONNECTION_OK;
    struct pollfd all[] = { { .fd = n->wake, .events = POLLIN },
                            { .fd = there ? PQsocket(n->pg) : -1, .events = POLLIN } };
    uint64_t rung;
    if (poll(all, COUNT_OF(all), ms) > 0 && all[0].revents) (void)!read(n->wake, &rung, sizeof rung);
}

/* ---- hearing and saying ---- */

static bool hear(struct notices *n)
{
    if (PQconsumeInput(n->pg) != 1) return false;
    for (PGnotify *it = PQnotifies(n->pg); it; it = PQnotifies(n->pg)) {
        str all = str_of(it->extra);
        while (it->be_pid != PQbackendPID(n->pg) && all.n) n->calls.heard(n->calls.with, str_split(&all, '\n'));
        PQfreemem(it);
    }
    return true;
}

static void take_said(struct notices *n, bool *lost)
{
    pthread_mutex_lock(&n->lock);
    struct pile spare = n->going;
    n->going = n->said;
    n->said = (struct pile){ .at = spare.at };
    *lost = n->lost;
    n->lost = false;
    pthread_mutex_unlock(&n->lock);
}

static bool say(struct notices *n, str lines)
{
    char payload[PAYLOAD_MOST + 1];
    while (lines.n) {
        str some = str_cut(lines, PAYLOAD_MOST);
        while (some.at[some.n - 1] != '\n') some.n--; /* a line is shorter than a payload */
        memcpy(payload, some.at, some.n - 1);
        payload[some.n - 1] = 0;
        if (!does(n->pg, say_there, payload)) return false;
        lines = str_from(lines, some.n);
    }
    return true;
}

/* What fails on the way is not said again: it may have been heard. */
static bool say_all(struct notices *n)
{
    bool lost = false;
    take_said(n, &lost);
    bool said = say(n, (str){ .at = n->going.at, .n = n->going.n }) && (!lost || say(n, STR(NOTICE_LOST "\n")));
    n->going.n = 0;
    if (said) return true;
    pthread_mutex_lock(&n->lock);
    n->lost = true;
    pthread_mutex_unlock(&n->lock);
    return false;
}

static void be_idle(struct notices *n)
{
    usec now = monotonic_now();
    if (now < n->idle_at) return;
    n->idle_at = now + IDLE_EVERY;
    n->calls.idle(n->calls.with);
}

static void *run(void *with)
{
    struct notices *n = with;
    bool there = false, warned = false;
    while (!n->ending) {
        if (!there) {
            there = connect_now(n);
            if (there) n->calls.again(n->calls.with);
            if (!there && !warned) log_warn("other programs on this database cannot be told, nor heard");
            warned = !there;
        }
        rest(n, LOOK_MS);
        there = there && hear(n) && say_all(n);
        if (there) be_idle(n);
    }
    if (there) (void)!say_all(n);
    PQfinish(n->pg);
    return NULL;
}

struct notices *notices_open(struct arena *a, struct store *s, const struct notice_calls *calls)
{
    if (store_engine(s) != POSTGRES) return NULL;
    struct notices *n = ARENA_NEW(a, struct notices);
    n->calls = *calls;
    n->address = str_z(a, store_address(s));
    n->said.at = arena_take(a, QUEUE_BYTES);
    n->going.at = arena_take(a, QUEUE_BYTES);
    n->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    pthread_mutex_init(&n->lock, NULL);
    if (n->wake < 0 || pthread_create(&n->thread, NULL, run, n) != 0) bug("a thread cannot be made");
    return n;
}

void notices_close(struct notices *n)
{
    if (!n) return;
    n->ending = true;
    (void)!write(n->wake, &(uint64_t){ 1 }, sizeof(uint64_t));
    pthread_join(n->thread, NULL);
}
