/* What only a server can do to us: connections that break, and works that stand in each other's way. */
#include "db/engine.h"

#include "test/database.h"
#include "test/test.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { WORKS = 8 };

struct errand {
    struct work work;
    const char *sql;
    atomic_int *told;
    int runs;
    enum err outcome;
};

static enum err run_errand(struct db *db, struct work *w)
{
    struct errand *it = (struct errand *)w;
    it->runs++;
    return db->ops->script(db, it->sql);
}

static void told(struct work *w, enum err outcome)
{
    struct errand *it = (struct errand *)w;
    it->outcome = outcome;
    atomic_fetch_add(it->told, 1);
}

static void run_all(struct store *s, struct errand *all, int n)
{
    atomic_int heard = 0;
    for (int i = 0; i < n; i++) {
        all[i].told = &heard;
        all[i].work.run = run_errand;
        all[i].work.done = told;
        all[i].work.arena = arena_open();
        store_write(s, &all[i].work);
    }
    while (atomic_load(&heard) < n) test_pause();
    for (int i = 0; i < n; i++) arena_close(all[i].work.arena);
}

static enum err now(struct store *s, const char *sql)
{
    struct errand one = { .sql = sql };
    run_all(s, &one, 1);
    return one.outcome;
}

static void need_server(void)
{
    if (strcmp(test_database(), "sqlite") == 0) skip("SQLite has no connection to lose");
}

static struct store *open_postgres(struct arena *a)
{
    struct store *s = test_store_open(a);
    check_ok(now(s, "create table thing (id bigint primary key, n bigint)"));
    check_ok(now(s, "insert into thing values (1, 0), (2, 0)"));
    return s;
}

EACH_DATABASE(a_lost_connection_fails_its_work_and_the_next_one_finds_another)
{
    need_server();
    struct arena *a = arena_open();
    struct store *s = open_postgres(a);
    struct errand all[WORKS] = { 0 };
    for (int i = 0; i < WORKS; i++) {
        all[i].work.key = 1;
        all[i].sql = i == 3 ? "select pg_terminate_backend(pg_backend_pid())"
                            : "update thing set n = n + 1 where id = 1";
    }
    run_all(s, all, WORKS);
    for (int i = 0; i < WORKS; i++) check_int(all[i].outcome, i == 3 ? BUSY : OK);
    check_ok(now(s, "do $$ begin if (select n from thing where id = 1) <> 7 then raise 'not 7'; end if; end $$"));
    test_store_close(s);
    arena_close(a);
}

/* The server goes away while it commits: it may have happened, so it is not done again. */
EACH_DATABASE(a_commit_of_unknown_outcome_is_not_done_twice)
{
    need_server();
    struct arena *a = arena_open();
    struct store *s = open_postgres(a);
    check_ok(now(s, "create function leave() returns trigger language plpgsql as "
                    "$$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$"));
    check_ok(now(s, "create constraint trigger leaving after update on thing deferrable initially deferred "
                    "for each row execute function leave()"));
    struct errand one = { .sql = "update thing set n = n + 1 where id = 1" };
    run_all(s, &one, 1);
    check_int(one.outcome, BUSY);
    check_int(one.runs, 1);
    check_ok(now(s, "insert into thing values (3, 0)"));
    test_store_close(s);
    arena_close(a);
}

EACH_DATABASE(two_works_that_wait_for_each_other_are_both_done)
{
    need_server();
    struct arena *a = arena_open();
    struct store *s = open_postgres(a);
    struct errand both[] = {
        { .sql = "update thing set n = n + 1 where id = 1; select pg_sleep(0.3); update thing set n = n + 1 where id = "
                 "2" },
        { .sql = "update thing set n = n + 1 where id = 2; select pg_sleep(0.3); update thing set n = n + 1 where id = "
                 "1" },
    };
    run_all(s, both, 2); /* without a key: each on a writer of its own */
    check_int(both[0].outcome, OK);
    check_int(both[1].outcome, OK);
    check(both[0].runs + both[1].runs > 2);
    test_store_close(s);
    arena_close(a);
}

/* ---- a server that goes away ---- */

static str away_file(struct arena *a)
{
    const char *folder = getenv("REGULARS_TEST_POSTGRES_FOLDER");
    if (!folder) skip("the server is not ours to stop: tools/with-postgres brings one that is");
    return str_format(a, "%s/away", folder);
}

static void stop_server(struct arena *a)
{
    const char *folder = getenv("REGULARS_TEST_POSTGRES_FOLDER");
    const char *path = str_z(a, str_format(a, "%s/data/postmaster.pid", folder));
    FILE *f = fopen(str_z(a, away_file(a)), "w");
    check(f != NULL && fclose(f) == 0);
    f = fopen(path, "r");
    int pid = 0;
    check(f != NULL && fscanf(f, "%d", &pid) == 1 && fclose(f) == 0);
    check_int(kill(pid, SIGINT), 0); /* fast shutdown: sessions end, the lock file goes */
    while (access(path, F_OK) == 0) test_pause();
}

static void start_server(struct arena *a)
{
    check_int(unlink(str_z(a, away_file(a))), 0);
}

static enum err until_it_answers(struct store *s, usec within)
{
    usec until = monotonic_now() + within;
    enum err err = BUSY;
    while (err == BUSY && monotonic_now() < until) {
        err = now(s, "update thing set n = n + 1 where id = 2");
        if (err == BUSY) test_pause();
    }
    return err;
}

/* Its threads have not connected when the server goes: none of them ends the program. What is asked in the meantime is
 * BUSY at once, however much is asked, and a few seconds after the server is back all goes on. */
EACH_DATABASE(a_server_that_goes_away_is_waited_for_and_found_again)
{
    need_server();
    struct arena *a = arena_open();
    away_file(a);
    struct store *s = open_postgres(a), *none = NULL;
    struct store_options options = { .address = store_address(s) };
    struct store *fresh = NULL;
    struct why why = { 0 };
    enum { ASKED = 500 };
    static struct errand all[ASKED];
    memset(all, 0, sizeof all);
    check_ok(store_open(a, &why, &options, &fresh)); /* no work yet */
    stop_server(a);
    usec began = monotonic_now();
    for (int i = 0; i < ASKED; i++) all[i].sql = "update thing set n = n + 1 where id = 1";
    run_all(fresh, all, ASKED);
    usec took = monotonic_now() - began;
    int busy = 0, told_when = 0;
    for (int i = 0; i < ASKED; i++) busy += all[i].outcome == BUSY, told_when += all[i].work.why.retry_s > 0;
    enum err opened = store_open(a, &why, &options, &none);
    start_server(a); /* before anything is judged: other tests need it */
    enum err later = until_it_answers(fresh, 20 * SECOND), there = until_it_answers(s, 20 * SECOND);
    store_close(fresh);
    check_int(busy, ASKED);
    check_int(told_when, ASKED);
    check(took < 5 * SECOND); /* without a pause between attempts this would be 500 connections */
    check_int(opened, BUSY);
    check_ok(later);
    check_ok(there);
    test_store_close(s);
    arena_close(a);
}
