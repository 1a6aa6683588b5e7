/* Passwords and codes, over a real socket. */
#include "staff/password.h"

#include "net/peer_test.h"
#include "spine/route.h"
#include "staff/attempt.h"
#include "staff/credential.h"
#include "staff/link.h"
#include "staff/session.h"
#include "staff/totp.h"
#include "test/ask.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

#include <liboath/oath.h>
#include <sodium.h>

#define RIGHT "correct horse battery"

/* What the sum gives for nobody's account costs what it does for everybody's: the same parameters, and a whole hash. */
TEST(nobodys_password_is_as_much_work_as_anybodys_and_never_right)
{
    struct password_sum *made = password_choose(t, STR(RIGHT));
    made->heavy.run(&made->heavy);
    check(str_starts(made->made, STR("$argon2id$v=19$m=19456,t=2,p=1$")));
    check(str_starts(str_of(password_nobodys), STR("$argon2id$v=19$m=19456,t=2,p=1$")));
    check_int(crypto_pwhash_str_needs_rehash(password_nobodys, 2, 19 << 20), 0);
    struct password_sum *right = password_sum(t, STR(RIGHT), made->made);
    struct password_sum *wrong = password_sum(t, STR("correct horse batterY"), made->made);
    struct password_sum *nobody = password_sum(t, STR(RIGHT), (str){ 0 });
    right->heavy.run(&right->heavy), wrong->heavy.run(&wrong->heavy), nobody->heavy.run(&nobody->heavy);
    check(right->right && !wrong->right && !nobody->right);
}

/* ---- at the door ---- */

struct person {
    str email, cookie;
    id id;
    enum role role;
};

static enum err arrive(struct turn *t, void *with)
{
    struct person *p = with;
    struct staff who = { 0 };
    TRY(staff_add(t, STR("Ann"), p->email, p->role, &who));
    p->id = who.id;
    return session_begin(t, NULL, &who, BY_LINK, &p->cookie);
}

static struct person somebody(struct house *h, struct arena *a, const char *email, enum role role)
{
    struct person p = { .email = str_of(email), .role = role };
    struct why why = { 0 };
    struct arena *own = arena_open();
    check_ok(turn_write(h, actor_system(), arrive, &p, &why, own));
    p.cookie = test_cookie(a, p.cookie);
    arena_close(own);
    return p;
}

static str sign_in(struct house *h, struct arena *a, const char *email, const char *password, const char *code)
{
    str body = str_format(a, "{\"email\":\"%s\",\"password\":\"%s\",\"code\":\"%s\"}", email, password, code);
    return test_ask(h, a, STR("POST /api/v1/session"), (str){ 0 }, body);
}

static str put_password(struct house *h, struct arena *a, str cookie, const char *current, const char *password)
{
    str body = str_format(a, "{\"password\":\"%s\",\"current\":\"%s\"}", password, current);
    return test_ask(h, a, STR("PUT /api/v1/me/password"), cookie, body);
}

static str body_of(str reply)
{
    ptrdiff_t at = str_find(reply, STR("\r\n\r\n"));
    return at < 0 ? reply : str_from(reply, (size_t)at + 4);
}

static enum err leave(struct turn *t, void *with)
{
    return staff_deactivate(t, *(id *)with);
}

