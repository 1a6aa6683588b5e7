#include "test/objects.h"

#include "channel/channel.h"
#include "conversation/conversation.h"
#include "db/engine.h"
#include "spine/token.h"
#include "test/test.h"

#include <stdarg.h>
#include <stdio.h>

/* Rows as they lie in the tables: whoever makes them through the modules would need to be allowed to. */
__attribute__((format(printf, 2, 3))) static void row(struct turn *t, const char *sql, ...)
{
    char whole[2048];
    va_list args;
    va_start(args, sql);
    int n = vsnprintf(whole, sizeof whole, sql, args);
    va_end(args);
    check(n > 0 && (size_t)n < sizeof whole);
    check_ok(t->db->ops->script(t->db, whole));
}

static long long tomorrow(const struct turn *t)
{
    usec at = t->now + DAY;
    return at;
}

id objects_staff(enum role role)
{
    return 600 + 10 * (id)(role + 1);
}

static void staff_row(struct turn *t, id which, const char *role)
{
    row(t,
        "insert into staff (id, name, email, role, language, active, password_hash, totp_secret, totp_on, totp_step, "
        "created_at) values (%lld, 'Bo', 'bo%lld@example.org', '%s', 'en', 1, '', '', 0, 0, 1)",
        (long long)which, (long long)which, role);
}

static void session_row(struct turn *t, id which, id staff)
{
    row(t,
        "insert into session (id, token_hash, staff, how, agent, created_at, seen_at, expires_at) values "
        "(%lld, 'token %lld', %lld, 'link', '', 1, 1, %lld)",
        (long long)which, (long long)which, (long long)staff, tomorrow(t));
}

id objects_session(enum role role)
{
    return 700 + (id)role;
}

void objects_begin(struct turn *t)
{
    row(t, "insert into team (id, name, created_at) values (%d, 'ours', 1), (%d, 'theirs', 1)", OUR_TEAM, THEIR_TEAM);
    staff_row(t, SOMEBODY_ELSE, "agent");
    row(t, "insert into team_member (team, staff) values (%d, %d)", THEIR_TEAM, SOMEBODY_ELSE);
    for (enum role role = NO_ROLE; role <= OWNER; role++) {
        staff_row(t, objects_staff(role), role_words[role]);
        row(t, "insert into team_member (team, staff) values (%d, %lld)", OUR_TEAM, (long long)objects_staff(role));
        session_row(t, objects_session(role), objects_staff(role));
    }
}

static str told(struct turn *t, id which)
{
    return id_text(t->arena, which);
}

/* ---- one maker each ---- */

static id conversation_of(struct turn *t, bool foreign, const char *token)
{
    struct incoming it = { 0 };
    struct turn as = *t;
    as.actor = actor_system();
    const char *form = foreign ? "message=" CANARY "&email=ann%40example.org"
                               : "message=Where+is+it%3F&email=ann%40example.org";
    check_ok(incoming_keep(&as, &channel_form, str_of(form), STR(""), str_of(token), &it));
    check_ok(conversation_receive(&as, &(struct event){ .subject = it.id }));
    check_ok(incoming_find(&as, it.id, &it));
    row(t, "update conversation set team = %d where id = %lld", foreign ? THEIR_TEAM : OUR_TEAM,
        (long long)it.conversation);
    return it.conversation;
}

static str make_conversation(struct turn *t, const struct actor *whose, bool foreign)
{
    (void)whose;
    return told(t, conversation_of(t, foreign, ""));
}

/* Its conversation is another team's; the word is the same. */
static str make_draft_kind(struct turn *t, const struct actor *whose, bool foreign)
{
    (void)t, (void)whose, (void)foreign;
    return STR("reply");
}

static str make_incoming(struct turn *t, const struct actor *whose, bool foreign)
{
    struct incoming it = { 0 };
    (void)whose, (void)foreign;
    check_ok(incoming_keep(t, &channel_api, STR("{\"body\":\"Where is it?\"}"), STR(""), STR(""), &it));
    return told(t, it.id);
}

static str make_customer(struct turn *t, const struct actor *whose, bool foreign)
{
    struct conversation c = { 0 };
    (void)whose;
    check_ok(conversation_find(t, conversation_of(t, foreign, ""), &c));
    return told(t, c.customer);
}

static str make_private_link(struct turn *t, const struct actor *whose, bool foreign)
{
    (void)whose;
    conversation_of(t, false, "the-right-token");
    return foreign ? STR("guessed") : STR("the-right-token");
}

