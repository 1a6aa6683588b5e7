/* A house on an empty database, and one open turn in it: what a TEST plays with. */
#include "test/house.h"
#include "business/business.h"

#include "db/engine.h"
#include "spine/route.h"
#include "spine/told.h"
#include "staff/key.h"
#include "staff/recognise.h"
#include "staff/session.h"
#include "test/ask.h"
#include "test/cells.h"
#include "test/database.h"
#include "test/flow.h"
#include "test/test.h"

#include <stdlib.h>
#include <unistd.h>

struct house *test_house_open(struct arena *a)
{
    struct why why = { 0 };
    struct house *h = NULL;
    char *folder = arena_copy(a, "/tmp/regulars-house-XXXXXX", sizeof "/tmp/regulars-house-XXXXXX");
    if (!mkdtemp(folder)) bug("no temporary folder");
    struct house_options options = { .directory = str_of(folder),
                                     .database = test_database_fresh(a),
                                     .address = STR("https://help.example.org"),
                                     .flow = test_reactions,
                                     .modules = modules,
                                     .recognise = staff_recognise,
                                     .look = business_look,
                                     .bind = STR("127.0.0.1"),
                                     .listener = -1,
                                     .cells = test_cells,
                                     .quiet_clock = true };
    if (house_open(&options, &why, a, &h) != OK) bug("the test's house does not open: %.*s", STR_ARG(why.words));
    clock_set(&h->clock, (usec)1767225600 * SECOND); /* 2026-01-01 00:00 UTC */
    return h;
}

static void serve(struct house *h, struct arena *a)
{
    struct why why = { 0 };
    if (house_serve(h, &why, a) != OK) bug("the test's house does not listen: %.*s", STR_ARG(why.words));
}

struct house *test_house_served(struct arena *a, const struct reaction *happening)
{
    struct house *h = test_house_open(a);
    if (happening) h->flow = happening;
    serve(h, a);
    return h;
}

struct house *test_house_beside(struct house *h, struct arena *a)
{
    struct why why = { 0 };
    struct house_options options = h->options;
    struct house *beside = NULL;
    options.node++;
    if (house_open(&options, &why, a, &beside) != OK)
        bug("the house beside the test's does not open: %.*s", STR_ARG(why.words));
    beside->flow = h->flow;
    clock_set(&beside->clock, clock_now(&h->clock));
    serve(beside, a);
    return beside;
}

void test_house_close(struct house *h)
{
    struct arena *a = arena_open();
    const char *database = str_z(a, h->options.database);
    const char *folder = str_z(a, h->options.directory);
    house_close(h, 0);
    test_database_gone(database);
    unlink(str_z(a, str_format(a, "%s/secret", folder)));
    rmdir(str_z(a, str_format(a, "%s/blobs", folder)));
    rmdir(folder);
    arena_close(a);
}

struct coming {
    enum role role;
    str cookie;
};

static enum err come_in(struct turn *t, void *with)
{
    struct coming *it = with;
    struct staff who = { 0 };
    str email = str_format(t->arena, "%s-%lld@example.org", role_words[it->role], (long long)turn_id(t));
    TRY(staff_add(t, STR("Somebody"), email, it->role, &who));
    return session_begin(t, NULL, &who, BY_LINK, &it->cookie);
}

str test_sign_in(struct house *h, struct arena *a, enum role role)
{
    struct coming it = { .role = role };
    struct why why = { 0 };
    struct arena *own = arena_open();
    if (turn_write(h, actor_system(), come_in, &it, &why, own) != OK)
        bug("nobody can sign in: %.*s", STR_ARG(why.words));
    str head = test_cookie(a, it.cookie);
    arena_close(own);
    return head;
}

struct keying {
    struct key_wish wish;
    str key;
};

static enum err make_key(struct turn *t, void *with)
{
    struct keying *it = with;
    struct staff who = { 0 };
    struct api_key key = { 0 };
    str email = str_format(t->arena, "keys-%lld@example.org", (long long)turn_id(t));
    TRY(staff_add(t, STR("Keys"), email, OWNER, &who));
    t->actor = (struct actor){ .kind = STAFF, .role = OWNER, .who = who.id };
    return key_make(t, &it->wish, &key, &it->key);
}

str test_key(struct house *h, struct arena *a, const char *scopes)
{
    struct keying it = { .wish = { .name = STR("for a test") } };
    struct why why = { 0 };
    struct arena *own = arena_open();
    for (str rest = str_of(scopes); rest.n;) *LIST_ADD(a, &it.wish.scopes) = str_trim(str_split(&rest, ','));
    if (turn_write(h, actor_system(), make_key, &it, &why, own) != OK)
        bug("no key can be made: %.*s", STR_ARG(why.words));
    str head = str_format(a, "Authorization: Bearer %.*s\r\n", STR_ARG(it.key));
    arena_close(own);
    return head;
}

/* The turn of a TEST runs on the test's own thread, where a failed check may leave it; nothing of it is committed. */
struct playing {
    struct turn turn;
    struct told told;
    struct why why;
    struct arena *arena;
};

struct turn *test_turn_open(void)
{
    struct arena *a = arena_open();
    struct playing *p = ARENA_NEW(a, struct playing);
    struct house *h = test_house_open(a);
    enum err err = OK;
    const struct engine_ops *ops = store_engine(h->store) == SQLITE ? &sqlite_ops : &postgres_ops;
    struct db *db = db_open(ops, h->options.database, false, &err, &p->why, a);
    if (!db || ops->begin(db) != OK) bug("the test's turn does not begin: %.*s", STR_ARG(p->why.words));
    p->arena = a;
    p->turn = (struct turn){ .arena = a,
                             .db = db,
                             .actor = actor_system(),
                             .now = clock_now(&h->clock),
                             .why = &p->why,
                             .house = h,
                             .told = &p->told };
    return &p->turn;
}

void test_turn_close(struct turn *t)
{
    struct playing *p = (struct playing *)t;
    t->db->ops->rollback(t->db);
    db_close(t->db);
    test_house_close(t->house);
    arena_close(p->arena);
}
