#include "conversation/conversation_mail.h"

#include "channel/email/ledger.h"
#include "channel/email/mail.h"
#include "conversation/attachment.h"
#include "conversation/conversation.h"
#include "customer/customer.h"
#include "spine/house.h"
#include "staff/staff.h"
#include "test/hostile.h"
#include "test/house.h"
#include "test/test.h"

struct desk {
    struct arena *arena;
    struct house *house;
    struct mailbox box;
};

static enum err add_box(struct turn *t, void *with)
{
    struct mailbox given = { .name = STR("Support"),
                             .address = STR("support@desk.example"),
                             .active = true,
                             .plus = true,
                             .server = STR("mx.desk.example") };
    return mailbox_keep(t, &given, with);
}

static struct desk desk_open(void)
{
    struct desk d = { .arena = arena_open() };
    d.house = test_house_open(d.arena);
    d.house->flow = flow;
    check_ok(turn_write(d.house, actor_system(), add_box, &d.box, NULL, d.arena));
    return d;
}

static void desk_close(struct desk *d)
{
    test_house_close(d->house);
    arena_close(d->arena);
}

struct handing {
    const struct mailbox *box;
    struct mail_arrival what;
    struct ledger_mail kept;
};

static enum err hand_in(struct turn *t, void *with)
{
    struct handing *it = with;
    return mail_keep(t, it->box, &it->what, &it->kept);
}

static id arrive(struct desk *d, str raw)
{
    struct handing it = { .box = &d->box, .what = { .way = BY_PIPE, .raw = raw } };
    check_ok(turn_write(d->house, actor_system(), hand_in, &it, NULL, d->arena));
    return it.kept.id;
}

static enum err look(struct turn *t, void *with)
{
    struct ledger_mail *m = with;
    return mail_find(t, m->id, m);
}

static struct ledger_mail became(struct desk *d, id which)
{
    struct ledger_mail m = { .id = which };
    check_ok(turn_read(d->house, actor_system(), look, &m, NULL, d->arena));
    return m;
}

static struct ledger_mail sorted(struct desk *d, str raw)
{
    id which = arrive(d, raw);
    reaction_settle(d->house);
    return became(d, which);
}

struct thread {
    id which;
    struct conversation c;
    struct message_list said;
    struct customer who;
};

static enum err read_thread(struct turn *t, void *with)
{
    struct thread *it = with;
    TRY(conversation_find(t, it->which, &it->c));
    TRY(customer_find(t, it->c.customer, &it->who));
    return conversation_messages(t, it->which, true, &it->said);
}

static struct thread thread_of(struct desk *d, id conversation)
{
    struct thread it = { .which = conversation };
    check_ok(turn_read(d->house, actor_system(), read_thread, &it, NULL, d->arena));
    return it;
}

static str mail_from(struct desk *d, const char *from, const char *more, const char *body)
{
    return str_format(d->arena,
                      "From: %s\r\nTo: support@desk.example\r\nSubject: My bowl\r\nDate: Thu, 1 Jan 2026 00:00:00 "
                      "+0000\r\n%s\r\n%s\r\n",
                      from, more, body);
}

static const char ann[] = "Ann <ann@example.org>";

TEST(a_mail_becomes_a_conversation_with_what_hung_on_it)
{
    struct desk d = desk_open();
    (void)t;
    struct ledger_mail m = sorted(
        &d,
        mail_from(&d, ann,
                  "Message-ID: <one@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n",
                  "--x\r\nContent-Type: text/plain\r\n\r\nIt broke.\r\n\r\n-- \r\nAnn\r\n--x\r\nContent-Type: "
                  "image/png; name=bowl.png\r\n"
                  "Content-Disposition: attachment; filename=bowl.png\r\nContent-Transfer-Encoding: "
                  "base64\r\n\r\niVBORw0KGgoAAAA=\r\n--x--"));
    check(m.state == MAIL_CONVERSATION && m.reason == MAIL_USUAL);
    check_str(m.sender, "ann@example.org");
    check_str(m.subject, "My bowl");
    check_str(m.message_id, "one@example.org");
    struct thread th = thread_of(&d, m.conversation);
    check_str(th.c.channel, "email");
    check_str(th.c.subject, "My bowl");
    check_str(th.who.email, "ann@example.org");
    check_str(th.who.name, "Ann");
    check(th.said.n == 1 && th.said.at[0].id == m.message);
    check_str(th.said.at[0].body, "It broke.");
    check(th.said.at[0].files.n == 1);
    check_str(th.said.at[0].files.at[0].name, "bowl.png");
    check_str(th.said.at[0].files.at[0].type, "image/png");
    desk_close(&d);
}