/* On the message of the page that was made just before; the address of another page has no such file. */
static str make_customer_file(struct turn *t, const struct actor *whose, bool foreign)
{
    (void)whose;
    row(t,
        "insert into file (id, sha256, name, type, bytes, at, used) values (710, 'aa', 'a.png', 'image/png', 1, 1, 1)");
    if (!foreign)
        row(t, "insert into attachment (id, conversation, message, file) select 710, conversation, max(id), 710 from "
               "message group by conversation order by conversation desc limit 1");
    return STR("710");
}

static str make_sign_in_link(struct turn *t, const struct actor *whose, bool foreign)
{
    str hash = token_hash(t->arena, STR("the-right-token"));
    (void)whose;
    row(t, "insert into sign_in_link (id, token_hash, staff, created_at, expires_at) values (1, '%.*s', %d, 1, %lld)",
        STR_ARG(hash), SOMEBODY_ELSE, tomorrow(t));
    return foreign ? STR("guessed") : STR("the-right-token");
}

static str make_survey_link(struct turn *t, const struct actor *whose, bool foreign)
{
    struct conversation c = { 0 };
    str hash = token_hash(t->arena, STR("the-right-token"));
    (void)whose;
    check_ok(conversation_find(t, conversation_of(t, false, ""), &c));
    row(t,
        "insert into survey_invitation (id, event, kind, customer, conversation, state, reason, token_hash, "
        "created_at, "
        "expires_at) values (1, 1, 'csat', %lld, %lld, 'sent', 'none', '%.*s', 1, %lld)",
        (long long)c.customer, (long long)c.id, STR_ARG(hash), tomorrow(t));
    return foreign ? STR("guessed") : STR("the-right-token");
}

static str make_session(struct turn *t, const struct actor *whose, bool foreign)
{
    session_row(t, 800, foreign || whose->kind != STAFF ? SOMEBODY_ELSE : whose->who);
    return STR("800");
}

static str make_mailbox(struct turn *t, const struct actor *whose, bool foreign)
{
    (void)whose;
    row(t,
        "insert into mailbox (id, name, address, team, active, created_at, plus, server, from_name, signature, "
        "imap_host, "
        "imap_port, imap_security, imap_user, imap_secret, imap_proof, imap_folders, imap_after, imap_move_to, "
        "smtp_host, "
        "smtp_port, smtp_security, smtp_user, smtp_secret, smtp_proof) values (700, '%s', 'a@desk.example', %d, 1, 1, "
        "0, "
        "'', '', '', '', 0, 'tls', '', '', 'password', '', 'leave', '', '', 0, 'tls', '', '', 'password')",
        foreign ? CANARY : "Support", foreign ? THEIR_TEAM : OUR_TEAM);
    return STR("700");
}

static str make_mail(struct turn *t, const struct actor *whose, bool foreign)
{
    make_mailbox(t, whose, foreign);
    row(t,
        "insert into mail (id, at, mailbox, way, folder, uidvalidity, uid, sha256, bytes, state, reason, words, tries, "
        "message_id, sender, sender_name, subject, facts) values (710, 1, 700, 'pipe', '', 0, 0, 'aa', 2, "
        "'quarantined', "
        "'no_sender', '', 0, '', '', '', '%s', '{}')",
        foreign ? CANARY : "My bowl");
    row(t, "insert into mail_content (mail, raw, text) values (710, '', '%s')", foreign ? CANARY : "It broke.");
    row(t, "insert into file (id, sha256, name, type, bytes, at, sender_kind, sender, used) values "
           "(711, 'aa', 'a.png', 'image/png', 1, 1, 'system', null, 1)");
    row(t, "insert into mail_picture (mail, place, address, state, file) values (710, 1, '', 'hung', 711)");
    return STR("710");
}

static str make_job(struct turn *t, const struct actor *whose, bool foreign)
{
    (void)whose, (void)foreign;
    row(t, "insert into job (id, event, reaction, strangers, due, tries, parked, reason) values "
           "(700, 1, 'a', 0, 1, 5, 1, 'no')");
    return STR("700");
}

static str make_file(struct turn *t, const struct actor *whose, bool foreign)
{
    row(t,
        "insert into file (id, sha256, name, type, bytes, at, sender_kind, sender, used) values "
        "(700, 'aa', 'a.png', 'image/png', 1, 1, '%s', %lld, 0)",
        foreign ? "staff" : actor_kind_words[whose->kind], foreign ? (long long)SOMEBODY_ELSE : (long long)whose->who);
    return STR("700");
}

