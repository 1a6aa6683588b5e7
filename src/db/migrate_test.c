/* Programs that start at the same moment on one database. */
#include "db/db.h"

#include "test/database.h"
#include "test/test.h"

#include <pthread.h>

struct starter {
    const char *address;
    enum err opened, migrated;
    int applied;
};

static void *start(void *with)
{
    struct starter *it = with;
    struct arena *a = arena_open();
    struct store *s = NULL;
    struct why why = { 0 };
    struct store_options options = { .address = str_of(it->address), .writers = 1, .readers = 1 };
    it->opened = store_open(a, &why, &options, &s);
    if (it->opened == OK) {
        it->migrated = store_migrate(s, a, &why, &it->applied);
        store_close(s);
    }
    arena_close(a);
    return NULL;
}

EACH_DATABASE(programs_that_start_at_once_migrate_one_after_the_other)
{
    enum { PROGRAMS = 4 };
    struct arena *a = arena_open();
    const char *address = str_z(a, test_database_fresh(a));
    struct starter all[PROGRAMS];
    pthread_t threads[PROGRAMS];
    int known = 0, applied = 0;
    while (migrations[known].number) known++;
    for (int i = 0; i < PROGRAMS; i++) {
        all[i] = (struct starter){ .address = address };
        check_int(pthread_create(&threads[i], NULL, start, &all[i]), 0);
    }
    for (int i = 0; i < PROGRAMS; i++) pthread_join(threads[i], NULL);
    for (int i = 0; i < PROGRAMS; i++) {
        check_ok(all[i].opened);
        check_ok(all[i].migrated);
        applied += all[i].applied;
    }
    check_int(applied, known);
    test_database_gone(address);
    arena_close(a);
}
