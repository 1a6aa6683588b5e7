/* How answers leave by e-mail, from the mail that came to the letter that a mail server is given. */
#include "conversation/delivery.h"

#include "business/business.h"
#include "channel/email/ledger.h"
#include "conversation/attachment.h"
#include "conversation/delivery_send.h"
#include "conversation/mail_desk_test.h"
#include "spine/house.h"
#include "spine/sample.h"
#include "staff/staff.h"
#include "test/house.h"
#include "test/test.h"

#include <unistd.h>

TEST(an_answer_leaves_with_marks_by_which_the_next_mail_comes_back)
{
    struct desk *d = desk_open();
    struct reply_keys keys;
    str marked = { 0 };
    int times = 0;
    (void)t;
    struct ledger_mail first = desk_ann_writes(d);
    id said = desk_answers(d, first.conversation, "A new one leaves today.");
    check(desk_delivery(d, said).state == DELIVERY_QUEUED && sink_count(&d->sink) == 0);
    reaction_settle(d->house);
    struct delivery done = desk_delivery(d, said);
    check(done.state == DELIVERY_SENT && done.sent_at && done.due == 0 && done.tries == 0);
    check_str(done.words, "queued as 4711");
    check_int(sink_count(&d->sink), 1);
    str letter = sink_letter(&d->sink, 0);
    mailbox_reply_keys(d->house, &keys);
    check(reply_address_make(d->arena, &keys, d->box.address, first.conversation, &marked));
    check_field(d, letter, "From", "The Desk <support@desk.example>");
    check_field(d, letter, "To", "Ann <ann@example.org>");
    check(str_find(letter_field(d, letter, "Reply-To", &times), marked) >= 0 && times == 1);
    check_field(d, letter, "Subject", "Re: My bowl");
    check_field(d, letter, "In-Reply-To", "<one@example.org>");
    check_field(d, letter, "References", "<one@example.org>");
    check_int(reply_id_check(&keys, letter_field(d, letter, "Message-ID", &times)), said);
    check(str_find(letter, STR("A new one leaves today.")) > 0);
    check(str_find(letter, STR("Kim, at your service")) > 0);
    check(str_find(letter, STR("Ann wrote on ")) > 0 && str_find(letter, STR("> It broke.")) > 0);
    str head = str_format(d->arena, "Subject: Re: My bowl\r\nDelivered-To: %.*s\r\nMessage-ID: <two@example.org>\r\n",
                          STR_ARG(marked));
    struct ledger_mail back = desk_arrives(d, desk_mail(d, "Ann <ann@example.org>", desk_z(d, head), "Thank you!"));
    check(back.state == MAIL_ATTACHED);
    check_int(back.conversation, first.conversation);
    desk_answers(d, first.conversation, "You are welcome.");
    reaction_settle(d->house);
    letter = sink_letter(&d->sink, 1);
    check_field(d, letter, "Subject", "Re: My bowl");
    check_field(d, letter, "In-Reply-To", "<two@example.org>");
    str refs = letter_field(d, letter, "References", &times);
    check(str_starts(refs, STR("<one@example.org>")) && str_ends(refs, STR("<two@example.org>")));
    check(str_find(refs, done.message_id) > 0);
    check(str_find(letter, STR("> Thank you!")) > 0);
    desk_close(d);
}

TEST(a_day_without_a_mail_server_and_all_of_it_leaves_once_and_in_order)
{
    enum { ANSWERS = 4, HOURS = 24 };
    struct desk *d = desk_open();
    id said[ANSWERS];
    (void)t;
    struct ledger_mail first = desk_ann_writes(d);
    sink_does(&d->sink, SINK_IS_AWAY);
    for (int i = 0; i < ANSWERS; i++) {
        said[i] = desk_answers(d, first.conversation, desk_z(d, str_format(d->arena, "Answer number %d.", i)));
        reaction_settle(d->house);
    }
    check(desk_delivery(d, said[0]).state == DELIVERY_QUEUED && desk_delivery(d, said[0]).tries == 1);
    for (int i = 0; i < 2 * HOURS; i++) desk_later(d, HOUR / 2);
    check_int(sink_count(&d->sink), 0);
    check(desk_delivery(d, said[0]).state == DELIVERY_QUEUED && desk_delivery(d, said[0]).tries > 10);
    sink_does(&d->sink, SINK_TAKES);
    for (int i = 0; i < 4; i++) desk_later(d, HOUR / 2);
    check_int(sink_count(&d->sink), ANSWERS);
    for (int i = 0; i < ANSWERS; i++) {
        check(desk_delivery(d, said[i]).state == DELIVERY_SENT);
        str want = str_format(d->arena, "Answer number %d.", i);
        check(str_find(sink_letter(&d->sink, (size_t)i), want) > 0);
    }
    desk_close(d);
}

