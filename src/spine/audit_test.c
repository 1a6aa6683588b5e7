/* The program's judgement of its own configuration: sound when it is, and what is planted is found. */
#include "spine/audit.h"

#include "db/engine.h"
#include "net/peer_test.h"
#include "spine/house.h"
#include "spine/machine.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static enum severity worst(struct turn *t, const char *about)
{
    struct finding_list found = { 0 };
    enum severity is = SOUND;
    check_ok(audit_run(t, &found));
    for (size_t i = 0; i < found.n; i++) {
        const struct finding *f = &found.at[i];
        check(f->words.n > 0);
        check(f->code.n > 0);                         /* by which it is said in other languages */
        check(f->severity < WARNING || f->fix.n > 0); /* whoever warns says what to do */
        if ((!about || str_is(f->about, str_of(about))) && f->severity > is) is = f->severity;
    }
    return is;
}

static void script(struct turn *t, const char *sql)
{
    check_ok(t->db->ops->script(t->db, sql));
}

TEST(a_house_as_it_is_built_is_in_no_danger)
{
    check(worst(t, NULL) < DANGER);
    check(t->house->durable);
    check(t->house->synchronous.n > 0);
}

TEST(a_secret_that_others_can_read_is_a_danger_with_its_fix)
{
    const char *secret = str_z(t->arena, str_format(t->arena, "%.*s/secret", STR_ARG(t->house->options.directory)));
    check_int(worst(t, "secret"), SOUND);
    check_int(chmod(secret, 0640), 0);
    check_int(worst(t, "secret"), DANGER);
    check_int(unlink(secret), 0);
    check_int(worst(t, "secret"), DANGER);
}

TEST(passwords_that_travel_readable_are_a_danger)
{
    t->house->options.address = STR("http://127.0.0.1:8080");
    check_int(worst(t, "address"), NOTE);
    t->house->options.address = STR("http://help.example.org");
    check_int(worst(t, "address"), DANGER);
    t->house->options.bind = STR("0.0.0.0");
    check_int(worst(t, "bind"), WARNING);
}

TEST(a_proxy_whose_word_is_not_trusted_makes_limits_blind)
{
    check_int(worst(t, "proxy"), WARNING); /* the test's house has an https address */
    t->house->options.trusted_proxies = STR("127.0.0.1");
    check_int(worst(t, "proxy"), SOUND);
}

TEST(a_nearly_full_disk_is_a_danger_before_it_is_full)
{
    int64_t free = 0, files = 0;
    check(room_free(t->house, &free, &files));
    t->house->options.keep_free = free / 2;
    check_int(worst(t, "disk"), WARNING);
    t->house->options.keep_free = INT64_MAX;
    check_int(worst(t, "disk"), DANGER);
}

TEST(work_that_was_given_up_or_waits_too_long_is_found)
{
    check_int(worst(t, "parked"), SOUND);
    check_int(worst(t, "work"), SOUND);
    script(t, "insert into job (id, event, reaction, strangers, due, tries, parked, reason) values "
              "(1, 1, 'a', 0, 1, 5, 1, 'no')");
    check_int(worst(t, "parked"), WARNING);
    check_int(worst(t, "work"), SOUND); /* what is parked does not wait */
    script(t, "insert into job (id, event, reaction, strangers, due, tries, parked, reason) values "
              "(2, 1, 'a', 0, 1, 0, 0, '')");
    check_int(worst(t, "work"), DANGER);
}

TEST(a_database_that_a_newer_program_has_changed_is_a_danger)
{
    check_int(worst(t, "schema"), SOUND);
    script(t, "insert into migration (number, name, hash) values (999, 'later', 'x')");
    check_int(worst(t, "schema"), DANGER);
}

/* What the connection itself says, not what we once told it. */
EACH_DATABASE(a_connection_that_does_not_wait_for_the_disk_is_caught)
{
    struct arena *a = arena_open();
    struct why why = { 0 };
    struct house *h = test_house_open(a);
    const struct engine_ops *ops = store_engine(h->store) == SQLITE ? &sqlite_ops : &postgres_ops;
    enum err err = OK;
    str setting = { 0 };
    bool durable = false;
    struct db *db = db_open(ops, store_address(h->store), false, &err, &why, a);
    check_ok(err);
    check_ok(ops->begin(db));
    check_ok(db_durability(db, &setting, &durable));
    check(durable);
    ops->rollback(db);
    if (ops->engine == SQLITE) check_ok(ops->script(db, "PRAGMA synchronous=NORMAL"));
    check_ok(ops->begin(db));
    if (ops->engine == POSTGRES) check_ok(ops->script(db, "set local synchronous_commit = off"));
    check_ok(db_durability(db, &setting, &durable));
    check(!durable);
    ops->rollback(db);
    db_close(db);
    test_house_close(h);
    arena_close(a);
}

static enum err look(struct turn *t, void *with)
{
    *(enum severity *)with = worst(t, "durability");
    return OK;
}

EACH_DATABASE(a_reader_tells_what_the_writer_said_at_the_start)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    enum severity is = DANGER;
    check_ok(turn_read(h, actor_system(), look, &is, NULL, a));
    check_int(is, SOUND);
    h->durable = false;
    check_ok(turn_read(h, actor_system(), look, &is, NULL, a));
    check_int(is, store_engine(h->store) == SQLITE ? DANGER : SOUND);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(health_names_what_is_degraded_and_tells_strangers_no_more)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, NULL);
    for (int full = 0; full < 2; full++) {
        int fd = dial(net_port(h->net));
        say(fd, STR("GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        str reply = hear(a, fd, 2000);
        close(fd);
        check_int(status_of(reply), 200);
        const char *kernel = machine_seccomp() && machine_landlock() ? "" : full ? ",\"cells\"" : "\"cells\"";
        const char *form = full ? "\"degraded\":[\"disk\"%s]}" : "\"degraded\":[%s]}";
        check(str_find(reply, str_format(a, form, kernel)) >= 0);
        h->options.keep_free = INT64_MAX;
        clock_move(&h->clock, 2 * SECOND);
    }
    test_house_close(h);
    arena_close(a);
}

PURE(a_program_that_keeps_its_secrets_says_so)
{
    int status = 1;
    pid_t child = fork();
    if (child == 0) {
        machine_keep_secrets();
        _exit(machine_keeps_secrets() ? 0 : 2);
    }
    check_int(waitpid(child, &status, 0), child);
    check_int(WIFEXITED(status) ? WEXITSTATUS(status) : -1, 0);
    struct arena *a = arena_open();
    check(str_find(machine_libraries(a), STR("SQLite 3.")) == 0);
    arena_close(a);
}
