/* Events that were written before they knew their team. */
#include "spine/event.h"

#include "db/engine.h"
#include "spine/house.h"
#include "spine/route.h"
#include "test/database.h"
#include "test/test.h"

#include <stdio.h>

enum { BEFORE_TEAMS = 6 };

/* The database as the program before had left it: a conversation of a team, and what happened in it. */
static enum err as_before(struct db *db, struct work *w)
{
    enum engine engine = db_engine(db);
    (void)w;
    TRY(db->ops->script(db,
                        "create table migration (number bigint primary key, name text not null, hash text not null)"));
    for (int i = 0; i < BEFORE_TEAMS; i++) {
        TRY(db->ops->script(db, migrations[i].sql[engine]));
        str row = str_format(db->arena, "insert into migration values (%d, '%s', '%s')", migrations[i].number,
                             migrations[i].name, migrations[i].hash);
        TRY(db->ops->script(db, str_z(db->arena, row)));
    }
    return db->ops->script(
        db, "insert into customer (id, name, language, first_contact_at) values (1, 'Ann', '', 1);"
            "insert into conversation (id, customer, channel, subject, state, resolved_how, team, created_at, last_at, "
            "reopen_count) values (2, 1, 'form', 'Hello', 'new', 'none', 5, 1, 1, 0);"
            "insert into event (id, at, kind, actor_kind, conversation, depth, body) values "
            "(3, 1, 'conversation.opened', 'customer', 2, 1, '{}'), (4, 1, 'every.minute', 'system', null, 1, '{}')");
}

struct told_teams {
    struct work work;
    int64_t of_conversation, of_minute;
};

static enum err read_teams(struct db *db, struct work *w)
{
    struct told_teams *it = (struct told_teams *)w;
    static const struct query_part one = { .sql = "select team from event where id = 3" };
    static const struct query_part other = { .sql = "select team from event where id = 4" };
    static const struct query q[] = {
        { .name = "one", .parts = { &one, &one }, .n_parts = { 1, 1 }, .answers = true },
        { .name = "other", .parts = { &other, &other }, .n_parts = { 1, 1 }, .answers = true },
    };
    TRY(db_int(db, &q[0], NULL, &it->of_conversation));
    return db_int(db, &q[1], NULL, &it->of_minute);
}

EACH_DATABASE(what_happened_before_events_knew_their_team_is_only_for_that_team)
{
    struct arena *a = arena_open();
    struct store *s = test_store_open(a);
    struct why why = { 0 };
    struct work before = { .run = as_before, .arena = arena_open() };
    struct told_teams told = { .work = { .run = read_teams, .arena = arena_open() } };
    int applied = 0;
    check_ok(store_write_now(s, &before));
    check_ok(store_migrate(s, a, &why, &applied));
    check(applied > 0);
    check_ok(store_read_now(s, &told.work));
    check_int(told.of_conversation, 5);
    check_int(told.of_minute, 0);
    arena_close(before.arena);
    arena_close(told.work.arena);
    test_store_close(s);
    arena_close(a);
}

/* The texts that bodies may carry: names out of our own code, and settings that are no free words. */
static bool is_known_text(const struct event_kind *k, const struct field *f)
{
    static const struct {
        const char *kind, *field;
    } known[] = { { "business.changed", "fields" }, { "customer.changed", "fields" }, { "setting.changed", "name" },
                  { "setting.changed", "value" },   { "key.made", "scopes" },         { "staff.changed", "fields" },
                  { "survey.invited", "kind" },     { "survey.suppressed", "kind" },  { "survey.withdrawn", "kind" },
                  { "survey.expired", "kind" },     { "survey.completed", "kind" },   { "loop.opened", "kind" } };
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (strcmp(known[i].kind, k->name) == 0 && strcmp(known[i].field, f->name) == 0) return true;
    return false;
}

/* Events are kept for ever: what people wrote, and who they are, is kept where it can be removed. */
PURE(no_event_carries_words_of_people)
{
    int bodies = 0;
    for (const struct module *const *m = modules; *m; m++) {
        for (const struct event_kind *const *k = (*m)->events; k && *k; k++) {
            const struct shape *body = (*k)->body;
            bodies += body != NULL;
            for (size_t i = 0; body && i < body->n; i++) {
                const struct field *f = &body->fields[i];
                bool free = f->kind == FIELD_TEXT || f->kind == FIELD_TEXTS || f->kind == FIELD_JSON;
                if (free && !is_known_text(*k, f)) fprintf(stderr, "  %s carries %s\n", (*k)->name, f->name);
                check(!free || is_known_text(*k, f));
            }
        }
    }
    check(bodies > 5);
}
