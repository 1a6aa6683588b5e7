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
};

static enum err run(struct db *db, struct work *w)
{
    struct answering *it = (struct answering *)w;
    struct turn t = turn_begin(it->house, db, w, (struct actor){ 0 }, &it->told);
    *it->reply = (struct reply){ 0 };
    return route_answer(&t, it->request, it->reply);
}

void house_answer(struct house *h, struct request *r, struct reply *reply)
{
    unsigned allowed = 0;
    const struct route *route = route_find(h, r->method, r->path, &allowed);
    struct answering it = { .house = h, .request = r, .reply = reply };
    it.work = (struct work){ .run = run, .arena = r->arena, .shared = true };
    bool writes = route && route_writes(route);
    enum err err = writes ? store_write_now(h->store, &it.work) : store_read_now(h->store, &it.work);
    if (err == OK)
        turn_told(h, &it.work, &it.told);
    else
        route_refuse(h, r, err, &it.work.why, reply);
}
