/* Who may act, and who says so: over a real socket, with what happens when (flow.c) in force. */
#include "staff/staff.h"

#include "channel/channel.h"
#include "conversation/conversation.h"
#include "net/peer_test.h"
#include "spine/route.h"
#include "staff/session.h"
#include "test/ask.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

#include <pthread.h>
#include <unistd.h>

static str get(struct house *h, struct arena *a, const char *path, str head)
{
    return test_ask(h, a, str_format(a, "GET %s", path), head, (str){ 0 });
}

static str send_to(struct house *h, struct arena *a, const char *line, str head, const char *json)
{
    return test_ask(h, a, str_of(line), head, str_of(json));
}

static str said(struct arena *a, str reply, const char *name)
{
    ptrdiff_t at = str_find(reply, str_format(a, "\"%s\":\"", name));
    if (at < 0) return (str){ 0 };
    str rest = str_from(reply, (size_t)at + strlen(name) + 4);
    return str_split(&rest, '"');
}

static id me(struct house *h, struct arena *a, str head)
{
    id who = 0;
    check(id_parse(said(a, get(h, a, "/api/v1/session", head), "id"), &who));
    return who;
}

/* "PATCH /api/v1/staff/{somebody}/…" */
static const char *on(struct arena *a, const char *method, id who, const char *tail)
{
    return str_z(a, str_format(a, "%s /api/v1/staff/%lld%s", method, (long long)who, tail));
}