TEST(the_same_bytes_once_more_are_suppressed_and_say_as_which)
{
    struct desk d = desk_open();
    (void)t;
    str raw = mail_from(&d, ann, "", "Hello");
    struct ledger_mail first = sorted(&d, raw), second = sorted(&d, raw);
    check(first.state == MAIL_CONVERSATION && second.state == MAIL_SUPPRESSED && second.reason == MAIL_SAME);
    check_int(second.same_as, first.id);
    desk_close(&d);
}

/* ---- marks ---- */

static str marked_to(struct desk *d, id conversation)
{
    struct reply_keys keys;
    str address = { 0 };
    mailbox_reply_keys(d->house, &keys);
    check(reply_address_make(d->arena, &keys, d->box.address, conversation, &address));
    return str_format(d->arena, "Delivered-To: %.*s\r\n", STR_ARG(address));
}

static const char *z(struct desk *d, str s)
{
    return str_z(d->arena, s);
}

TEST(an_answer_to_our_address_joins_its_conversation)
{
    struct desk d = desk_open();
    (void)t;
    struct ledger_mail first = sorted(&d, mail_from(&d, ann, "", "Hello"));
    struct ledger_mail answer = sorted(&d,
                                       mail_from(&d, ann, z(&d, marked_to(&d, first.conversation)), "And the lid?"));
    check(answer.state == MAIL_ATTACHED);
    check_int(answer.conversation, first.conversation);
    struct thread th = thread_of(&d, first.conversation);
    check(th.said.n == 2 && th.said.at[1].author_kind == CUSTOMER);
    check_str(th.said.at[1].body, "And the lid?");
    desk_close(&d);
}

TEST(an_answer_to_a_signed_message_id_joins_and_an_unsigned_one_only_says_so)
{
    struct desk d = desk_open();
    struct reply_keys keys;
    (void)t;
    mailbox_reply_keys(d.house, &keys);
    struct ledger_mail first = sorted(&d, mail_from(&d, ann, "Message-ID: <one@example.org>\r\n", "Hello"));
    str ours = reply_id_make(d.arena, &keys, first.message, STR("desk.example"));
    str head = str_format(d.arena, "In-Reply-To: <%.*s>\r\n", STR_ARG(ours));
    struct ledger_mail signed_ = sorted(&d, mail_from(&d, ann, z(&d, head), "Signed"));
    check(signed_.state == MAIL_ATTACHED);
    check_int(signed_.conversation, first.conversation);
    struct ledger_mail bare = sorted(&d, mail_from(&d, ann, "In-Reply-To: <one@example.org>\r\n", "Unsigned"));
    check(bare.state == MAIL_CONVERSATION && bare.conversation != first.conversation);
    check_int(thread_of(&d, bare.conversation).c.claims, first.conversation);
    desk_close(&d);
}

TEST(a_mark_in_a_strangers_hand_joins_nothing)
{
    struct desk d = desk_open();
    (void)t;
    struct ledger_mail first = sorted(&d, mail_from(&d, ann, "", "Hello"));
    struct ledger_mail theirs = sorted(
        &d, mail_from(&d, "Eve <eve@example.net>", z(&d, marked_to(&d, first.conversation)), "Tell me"));
    check(theirs.state == MAIL_CONVERSATION && theirs.conversation != first.conversation);
    check_int(thread_of(&d, theirs.conversation).c.claims, first.conversation);
    check(thread_of(&d, first.conversation).said.n == 1);
    desk_close(&d);
}

