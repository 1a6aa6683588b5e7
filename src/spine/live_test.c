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

struct secret {
    str words;
};
static const struct shape secret_shape = SHAPE(struct secret, F_TEXT(struct secret, words));
static const struct event_kind FOR_ALL = { .name = "test.for_all", .seen_by = "test.see", .body = &secret_shape };
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
    id *team = ARENA_NEW(t->arena, id);
    int64_t lead = 0;
    t->actor = (struct actor){ .kind = STAFF, .role = AGENT, .who = 7, .session = 8 };
    if (id_parse(request_header(r, "X-Team"), team)) t->actor.teams = (struct id_list){ .at = team, .n = 1 };
    if (str_int(request_header(r, "X-Role"), &lead)) t->actor.role = (enum role)lead;
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

static int watch_as(struct arena *a, struct house *h, const char *since, const char *headers)
{
    int fd = dial(net_port(h->net));
    say(fd, str_format(a,
                       "GET /api/v1/live%s HTTP/1.1\r\nHost: desk.test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                       "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n%s\r\n",
                       since, headers));
    return fd;
}
static int watch(struct arena *a, struct house *h, const char *since)
{
    return watch_as(a, h, since, "");
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

/* ---- teams ---- */

enum { BLUE = 5, RED = 6, GREEN = 7 };
static const char *const who[] = { "X-Team: 5\r\n", "X-Team: 6\r\n", "X-Team: 5\r\nX-Role: 3\r\n", "X-Role: 1\r\n" };
enum { WATCHERS = 4 }; /* an agent of blue, an agent of red, a lead of blue, an auditor */

static enum err happen_in_teams(struct turn *t, void *with)
{
    (void)with;
    TRY(EMIT(t, FOR_ALL, .subject = 1, .team = BLUE, .body = &(struct secret){ STR("only blue") }));
    TRY(EMIT(t, FOR_ALL, .subject = 2, .team = RED, .body = &(struct secret){ STR("only red") }));
    TRY(EMIT(t, FOR_ALL, .subject = 3, .team = GREEN, .body = &(struct secret){ STR("only green") }));
    return EMIT(t, FOR_ALL, .subject = 4, .body = &(struct secret){ STR("everybody") });
}

static const int should_hear[WATCHERS][4] = { { 1, 0, 0, 1 }, { 0, 1, 0, 1 }, { 1, 0, 0, 1 }, { 1, 1, 1, 1 } };
static const char *const words[] = { "only blue", "only red", "only green", "everybody" };

EACH_DATABASE(a_live_screen_is_told_whole_what_concerns_its_teams_and_nothing_of_the_others)
{
    struct arena *a = arena_open();
    struct house *h = open_house(a);
    int fd[WATCHERS];
    str told[WATCHERS], missed[WATCHERS];
    for (int i = 0; i < WATCHERS; i++) {
        fd[i] = watch_as(a, h, "", who[i]);
        hear(a, fd[i], 300);
    }
    check_ok(turn_write(h, actor_system(), happen_in_teams, NULL, NULL, a));
    for (int i = 0; i < WATCHERS; i++) {
        told[i] = hear(a, fd[i], 300);
        close(fd[i]);
        fd[i] = watch_as(a, h, "?since=1", who[i]);
        missed[i] = hear(a, fd[i], 300);
        close(fd[i]);
    }
    test_house_close(h);
    for (int i = 0; i < WATCHERS; i++) {
        for (int k = 0; k < 4; k++) {
            check_int(count_of(told[i], str_of(words[k])), should_hear[i][k]);
            check_int(count_of(missed[i], str_of(words[k])), should_hear[i][k]);
        }
    }
    arena_close(a);
}

/* Until it holds these bytes, however busy the machine is. */
static str hear_until(struct arena *a, int fd, const char *want)
{
    struct text all = { .arena = a };
    for (int i = 0; i < 100 && str_find(text_str(&all), str_of(want)) < 0; i++) text_add(&all, hear(a, fd, 50));
    return text_str(&all);
}

#define CLOSE "\x88"

/* The close frame's code, RFC 6455 §5.5.1. */
static int close_code(str heard)
{
    for (size_t i = 0; i + 3 < heard.n; i++)
        if ((unsigned char)heard.at[i] == 0x88)
            return (unsigned char)heard.at[i + 2] << 8 | (unsigned char)heard.at[i + 3];
    return 0;
}

EACH_DATABASE(a_person_who_is_moved_between_teams_comes_in_again_at_once)
{
    struct arena *a = arena_open();
    struct house *h = open_house(a);
    int fd = watch_as(a, h, "", who[0]);
    hear_until(a, fd, "hello");
    live_look_again(h, 99); /* somebody else */
    check_int(hear(a, fd, 100).n, 0);
    live_look_again(h, 7);
    check_int(close_code(hear_until(a, fd, CLOSE)), 1012);
    close(fd);
    h->dropped_at = monotonic_now() + MINUTE; /* changed while the socket was on its way */
    fd = watch_as(a, h, "?since=1", who[0]);
    str late = hear_until(a, fd, CLOSE);
    close(fd);
    check_int(count_of(late, STR("resumed")), 0);
    check_int(close_code(str_from(late, (size_t)str_find(late, STR("\r\n\r\n")) + 4)), 1012);
    test_house_close(h);
    arena_close(a);
}