EACH_DATABASE(somebody_who_is_invited_comes_in_by_their_link_with_the_role_they_were_given)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, flow);
    str admin = test_sign_in(h, a, ADMIN);
    str team = send_to(h, a, "POST /api/v1/teams", admin, "{\"name\":\"Returns\"}");
    check_int(status_of(team), 201);
    check_int(status_of(send_to(h, a, "POST /api/v1/teams", admin, "{\"name\":\"returns\"}")), 422);
    str team_id = said(a, team, "id");
    const char *invitation = str_z(
        a, str_format(a, "{\"name\":\"Bo\",\"email\":\"Bo@Example.org\",\"role\":\"agent\",\"teams\":[\"%.*s\"]}",
                      STR_ARG(team_id)));
    str made = send_to(h, a, "POST /api/v1/staff", admin, invitation);
    check_int(status_of(made), 201);
    str again = send_to(h, a, "POST /api/v1/staff", admin, invitation);
    check_int(status_of(again), 422);
    check(test_has(again, "\"field\":\"email\""));
    str lost = send_to(h, a, "POST /api/v1/staff", admin,
                       "{\"name\":\"Cy\",\"email\":\"cy@example.org\",\"role\":\"agent\",\"teams\":[\"5\"]}");
    check_int(status_of(lost), 422);
    check(!test_has(get(h, a, "/api/v1/staff", admin), "cy@example.org")); /* nothing half done */

    str path = str_from(said(a, made, "link"), strlen("https://help.example.org"));
    clock_move(&h->clock, 6 * DAY);
    str in = test_ask(h, a, str_format(a, "POST %.*s", STR_ARG(path)), (str){ 0 }, (str){ 0 });
    check_int(status_of(in), 303);
    str bo = test_cookie(a, test_header(in, "Set-Cookie"));
    str self = get(h, a, "/api/v1/session", bo);
    check(test_has(self, "\"role\":\"agent\"") && test_has(self, "bo@example.org"));
    check(str_is(said(a, team, "id"),
                 str_cut(str_from(self, (size_t)str_find(self, STR("\"teams\":[\"")) + 10), said(a, team, "id").n)));
    check_int(status_of(send_to(h, a, "POST /api/v1/staff", bo, invitation)), 403);
    check_int(status_of(get(h, a, "/api/v1/staff", bo)), 200);
    check_int(status_of(get(h, a, "/api/v1/keys", bo)), 403);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(nobody_gives_themselves_or_others_more_than_they_have)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, flow);
    str agent = test_sign_in(h, a, AGENT), admin = test_sign_in(h, a, ADMIN), owner = test_sign_in(h, a, OWNER);
    id the_admin = me(h, a, admin), the_owner = me(h, a, owner);
    str more = send_to(h, a, "PATCH /api/v1/me", agent, "{\"name\":\"Bo\",\"role\":\"owner\"}");
    check_int(status_of(more), 422);
    check(test_has(more, "\"field\":\"role\""));
    check(test_has(get(h, a, "/api/v1/session", agent), "\"role\":\"agent\""));
    check_int(status_of(send_to(h, a, "PATCH /api/v1/me", agent, "{\"email\":\"x@example.org\"}")), 422);
    str fine = send_to(h, a, "PATCH /api/v1/me", agent, "{\"name\":\"Bo\",\"language\":\"ar\"}");
    check_int(status_of(fine), 200);
    check(test_has(fine, "\"name\":\"Bo\"") && test_has(fine, "\"language\":\"ar\""));
    check_int(status_of(send_to(h, a, "PATCH /api/v1/me", agent, "{\"language\":\"tlh\"}")), 422);

    const char *to_owner = "{\"role\":\"owner\"}";
    check_int(status_of(send_to(h, a, on(a, "PATCH", the_admin, ""), admin, to_owner)), 403);
    check_int(status_of(send_to(h, a, on(a, "PATCH", the_owner, ""), admin, "{\"name\":\"X\"}")), 403);
    check_int(status_of(send_to(h, a, on(a, "POST", the_owner, "/link"), admin, "{}")), 403);
    check_int(status_of(send_to(h, a, on(a, "POST", the_owner, "/deactivate"), admin, "{}")), 403);
    check_int(status_of(send_to(h, a, on(a, "DELETE", the_owner, "/totp"), admin, "{}")), 403);
    check_int(status_of(send_to(h, a, "POST /api/v1/staff", admin,
                                "{\"name\":\"Cy\",\"email\":\"cy@example.org\",\"role\":\"owner\"}")),
              403);
    check_int(status_of(send_to(h, a, on(a, "PATCH", the_admin, ""), owner, "{\"role\":\"none\"}")), 422);
    check_int(status_of(send_to(h, a, on(a, "PATCH", the_admin, ""), owner, to_owner)), 200);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(the_last_owner_stays)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, flow);
    str owner = test_sign_in(h, a, OWNER);
    id who = me(h, a, owner);
    check_int(status_of(send_to(h, a, on(a, "PATCH", who, ""), owner, "{\"role\":\"admin\"}")), 409);
    check_int(status_of(send_to(h, a, on(a, "POST", who, "/deactivate"), owner, "{}")), 409);
    str second = test_sign_in(h, a, OWNER);
    check_int(status_of(send_to(h, a, on(a, "PATCH", who, ""), second, "{\"role\":\"admin\"}")), 200);
    check_int(status_of(get(h, a, "/api/v1/session", owner)), 401); /* another role: come in again */
    check_int(status_of(send_to(h, a, on(a, "POST", me(h, a, second), "/deactivate"), second, "{}")), 409);
    test_house_close(h);
    arena_close(a);
}

struct stepping_down {
    struct house *house;
    str line, head;
    int status;
};

static void *step_down(void *with)
{
    struct stepping_down *it = with;
    struct arena *a = arena_open();
    it->status = status_of(test_ask(it->house, a, it->line, it->head, STR("{\"role\":\"agent\"}")));
    arena_close(a);
    return NULL;
}

EACH_DATABASE(two_owners_who_step_down_at_once_leave_one)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, flow);
    struct stepping_down both[2] = { { .status = 200 }, { .status = 200 } };
    for (int round = 0; round < 5; round++) {
        pthread_t threads[2];
        for (int i = 0; i < 2; i++) {
            if (both[i].status != 200) continue; /* still an owner */
            both[i] = (struct stepping_down){ .house = h, .head = test_sign_in(h, a, OWNER) };
            both[i].line = str_of(on(a, "PATCH", me(h, a, both[i].head), ""));
        }
        for (int i = 0; i < 2; i++) check_int(pthread_create(&threads[i], NULL, step_down, &both[i]), 0);
        for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
        check_int(both[0].status + both[1].status, 200 + 409);
    }
    test_house_close(h);
    arena_close(a);
}

/* ---- what ends at once ---- */

