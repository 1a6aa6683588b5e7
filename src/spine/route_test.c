/* Routes as the outside meets them: over a real socket. */
#include "spine/route.h"

#include "net/peer_test.h"
#include "spine/access.h"
#include "spine/house.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

#include <unistd.h>

static str ask(struct arena *a, struct house *h, const char *head, const char *body)
{
    int fd = dial(net_port(h->net));
    say(fd, str_format(a, "%s HTTP/1.1\r\nHost: help.example.org\r\nConnection: close\r\nContent-Length: %zu\r\n\r\n%s",
                       head, strlen(body), body));
    str reply = hear(a, fd, 2000);
    close(fd);
    return reply;
}

static bool has(str reply, const char *words)
{
    return str_find(reply, str_of(words)) >= 0;
}

EACH_DATABASE(a_request_is_answered_or_refused_in_words_that_name_the_fix)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, NULL);
    str well = ask(a, h, "GET /health", "");
    check_int(status_of(well), 200);
    check(has(well, "{\"ok\":true"));
    check_int(status_of(ask(a, h, "GET /nothing/here", "")), 404);
    str verb = ask(a, h, "DELETE /health", "");
    check_int(status_of(verb), 405);
    check(has(verb, "Allow: GET"));
    check_int(status_of(ask(a, h, "GET /api/v1/events", "")), 401);
    check_int(status_of(ask(a, h, "POST /api/v1/parked/1/retry", "{}")), 401);
    str extra = ask(a, h, "GET /health?colour=blue", "");
    check_int(status_of(extra), 422);
    test_house_close(h);
    arena_close(a);
}

static enum err nothing(struct turn *t, struct ask *ask_, const void *in, void *out)
{
    (void)t, (void)ask_, (void)in, (void)out;
    return OK;
}

static enum err rows(const struct route *routes, str *field)
{
    struct module one = { .name = "one", .routes = routes };
    const struct module *const all[] = { &one, NULL };
    struct why why = { 0 };
    struct arena *a = arena_open();
    enum err err = route_check_rows(a, &why, all);
    *field = why.field;
    arena_close(a);
    return err;
}

PURE(a_route_without_a_permission_does_not_start)
{
    str field = { 0 };
    const struct route good[] = { { .on = "GET /a", .may = PUBLIC, .run = nothing, .help = "x" }, { 0 } };
    const struct route open[] = { { .on = "GET /a", .run = nothing, .help = "x" }, { 0 } };
    const struct route unnamed[] = { { .on = "GET /a/{b}", .may = PUBLIC, .run = nothing, .help = "x" }, { 0 } };
    check_ok(rows(good, &field));
    check_err(rows(open, &field), INVALID);
    check_err(rows(unnamed, &field), INVALID);
}

PURE(every_route_of_the_product_has_what_it_needs)
{
    struct why why = { 0 };
    struct arena *a = arena_open();
    check_ok(route_check_rows(a, &why, modules));
    arena_close(a);
}

/* Every route × every role, judged by the tables themselves: a role that is not named is refused. */
TEST(nobody_may_what_the_table_does_not_say)
{
    for (const struct module *const *m = modules; *m; m++) {
        for (const struct route *r = (*m)->routes; r && r->on; r++) {
            unsigned roles = 0;
            bool declared = false, open = strcmp(r->may, PUBLIC) == 0, any = strcmp(r->may, SIGNED_IN) == 0;
            for (const struct module *const *o = modules; *o; o++)
                for (const struct permission *p = (*o)->permissions; p && p->name; p++)
                    if (strcmp(p->name, r->may) == 0) roles = p->roles, declared = true;
            check(declared || open || any);
            for (enum role role = NO_ROLE; role <= OWNER; role++) {
                t->actor = (struct actor){ .kind = STAFF, .role = role, .who = 1 };
                bool should = open || any || (role != NO_ROLE && (roles & ROLE(role)));
                check_err(access_may(t, r->may), should ? OK : FORBIDDEN);
            }
            t->actor = (struct actor){ 0 };
            check_err(access_may(t, r->may), open ? OK : SIGNED_OUT);
            t->actor = (struct actor){ .kind = KEY, .scopes = STR("other.thing") };
            check_err(access_may(t, r->may), open ? OK : FORBIDDEN);
            t->actor.scopes = str_format(t->arena, "other.thing, %s", r->may);
            check_err(access_may(t, r->may), any ? FORBIDDEN : OK);
        }
    }
}

TEST(a_thing_of_another_team_does_not_exist_for_agents_and_leads)
{
    id mine = 7;
    struct id_list teams = { .at = &mine, .n = 1 };
    const char *permission = "event.read";
    t->actor = (struct actor){ .kind = STAFF, .role = ADMIN };
    check_ok(access_may_in(t, permission, 8));
    t->actor = (struct actor){ .kind = STAFF, .role = AGENT, .teams = teams };
    check_err(access_may_in(t, permission, 7), FORBIDDEN); /* the permission comes first */
    check_err(access_may_in(t, PUBLIC, 8), NOT_FOUND);
    check_ok(access_may_in(t, PUBLIC, 7));
    check_ok(access_may_in(t, PUBLIC, 0));
}