TEST(five_days_of_later_are_enough)
{
    struct desk *d = desk_open();
    (void)t;
    struct ledger_mail first = desk_ann_writes(d);
    sink_does(&d->sink, SINK_SAYS_LATER);
    id said = desk_answers(d, first.conversation, "Hello");
    reaction_settle(d->house);
    for (int i = 0; i < 4 * 24; i++) desk_later(d, HOUR);
    check(desk_delivery(d, said).state == DELIVERY_QUEUED);
    for (int i = 0; i < 2 * 24; i++) desk_later(d, HOUR);
    struct delivery it = desk_delivery(d, said);
    check(it.state == DELIVERY_FAILED && it.due == 0);
    check(str_starts(it.words, STR("given up after five days")) && str_find(it.words, STR("greylisted")) > 0);
    desk_close(d);
}

static enum err once_more(struct turn *t, void *with)
{
    return delivery_again(t, *(const id *)with);
}

TEST(what_is_refused_for_good_fails_with_the_servers_words_and_a_person_sends_it_again)
{
    struct desk *d = desk_open();
    (void)t;
    struct ledger_mail first = desk_ann_writes(d);
    sink_does(&d->sink, SINK_REFUSES);
    id said = desk_answers(d, first.conversation, "Hello");
    reaction_settle(d->house);
    struct delivery it = desk_delivery(d, said);
    check(it.state == DELIVERY_FAILED && it.due == 0);
    check(str_find(it.words, STR("5.1.1 no such person")) >= 0);
    sink_does(&d->sink, SINK_TAKES);
    desk_later(d, HOUR);
    check_int(sink_count(&d->sink), 0);
    check_ok(turn_write(d->house, actor_system(), once_more, &said, NULL, d->arena));
    reaction_settle(d->house);
    check(desk_delivery(d, said).state == DELIVERY_SENT);
    check_int(sink_count(&d->sink), 1);
    check_err(turn_write(d->house, actor_system(), once_more, &said, NULL, d->arena), CONFLICT);
    desk_close(d);
}

static enum err look_watch(struct turn *t, void *with)
{
    struct mailbox_watch *w = with;
    struct mailbox_watch_list all = { 0 };
    TRY(mailbox_watches(t, w->mailbox, &all));
    for (size_t i = 0; i < all.n; i++)
        if (str_is(all.at[i].folder, STR("smtp"))) *w = all.at[i];
    return OK;
}

static struct mailbox_watch watch_of(struct desk *d)
{
    struct mailbox_watch w = { .mailbox = d->box.id };
    check_ok(turn_read(d->house, actor_system(), look_watch, &w, NULL, d->arena));
    return w;
}

TEST(an_account_that_is_refused_is_an_alarm_until_it_works_again)
{
    struct desk *d = desk_open();
    (void)t;
    struct ledger_mail first = desk_ann_writes(d);
    sink_does(&d->sink, SINK_KNOWS_US_NOT);
    id said = desk_answers(d, first.conversation, "Hello");
    reaction_settle(d->house);
    struct delivery it = desk_delivery(d, said);
    check(it.state == DELIVERY_QUEUED && it.tries == 0);
    check_int(it.due, clock_now(&d->house->clock) + 5 * MINUTE);
    struct mailbox_watch w = watch_of(d);
    check(w.failing_since && w.failures == 1 && str_find(w.failure, STR("password was refused")) >= 0);
    check(str_find(w.failure, STR("secret")) < 0);
    desk_later(d, 5 * MINUTE);
    check(watch_of(d).failures == 2 && watch_of(d).failing_since == w.failing_since);
    sink_does(&d->sink, SINK_TAKES);
    desk_later(d, 5 * MINUTE);
    check(desk_delivery(d, said).state == DELIVERY_SENT);
    check(watch_of(d).failing_since == 0 && watch_of(d).failures == 0);
    desk_close(d);
}

/* ---- killed between the server's yes and our commit: the row still says that it waits ---- */

