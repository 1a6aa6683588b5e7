#include "test/database.h"

#include "test/test.h"

#include <libpq-fe.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

void test_pause(void)
{
    nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
}

static void hush(void *with, const char *message)
{
    (void)with, (void)message;
}

static void postgres_do(const char *address, const char *sql)
{
    PGconn *pg = PQconnectdb(address);
    PQsetNoticeProcessor(pg, hush, NULL);
    PGresult *r = PQexec(pg, sql);
    if (PQresultStatus(r) != PGRES_COMMAND_OK) fprintf(stderr, "%s: %s", sql, PQerrorMessage(pg));
    PQclear(r);
    PQfinish(pg);
}

/* A schema of its own; the connection's search path leads there. */
static str postgres_fresh(struct arena *a, const char *server)
{
    static atomic_int made;
    int n = atomic_fetch_add(&made, 1);
    postgres_do(server, str_z(a, str_format(a, "CREATE SCHEMA t%d_%d", (int)getpid(), n)));
    return str_format(a, "%s%soptions=-csearch_path%%3Dt%d_%d", server, strchr(server, '?') ? "&" : "?", (int)getpid(),
                      n);
}

static str sqlite_fresh(struct arena *a)
{
    const char *folder = getenv("TMPDIR");
    char *path = arena_take(a, 256);
    snprintf(path, 256, "%s/regulars-test-XXXXXX", folder ? folder : "/tmp");
    if (!mkdtemp(path)) bug("no temporary folder");
    return str_format(a, "%s/test.db", path);
}

str test_database_fresh(struct arena *a)
{
    const char *database = test_database();
    return strcmp(database, "sqlite") == 0 ? sqlite_fresh(a) : postgres_fresh(a, database);
}

struct store *test_store_open(struct arena *a)
{
    struct store_options options = { .address = test_database_fresh(a), .writers = 2 };
    struct store *s = NULL;
    struct why why = { 0 };
    if (store_open(a, &why, &options, &s) != OK) bug("the test's database does not open: %.*s", STR_ARG(why.words));
    return s;
}

static void remove_sqlite(const char *path)
{
    static const char *const tails[] = { "", "-wal", "-shm" };
    char name[512];
    for (size_t i = 0; i < COUNT_OF(tails); i++) {
        snprintf(name, sizeof name, "%s%s", path, tails[i]);
        unlink(name);
    }
    for (const struct migration *m = migrations; m->number; m++) { /* the copies made before each */
        snprintf(name, sizeof name, "%s.before-%03d", path, m->number);
        unlink(name);
    }
    for (int i = 0; migrations[i].number; i++) { /* the copies made before each */
        snprintf(name, sizeof name, "%s.before-%03d", path, migrations[i].number);
        unlink(name);
    }
    snprintf(name, sizeof name, "%s", path);
    char *slash = strrchr(name, '/');
    if (slash) *slash = 0;
    rmdir(name);
}

void test_database_gone(const char *address)
{
    if (strncmp(address, "postgres", 8) != 0) {
        remove_sqlite(address);
        return;
    }
    char sql[128];
    const char *schema = strstr(address, "%3D");
    if (!schema) return;
    snprintf(sql, sizeof sql, "DROP SCHEMA %s CASCADE", schema + 3);
    postgres_do(test_database(), sql);
}

void test_store_close(struct store *s)
{
    struct arena *a = arena_open();
    const char *address = str_z(a, store_address(s));
    store_close(s);
    test_database_gone(address);
    arena_close(a);
}