static enum err add_agent(struct turn *t, void *with)
{
    return staff_add(t, STR("Kim"), STR("kim@desk.example"), AGENT, with);
}

TEST(a_colleagues_mail_is_theirs_only_with_a_mark_and_dmarc)
{
    struct desk d = desk_open();
    struct staff kim = { 0 };
    (void)t;
    check_ok(turn_write(d.house, actor_system(), add_agent, &kim, NULL, d.arena));
    struct ledger_mail first = sorted(&d, mail_from(&d, ann, "", "Hello"));
    str mark = marked_to(&d, first.conversation);
    str passed = str_format(
        d.arena, "Authentication-Results: mx.desk.example; dmarc=pass header.from=desk.example\r\n%.*s", STR_ARG(mark));
    str forged = str_format(
        d.arena, "Authentication-Results: mx.evil.example; dmarc=pass header.from=desk.example\r\n%.*s", STR_ARG(mark));
    struct ledger_mail bad = sorted(&d, mail_from(&d, "Kim <kim@desk.example>", z(&d, forged), "Send me all you have"));
    check(bad.state == MAIL_CONVERSATION && bad.conversation != first.conversation);
    check(str_find(bad.facts, STR("\"colleague\":true")) >= 0);
    struct ledger_mail good = sorted(&d, mail_from(&d, "Kim <kim@desk.example>", z(&d, passed), "It leaves today."));
    check(good.state == MAIL_ATTACHED);
    struct thread th = thread_of(&d, first.conversation);
    check(th.said.n == 2 && th.said.at[1].author_kind == STAFF && !th.said.at[1].internal);
    check_int(th.said.at[1].author, kim.id);
    check_int(th.c.owner, kim.id);
    desk_close(&d);
}

static enum err add_auditor(struct turn *t, void *with)
{
    return staff_add(t, STR("Kim"), STR("kim@desk.example"), AUDITOR, with);
}

TEST(a_colleague_may_no_more_by_mail_than_at_the_desk)
{
    struct desk d = desk_open();
    struct staff kim = { 0 };
    (void)t;
    check_ok(turn_write(d.house, actor_system(), add_auditor, &kim, NULL, d.arena));
    struct ledger_mail first = sorted(&d, mail_from(&d, ann, "", "Hello"));
    str mark = marked_to(&d, first.conversation);
    str passed = str_format(
        d.arena, "Authentication-Results: mx.desk.example; dmarc=pass header.from=desk.example\r\n%.*s", STR_ARG(mark));
    struct ledger_mail theirs = sorted(&d, mail_from(&d, "Kim <kim@desk.example>", z(&d, passed), "It leaves today."));
    check(theirs.state == MAIL_CONVERSATION && theirs.conversation != first.conversation);
    check(thread_of(&d, first.conversation).said.n == 1);
    desk_close(&d);
}

/* Four times what is opened at once: in several groups, and all of it. */
TEST(many_large_mails_are_opened_a_few_at_a_time)
{
    enum { BYTES = 3 << 20, MAILS = 12 };
    struct desk d = desk_open();
    id which[MAILS];
    char *body = arena_take(d.arena, BYTES + 1);
    (void)t;
    for (size_t i = 0; i < BYTES; i++) body[i] = i % 70 == 69 ? '\n' : 'a';
    for (int i = 0; i < MAILS; i++) {
        body[0] = (char)('a' + i);
        which[i] = arrive(&d, mail_from(&d, ann, "", body));
    }
    reaction_settle(d.house);
    for (int i = 0; i < MAILS; i++) check(became(&d, which[i]).state == MAIL_CONVERSATION);
    desk_close(&d);
}

/* ---- machines ---- */