static enum err forget_that_it_went(struct turn *t, void *with)
{
    struct delivery d = { .message = *(const id *)with };
    TRY(delivery_find(t, d.message, &d));
    d.state = DELIVERY_QUEUED;
    d.due = t->now;
    d.sent_at = 0;
    return delivery_keep(t, &d);
}

TEST(a_second_copy_is_the_same_letter)
{
    struct desk *d = desk_open();
    (void)t;
    struct ledger_mail first = desk_ann_writes(d);
    id said = desk_answers(d, first.conversation, "Hello");
    reaction_settle(d->house);
    str ours = desk_delivery(d, said).message_id;
    str head = str_format(d->arena, "Subject: x\r\nMessage-ID: <two@example.org>\r\nIn-Reply-To: <%.*s>\r\n",
                          STR_ARG(ours));
    check_int(desk_arrives(d, desk_mail(d, "Ann <ann@example.org>", desk_z(d, head), "And?")).conversation,
              first.conversation);
    check_ok(turn_write(d->house, actor_system(), forget_that_it_went, &said, NULL, d->arena));
    desk_later(d, MINUTE);
    check_int(sink_count(&d->sink), 2);
    check_str(sink_letter(&d->sink, 1), desk_z(d, sink_letter(&d->sink, 0)));
    desk_close(d);
}

static enum err take_it(struct turn *t, void *with)
{
    bool taken = false;
    TRY(delivery_take(t, *(const id *)with, &taken));
    check(taken);
    return OK;
}

TEST(what_a_killed_program_was_sending_leaves_when_it_starts_again)
{
    struct desk *d = desk_open();
    (void)t;
    struct ledger_mail first = desk_ann_writes(d);
    sink_does(&d->sink, SINK_IS_AWAY);
    id said = desk_answers(d, first.conversation, "Hello");
    reaction_settle(d->house);
    sink_does(&d->sink, SINK_TAKES);
    clock_set(&d->house->clock, clock_now(&d->house->clock) + HOUR);
    check_ok(turn_write(d->house, actor_system(), take_it, &said, NULL, d->arena));
    check_ok(turn_write(d->house, actor_system(), delivery_let_go, NULL, NULL, d->arena));
    desk_later(d, MINUTE);
    check_int(sink_count(&d->sink), 0); /* ours to send, and we are there */
    d->house->started_at = clock_now(&d->house->clock);
    check_ok(turn_write(d->house, actor_system(), delivery_let_go, NULL, NULL, d->arena));
    desk_later(d, MINUTE);
    check_int(sink_count(&d->sink), 1);
    check_int(desk_delivery(d, said).state, DELIVERY_SENT);
    desk_close(d);
}

static enum err say_with_file(struct turn *t, void *with)
{
    struct answering *it = with;
    struct stowed stowed = { 0 };
    struct file f = { 0 };
    struct id_list files = { 0 };
    TRY(desk_say(t, it));
    TRY(file_stow(t, STR("\x89PNG\r\n\x1a\nbowl"), STR("bowl.png"), &stowed));
    TRY(file_keep_stowed(t, &stowed, &f));
    *LIST_ADD(t->arena, &files) = f.id;
    return attachment_hang(t, &it->m, &files);
}

TEST(formatting_and_files_travel_with_it)
{
    struct desk *d = desk_open();
    (void)t;
    struct ledger_mail first = desk_ann_writes(d);
    struct answering it = {
        .desk = d, .what = { .conversation = first.conversation, .html = STR("<p>It is <strong>here</strong>.</p>") }
    };
    check_ok(turn_write(d->house, actor_system(), say_with_file, &it, NULL, d->arena));
    reaction_settle(d->house);
    check(desk_delivery(d, it.m.id).state == DELIVERY_SENT);
    str letter = sink_letter(&d->sink, 0);
    check(str_find(letter, STR("It is here.")) > 0 && str_find(letter, STR("<strong>here</strong>")) > 0);
    check(str_find(letter, STR("multipart/mixed")) > 0 && str_find(letter, STR("bowl.png")) > 0);
    check(str_find(letter, STR("iVBORw0KGgpib3ds")) > 0);
    desk_close(d);
}

