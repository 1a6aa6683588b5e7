/* What the database says of itself, asked on the connection that is in use. */
#include "db/engine.h"

#define ASK(variable, sqlite, postgres)                                                                                \
    static const struct query_part variable##_parts[] = { { .sql = sqlite }, { .sql = postgres } };                    \
    static const struct query variable = { .name = #variable,                                                          \
                                           .parts = { &variable##_parts[0], &variable##_parts[1] },                    \
                                           .n_parts = { 1, 1 },                                                        \
                                           .answers = true }
ASK(synchronous, "PRAGMA synchronous", "SELECT current_setting('synchronous_commit')");
ASK(fsync_set, "SELECT 'on'", "SELECT current_setting('fsync')");
ASK(newest_migration, "SELECT max(number) FROM migration", "SELECT max(number) FROM migration");

/* SQLite: 2 is FULL, 3 EXTRA. PostgreSQL: all but "off" wait for our own disk (documentation, 20.5.1). */
enum err db_durability(struct db *db, str *setting, bool *durable)
{
    str fsync = { 0 };
    TRY(db_text(db, &synchronous, NULL, setting));
    TRY(db_text(db, &fsync_set, NULL, &fsync));
    bool waits = db_engine(db) == SQLITE ? str_is(*setting, STR("2")) || str_is(*setting, STR("3"))
                                         : !str_is(*setting, STR("off"));
    *durable = waits && str_is(fsync, STR("on"));
    *setting = db_engine(db) == SQLITE
                   ? str_format(db->arena, "synchronous=%.*s", STR_ARG(*setting))
                   : str_format(db->arena, "synchronous_commit=%.*s, fsync=%.*s", STR_ARG(*setting), STR_ARG(fsync));
    return OK;
}

enum err db_schema(struct db *db, int64_t *newest, int64_t *known)
{
    *known = 0;
    while (migrations[*known].number) ++*known;
    return db_int(db, &newest_migration, NULL, newest);
}