EACH_DATABASE(whatever_is_wrong_at_the_door_it_costs_one_sum_and_says_the_same)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, NULL);
    struct why why = { 0 };
    struct person ann = somebody(h, a, "ann@example.org", AGENT), gone = somebody(h, a, "gone@example.org", AGENT);
    somebody(h, a, "bare@example.org", AGENT);
    check_int(status_of(put_password(h, a, ann.cookie, "", RIGHT)), 200);
    check_int(status_of(put_password(h, a, gone.cookie, "", RIGHT)), 200);
    check_ok(turn_write(h, actor_system(), leave, &gone.id, &why, a));

    static const struct {
        const char *email, *password;
    } tries[] = { { "ann@example.org", "not the right one" },
                  { "nobody@example.org", RIGHT },
                  { "bare@example.org", RIGHT },
                  { "gone@example.org", RIGHT },
                  { "not an address", RIGHT } };
    str words = { 0 };
    for (size_t i = 0; i < COUNT_OF(tries); i++) {
        int64_t before = count_read(COUNT_HEAVY);
        str reply = sign_in(h, a, tries[i].email, tries[i].password, "");
        check_int(status_of(reply), 401);
        check(str_empty(test_header(reply, "Set-Cookie")));
        check_int(count_read(COUNT_HEAVY) - before, 1);
        if (i == 0) words = body_of(reply);
        check(str_is(body_of(reply), words));
    }
    str in = sign_in(h, a, " ANN@Example.org", RIGHT, "");
    check_int(status_of(in), 200);
    check(test_has(in, "\"has_password\":true"));
    str cookie = test_cookie(a, test_header(in, "Set-Cookie"));
    check_int(status_of(test_ask(h, a, STR("GET /api/v1/session"), cookie, (str){ 0 })), 200);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(after_five_wrong_tries_one_waits_longer_and_longer_known_or_not)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, NULL);
    struct person ann = somebody(h, a, "ann@example.org", AGENT);
    check_int(status_of(put_password(h, a, ann.cookie, "", RIGHT)), 200);
    static const char *const both[] = { "ann@example.org", "nobody@example.org" };
    for (size_t i = 0; i < COUNT_OF(both); i++) {
        for (int n = 0; n < TRIES_FREE; n++) check_int(status_of(sign_in(h, a, both[i], "wrong wrong wrong", "")), 401);
        int64_t before = count_read(COUNT_HEAVY);
        str wait = sign_in(h, a, both[i], RIGHT, "");
        check_int(status_of(wait), 429);
        check_str(test_header(wait, "Retry-After"), "30");
        check_int(count_read(COUNT_HEAVY), before); /* and no sum is spent on it */
    }
    clock_move(&h->clock, 30 * SECOND);
    check_int(status_of(sign_in(h, a, both[0], "wrong wrong wrong", "")), 401);
    check_str(test_header(sign_in(h, a, both[0], RIGHT, ""), "Retry-After"), "60");
    check_int(status_of(test_ask(h, a, STR("GET /api/v1/session"), ann.cookie, (str){ 0 })),
              401); /* a password ended it */
    clock_move(&h->clock, MINUTE);
    check_int(status_of(sign_in(h, a, both[0], RIGHT, "")), 200);
    check_int(status_of(sign_in(h, a, both[0], "wrong wrong wrong", "")), 401); /* forgiven: counting begins anew */
    check_int(status_of(sign_in(h, a, both[0], RIGHT, "")), 200);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(a_new_password_ends_every_other_session_and_needs_the_one_until_now)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, NULL);
    struct person ann = somebody(h, a, "ann@example.org", AGENT);
    str short_one = put_password(h, a, ann.cookie, "", "too short");
    check_int(status_of(short_one), 422);
    check(test_has(short_one, "\"field\":\"password\""));
    str first = put_password(h, a, ann.cookie, "", RIGHT);
    check_int(status_of(first), 200);
    str here = test_cookie(a, test_header(first, "Set-Cookie"));
    str other = test_cookie(a, test_header(sign_in(h, a, "ann@example.org", RIGHT, ""), "Set-Cookie"));
    check_int(status_of(test_ask(h, a, STR("GET /api/v1/session"), ann.cookie, (str){ 0 })), 401);
    check_int(status_of(put_password(h, a, here, "", "another long password")), 422);
    str wrong = put_password(h, a, here, "not the right one", "another long password");
    check_int(status_of(wrong), 403);
    check(test_has(wrong, "\"field\":\"current\""));
    str second = put_password(h, a, here, RIGHT, "another long password");
    check_int(status_of(second), 200);
    check_int(status_of(test_ask(h, a, STR("GET /api/v1/session"), other, (str){ 0 })), 401);
    check_int(status_of(test_ask(h, a, STR("GET /api/v1/session"), here, (str){ 0 })), 401);
    str now = test_cookie(a, test_header(second, "Set-Cookie"));
    check_int(status_of(test_ask(h, a, STR("GET /api/v1/session"), now, (str){ 0 })), 200);
    check_int(status_of(sign_in(h, a, "ann@example.org", RIGHT, "")), 401);
    test_house_close(h);
    arena_close(a);
}

/* ---- codes ---- */

static int value_of(char c)
{
    const char *all = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    const char *at = strchr(all, c);
    check(at && c);
    return (int)(at - all);
}

/* The code that an app shows at that moment. */
static const char *code_at(struct arena *a, str secret, usec at)
{
    char key[64] = { 0 };
    char *code = arena_take(a, 8);
    size_t n = 0;
    unsigned held = 0, bits = 0;
    for (size_t i = 0; i < secret.n; i++) {
        held = (held << 5 | (unsigned)value_of(secret.at[i])) & 0xFFFF;
        bits += 5;
        if (bits >= 8) bits -= 8, key[n++] = (char)(held >> bits & 255);
    }
    check_int(oath_totp_generate(key, n, (time_t)(at / SECOND), TOTP_STEP_S, 0, 6, code), OATH_OK);
    return code;
}

