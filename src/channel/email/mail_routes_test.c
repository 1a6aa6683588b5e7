/* Mailboxes and the balance of mail as a program meets them. */
#include "channel/email/mail_routes.h"

#include "conversation/conversation.h"
#include "net/peer_test.h"
#include "staff/team.h"
#include "test/asking.h"
#include "test/database.h"
#include "test/house.h"

static const char box[] = "{\"name\":\"Support\",\"address\":\"Support@desk.example\",\"active\":true,\"plus\":true,"
                          "\"imap_host\":\"imap.desk.example\",\"imap_port\":993,\"imap_security\":\"tls\","
                          "\"imap_user\":\"support\",\"imap_secret\":\"a very secret word\"}";

static const char letter[] =
    "From: Ann <ann@example.org>\r\nTo: support@desk.example\r\nSubject: My bowl\r\n\r\nIt broke.\r\n";

static str add_box(struct arena *a, struct house *h)
{
    str reply = ask_with_key(a, h, STR("POST /api/v1/mailboxes"), str_of(box));
    check_int(status_of(reply), 201);
    return value_of(reply, "id");
}

static str path(struct arena *a, const char *method, const char *form, str which)
{
    str rest = str_format(a, form, STR_ARG(which));
    return str_format(a, "%s /api/v1/%.*s", method, STR_ARG(rest));
}