static int open_screen(struct house *h, struct arena *a, str head)
{
    int fd = dial(net_port(h->net));
    say(fd, str_format(a,
                       "GET /api/v1/live HTTP/1.1\r\nHost: help.example.org\r\nUpgrade: websocket\r\nConnection: "
                       "Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                       "dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: https://help.example.org\r\n%.*s\r\n",
                       STR_ARG(head)));
    check_int(status_of(hear(a, fd, 300)), 101);
    return fd;
}

EACH_DATABASE(a_session_and_its_screens_end_within_the_second)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, flow);
    str owner = test_sign_in(h, a, OWNER);
    static const struct {
        const char *method, *tail, *json;
    } ends[] = { { "PATCH", "", "{\"role\":\"lead\"}" }, { "POST", "/deactivate", "{}" } };
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        str agent = test_sign_in(h, a, AGENT), other = test_sign_in(h, a, AGENT);
        id who = me(h, a, agent);
        int screen = open_screen(h, a, agent), beside = open_screen(h, a, other);
        check_int(status_of(send_to(h, a, on(a, ends[i].method, who, ends[i].tail), owner, ends[i].json)), 200);
        check(is_closed(screen, 1000));
        check(!is_closed(beside, 50));
        check_int(status_of(get(h, a, "/api/v1/session", agent)), 401);
        check_int(status_of(get(h, a, "/api/v1/session", other)), 200);
        close(screen), close(beside);
    }
    str agent = test_sign_in(h, a, AGENT);
    int screen = open_screen(h, a, agent);
    str list = get(h, a, "/api/v1/me/sessions", agent);
    check(test_has(list, "\"current\":true"));
    str session = said(a, list, "id");
    const char *line = str_z(a, str_format(a, "DELETE /api/v1/me/sessions/%.*s", STR_ARG(session)));
    check_int(status_of(send_to(h, a, line, owner, "")), 404); /* somebody else's does not exist */
    check_int(status_of(send_to(h, a, line, agent, "")), 204);
    check(is_closed(screen, 1000));
    check_int(status_of(get(h, a, "/api/v1/session", agent)), 401);
    close(screen);
    test_house_close(h);
    arena_close(a);
}

/* ---- keys ---- */