TEST(several_letters_leave_on_one_connection)
{
    struct desk *d = desk_open();
    (void)t;
    struct ledger_mail first = desk_ann_writes(d);
    struct ledger_mail other = desk_arrives(d, desk_mail(d, "Bo <bo@example.net>", "Subject: Hi\r\n", "Hello"));
    sink_does(&d->sink, SINK_IS_AWAY);
    for (int i = 0; i < 3; i++) {
        desk_answers(d, first.conversation, "To Ann");
        desk_answers(d, other.conversation, "To Bo");
    }
    reaction_settle(d->house);
    sink_does(&d->sink, SINK_TAKES);
    int before = d->sink.connections;
    desk_later(d, 5 * MINUTE);
    check_int(sink_count(&d->sink), 6);
    check_int(d->sink.connections - before, 1);
    desk_close(d);
}

TEST(many_letters_to_one_domain_do_not_hold_up_the_others)
{
    enum { MANY = DELIVERY_DOMAIN_AT_ONCE + 5 };
    struct desk *d = desk_open();
    (void)t;
    sink_does(&d->sink, SINK_IS_AWAY);
    for (int i = 0; i <= MANY; i++) {
        str from = str_format(d->arena, i < MANY ? "c%d@example.org" : "bo%d@example.net", i);
        desk_answers(d, desk_arrives(d, desk_mail(d, desk_z(d, from), "Subject: Hi\r\n", "Hello")).conversation,
                     "Hello");
    }
    reaction_settle(d->house);
    sink_does(&d->sink, SINK_TAKES);
    desk_later(d, 5 * MINUTE);
    check_int(sink_count(&d->sink), MANY + 1);
    check(str_find(letter_head(sink_letter(&d->sink, DELIVERY_DOMAIN_AT_ONCE)), STR("@example.net")) > 0);
    desk_close(d);
}

TEST(who_has_to_stop_leaves_the_rest_for_the_next_start)
{
    struct desk *d = desk_open();
    int pipes[2];
    (void)t;
    struct ledger_mail first = desk_ann_writes(d);
    check(pipe(pipes) == 0 && write(pipes[1], "x", 1) == 1);
    d->house->stop = pipes[0];
    id said = desk_answers(d, first.conversation, "Hello");
    reaction_settle(d->house);
    check(desk_delivery(d, said).state == DELIVERY_QUEUED && desk_delivery(d, said).tries == 0);
    check(watch_of(d).failing_since == 0);
    check_int(sink_count(&d->sink), 0);
    d->house->stop = 0;
    desk_later(d, MINUTE);
    check(desk_delivery(d, said).state == DELIVERY_SENT);
    close(pipes[0]);
    close(pipes[1]);
    desk_close(d);
}

TEST(a_letter_broken_off_by_our_own_stop_has_not_been_tried_in_vain)
{
    struct desk *d = desk_open();
    int pipes[2];
    (void)t;
    struct ledger_mail first = desk_ann_writes(d);
    check(pipe(pipes) == 0);
    d->house->stop = pipes[0];
    d->sink.bell = pipes[1];
    sink_does(&d->sink, SINK_STALLS);
    id said = desk_answers(d, first.conversation, "Hello");
    reaction_settle(d->house);
    check(desk_delivery(d, said).state == DELIVERY_QUEUED && desk_delivery(d, said).tries == 0);
    check_str(desk_delivery(d, said).words, "");
    check(watch_of(d).failing_since == 0);
    d->house->stop = 0;
    sink_does(&d->sink, SINK_TAKES);
    desk_later(d, 0);
    check(desk_delivery(d, said).state == DELIVERY_SENT);
    close(pipes[0]);
    close(pipes[1]);
    desk_close(d);
}

static enum err speak_spanish(struct turn *t, void *with)
{
    const str es = STR("es");
    (void)with;
    return business_change(t, &(struct business_change){ .language = &es });
}

TEST(what_is_quoted_is_introduced_in_their_language)
{
    struct desk *d = desk_open();
    (void)t;
    check_ok(turn_write(d->house, actor_system(), speak_spanish, NULL, NULL, d->arena));
    desk_answers(d, desk_ann_writes(d).conversation, "Hola");
    reaction_settle(d->house);
    check(str_find(sink_letter(&d->sink, 0), STR(", Ann escribi")) > 0);
    desk_close(d);
}

static enum err look(struct turn *t, void *with)
{
    struct delivery *it = with;
    return delivery_find(t, it->message, it);
}

static enum err forget(struct turn *t, void *with)
{
    struct leaving l = { 0 };
    *LIST_ADD(t->arena, &l.conversations) = *(const id *)with;
    return delivery_forget(t, &l);
}

