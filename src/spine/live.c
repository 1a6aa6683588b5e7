#include "spine/live.h"

#include "spine/access.h"
#include "spine/house.h"
#include "spine/route.h"
#include "text/json.h"

/* Who sits behind a socket: all that fits the hub's 32 bytes. Keys have no live screens. */
struct watcher {
    id session, staff;
    int64_t role;
};
_Static_assert(sizeof(struct watcher) <= HUB_OWNER, "a watcher must fit the hub's bytes for its owner");

enum { RESUME_MOST = 1000, RESUME_ROOM = RESUME_MOST + 1 };
static const usec OVERLAP = 5 * SECOND; /* commits may overtake each other by that much, see event_since */

static const struct event_kind *kind_named(const struct house *h, str name)
{
    for (const struct module *const *m = h->modules; m && *m; m++)
        for (const struct event_kind *const *k = (*m)->events; k && *k; k++)
            if (str_is(name, str_of((*k)->name))) return *k;
    return NULL;
}

struct telling {
    struct house *house;
    const struct event_kind *kind;
};

static bool may_see(const void *owner, const void *about)
{
    struct watcher w;
    struct telling it;
    memcpy(&w, owner, sizeof w);
    memcpy(&it, about, sizeof it);
    if (!w.staff || !it.kind || !it.kind->seen_by) return false;
    struct turn t = { .house = it.house,
                      .actor = { .kind = STAFF, .role = (enum role)w.role, .who = w.staff, .session = w.session } };
    return access_has(&t, it.kind->seen_by);
}

/* A frame says that something happened, never what was said: the screen asks, and the route it asks knows the teams. */
static str frame(struct arena *a, const struct event *e)
{
    struct text out = { .arena = a };
    struct event bare = *e;
    bare.body = STR("{}");
    text_addz(&out, "{\"event\":");
    json_write(&out, &event_shape, &bare);
    text_addc(&out, '}');
    return text_str(&out);
}

enum err live_push(struct turn *t, const struct event *e)
{
    struct telling it = { .house = t->house, .kind = kind_named(t->house, e->kind) };
    if (t->house->hub && it.kind && it.kind->seen_by)
        hub_publish(t->house->hub, frame(t->arena, e), may_see, &it, sizeof it);
    return OK;
}

/* ---- resuming: what happened while the socket was away ---- */

struct resuming {
    struct work work;
    struct arena *own; /* of this struct; work.arena is emptied before the work runs */
    struct house *house;
    member who;
    struct watcher watcher;
    id since;
    struct event_list events;
};

static enum err resume_run(struct db *db, struct work *w)
{
    struct resuming *it = (struct resuming *)w;
    struct turn t = {
        .arena = w->arena, .db = db, .now = clock_now(&it->house->clock), .why = &w->why, .house = it->house
    };
    id from = id_floor(id_time(it->since) - OVERLAP);
    it->events = (struct event_list){ 0 };
    return event_since(&t, from, RESUME_ROOM, &it->events);
}

static void say(struct resuming *it, str text)
{
    hub_send(it->house->hub, it->who, text);
}

/* Too much to tell one by one: the screen loads itself again. */
static void resume_done(struct work *w, enum err outcome)
{
    struct resuming *it = (struct resuming *)w;
    if (outcome != OK || it->events.n > RESUME_MOST) {
        say(it, STR("{\"hello\":{\"reload\":true}}"));
    } else {
        id last = it->since;
        for (size_t i = 0; i < it->events.n; i++) {
            const struct event *e = &it->events.at[i];
            struct telling about = { .house = it->house, .kind = kind_named(it->house, e->kind) };
            if (may_see(&it->watcher, &about)) say(it, frame(w->arena, e));
            if (e->id > last) last = e->id;
        }
        say(it, str_format(w->arena, "{\"resumed\":\"%lld\"}", (long long)last));
    }
    struct arena *own = it->own;
    arena_close(w->arena);
    arena_close(own);
}

static void joined(void *with, member who, const void *owner, str hello)
{
    struct house *h = with;
    id since = 0;
    if (!id_parse(hello, &since)) {
        hub_send(h->hub, who, STR("{\"hello\":{\"reload\":false}}"));
        return;
    }
    struct arena *a = arena_open();
    struct arena *own = arena_open();
    struct resuming *it = ARENA_NEW(own, struct resuming);
    *it = (struct resuming){ .work = { .run = resume_run, .done = resume_done, .arena = a },
                             .own = own,
                             .house = h,
                             .who = who,
                             .since = since };
    memcpy(&it->watcher, owner, sizeof it->watcher);
    store_read(h->store, &it->work);
}

/* A live screen only listens; what it says is at most a heartbeat. */
static void heard(void *with, member who, const void *owner, str text)
{
    (void)with, (void)who, (void)owner, (void)text;
}

static void left(void *with, member who, const void *owner)
{
    (void)with, (void)who, (void)owner;
}

const struct hub_calls live_calls = { .joined = joined, .heard = heard, .left = left };

struct live_since {
    id since;
};
static const struct shape live_since_shape = SHAPE(
    struct live_since, F_ID(struct live_since, since, .help = "the last event the screen knows"));

static enum err watch(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct live_since *from = in;
    struct socket_plan *plan = ARENA_NEW(t->arena, struct socket_plan);
    struct watcher w = { .session = t->actor.session, .staff = t->actor.who, .role = t->actor.role };
    (void)out;
    memcpy(plan->owner, &w, sizeof w);
    if (from->since) plan->hello = id_text(t->arena, from->since);
    ask->answer->upgrade = plan;
    return OK;
}

static const struct route routes[] = {
    { .on = "GET /api/v1/live",
      .may = SIGNED_IN,
      .takes = &live_since_shape,
      .type = A_SOCKET,
      .run = watch,
      .help = "Becomes a WebSocket that tells what happens, from `since` on." },
    { 0 },
};
const struct module module_live = { .name = "live", .routes = routes };

/* ---- sessions that ended ---- */

enum { CLOSE_POLICY = 1008 }; /* RFC 6455 §7.4.1 */

static bool is_session(const void *owner, const void *about)
{
    return memcmp((const char *)owner + offsetof(struct watcher, session), about, sizeof(id)) == 0;
}

static bool is_staff(const void *owner, const void *about)
{
    return memcmp((const char *)owner + offsetof(struct watcher, staff), about, sizeof(id)) == 0;
}

void live_drop_session(struct house *h, id session)
{
    if (h->hub) hub_drop(h->hub, is_session, &session, sizeof session, CLOSE_POLICY);
}

void live_drop_staff(struct house *h, id staff)
{
    if (h->hub) hub_drop(h->hub, is_staff, &staff, sizeof staff, CLOSE_POLICY);
}