EACH_DATABASE(a_key_may_what_its_scopes_say_and_no_more_until_it_is_revoked)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, flow);
    str admin = test_sign_in(h, a, ADMIN), owner = test_sign_in(h, a, OWNER);
    str made = send_to(h, a, "POST /api/v1/keys", admin, "{\"name\":\"shop\",\"scopes\":[\"staff.read\"]}");
    check_int(status_of(made), 201);
    str secret = said(a, made, "key");
    check(str_starts(secret, STR("rgl_")) && secret.n > 40);
    str list = get(h, a, "/api/v1/keys", admin);
    check(test_has(list, "\"shop\"") && !test_has(list, "rgl_"));
    str key = str_format(a, "Authorization: Bearer %.*s\r\n", STR_ARG(secret));
    check_int(status_of(get(h, a, "/api/v1/staff", key)), 200);
    check_int(status_of(get(h, a, "/api/v1/events", key)), 403);
    check_int(status_of(get(h, a, "/api/v1/session", key)), 403); /* keys are not people */
    check_int(status_of(send_to(h, a, "POST /api/v1/keys", key, "{\"name\":\"x\",\"scopes\":[\"staff.read\"]}")), 403);
    str in_address = str_format(a, "/api/v1/staff?key=%.*s", STR_ARG(secret));
    check_int(status_of(get(h, a, str_z(a, in_address), (str){ 0 })), 401); /* headers only */

    static const char *const wrong[] = { "{\"name\":\"x\",\"scopes\":[]}", "{\"name\":\"x\",\"scopes\":[\"no.such\"]}",
                                         "{\"name\":\"x\",\"scopes\":[\"*\"]}",
                                         "{\"name\":\" \",\"scopes\":[\"staff.read\"]}",
                                         "{\"name\":\"x\",\"scopes\":[\"staff.read, key.manage\"]}" };
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        check_int(status_of(send_to(h, a, "POST /api/v1/keys", admin, wrong[i])), 422);
    check_int(status_of(send_to(h, a, "POST /api/v1/keys", owner, "{\"name\":\"x\",\"scopes\":[\"*\"]}")), 201);

    str which = said(a, made, "id");
    const char *line = str_z(a, str_format(a, "DELETE /api/v1/keys/%.*s", STR_ARG(which)));
    check_int(status_of(send_to(h, a, line, admin, "")), 204);
    check_int(status_of(get(h, a, "/api/v1/staff", key)), 401);
    check_int(status_of(send_to(h, a, line, admin, "")), 409);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(a_key_ends_by_itself_on_the_day_it_was_given)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, flow);
    str owner = test_sign_in(h, a, OWNER), ends = time_iso(a, clock_now(&h->clock) + 2 * DAY);
    const char *wish = str_z(
        a, str_format(a, "{\"name\":\"shop\",\"scopes\":[\"staff.read\"],\"expires_at\":\"%.*s\"}", STR_ARG(ends)));
    str made = send_to(h, a, "POST /api/v1/keys", owner, wish);
    check_int(status_of(made), 201);
    check(
        test_has(get(h, a, "/api/v1/keys", owner), str_z(a, str_format(a, "\"expires_at\":\"%.*s\"", STR_ARG(ends)))));
    str key = str_join(a, str_join(a, STR("Authorization: Bearer "), said(a, made, "key")), STR("\r\n"));
    check_int(status_of(get(h, a, "/api/v1/staff", key)), 200);
    clock_move(&h->clock, 2 * DAY);
    str refused = get(h, a, "/api/v1/staff", key);
    check_int(status_of(refused), 401);
    check(test_has(refused, "has ended"));
    str past = send_to(h, a, "POST /api/v1/keys", owner, wish);
    check_int(status_of(past), 422);
    check(test_has(past, "\"field\":\"expires_at\""));
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(an_authorization_that_is_not_for_us_is_ignored_and_a_bad_key_is_nobody)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, flow);
    str basic = STR("Authorization: Basic YTpi\r\n"), nonsense = STR("Authorization: Bearer rgl_nonsense\r\n");
    str owner = test_sign_in(h, a, OWNER);
    check_int(status_of(get(h, a, "/health", basic)), 200);
    check_int(status_of(get(h, a, "/health", nonsense)), 200); /* everybody's */
    check_int(status_of(get(h, a, "/api/v1/staff", basic)), 401);
    check_int(status_of(get(h, a, "/api/v1/staff", nonsense)), 401);
    check_int(status_of(get(h, a, "/api/v1/staff", str_join(a, basic, owner))), 200); /* a proxy before us adds it */
    check_int(status_of(get(h, a, "/api/v1/staff", str_join(a, nonsense, owner))), 401);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(a_key_has_never_more_than_its_maker_has_today)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, flow);
    str owner = test_sign_in(h, a, OWNER);
    str made = send_to(h, a, "POST /api/v1/staff", owner,
                       "{\"name\":\"Cy\",\"email\":\"cy@example.org\",\"role\":\"admin\",\"teams\":[]}");
    str cy = said(a, made, "id"), link = said(a, made, "link");
    ptrdiff_t at = str_find(link, STR("/sign-in/"));
    check(at >= 0);
    str in = send_to(h, a, str_z(a, str_format(a, "POST %.*s", STR_ARG(str_from(link, (size_t)at)))), (str){ 0 }, "");
    str cookie = str_from(in, (size_t)str_find(in, STR("regulars_session=")));
    cookie = str_split(&cookie, ';');
    cookie = str_format(a, "Cookie: %.*s\r\nX-Regulars: 1\r\n", STR_ARG(cookie));
    made = send_to(h, a, "POST /api/v1/keys", cookie, "{\"name\":\"shop\",\"scopes\":[\"staff.read\",\"key.manage\"]}");
    str key = str_join(a, str_join(a, STR("Authorization: Bearer "), said(a, made, "key")), STR("\r\n"));
    const char *change = str_z(a, str_format(a, "PATCH /api/v1/staff/%.*s", STR_ARG(cy)));
    const char *leave = str_z(a, str_format(a, "POST /api/v1/staff/%.*s/deactivate", STR_ARG(cy)));
    check_int(status_of(get(h, a, "/api/v1/keys", key)), 200);
    check_int(status_of(send_to(h, a, change, owner, "{\"role\":\"agent\"}")), 200);
    check_int(status_of(get(h, a, "/api/v1/keys", key)), 403);
    check_int(status_of(get(h, a, "/api/v1/staff", key)), 200); /* an agent may, too */
    check(status_of(send_to(h, a, leave, owner, "")) < 300);
    check_int(status_of(get(h, a, "/api/v1/staff", key)), 401);
    test_house_close(h);
    arena_close(a);
}

