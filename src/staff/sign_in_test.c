/* Coming in and going out, over a real socket. */
#include "db/engine.h"
#include "net/peer_test.h"
#include "spine/route.h"
#include "staff/link.h"
#include "staff/session.h"
#include "test/ask.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

#include <pthread.h>

static str ask(struct house *h, struct arena *a, const char *line, str headers)
{
    return test_ask(h, a, str_of(line), headers, (str){ 0 });
}

static enum err first(struct turn *t, void *with)
{
    return link_first(t, with);
}

/* The path of a link for the first owner. */
static str first_link(struct house *h, struct arena *a)
{
    struct why why = { 0 };
    str url = { 0 };
    check_ok(turn_write(h, actor_system(), first, &url, &why, a));
    check(str_starts(url, STR("https://help.example.org/sign-in/")));
    return str_from(url, strlen("https://help.example.org"));
}

static str with_path(struct arena *a, const char *method, str path)
{
    return str_format(a, "%s %.*s", method, STR_ARG(path));
}

EACH_DATABASE(a_one_time_link_signs_in_once_and_looking_uses_nothing_up)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, NULL);
    struct why why = { 0 };
    str path = first_link(h, a);
    for (int i = 0; i < 3; i++) {
        str page = test_ask(h, a, with_path(a, "GET", path), STR("Accept-Language: ar\r\n"), (str){ 0 });
        check_int(status_of(page), 200);
        check(test_has(page, "dir=\"rtl\"") && test_has(page, "<button>") && !test_has(page, "<script"));
        check(str_empty(test_header(page, "Set-Cookie")));
    }
    str in = test_ask(h, a, with_path(a, "POST", path), (str){ 0 }, (str){ 0 });
    check_int(status_of(in), 303);
    check_str(test_header(in, "Location"), "/console/");
    str cookie = test_header(in, "Set-Cookie");
    check(test_has(cookie, "HttpOnly") && test_has(cookie, "SameSite=Lax") && test_has(cookie, "Path=/;") &&
          test_has(cookie, "Secure"));
    str again = test_ask(h, a, with_path(a, "POST", path), (str){ 0 }, (str){ 0 });
    check_int(status_of(again), 410);
    check(test_has(again, "This link does not work any more") && str_empty(test_header(again, "Set-Cookie")));
    check_int(status_of(test_ask(h, a, with_path(a, "GET", path), (str){ 0 }, (str){ 0 })), 410);
    check_int(status_of(ask(h, a, "POST /sign-in/guessed", (str){ 0 })), 404);

    str me = ask(h, a, "GET /api/v1/session", test_cookie(a, test_header(in, "Set-Cookie")));
    check_int(status_of(me), 200);
    check(test_has(me, "\"role\":\"owner\"") && test_has(me, "\"staff.manage\"") &&
          test_has(me, "\"has_password\":false"));
    str url = STR("x");
    check_ok(turn_write(h, actor_system(), first, &url, &why, a));
    check(str_empty(url)); /* somebody was here: no link is offered any more */
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(a_link_ends_when_its_day_is_over_or_a_newer_one_is_made)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, NULL);
    str old = first_link(h, a), path = first_link(h, a);
    check_int(status_of(test_ask(h, a, with_path(a, "POST", old), (str){ 0 }, (str){ 0 })), 404);
    check_int(status_of(test_ask(h, a, with_path(a, "GET", path), (str){ 0 }, (str){ 0 })), 200);
    clock_move(&h->clock, DAY);
    check_int(status_of(test_ask(h, a, with_path(a, "GET", path), (str){ 0 }, (str){ 0 })), 410);
    check_int(status_of(test_ask(h, a, with_path(a, "POST", path), (str){ 0 }, (str){ 0 })), 410);
    test_house_close(h);
    arena_close(a);
}

struct racer {
    struct house *house;
    str line;
    int status;
};

static void *race(void *with)
{
    struct racer *it = with;
    struct arena *a = arena_open();
    it->status = status_of(test_ask(it->house, a, it->line, (str){ 0 }, (str){ 0 }));
    arena_close(a);
    return NULL;
}

