/* Live screens, over a real socket: each is told only what it may know, and what it missed. */
#include "spine/live.h"

#include "net/peer_test.h"
#include "spine/access.h"
#include "spine/house.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

#include <stdio.h>
#include <unistd.h>

static const struct event_kind FOR_ALL = { .name = "test.for_all", .seen_by = "test.see" };
static const struct event_kind FOR_ADMINS = { .name = "test.for_admins", .seen_by = "test.see_more" };
static const struct event_kind FOR_NOBODY = { .name = "test.for_nobody" };
static const struct event_kind *const events[] = { &FOR_ALL, &FOR_ADMINS, &FOR_NOBODY, NULL };
static const struct permission permissions[] = {
    { .name = "test.see", .roles = EVERY_ROLE },
    { .name = "test.see_more", .roles = ROLE(ADMIN) },
    { 0 },
};
static const struct module module_test = { .name = "test", .events = events, .permissions = permissions };
static const struct module *const with_live[] = { &module_live, &module_test, NULL };
static const struct reaction reactions[] = { WHEN(ANYTHING, LIVE, live_push), { 0 } };

static enum err recognise(struct turn *t, const struct request *r)
{
    (void)r;
    t->actor = (struct actor){ .kind = STAFF, .role = AGENT, .who = 7, .session = 8 };
    return OK;
}

static enum err happen(struct turn *t, void *with)
{
    (void)with;
    TRY(EMIT(t, FOR_NOBODY, .subject = 1));
    TRY(EMIT(t, FOR_ADMINS, .subject = 2));
    return EMIT(t, FOR_ALL, .subject = 3);
}

static enum err happen_not(struct turn *t, void *with)
{
    TRY(happen(t, with));
    return fail(t, CONFLICT, "after all, no");
}

static struct house *open_house(struct arena *a)
{
    struct why why = { 0 };
    struct house *h = test_house_open(a);
    h->flow = reactions;
    h->modules = with_live;
    h->options.recognise = recognise;
    check_ok(house_serve(h, &why, a));
    return h;
}

static int watch(struct arena *a, struct house *h, const char *since)
{
    int fd = dial(net_port(h->net));
    say(fd, str_format(a,
                       "GET /api/v1/live%s HTTP/1.1\r\nHost: desk.test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                       "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
                       since));
    return fd;
}

EACH_DATABASE(a_live_screen_is_told_what_it_may_know_and_only_after_the_commit)
{
    struct arena *a = arena_open();
    struct house *h = open_house(a);
    int fd = watch(a, h, "");
    str hello = hear(a, fd, 300);
    check_err(turn_write(h, actor_system(), happen_not, NULL, NULL, a), CONFLICT);
    str before = hear(a, fd, 100);
    check_ok(turn_write(h, actor_system(), happen, NULL, NULL, a));
    str after = hear(a, fd, 300);
    close(fd);
    test_house_close(h);
    check_int(status_of(hello), 101);
    check_int(before.n, 0);
    check_int(count_of(after, STR("{\"event\":")), 1);
    check_int(count_of(after, STR("test.for_all")), 1);
    arena_close(a);
}

EACH_DATABASE(a_live_screen_that_comes_back_is_told_what_it_missed)
{
    struct arena *a = arena_open();
    struct house *h = open_house(a);
    check_ok(turn_write(h, actor_system(), happen, NULL, NULL, a));
    int fd = watch(a, h, "?since=1");
    str all = hear(a, fd, 300);
    close(fd);
    test_house_close(h);
    check_int(count_of(all, STR("test.for_all")), 1);
    check_int(count_of(all, STR("test.for_admins")), 0);
    check_int(count_of(all, STR("{\"resumed\":\"")), 1);
    arena_close(a);
}
