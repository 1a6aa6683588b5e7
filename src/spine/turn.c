#include "spine/told.h"

#include "db/part.h"
#include "spine/house.h"
#include "spine/others.h"
#include "spine/worker.h"

const char *const actor_kind_words[] = { "nobody", "customer", "staff", "key", "system", NULL };
const char *const role_words[] = { "none", "auditor", "agent", "lead", "admin", "owner", NULL };

struct acting {
    struct work work;
    struct house *house;
    struct actor who;
    enum err (*act)(struct turn *t, void *with);
    void *with;
    struct told told;
};

id turn_id(struct turn *t)
{
    return id_make(&t->house->ids, t->now);
}

void turn_id_pass(struct turn *t, id seen)
{
    id_pass(&t->house->ids, seen);
}

struct turn turn_begin(struct house *h, struct db *db, struct work *w, struct actor who, struct told *told)
{
    *told = (struct told){ 0 };
    return (struct turn){ .arena = w->arena,
                          .db = db,
                          .actor = who,
                          .now = clock_now(&h->clock),
                          .why = db_why(db),
                          .house = h,
                          .told = told };
}

void turn_told(struct house *h, struct work *w, const struct told *told)
{
    struct turn t = {
        .arena = w->arena, .actor = actor_system(), .now = clock_now(&h->clock), .why = &w->why, .house = h
    };
    for (size_t i = 0; i < told->events.n; i++) event_tell(&t, &told->events.at[i]);
    others_tell_events(h->others, &told->events);
    for (enum pool pool = DESK; pool <= STRANGERS; pool++)
        if (told->due[pool]) workers_wake(h->workers, pool);
}

static enum err run(struct db *db, struct work *w)
{
    struct acting *it = (struct acting *)w;
    struct turn t = turn_begin(it->house, db, w, it->who, &it->told);
    return it->act(&t, it->with);
}

static enum err act_now(struct acting *it, struct why *why, enum err (*go)(struct store *, struct work *))
{
    it->work.run = run;
    enum err err = go(it->house->store, &it->work);
    if (err == OK) turn_told(it->house, &it->work, &it->told);
    if (why) *why = it->work.why;
    return err;
}

enum err turn_write(struct house *h, struct actor who, enum err (*act)(struct turn *, void *), void *with,
                    struct why *why, struct arena *a)
{
    struct acting it = { .house = h, .who = who, .act = act, .with = with, .work.arena = a };
    return act_now(&it, why, store_write_now);
}

enum err turn_read(struct house *h, struct actor who, enum err (*act)(struct turn *, void *), void *with,
                   struct why *why, struct arena *a)
{
    struct acting it = { .house = h, .who = who, .act = act, .with = with, .work.arena = a };
    return act_now(&it, why, store_read_now);
}

static bool is_only_its_own(enum err err)
{
    return err != BUSY && err != BROKEN && err != FULL;
}

enum err turn_part(struct turn *t, enum err (*act)(struct turn *, void *), void *with, enum err *whole)
{
    const struct told told = *t->told;
    *whole = db_part_begin(t->db);
    if (*whole != OK) return *whole;
    enum err err = act(t, with);
    struct why why = *t->why; /* ending the part may speak, too */
    *whole = db_part_end(t->db, err == OK);
    if (*whole == OK && !is_only_its_own(err)) *whole = err;
    if (err == OK) return OK;
    *t->why = why;
    *t->told = told;
    return err;
}
