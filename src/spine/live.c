#include "spine/live.h"

#include "spine/access.h"
#include "spine/house.h"
#include "spine/presence.h"
#include "spine/route.h"
#include "text/json.h"

enum { TEAMS_MOST = 16, RESUME_MOST = 1000, RESUME_ROOM = RESUME_MOST + 1 };
enum { CLOSE_POLICY = 1008 /* RFC 6455 §7.4.1 */, CLOSE_COME_BACK = 1012 /* IANA WebSocket close codes */ };
static const usec OVERLAP = 5 * SECOND; /* commits may overtake each other by that much, see event_since */

/* Who sits behind a socket: all that fits the hub's bytes. Keys have no live screens. Of more teams than fit the others
 * are not told: their screens show it when they look. */
struct watcher {
    id session, staff;
    usec asked_at; /* monotonic: before this was looked up */
    int32_t role, n_teams;
    id teams[TEAMS_MOST];
};
_Static_assert(sizeof(struct watcher) <= HUB_OWNER, "a watcher must fit the hub's bytes for its owner");

struct telling {
    struct house *house;
    const struct event_kind *kind;
    id team;
};

static struct actor actor_of(struct watcher *w)
{
    return (struct actor){ .kind = STAFF,
                           .role = (enum role)w->role,
                           .who = w->staff,
                           .session = w->session,
                           .teams = { .at = w->teams, .n = (size_t)w->n_teams } };
}

static bool may_see(const void *owner, const void *about)
{
    struct watcher w;
    struct telling it;
    memcpy(&w, owner, sizeof w);
    memcpy(&it, about, sizeof it);
    if (!w.staff || !it.kind || !it.kind->seen_by) return false;
    struct turn t = { .house = it.house, .actor = actor_of(&w) };
    return access_has_in(&t, it.kind->seen_by, it.team);
}

static struct telling telling_of(struct house *h, const struct event *e)
{
    return (struct telling){ .house = h, .kind = event_kind_named(h, e->kind), .team = e->team };
}

static str frame(struct arena *a, const struct event *e)
{
    struct text out = { .arena = a };
    text_addz(&out, "{\"event\":");
    json_write(&out, &event_shape, e);
    text_addc(&out, '}');
    return text_str(&out);
}

enum err live_push(struct turn *t, const struct event *e)
{
    struct hub *hub = t->house->hub;
    if (!hub || hub_is_empty(hub)) return OK;
    struct telling it = telling_of(t->house, e);
    if (it.kind && it.kind->seen_by) hub_publish(hub, frame(t->arena, e), may_see, &it, sizeof it);
    return OK;
}

/* ---- whom to drop ---- */

static bool is_session(const void *owner, const void *about)
{
    return memcmp((const char *)owner + offsetof(struct watcher, session), about, sizeof(id)) == 0;
}

static bool is_staff(const void *owner, const void *about)
{
    return memcmp((const char *)owner + offsetof(struct watcher, staff), about, sizeof(id)) == 0;
}

static bool is_watcher(const void *owner, const void *about)
{
    return memcmp(owner, about, sizeof(struct watcher)) == 0;
}

/* The moment is kept first: a socket on its way either hears the order or sees the moment. */
static void drop(struct house *h, bool (*which)(const void *owner, const void *about), id about, int code)
{
    h->dropped_at = monotonic_now();
    if (h->hub) hub_drop(h->hub, which, &about, sizeof about, code);
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
            struct telling about = telling_of(it->house, e);
            if (may_see(&it->watcher, &about)) say(it, frame(w->arena, e));
            if (e->id > last) last = e->id;
        }
        say(it, str_format(w->arena, "{\"resumed\":\"%lld\"}", (long long)last));
    }
    struct arena *own = it->own;
    arena_close(w->arena);
    arena_close(own);
}

/* Somebody's session, role or teams changed after this watcher was looked up and perhaps before it sat down: then the
 * order to drop it may have missed it. It comes in again and is looked up again. */
static bool is_outdated(const struct house *h, const void *owner)
{
    struct watcher w;
    memcpy(&w, owner, sizeof w);
    return w.asked_at <= h->dropped_at;
}

static void joined(void *with, member who, const void *owner, str hello)
{
    struct house *h = with;
    id since = 0;
    if (is_outdated(h, owner)) {
        hub_drop(h->hub, is_watcher, owner, sizeof(struct watcher), CLOSE_COME_BACK);
        return;
    }
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

/* What a screen says is what it looks at. */
static void heard(void *with, member who, const void *owner, str text)
{
    struct watcher w;
    memcpy(&w, owner, sizeof w);
    struct actor as = actor_of(&w);
    presence_heard(with, who, &as, text);
}

static void left(void *with, member who, const void *owner)
{
    (void)owner;
    presence_left(with, who);
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
    const struct actor *who = &t->actor;
    struct watcher w = {
        .session = who->session, .staff = who->who, .asked_at = ask->request->began, .role = (int32_t)who->role
    };
    while ((size_t)w.n_teams < who->teams.n && w.n_teams < TEAMS_MOST) {
        w.teams[w.n_teams] = who->teams.at[w.n_teams];
        w.n_teams++;
    }
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

/* ---- what a socket was allowed has changed ---- */

void live_drop_session(struct house *h, id session)
{
    drop(h, is_session, session, CLOSE_POLICY);
}

void live_drop_staff(struct house *h, id staff)
{
    drop(h, is_staff, staff, CLOSE_POLICY);
}

void live_look_again(struct house *h, id staff)
{
    drop(h, is_staff, staff, CLOSE_COME_BACK);
}