EACH_DATABASE(a_mailbox_is_kept_and_its_secret_never_told)
{
    struct arena *a = arena_open();
    struct house *h = test_serving_house(a);
    str which = add_box(a, h), all = ask_with_key(a, h, STR("GET /api/v1/mailboxes"), STR(""));
    check(has(all, "\"address\":\"support@desk.example\""));
    check(has(all, "\"has_imap_secret\":true") && has(all, "\"has_smtp_secret\":false"));
    check(!has(all, "very secret"));
    str again = ask_with_key(a, h, path(a, "PUT", "mailboxes/%.*s", which),
                             STR("{\"name\":\"Help\",\"address\":\"support@desk.example\"}"));
    check(has(again, "\"name\":\"Help\"") && has(again, "\"has_imap_secret\":true"));
    check_int(status_of(ask_with_key(a, h, STR("POST /api/v1/mailboxes"), str_of(box))), 422);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(what_makes_no_mailbox_is_refused_by_its_field)
{
    static const struct {
        const char *body, *field;
    } bad[] = {
        { "{\"name\":\" \",\"address\":\"a@desk.example\"}", "\"name\"" },
        { "{\"name\":\"A\",\"address\":\"nowhere\"}", "\"address\"" },
        { "{\"name\":\"A\",\"address\":\"a@desk.example\",\"imap_host\":\"a b\",\"imap_port\":993}", "\"imap_host\"" },
        { "{\"name\":\"A\",\"address\":\"a@desk.example\",\"imap_host\":\"imap.desk.example\"}", "\"imap_port\"" },
        { "{\"name\":\"A\",\"address\":\"a@desk.example\",\"imap_host\":\"imap.desk.example\",\"imap_port\":143,"
          "\"imap_security\":\"bare\"}",
          "\"imap_security\"" },
        { "{\"name\":\"A\",\"address\":\"a@desk.example\",\"imap_after\":\"move\"}", "\"imap_move_to\"" },
        { "{\"name\":\"A\",\"address\":\"a@desk.example\",\"smtp_host\":\"smtp.desk.example\",\"smtp_port\":70000}",
          "\"smtp_port\"" },
        { "{\"name\":\"A\",\"address\":\"a@desk.example\",\"team\":\"12\"}", "\"team" },
    };
    struct arena *a = arena_open();
    struct house *h = test_serving_house(a);
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        str reply = ask_with_key(a, h, STR("POST /api/v1/mailboxes"), str_of(bad[i].body));
        check_int(status_of(reply), 422);
        check(has(reply, bad[i].field));
    }
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(a_mail_that_is_handed_in_is_safe_then_sorted_and_counted)
{
    struct arena *a = arena_open();
    struct house *h = test_serving_house(a);
    h->flow = flow;
    str which = add_box(a, h);
    str reply = ask_with_key(a, h, path(a, "POST", "mailboxes/%.*s/mails", which), str_of(letter));
    check_int(status_of(reply), 202);
    str mail = value_of(reply, "mail");
    check(has(reply, "\"state\":\"stored\""));
    check(has(ask_with_key(a, h, path(a, "GET", "mailboxes/%.*s/balance?days=1", which), STR("")),
              "\"seen\":1,\"waiting\":1,\"conversation\":0,\"attached\":0,\"quarantined\":0,\"suppressed\":0,"
              "\"agrees\":false"));
    reaction_settle(h);
    str known = ask_with_key(a, h, path(a, "GET", "mails/%.*s", mail), STR(""));
    check(has(known, "\"state\":\"conversation\"") && has(known, "\"sender\":\"ann@example.org\""));
    check(has(ask_with_key(a, h, path(a, "GET", "mailboxes/%.*s/balance?days=1", which), STR("")),
              "\"seen\":1,\"waiting\":0,\"conversation\":1,\"attached\":0,\"quarantined\":0,\"suppressed\":0,"
              "\"agrees\":true"));
    str original = ask_with_key(a, h, path(a, "GET", "mails/%.*s/original", mail), STR(""));
    check(has(original, letter) && has(original, "attachment; filename") && has(original, "sandbox"));
    str twice = ask_with_key(a, h, path(a, "POST", "mailboxes/%.*s/mails", which), str_of(letter));
    check(status_of(twice) == 202 && has(twice, "\"state\":\"suppressed\""));
    check(has(ask_with_key(a, h, path(a, "GET", "mailboxes/%.*s/mails?state=suppressed", which), STR("")),
              "\"reason\":\"same\""));
    check_int(status_of(ask_with_key(a, h, path(a, "GET", "mailboxes/%.*s/mails?state=lost", which), STR(""))), 422);
    check_int(status_of(ask_with_key(a, h, path(a, "POST", "mailboxes/%.*s/mails", which), STR(""))), 422);
    check_int(status_of(ask_with_nothing(a, h, path(a, "POST", "mailboxes/%.*s/mails", which), str_of(letter))), 401);
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(a_large_mail_is_a_file_and_comes_back_byte_for_byte)
{
    struct arena *a = arena_open();
    struct house *h = test_serving_house(a);
    h->flow = flow;
    str which = add_box(a, h);
    struct text big = { .arena = a };
    text_addz(&big, letter);
    while (big.n < 2 * MAIL_ROW_BYTES)
        text_addz(&big, "All of this was written by hand, and it takes long to read.\r\n");
    str reply = ask_with_key(a, h, path(a, "POST", "mailboxes/%.*s/mails", which), text_str(&big));
    check_int(status_of(reply), 202);
    reaction_settle(h);
    str mail = value_of(reply, "mail"), known = ask_with_key(a, h, path(a, "GET", "mails/%.*s", mail), STR(""));
    check(has(known, "\"state\":\"conversation\"") && !has(known, "\"file\":null"));
    str original = ask_with_key(a, h, path(a, "GET", "mails/%.*s/original", mail), STR(""));
    check(str_ends(original, text_str(&big)));
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(a_quarantined_mail_is_set_aside_once_and_can_still_be_opened)
{
    struct arena *a = arena_open();
    struct house *h = test_serving_house(a);
    h->flow = flow;
    str which = add_box(a, h), nobodys = STR("To: support@desk.example\r\nSubject: My bowl\r\n\r\nIt broke.\r\n");
    str mail = value_of(ask_with_key(a, h, path(a, "POST", "mailboxes/%.*s/mails", which), nobodys), "mail");
    reaction_settle(h);
    str balance = path(a, "GET", "mailboxes/%.*s/balance?days=1", which),
        aside = path(a, "POST", "mails/%.*s/set-aside", mail);
    check(has(ask_with_key(a, h, balance, STR("")), "\"quarantined\":1,\"suppressed\":0,\"agrees\":true"));
    str said = ask_with_key(a, h, aside, STR(""));
    check(status_of(said) == 200 && has(said, "\"state\":\"suppressed\",\"reason\":\"no_sender\""));
    check(has(ask_with_key(a, h, balance, STR("")), "\"quarantined\":0,\"suppressed\":1,\"agrees\":true"));
    check_int(status_of(ask_with_key(a, h, aside, STR(""))), 409);
    check_int(status_of(ask_with_nothing(a, h, aside, STR(""))), 401);
    str again = ask_with_key(a, h, path(a, "POST", "mails/%.*s/again", mail), STR("{\"by_hand\":true}"));
    check_int(status_of(again), 200);
    reaction_settle(h);
    check(has(ask_with_key(a, h, balance, STR("")),
              "\"conversation\":1,\"attached\":0,\"quarantined\":0,\"suppressed\":0"));
    test_house_close(h);
    arena_close(a);
}

static enum err make_team(struct turn *t, void *with)
{
    return team_add(t, STR("Private"), with);
}

struct moving {
    id conversation, team;
};

static enum err move_it(struct turn *t, void *with)
{
    const struct moving *it = with;
    return conversation_move(t, it->conversation, it->team, 0, STR(""));
}

/* Somebody at the desk, in no team; or the program with its key. */
static enum err know_both(struct turn *t, const struct request *r)
{
    bool key = !str_empty(request_header(r, "Authorization"));
    t->actor = key ? (struct actor){ .kind = KEY, .who = 1, .scopes = STR("*") }
                   : (struct actor){ .kind = STAFF, .role = AGENT, .who = 7, .session = 8 };
    return OK;
}

EACH_DATABASE(what_moves_to_another_team_takes_its_mails_along)
{
    struct arena *a = arena_open();
    struct house *h = test_serving_house(a);
    struct team team = { 0 };
    struct moving it = { 0 };
    h->options.recognise = know_both;
    h->flow = flow;
    str which = add_box(a, h);
    str mail = value_of(ask_with_key(a, h, path(a, "POST", "mailboxes/%.*s/mails", which), str_of(letter)), "mail");
    reaction_settle(h);
    str one = path(a, "GET", "mails/%.*s", mail), all = path(a, "GET", "mailboxes/%.*s/mails", which);
    str seen = ask_with_nothing(a, h, one, STR(""));
    check_int(status_of(seen), 200);
    check(id_parse(value_of(seen, "conversation"), &it.conversation));
    check_ok(turn_write(h, actor_system(), make_team, &team, NULL, a));
    it.team = team.id;
    check_ok(turn_write(h, actor_system(), move_it, &it, NULL, a));
    check_int(status_of(ask_with_nothing(a, h, one, STR(""))), 404);
    check(has(ask_with_nothing(a, h, all, STR("")), "[]"));
    check(has(ask_with_key(a, h, all, STR("")), "My bowl"));
    test_house_close(h);
    arena_close(a);
}