static str between(str text, const char *head, char end)
{
    ptrdiff_t at = str_find(text, str_of(head));
    check(at >= 0);
    str rest = str_from(text, (size_t)at + strlen(head));
    return str_split(&rest, end);
}

static str with_code(struct house *h, struct arena *a, const char *line, str cookie, const char *code)
{
    return test_ask(h, a, str_of(line), cookie, str_format(a, "{\"code\":\"%s\"}", code));
}

EACH_DATABASE(codes_are_taken_once_and_a_recovery_code_replaces_one)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, NULL);
    struct person ann = somebody(h, a, "ann@example.org", AGENT);
    str here = test_cookie(a, test_header(put_password(h, a, ann.cookie, "", RIGHT), "Set-Cookie"));
    check_int(status_of(with_code(h, a, "PUT /api/v1/me/totp", here, "123456")), 409); /* nothing was begun */
    str offer = test_ask(h, a, STR("POST /api/v1/me/totp"), here, (str){ 0 });
    check_int(status_of(offer), 200);
    str secret = between(offer, "\"secret\":\"", '"');
    check(test_has(offer, "otpauth://totp/Regulars:ann%40example.org?secret="));
    check_int(status_of(sign_in(h, a, "ann@example.org", RIGHT, "")), 200); /* an offer asks for nothing yet */
    usec now = clock_now(&h->clock);
    const char *code = code_at(a, secret, now);
    check_int(status_of(with_code(h, a, "PUT /api/v1/me/totp", here, code_at(a, secret, now - 10 * MINUTE))), 422);
    str on = with_code(h, a, "PUT /api/v1/me/totp", here, code);
    check_int(status_of(on), 200);
    check_int(count_of(on, STR("-")) >= 3 * RECOVERY_CODES, 1);
    str recovery = between(on, "\"recovery_codes\":[\"", '"');

    str asked = sign_in(h, a, "ann@example.org", RIGHT, "");
    check_int(status_of(asked), 422);
    check(test_has(asked, "\"field\":\"code\""));
    check_int(status_of(sign_in(h, a, "ann@example.org", RIGHT, code)), 401); /* the confirmation used it */
    clock_move(&h->clock, TOTP_STEP_S * SECOND);
    const char *next = code_at(a, secret, clock_now(&h->clock));
    check_int(status_of(sign_in(h, a, "ann@example.org", RIGHT, next)), 200);
    str replay = sign_in(h, a, "ann@example.org", RIGHT, next);
    check_int(status_of(replay), 401);
    check(test_has(replay, "\"field\":\"code\""));
    clock_move(&h->clock, 5 * MINUTE);
    now = clock_now(&h->clock);
    check_int(status_of(sign_in(h, a, "ann@example.org", RIGHT, code_at(a, secret, now - 2 * TOTP_STEP_S * SECOND))),
              401);
    check_int(status_of(sign_in(h, a, "ann@example.org", RIGHT, code_at(a, secret, now + TOTP_STEP_S * SECOND))), 200);
    check_int(status_of(sign_in(h, a, "ann@example.org", RIGHT, str_z(a, recovery))), 200);
    check_int(status_of(sign_in(h, a, "ann@example.org", RIGHT, str_z(a, recovery))), 401);

    check_int(status_of(test_ask(h, a, STR("DELETE /api/v1/me/totp"), here, STR("{}"))), 422);
    check_int(status_of(with_code(h, a, "DELETE /api/v1/me/totp", here, "000000")), 403);
    str off = test_ask(h, a, STR("DELETE /api/v1/me/totp"), here, STR("{\"password\":\"" RIGHT "\"}"));
    check_int(status_of(off), 200);
    check(test_has(off, "\"has_totp\":false"));
    check_int(status_of(test_ask(h, a, STR("GET /api/v1/session"), here, (str){ 0 })), 401);
    check_int(status_of(sign_in(h, a, "ann@example.org", RIGHT, "")), 200);
    test_house_close(h);
    arena_close(a);
}

TEST(a_sealed_secret_opens_only_whole_and_only_here)
{
    struct totp_offer offer = { 0 };
    struct staff who = { 0 };
    bool right = true;
    check_ok(staff_add(t, STR("Ann"), STR("ann@example.org"), AGENT, &who));
    check_ok(totp_begin(t, who.id, &offer));
    check_int(offer.secret.n, 32);
    check_ok(totp_try(t, who.id, str_of(code_at(t->arena, offer.secret, t->now)), &right));
    check(!right); /* it is not on */
    t->house->secret[0] ^= 1;
    struct str_list codes = { 0 };
    check_err(totp_confirm(t, who.id, STR("123456"), &codes), BROKEN);
    t->house->secret[0] ^= 1;
    check_ok(totp_confirm(t, who.id, str_of(code_at(t->arena, offer.secret, t->now)), &codes));
    check_int(codes.n, RECOVERY_CODES);
}