/* ---- leaving ---- */

struct owning {
    id staff, conversation;
};

static enum err own_one(struct turn *t, void *with)
{
    struct owning *it = with;
    struct incoming kept = { 0 };
    TRY(incoming_keep(t, &channel_form, STR("message=Where+is+it%3F"), STR(""), STR(""), &kept));
    TRY(conversation_receive(t, &(struct event){ .subject = kept.id }));
    TRY(incoming_find(t, kept.id, &kept));
    it->conversation = kept.conversation;
    t->actor = (struct actor){ .kind = STAFF, .role = AGENT, .who = it->staff };
    return conversation_claim(t, it->conversation);
}

static enum err resolve_it(struct turn *t, void *with)
{
    return conversation_resolve(t, ((const struct owning *)with)->conversation);
}

EACH_DATABASE(whoever_owns_open_conversations_cannot_leave_yet)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, flow);
    struct why why = { 0 };
    str owner = test_sign_in(h, a, OWNER), agent = test_sign_in(h, a, AGENT);
    struct owning it = { .staff = me(h, a, agent) };
    check_ok(turn_write(h, actor_system(), own_one, &it, &why, a));
    str no = send_to(h, a, on(a, "POST", it.staff, "/deactivate"), owner, "{}");
    check_int(status_of(no), 409);
    check(test_has(no, "they own 1 open conversation"));
    check_int(status_of(get(h, a, "/api/v1/session", agent)), 200); /* nothing half done */
    check_ok(turn_write(h, actor_system(), resolve_it, &it, &why, a));
    str yes = send_to(h, a, on(a, "POST", it.staff, "/deactivate"), owner, "{}");
    check_int(status_of(yes), 200);
    check(test_has(yes, "\"active\":false"));
    check_int(status_of(send_to(h, a, on(a, "POST", it.staff, "/link"), owner, "{}")), 409);
    check_int(status_of(send_to(h, a, on(a, "POST", it.staff, "/activate"), owner, "{}")), 200);
    check_int(status_of(send_to(h, a, on(a, "POST", it.staff, "/link"), owner, "{}")), 201);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(nobody_leaves_a_team_or_a_role_in_which_they_see_what_they_answer_for)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, flow);
    struct why why = { 0 };
    str owner = test_sign_in(h, a, OWNER), agent = test_sign_in(h, a, AGENT);
    struct owning it = { .staff = me(h, a, agent) };
    str team = said(a, send_to(h, a, "POST /api/v1/teams", owner, "{\"name\":\"Returns\"}"), "id");
    const char *in = str_z(a, str_format(a, "{\"teams\":[\"%.*s\"]}", STR_ARG(team)));
    const char *patch = on(a, "PATCH", it.staff, "");
    check_int(status_of(send_to(h, a, patch, owner, in)), 200);
    check_ok(turn_write(h, actor_system(), own_one, &it, &why, a));
    check_int(status_of(send_to(h, a, patch, owner, "{\"teams\":[]}")), 200); /* it is everybody's */
    check_int(status_of(send_to(h, a, patch, owner, in)), 200);
    const char *move = str_z(a, str_format(a, "POST /api/v1/conversations/%lld/move", (long long)it.conversation));
    check_int(status_of(send_to(h, a, move, owner, str_z(a, str_format(a, "{\"team\":\"%.*s\"}", STR_ARG(team))))),
              200);
    str no = send_to(h, a, patch, owner, "{\"name\":\"Other\",\"teams\":[]}");
    check_int(status_of(no), 409);
    check(test_has(no, "they own 1 open conversation"));
    check(!test_has(get(h, a, "/api/v1/staff", owner), "\"Other\"")); /* nothing half done */
    check_int(status_of(send_to(h, a, patch, owner, "{\"role\":\"auditor\"}")), 409);
    check_int(status_of(send_to(h, a, patch, owner, "{\"role\":\"admin\",\"teams\":[]}")), 200); /* sees all */
    check_int(status_of(send_to(h, a, patch, owner, "{\"role\":\"agent\"}")), 409);
    check_ok(turn_write(h, actor_system(), resolve_it, &it, &why, a));
    check_int(status_of(send_to(h, a, patch, owner, "{\"role\":\"agent\"}")), 200);
    test_house_close(h);
    arena_close(a);
}