static str make_staff(struct turn *t, const struct actor *whose, bool foreign)
{
    (void)whose, (void)foreign;
    return told(t, SOMEBODY_ELSE);
}

static str make_team(struct turn *t, const struct actor *whose, bool foreign)
{
    (void)whose, (void)foreign;
    return told(t, THEIR_TEAM);
}

static str make_tag(struct turn *t, const struct actor *whose, bool foreign)
{
    (void)whose, (void)foreign;
    row(t, "insert into tag (id, name, folded, created_at) values (700, 'Refund', 'refund', 1)");
    return STR("700");
}

static str make_view(struct turn *t, const struct actor *whose, bool foreign)
{
    row(t,
        "insert into saved_view (id, owner, name, shared_with, box, sorted, channel, state, language, created_at) "
        "values "
        "(700, %lld, '" CANARY "', 'nobody', 'open', 'activity', '', 'any', '', 1)",
        foreign ? (long long)SOMEBODY_ELSE : (long long)whose->who);
    return STR("700");
}

static str make_bulk(struct turn *t, const struct actor *whose, bool foreign)
{
    row(t, "insert into bulk (id, staff, act, at) values (700, %lld, 'resolve', %lld)",
        foreign ? (long long)SOMEBODY_ELSE : (long long)whose->who, (long long)t->now);
    return STR("700");
}

static str make_delivery(struct turn *t, const struct actor *whose, bool foreign)
{
    (void)whose;
    row(t,
        "insert into delivery (message, conversation, recipient, state, tries, words, message_id, created_at) values "
        "(700, %lld, 'ann@example.org', 'failed', 1, '', '', 1)",
        (long long)conversation_of(t, foreign, ""));
    return STR("700");
}

static str make_dispatch(struct turn *t, const struct actor *whose, bool foreign)
{
    (void)whose;
    row(t,
        "insert into dispatch (id, conversation, author, body, html, kept, chosen, resolves, due, state, reason, "
        "words, "
        "created_at) values (700, %lld, %d, 'x', '', '{}', 1, 0, 1, 'waiting', 'none', '', 1)",
        (long long)conversation_of(t, foreign, ""), SOMEBODY_ELSE);
    return STR("700");
}

static str make_key(struct turn *t, const struct actor *whose, bool foreign)
{
    (void)whose, (void)foreign;
    row(t,
        "insert into api_key (id, token_hash, name, scopes, created_by, created_at) values (700, 'x', 'a', '', %d, 1)",
        SOMEBODY_ELSE);
    return STR("700");
}

/* Its rows are the teams' own, not the report. */
static str make_report(struct turn *t, const struct actor *whose, bool foreign)
{
    (void)t, (void)whose, (void)foreign;
    return STR("csat");
}

const struct object objects[] = {
    { "/conversations/{conversation}", TO_A_TEAM, make_conversation },
    { "/drafts/{kind}", TO_A_TEAM, make_draft_kind },
    { "/conversations/{conversation}/tags/{tag}", TO_A_TEAM, make_tag },
    { "/tags/{tag}", TO_ALL, make_tag },
    { "/views/{view}", TO_A_PERSON, make_view },
    { "/bulk/{bulk}", TO_A_PERSON, make_bulk },
    { "/customers/{customer}", TO_ALL, make_customer },
    { "/incoming/{incoming}", TO_ALL, make_incoming },
    { "/mailboxes/{mailbox}", TO_A_TEAM, make_mailbox },
    { "/mails/{mail}", TO_A_TEAM, make_mail },
    { "/c/{token}/files/{file}", TO_A_PERSON, make_customer_file },
    { "/c/{token}", TO_A_PERSON, make_private_link },
    { "/s/{token}", TO_A_PERSON, make_survey_link },
    { "/sign-in/{token}", TO_A_PERSON, make_sign_in_link },
    { "/sessions/{session}", TO_A_PERSON, make_session },
    { "/parked/{job}", TO_ALL, make_job },
    { "/files/{file}", TO_ITS_SENDER, make_file },
    { "/staff/{staff}", TO_ALL, make_staff },
    { "/teams/{team}", TO_ALL, make_team },
    { "/deliveries/{message}", TO_A_TEAM, make_delivery },
    { "/dispatches/{dispatch}", TO_A_TEAM, make_dispatch },
    { "/keys/{key}", TO_ALL, make_key },
    { "/reports/{report}", TO_ALL, make_report },
    { 0 },
};

const struct object *object_at(str path)
{
    for (const struct object *o = objects; o->at; o++)
        if (str_ends(path, str_of(o->at))) return o;
    return NULL;
}