EACH_DATABASE(a_password_that_is_too_long_costs_no_sum)
{
    enum { LONG = 2000 };
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, NULL);
    char *password = arena_take(a, LONG + 1);
    memset(password, 'x', LONG);
    int64_t before = count_read(COUNT_HEAVY);
    str reply = sign_in(h, a, "ann@example.org", password, "");
    check_int(status_of(reply), 422);
    check(test_has(reply, "\"field\":\"password\""));
    for (int i = 0; i < 400; i++) memcpy(password + 3 * i, "\xe2\x82\xac", 3); /* few characters, many bytes */
    password[1200] = 0;
    reply = sign_in(h, a, "ann@example.org", password, "");
    check_int(status_of(reply), 422);
    check_int(count_read(COUNT_HEAVY), before);
    test_house_close(h);
    arena_close(a);
}

/* ---- a link of somebody who has codes ---- */

struct coded {
    id staff;
    str link, secret;
};

static enum err give_codes(struct turn *t, void *with)
{
    struct coded *it = with;
    struct totp_offer offer = { 0 };
    struct str_list recovery = { 0 };
    TRY(totp_begin(t, it->staff, &offer));
    TRY(totp_confirm(t, it->staff, str_of(code_at(t->arena, offer.secret, t->now)), &recovery));
    it->secret = offer.secret;
    return link_make(t, it->staff, LINK_LIVES, &it->link);
}

static enum err lose_codes(struct turn *t, void *with)
{
    TRY(link_forget_codes(t, STR("ann@example.org")));
    return link_for(t, STR("ann@example.org"), &((struct coded *)with)->link);
}

static str press(struct house *h, struct arena *a, str link, const char *code)
{
    str path = str_from(link, strlen("https://help.example.org"));
    return test_ask(h, a, str_format(a, "POST %.*s", STR_ARG(path)), (str){ 0 }, str_format(a, "code=%s", code));
}

EACH_DATABASE(a_link_asks_for_a_code_too_and_a_wrong_one_does_not_use_it_up)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, NULL);
    struct why why = { 0 };
    struct coded it = { .staff = somebody(h, a, "ann@example.org", AGENT).id };
    check_ok(turn_write(h, actor_system(), give_codes, &it, &why, a));
    str page = test_ask(h, a, str_format(a, "GET %.*s", STR_ARG(str_from(it.link, 24))), (str){ 0 }, (str){ 0 });
    check(test_has(page, "<label for=\"code\">") && !test_has(page, "role=\"alert\""));
    str wrong = press(h, a, it.link, "000000");
    check_int(status_of(wrong), 401);
    check(test_has(wrong, "role=\"alert\"") && str_empty(test_header(wrong, "Set-Cookie")));
    check_int(status_of(press(h, a, it.link, "")), 401);
    clock_move(&h->clock, TOTP_STEP_S * SECOND);
    check_int(status_of(press(h, a, it.link, code_at(a, it.secret, clock_now(&h->clock)))), 303);

    check_ok(turn_write(h, actor_system(), lose_codes, &it, &why, a)); /* regulars link … --without-codes */
    check_int(status_of(press(h, a, it.link, "")), 303);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(an_admin_takes_codes_off_whoever_lost_them_and_that_ends_their_sessions)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, NULL);
    struct why why = { 0 };
    struct person ann = somebody(h, a, "ann@example.org", AGENT);
    struct coded it = { .staff = ann.id };
    check_ok(turn_write(h, actor_system(), give_codes, &it, &why, a));
    str line = str_format(a, "DELETE /api/v1/staff/%lld/totp", (long long)ann.id);
    check_int(status_of(test_ask(h, a, line, test_sign_in(h, a, LEAD), STR("{}"))), 403);
    str admin = test_sign_in(h, a, ADMIN);
    str off = test_ask(h, a, line, admin, STR("{}"));
    check_int(status_of(off), 200);
    check(test_has(off, "\"has_totp\":false"));
    check_int(status_of(test_ask(h, a, STR("GET /api/v1/session"), ann.cookie, (str){ 0 })), 401);
    check_int(status_of(press(h, a, it.link, "")), 404); /* the link that waited has ended as well */
    check_int(status_of(test_ask(h, a, line, admin, STR("{}"))), 409);
    test_house_close(h);
    arena_close(a);
}