/* ---- at once ---- */

struct changing {
    struct house *house;
    const char *line, *json;
    str head;
    int status;
};

static void *change_it(void *with)
{
    struct changing *it = with;
    struct arena *a = arena_open();
    it->status = status_of(test_ask(it->house, a, str_of(it->line), it->head, str_of(it->json)));
    arena_close(a);
    return NULL;
}

static void at_once(struct changing *both)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) check_int(pthread_create(&threads[i], NULL, change_it, &both[i]), 0);
    for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
}

struct slow_change {
    struct house *house;
    id who;
    struct staff_change to;
    int before_ms, after_ms;
    enum err err;
};

static enum err change_slowly(struct turn *t, void *with)
{
    const struct slow_change *it = with;
    TRY(staff_change(t, it->who, &it->to));
    usleep((useconds_t)it->after_ms * 1000); /* changed, and not yet committed */
    return OK;
}

static void *in_a_turn(void *with)
{
    struct slow_change *it = with;
    struct arena *a = arena_open();
    usleep((useconds_t)it->before_ms * 1000);
    it->err = turn_write(it->house, actor_system(), change_slowly, it, NULL, a);
    arena_close(a);
    return NULL;
}

EACH_DATABASE(two_changes_of_one_person_at_once_both_stay)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, flow);
    str owner = test_sign_in(h, a, OWNER), name = STR("Renamed"), language = STR("ar");
    id who = me(h, a, test_sign_in(h, a, AGENT));
    struct slow_change both[2] = { { .house = h, .who = who, .to = { .name = &name }, .after_ms = 200 },
                                   { .house = h, .who = who, .to = { .language = &language }, .before_ms = 60 } };
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) check_int(pthread_create(&threads[i], NULL, in_a_turn, &both[i]), 0);
    for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
    check_ok(both[0].err);
    check_ok(both[1].err);
    str now = send_to(h, a, on(a, "PATCH", who, ""), owner, "{}");
    check(test_has(now, "\"Renamed\"") && test_has(now, "\"language\":\"ar\""));
    test_house_close(h);
    arena_close(a);
}

/* Either is refused, or the other: never is somebody gone, or blind, and still answers for it. */
EACH_DATABASE(whoever_is_given_a_conversation_while_they_leave_does_one_of_the_two)
{
    static const struct {
        const char *method, *tail, *json, *back;
    } leaves[] = { { "POST", "/deactivate", "{}", "/activate" }, { "PATCH", "", "{\"role\":\"auditor\"}", "" } };
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, flow);
    struct why why = { 0 };
    str owner = test_sign_in(h, a, OWNER), other = test_sign_in(h, a, OWNER);
    id keeps = me(h, a, owner), who = me(h, a, test_sign_in(h, a, AGENT));
    const char *to_owner = str_z(a, str_format(a, "{\"owner\":\"%lld\"}", (long long)keeps));
    const char *to_them = str_z(a, str_format(a, "{\"owner\":\"%lld\"}", (long long)who));
    struct owning it = { .staff = keeps };
    check_ok(turn_write(h, actor_system(), own_one, &it, &why, a));
    const char *give = str_z(a, str_format(a, "POST /api/v1/conversations/%lld/assign", (long long)it.conversation));
    for (int round = 0; round < 60; round++) {
        size_t how = (size_t)round % COUNT_OF(leaves);
        struct changing both[2] = { { h, on(a, leaves[how].method, who, leaves[how].tail), leaves[how].json, owner, 0 },
                                    { h, give, to_them, other, 0 } };
        at_once(both);
        bool left = both[0].status == 200, given = both[1].status == 200;
        check(left != given);
        check(left ? both[1].status == 422 : both[0].status == 409);
        if (given) check_int(status_of(send_to(h, a, give, owner, to_owner)), 200);
        if (left)
            check_int(status_of(how == 0 ? send_to(h, a, on(a, "POST", who, leaves[how].back), owner, "{}")
                                         : send_to(h, a, on(a, "PATCH", who, ""), owner, "{\"role\":\"agent\"}")),
                      200);
    }
    test_house_close(h);
    arena_close(a);
}