TEST(what_is_erased_does_not_leave_any_more)
{
    struct desk *d = desk_open();
    struct delivery it = { 0 };
    (void)t;
    struct ledger_mail first = desk_ann_writes(d);
    it.message = desk_answers(d, first.conversation, "Hello");
    check_ok(turn_write(d->house, actor_system(), forget, &first.conversation, NULL, d->arena));
    reaction_settle(d->house);
    desk_later(d, HOUR);
    check_int(sink_count(&d->sink), 0);
    check_err(turn_read(d->house, actor_system(), look, &it, NULL, d->arena), NOT_FOUND);
    desk_close(d);
}

static enum err drop_server(struct turn *t, void *with)
{
    struct mailbox *box = with;
    struct mailbox to = *box;
    to.smtp_host = to.smtp_secret = to.imap_secret = (str){ 0 };
    return mailbox_keep(t, &to, box);
}

TEST(without_a_server_to_send_by_it_fails_at_once_and_says_so)
{
    struct desk *d = desk_open();
    (void)t;
    struct ledger_mail first = desk_ann_writes(d);
    check_ok(turn_write(d->house, actor_system(), drop_server, &d->box, NULL, d->arena));
    struct delivery it = desk_delivery(d, desk_answers(d, first.conversation, "Hello"));
    check(it.state == DELIVERY_FAILED && it.due == 0);
    check_str(it.words, "this mailbox has no server to send by");
    desk_close(d);
}

TEST(what_came_back_for_good_is_marked_as_bounced)
{
    struct desk *d = desk_open();
    (void)t;
    struct ledger_mail first = desk_ann_writes(d);
    id said = desk_answers(d, first.conversation, "Hello");
    reaction_settle(d->house);
    str ours = desk_delivery(d, said).message_id;
    str body = str_format(
        d->arena,
        "--x\r\nContent-Type: text/plain\r\n\r\nIt did not arrive.\r\n--x\r\nContent-Type: message/delivery-status"
        "\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\nFinal-Recipient: rfc822; ann@example.org\r\n"
        "Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 gone for good\r\n\r\n--x\r\n"
        "Content-Type: message/rfc822\r\n\r\nMessage-ID: <%.*s>\r\n\r\nHi\r\n--x--",
        STR_ARG(ours));
    desk_arrives(d, desk_mail(d, "MAILER-DAEMON@example.org",
                              "Subject: Undelivered\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; "
                              "report-type=delivery-status; boundary=x\r\n",
                              desk_z(d, body)));
    struct delivery it = desk_delivery(d, said);
    check(it.state == DELIVERY_BOUNCED && str_find(it.words, STR("gone for good")) >= 0);
    desk_close(d);
}

TEST(what_strangers_write_never_becomes_a_field_of_ours)
{
    static const struct {
        const char *from, *subject;
    } evil[] = {
        { "Ann <ann@example.org>", "My bowl" },
        { "=?utf-8?Q?Ann=0D=0ABcc:_eve@example.net?= <ann2@example.org>",
          "=?utf-8?Q?Hi=0D=0ABcc:_eve@example.net=0D=0A=0D=0Abody?=" },
        { "=?utf-8?B?QW5uDQpYLUV2aWw6IDE=?= <ann3@example.org>", "=?utf-8?Q?a=E2=80=A8X-Evil:_1=00=0A_b?=" },
        { "\"Ann\\\" <eve@example.net>, \\\"x\" <ann4@example.org>", "Re: Re:\tRe: \\r\\nX-Evil: 1" },
    };
    struct desk *d = desk_open();
    int template = 0, times = 0;
    (void)t;
    for (size_t i = 0; i < COUNT_OF(evil); i++) {
        str head = str_format(d->arena, "Subject: %s\r\nMessage-ID: <m%zu@example.org>\r\n", evil[i].subject, i);
        struct ledger_mail m = desk_arrives(d, desk_mail(d, evil[i].from, desk_z(d, head), "Hello"));
        check(m.state == MAIL_CONVERSATION);
        desk_answers(d, m.conversation, "Hello\r\n.\r\nMAIL FROM:<eve@example.net>");
        reaction_settle(d->house);
        check_int(sink_count(&d->sink), i + 1);
        str letter = sink_letter(&d->sink, i);
        if (i == 0) template = letter_fields(letter);
        check_int(letter_fields(letter), template);
        letter_field(d, letter, "Bcc", &times);
        check_int(times, 0);
        letter_field(d, letter, "X-Evil", &times);
        check_int(times, 0);
    }
    check(template > 8);
    desk_close(d);
}