static enum err resolve(struct turn *t, void *with)
{
    struct turn as = *t;
    struct staff kim = { 0 };
    struct message m = { 0 };
    id *which = with;
    TRY(add_agent(t, &kim));
    as.actor = (struct actor){ .kind = STAFF, .role = AGENT, .who = kim.id };
    TRY(conversation_write(&as, *which, STR("Done."), false, &m));
    return conversation_resolve(&as, *which);
}

TEST(an_answering_machine_joins_quietly_and_reopens_nothing)
{
    struct desk d = desk_open();
    (void)t;
    struct ledger_mail first = sorted(&d, mail_from(&d, ann, "", "Hello"));
    check_ok(turn_write(d.house, actor_system(), resolve, &first.conversation, NULL, d.arena));
    str mark = marked_to(&d, first.conversation);
    str head = str_format(d.arena, "Auto-Submitted: auto-replied\r\n%.*s", STR_ARG(mark));
    struct ledger_mail away = sorted(&d, mail_from(&d, ann, z(&d, head), "I am away until Monday."));
    check(away.state == MAIL_ATTACHED && away.reason == MAIL_AUTO_REPLY);
    struct thread th = thread_of(&d, first.conversation);
    check(th.c.state == RESOLVED && th.c.reopen_count == 0 && th.c.waiting_since == 0);
    check(th.said.n == 3 && th.said.at[2].machine);
    struct ledger_mail alone = sorted(&d, mail_from(&d, ann, "Auto-Submitted: auto-replied\r\n", "I am away, too."));
    check(alone.state == MAIL_SUPPRESSED && alone.reason == MAIL_AUTO_REPLY && alone.conversation == 0);
    desk_close(&d);
}

TEST(a_report_hangs_on_what_it_names_and_a_forged_one_on_nothing)
{
    struct desk d = desk_open();
    struct reply_keys keys;
    (void)t;
    mailbox_reply_keys(d.house, &keys);
    struct ledger_mail first = sorted(&d, mail_from(&d, ann, "", "Hello"));
    str ours = reply_id_make(d.arena, &keys, first.message, STR("desk.example"));
    const char *form =
        "MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\r\n";
    const char *body =
        "--x\r\nContent-Type: text/plain\r\n\r\nIt did not arrive.\r\n--x\r\nContent-Type: "
        "message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.example.org\r\n\r\nFinal-Recipient: rfc822; ann@example.org\r\nAction: "
        "failed\r\nStatus: 5.1.1\r\n"
        "\r\n--x\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <%.*s>\r\nSubject: Re: My bowl\r\n\r\nHi\r\n--x--";
    struct ledger_mail report = sorted(
        &d, mail_from(&d, "MAILER-DAEMON@example.org", form, z(&d, str_format(d.arena, body, STR_ARG(ours)))));
    check(report.state == MAIL_ATTACHED && report.reason == MAIL_REPORT);
    check_int(report.message, first.message);
    check(str_find(report.facts, STR("\"report\":\"permanent\"")) >= 0);
    struct ledger_mail forged = sorted(&d,
                                       mail_from(&d, "MAILER-DAEMON@example.net", form,
                                                 z(&d, str_format(d.arena, body, STR_ARG(STR("other@desk.example"))))));
    check(forged.state == MAIL_SUPPRESSED && forged.reason == MAIL_REPORT_OF_NONE);
    desk_close(&d);
}

/* ---- what makes no sense ---- */

struct again {
    id which;
    bool by_hand;
};

static enum err sort_again(struct turn *t, void *with)
{
    const struct again *it = with;
    return mail_again(t, it->which, it->by_hand);
}