/* ---- how each gets in ---- */

EACH_DATABASE(a_session_says_from_which_event_on_its_screens_are_told)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, flow);
    struct why why = { 0 };
    id newest = 0;
    str owner = test_sign_in(h, a, OWNER), said = get(h, a, "/api/v1/session", owner);
    check_ok(turn_read(h, actor_system(), event_newest, &newest, &why, a));
    check(newest != 0);
    check(test_has(said, str_z(a, str_format(a, "\"live\":\"%lld\"", (long long)newest))));
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(how_somebody_signs_in_is_for_those_who_manage_people)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, flow);
    str owner = test_sign_in(h, a, OWNER);
    for (enum role role = AUDITOR; role <= OWNER; role++) {
        str who = test_sign_in(h, a, role), list = get(h, a, "/api/v1/staff", who);
        check_int(status_of(list), 200);
        check(!test_has(list, "has_password") && !test_has(list, "has_totp"));
        check_int(status_of(get(h, a, "/api/v1/staff/entrances", who)), role >= ADMIN ? 200 : 403);
    }
    str entrances = get(h, a, "/api/v1/staff/entrances", owner);
    check(test_has(entrances, "\"has_password\":false") && test_has(entrances, "\"sessions\":1"));
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(an_invitation_that_is_withdrawn_opens_nothing_and_whoever_has_been_here_only_loses_the_link)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, flow);
    str owner = test_sign_in(h, a, OWNER);
    str made = send_to(h, a, "POST /api/v1/staff", owner,
                       "{\"name\":\"Bo\",\"email\":\"bo@example.org\",\"role\":\"agent\"}");
    id bo = 0;
    check(id_parse(said(a, made, "id"), &bo));
    check(test_has(get(h, a, "/api/v1/staff/entrances", owner), "\"link_expires_at\":\"2"));
    str gone = send_to(h, a, on(a, "DELETE", bo, "/link"), owner, "");
    check_int(status_of(gone), 200);
    check(test_has(gone, "\"active\":false"));
    check(!test_has(get(h, a, "/api/v1/staff/entrances", owner), "\"link_expires_at\":\"2"));
    str path = str_from(said(a, made, "link"), strlen("https://help.example.org"));
    check_int(status_of(test_ask(h, a, str_format(a, "POST %.*s", STR_ARG(path)), (str){ 0 }, (str){ 0 })), 404);
    check_int(status_of(send_to(h, a, on(a, "DELETE", bo, "/link"), owner, "")), 409);

    id here = me(h, a, test_sign_in(h, a, AGENT));
    check_int(status_of(send_to(h, a, on(a, "POST", here, "/link"), owner, "{}")), 201);
    str stays = send_to(h, a, on(a, "DELETE", here, "/link"), owner, "");
    check_int(status_of(stays), 200);
    check(test_has(stays, "\"active\":true"));
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(signing_out_everywhere_else_leaves_this_session_and_closes_the_other_screens)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, flow);
    str owner = test_sign_in(h, a, OWNER), first = test_sign_in(h, a, AGENT), other = test_sign_in(h, a, AGENT);
    id who = me(h, a, first);
    str link = said(a, send_to(h, a, on(a, "POST", who, "/link"), owner, "{}"), "link");
    str path = str_from(link, strlen("https://help.example.org"));
    str in = test_ask(h, a, str_format(a, "POST %.*s", STR_ARG(path)), (str){ 0 }, (str){ 0 });
    str second = test_cookie(a, test_header(in, "Set-Cookie"));
    int screen = open_screen(h, a, first), beside = open_screen(h, a, other);
    check_int(status_of(send_to(h, a, "DELETE /api/v1/me/sessions", second, "")), 204);
    check(is_closed(screen, 1000));
    check(!is_closed(beside, 50));
    check_int(status_of(get(h, a, "/api/v1/session", first)), 401);
    check_int(status_of(get(h, a, "/api/v1/session", second)), 200);
    check_int(status_of(get(h, a, "/api/v1/session", other)), 200);
    close(screen), close(beside);
    test_house_close(h);
    arena_close(a);
}
