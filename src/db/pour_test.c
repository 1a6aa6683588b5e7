/* What was poured into a database is what was in the other one. */
#include "db/engine.h"
#include "db/pour.h"
#include "test/database.h"
#include "test/test.h"

#include <stdlib.h>
#include <unistd.h>

struct asking {
    struct work work;
    const char *sql;
    str said;
};

static enum err run_script(struct db *db, struct work *w)
{
    return db->ops->script(db, ((struct asking *)w)->sql);
}

static enum err run_ask(struct db *db, struct work *w)
{
    struct asking *it = (struct asking *)w;
    struct query_part *part = ARENA_NEW(it->work.arena, struct query_part);
    struct query *q = ARENA_NEW(it->work.arena, struct query); /* a connection knows a query by its place */
    *part = (struct query_part){ .sql = it->sql };
    *q = (struct query){ .name = "ask", .parts = { part, part }, .n_parts = { 1, 1 }, .answers = true };
    return db_text(db, q, NULL, &it->said);
}

static str ask(struct store *s, struct arena *a, const char *sql)
{
    struct asking it = { .work = { .run = run_ask, .arena = a, .shared = true }, .sql = sql };
    check_ok(store_write_now(s, &it.work));
    return it.said;
}

static void script(struct store *s, struct arena *a, const char *sql)
{
    check_ok(store_write_now(
        s, &(struct asking){ .work = { .run = run_script, .arena = a, .shared = true }, .sql = sql }.work));
}

static struct store *migrated(struct arena *a, str address)
{
    struct store *s = NULL;
    struct why why = { 0 };
    int applied = 0;
    check_ok(store_open(a, &why, &(struct store_options){ .address = address }, &s));
    check_ok(store_migrate(s, a, &why, &applied));
    return s;
}

/* Many rows, each with what has a meaning of its own in SQL. */
static void fill(struct store *s, struct arena *a)
{
    script(s, a,
           "INSERT INTO customer (id, name, language, first_contact_at) WITH RECURSIVE n (i) AS "
           "(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) "
           "SELECT i, 'O''Brien \\ Zoë ' || char(10) || i, '', -i FROM n");
    script(s, a, "INSERT INTO contact_point (id, customer, kind, value) VALUES (1, 20000, 'email', 'x@example.org')");
    script(s, a, "INSERT INTO setting (name, value, at) VALUES ('poured', 'it''s', 9223372036854775807)");
    script(s, a,
           "INSERT INTO incoming (id, at, channel, raw, key, token_hash, state) "
           "VALUES (1, 1, 'form', x'00ff275c', '', '', 'new')");
}

EACH_DATABASE(what_is_poured_over_is_what_was_there)
{
    struct arena *a = arena_open();
    struct why why = { 0 };
    char folder[] = "/tmp/regulars-pour-XXXXXX";
    check(mkdtemp(folder) != NULL);
    str path = str_format(a, "%s/from.db", folder);
    struct store *from = migrated(a, path);
    fill(from, a);
    store_close(from);

    str address = test_database_fresh(a);
    struct store *to = migrated(a, address);
    check_ok(store_pour(to, a, &why, path, STR("draft")));
    check_str(ask(to, a, "SELECT cast(count(*) as text) FROM customer"), "20000");
    check_str(ask(to, a, "SELECT name FROM customer WHERE id = 300"), "O'Brien \\ Zoë \n300");
    check_str(ask(to, a, "SELECT cast(sum(first_contact_at) as text) FROM customer"), "-200010000");
    check_str(ask(to, a, "SELECT value FROM contact_point WHERE customer = 20000"), "x@example.org");
    check_str(ask(to, a, "SELECT value FROM setting WHERE name = 'poured'"), "it's");
    check_str(ask(to, a, "SELECT cast(length(raw) as text) FROM incoming WHERE conversation IS NULL"), "4");

    check_int(store_pour(to, a, &why, STR("/nowhere/at/all.db"), (str){ 0 }), BROKEN);
    check_str(why.field, "database");
    check_str(ask(to, a, "SELECT cast(count(*) as text) FROM customer"), "20000");
    store_close(to);
    test_database_gone(str_z(a, address));
    for (const char *const *end = (const char *const[]){ "", "-wal", "-shm", NULL }; *end; end++)
        (void)unlink(str_z(a, str_format(a, "%.*s%s", STR_ARG(path), *end)));
    check_int(rmdir(folder), 0);
    arena_close(a);
}