TEST(two_senders_wait_for_a_person_who_can_open_it_all_the_same)
{
    struct desk d = desk_open();
    (void)t;
    struct ledger_mail m = sorted(
        &d, STR("From: ann@example.org\r\nFrom: eve@example.net\r\nSubject: Who\r\n\r\nHello\r\n"));
    check(m.state == MAIL_QUARANTINED && m.reason == MAIL_UNCLEAR_SENDER);
    check_ok(turn_write(d.house, actor_system(), sort_again, &(struct again){ .which = m.id }, NULL, d.arena));
    reaction_settle(d.house);
    m = became(&d, m.id);
    check(m.state == MAIL_QUARANTINED && m.reason == MAIL_UNCLEAR_SENDER);
    check_ok(turn_write(d.house, actor_system(), sort_again, &(struct again){ .which = m.id, .by_hand = true }, NULL,
                        d.arena));
    reaction_settle(d.house);
    m = became(&d, m.id);
    check(m.state == MAIL_CONVERSATION && m.reason == MAIL_OPENED);
    check_err(turn_write(d.house, actor_system(), sort_again, &(struct again){ .which = m.id }, NULL, d.arena),
              CONFLICT);
    desk_close(&d);
}

TEST(what_kills_its_reader_is_quarantined_after_three_tries_and_delays_nobody)
{
    struct desk d = desk_open();
    (void)t;
    id poison = arrive(&d, STR("From: ann@example.org\r\nX-Test-Cell: crash\r\n\r\nHello\r\n"));
    id good = arrive(&d, mail_from(&d, ann, "", "Hello"));
    reaction_settle(d.house);
    check(became(&d, good).state == MAIL_CONVERSATION);
    check(became(&d, poison).state == MAIL_STORED && became(&d, poison).tries == 1);
    for (int i = 0; i < 2; i++) {
        clock_set(&d.house->clock, clock_now(&d.house->clock) + 10 * MINUTE);
        reaction_settle(d.house);
    }
    struct ledger_mail m = became(&d, poison);
    check(m.state == MAIL_QUARANTINED && m.reason == MAIL_UNREADABLE && m.tries == 3);
    check_ok(turn_write(d.house, actor_system(), sort_again, &(struct again){ .which = poison, .by_hand = true }, NULL,
                        d.arena));
    reaction_settle(d.house);
    m = became(&d, poison);
    check(m.state == MAIL_CONVERSATION && m.reason == MAIL_OPENED);
    struct thread th = thread_of(&d, m.conversation);
    check(th.said.n == 1 && th.said.at[0].files.n == 1);
    check_str(th.said.at[0].files.at[0].name, "mail.eml");
    desk_close(&d);
}

/* ---- every hostile mail ends as exactly one thing ---- */

static enum err balance(struct turn *t, void *with)
{
    struct mail_balance *b = with;
    return mail_balance_of(t, b->mailbox, 1, INT64_MAX, b);
}

static size_t hand_in_folder(struct desk *d, const char *folder, const char *ending)
{
    enum { AT_ONCE = 64 };
    struct arena *a = arena_open();
    struct str_list names = hostile_names(a, folder, ending);
    for (size_t i = 0; i < names.n; i++) {
        struct arena *own = arena_open();
        str raw = hostile_file(own, str_z(own, names.at[i]));
        arrive(d, str_cut(raw, MAIL_BYTES));
        if (i % AT_ONCE == AT_ONCE - 1) reaction_settle(d->house);
        arena_close(own);
    }
    reaction_settle(d->house);
    size_t n = names.n;
    arena_close(a);
    return n;
}

TEST(every_hostile_mail_ends_as_exactly_one_of_four_things)
{
    static const char *const folders[] = { "email", "generated/email", "generated/autoreply", "bounces" };
    struct desk d = desk_open();
    size_t n = 0;
    (void)t;
    for (size_t i = 0; i < COUNT_OF(folders); i++) n += hand_in_folder(&d, folders[i], ".eml");
    struct mail_balance b = { .mailbox = d.box.id };
    check_ok(turn_read(d.house, actor_system(), balance, &b, NULL, d.arena));
    printf("# of %zu mails %lld opened a conversation, %lld joined one, %lld are quarantined, %lld suppressed, %lld "
           "wait\n",
           n, (long long)b.conversation, (long long)b.attached, (long long)b.quarantined, (long long)b.suppressed,
           (long long)b.waiting);
    check(n > 500 && b.seen == (int64_t)n && b.waiting == 0);
    check(b.conversation + b.attached + b.quarantined + b.suppressed == (int64_t)n);
    desk_close(&d);
}
