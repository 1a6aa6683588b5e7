/* A request answered without a wire: the same turn as in serve.c, waited for. */
#include "spine/house.h"
#include "spine/route.h"
#include "spine/told.h"

struct answering {
    struct work work;
    struct house *house;
    struct request *request;
    struct reply *reply;
    struct told told;
    struct heavy *sum; /* of the step before the turn, if the route has one: done here and now */
};

static enum err run(struct db *db, struct work *w)
{
    struct answering *it = (struct answering *)w;
    struct turn t = turn_begin(it->house, db, w, (struct actor){ 0 }, &it->told);
    *it->reply = (struct reply){ 0 };
    return route_answer(&t, it->request, it->sum, it->reply);
}

static enum err run_before(struct db *db, struct work *w)
{
    struct answering *it = (struct answering *)w;
    struct turn t = turn_begin(it->house, db, w, (struct actor){ 0 }, &it->told);
    return route_before(&t, it->request, &it->sum);
}

static enum err go(struct answering *it, const struct route *route)
{
    if (route && route->before) {
        it->work.run = run_before;
        TRY(store_read_now(it->house->store, &it->work));
        if (it->sum) it->sum->run(it->sum);
    }
    it->work.run = run;
    bool writes = route && route_writes(route);
    return writes ? store_write_now(it->house->store, &it->work) : store_read_now(it->house->store, &it->work);
}

void house_answer(struct house *h, struct request *r, struct reply *reply)
{
    unsigned allowed = 0;
    const struct route *route = route_find(h, r->method, r->path, &allowed);
    struct answering it = { .house = h, .request = r, .reply = reply };
    it.work = (struct work){ .arena = r->arena, .shared = true };
    enum err err = go(&it, route);
    if (err == OK)
        turn_told(h, &it.work, &it.told);
    else
        route_refuse(h, r, err, &it.work.why, reply);
}