EACH_DATABASE(of_many_who_use_one_link_at_once_exactly_one_comes_in)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, NULL);
    struct racer racers[8];
    pthread_t threads[COUNT_OF(racers)];
    int in = 0, gone = 0;
    str line = with_path(a, "POST", first_link(h, a));
    for (size_t i = 0; i < COUNT_OF(racers); i++) {
        racers[i] = (struct racer){ .house = h, .line = line };
        check_int(pthread_create(&threads[i], NULL, race, &racers[i]), 0);
    }
    for (size_t i = 0; i < COUNT_OF(racers); i++) {
        pthread_join(threads[i], NULL);
        in += racers[i].status == 303;
        gone += racers[i].status == 410;
    }
    check_int(in, 1);
    check_int(gone, COUNT_OF(racers) - 1);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(signing_in_makes_a_session_of_its_own_and_signing_out_ends_it)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, NULL);
    str planted = STR("Cookie: regulars_session=cGxhbnRlZC1ieS1zb21lYm9keS1lbHNlLXRoYW4tdXM\r\n");
    str first_in = test_ask(h, a, with_path(a, "POST", first_link(h, a)), planted, (str){ 0 });
    check_int(status_of(first_in), 303);
    check(!test_has(test_header(first_in, "Set-Cookie"), "cGxhbnRlZ"));
    check_int(status_of(ask(h, a, "GET /api/v1/session", planted)), 401);

    str one = test_sign_in(h, a, AGENT), two = test_sign_in(h, a, AGENT);
    check(!str_is(one, two));
    check_int(status_of(ask(h, a, "GET /api/v1/session", one)), 200);
    str foreign = str_format(a, "%.*sOrigin: https://evil.example\r\n", STR_ARG(one));
    check_int(status_of(ask(h, a, "DELETE /api/v1/session", foreign)), 403);
    str out = ask(h, a, "DELETE /api/v1/session", one);
    check_int(status_of(out), 204);
    check(test_has(test_header(out, "Set-Cookie"), "Max-Age=0"));
    check_int(status_of(ask(h, a, "GET /api/v1/session", one)), 401);
    check_int(status_of(ask(h, a, "GET /api/v1/session", two)), 200);
    clock_move(&h->clock, 30 * DAY);
    check_int(status_of(ask(h, a, "GET /api/v1/session", two)), 401);
    test_house_close(h);
    arena_close(a);
}

static enum err seen_at(struct turn *t, void *with)
{
    struct session_list list = { 0 };
    struct staff who = { 0 };
    bool found = false;
    TRY(staff_by_email(t, STR("bo@example.org"), &who, &found));
    TRY(session_list(t, who.id, &list));
    *(usec *)with = found && list.n == 1 ? list.at[0].seen_at : 0;
    return OK;
}

static enum err bo_comes_in(struct turn *t, void *with)
{
    struct staff who = { 0 };
    TRY(staff_add(t, STR("Bo"), STR("Bo@Example.org"), AGENT, &who));
    return session_begin(t, NULL, &who, BY_LINK, with);
}

EACH_DATABASE(a_session_is_touched_once_a_minute_and_never_by_reading)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, NULL);
    struct why why = { 0 };
    str cookie = { 0 };
    usec began = 0, read = 0, wrote = 0, soon = 0;
    check_ok(turn_write(h, actor_system(), bo_comes_in, &cookie, &why, a));
    cookie = test_cookie(a, cookie);
    check_ok(turn_read(h, actor_system(), seen_at, &began, &why, a));
    clock_move(&h->clock, 2 * MINUTE);
    check_int(status_of(ask(h, a, "GET /api/v1/session", cookie)), 200);
    check_ok(turn_read(h, actor_system(), seen_at, &read, &why, a));
    check_int(read, began);
    ask(h, a, "POST /sign-in/nothing", cookie); /* a turn that writes, and succeeds in showing a page */
    check_ok(turn_read(h, actor_system(), seen_at, &wrote, &why, a));
    check_int(wrote, began + 2 * MINUTE);
    clock_move(&h->clock, 30 * SECOND);
    ask(h, a, "POST /sign-in/nothing", cookie);
    check_ok(turn_read(h, actor_system(), seen_at, &soon, &why, a));
    check_int(soon, wrote);
    test_house_close(h);
    arena_close(a);
}

TEST(the_first_owner_is_made_once_and_others_are_named_by_address)
{
    str url = { 0 };
    struct staff ann = { 0 };
    bool empty = false;
    check_ok(link_for(t, STR("Ann@Example.org"), &url));
    check_ok(staff_is_empty(t, &empty));
    check(!empty);
    check_ok(link_for(t, (str){ 0 }, &url));
    check_err(link_for(t, STR("nobody@example.org"), &url), NOT_FOUND);
    check_ok(link_for(t, STR("ANN@example.org"), &url));
    check_ok(staff_add(t, STR("Bo"), STR("bo@example.org"), OWNER, &ann));
    check_err(link_for(t, (str){ 0 }, &url), CONFLICT);
    check_err(staff_add(t, STR("Bo"), STR(" BO@example.org"), AGENT, &ann), INVALID);
    check_str(t->why->field, "email");
    check_err(staff_add(t, STR(" \xe2\x80\x8b"), STR("c@example.org"), AGENT, &ann), INVALID);
    check_str(t->why->field, "name");
}

/* "There is none" is said when there is none, not when we could not look. */
TEST(a_database_that_fails_is_no_missing_sign_in_link)
{
    struct staff who = { 0 };
    check_err(link_look(t, STR("guessed"), &who), NOT_FOUND);
    check_ok(t->db->ops->script(t->db, "alter table sign_in_link rename to gone"));
    check_err(link_look(t, STR("guessed"), &who), BROKEN);
}
