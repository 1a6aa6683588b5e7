/* Who an answer goes to, from what was asked for to what a mail server was told. */
#include "conversation/envelope.h"

#include "conversation/mail_desk_test.h"
#include "spine/house.h"
#include "test/test.h"

static struct str_list list_of(struct desk *d, const char *words)
{
    struct str_list out = { 0 };
    for (str rest = str_of(words); rest.n;) *LIST_ADD(d->arena, &out) = str_split(&rest, ' ');
    return out;
}

static struct answering to_all(struct desk *d, id conversation, const char *cc, const char *bcc)
{
    return (struct answering){ .desk = d,
                               .what = { .conversation = conversation,
                                         .body = STR("For all of you."),
                                         .cc = list_of(d, cc),
                                         .bcc = list_of(d, bcc) } };
}

static id says(struct desk *d, struct answering it)
{
    check_ok(turn_write(d->house, actor_system(), desk_say, &it, NULL, d->arena));
    reaction_settle(d->house);
    return it.m.id;
}

TEST(cc_is_told_to_everybody_and_bcc_to_nobody)
{
    struct desk *d = desk_open();
    int times = 0;
    (void)t;
    struct ledger_mail first = desk_ann_writes(d);
    id said = says(d, to_all(d, first.conversation, "Bo@Example.NET cy@example.net bo@example.net ann@example.org",
                             "dee@example.com cy@example.net"));
    str letter = sink_letter(&d->sink, 0);
    check_field(d, letter, "To", "Ann <ann@example.org>");
    check_field(d, letter, "Cc", "bo@example.net, cy@example.net");
    letter_field(d, letter, "Bcc", &times);
    check_int(times, 0);
    check(str_find(letter, STR("dee@")) < 0);
    check_str(sink_envelope(&d->sink, 0), " ann@example.org bo@example.net cy@example.net dee@example.com");
    struct delivery it = desk_delivery(d, said);
    check_int(it.copies.n, 3);
    for (size_t i = 0; i < it.copies.n; i++) check(it.copies.at[i].state == COPY_SENT);
    check(!it.copies.at[0].hidden && it.copies.at[2].hidden);
    says(d, to_all(d, first.conversation, "", "")); /* without cc: to the customer alone, whoever was there before */
    check_str(sink_envelope(&d->sink, 1), " ann@example.org");
    desk_close(d);
}

TEST(what_is_no_address_is_refused_by_its_field)
{
    static const struct {
        const char *cc, *bcc, *field, *words;
    } bad[] = {
        { "bo", "", "cc", "\"bo\" is none" },
        { "bo@example.net\r\nBcc:eve@example.net", "", "cc", "is none" },
        { "", "bo@example.net\nX-Evil:1", "bcc", "is none" },
        { "\"a\"<bo@example.net>", "", "cc", "is none" },
        { "bo@example.net,eve@example.net", "", "cc", "is none" },
        { "", "support+x@desk.example", "bcc", "mailbox of ours" },
        { "support@desk.example", "", "cc", "mailbox of ours" },
    };
    struct desk *d = desk_open();
    struct text many = { .arena = d->arena };
    (void)t;
    struct ledger_mail first = desk_ann_writes(d);
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct why w = { 0 };
        struct answering it = to_all(d, first.conversation, bad[i].cc, bad[i].bcc);
        check_err(turn_write(d->house, actor_system(), desk_say, &it, &w, d->arena), INVALID);
        check_str(w.field, bad[i].field);
        check(str_find(w.words, str_of(bad[i].words)) >= 0);
        check(str_find(w.words, STR("\n")) < 0);
    }
    for (int i = 0; i < 1000; i++) text_addf(&many, "%sc%d@example.net", i ? " " : "", i);
    struct answering it = to_all(d, first.conversation, desk_z(d, text_str(&many)), "");
    struct why w = { 0 };
    check_err(turn_write(d->house, actor_system(), desk_say, &it, &w, d->arena), INVALID);
    check_str(w.field, "cc");
    check_str(w.words, "must be at most 20 addresses");
    reaction_settle(d->house);
    check_int(sink_count(&d->sink), 0);
    desk_close(d);
}

TEST(an_answer_goes_to_an_address_of_its_customer_only)
{
    struct desk *d = desk_open();
    struct why w = { 0 };
    (void)t;
    struct answering it = to_all(d, desk_ann_writes(d).conversation, "", "");
    it.what.to = STR("eve@example.net");
    check_err(turn_write(d->house, actor_system(), desk_say, &it, &w, d->arena), INVALID);
    check_str(w.field, "to");
    it.what.to = STR("Ann@Example.org");
    says(d, it);
    check_str(sink_envelope(&d->sink, 0), " ann@example.org");
    it.what.internal = true;
    check_err(turn_write(d->house, actor_system(), desk_say, &it, &w, d->arena), INVALID);
    check_str(w.field, "to");
    desk_close(d);
}

TEST(whoever_a_server_does_not_take_it_for_gets_it_later_and_nobody_twice)
{
    struct desk *d = desk_open();
    (void)t;
    struct ledger_mail first = desk_ann_writes(d);
    sink_does(&d->sink, SINK_PICKS);
    id said = says(d, to_all(d, first.conversation, "busy@example.net nobody@example.net bo@example.net", ""));
    struct delivery it = desk_delivery(d, said);
    check(it.state == DELIVERY_QUEUED && it.sent_at && it.tries == 1);
    check(it.copies.at[0].state == COPY_WAITING && it.copies.at[1].state == COPY_REFUSED);
    check(it.copies.at[2].state == COPY_SENT && str_find(it.copies.at[1].words, STR("no such person")) >= 0);
    check_str(sink_envelope(&d->sink, 0), " ann@example.org bo@example.net");
    sink_does(&d->sink, SINK_TAKES);
    desk_later(d, HOUR);
    check_str(sink_envelope(&d->sink, 1), " busy@example.net");
    check_str(sink_letter(&d->sink, 1), desk_z(d, sink_letter(&d->sink, 0)));
    it = desk_delivery(d, said);
    check(it.state == DELIVERY_SENT && it.due == 0 && it.copies.at[0].state == COPY_SENT);
    desk_later(d, HOUR);
    check_int(sink_count(&d->sink), 2);
    desk_close(d);
}

TEST(five_days_of_later_for_a_copy_end_with_the_customer_having_it)
{
    struct desk *d = desk_open();
    (void)t;
    sink_does(&d->sink, SINK_PICKS);
    id said = says(d, to_all(d, desk_ann_writes(d).conversation, "busy@example.net", ""));
    for (int i = 0; i < 6 * 24; i++) desk_later(d, HOUR);
    struct delivery it = desk_delivery(d, said);
    check(it.state == DELIVERY_SENT && it.due == 0 && it.copies.at[0].state == COPY_REFUSED);
    check_int(sink_count(&d->sink), 1);
    desk_close(d);
}

static enum err once_more(struct turn *t, void *with)
{
    return delivery_again(t, *(const id *)with);
}

TEST(a_customer_who_is_refused_is_not_sent_to_because_others_were)
{
    struct desk *d = desk_open();
    (void)t;
    struct ledger_mail m = desk_arrives(d, desk_mail(d, "nobody@example.org", "Subject: Hi\r\n", "Hello"));
    sink_does(&d->sink, SINK_PICKS);
    id said = says(d, to_all(d, m.conversation, "bo@example.net", ""));
    struct delivery it = desk_delivery(d, said);
    check(it.state == DELIVERY_FAILED && !it.sent_at && it.copies.at[0].state == COPY_SENT);
    check(str_find(it.words, STR("no such person")) >= 0);
    sink_does(&d->sink, SINK_TAKES);
    check_ok(turn_write(d->house, actor_system(), once_more, &said, NULL, d->arena));
    reaction_settle(d->house);
    check_str(sink_envelope(&d->sink, 1), " nobody@example.org");
    check(desk_delivery(d, said).state == DELIVERY_SENT);
    desk_close(d);
}

TEST(a_copy_does_not_wait_for_what_will_not_be_tried_again)
{
    struct desk *d = desk_open();
    (void)t;
    struct ledger_mail m = desk_arrives(d, desk_mail(d, "nobody@example.org", "Subject: Hi\r\n", "Hello"));
    sink_does(&d->sink, SINK_PICKS);
    id said = says(d, to_all(d, m.conversation, "busy@example.net", ""));
    struct delivery it = desk_delivery(d, said);
    check(it.state == DELIVERY_FAILED && it.copies.at[0].state == COPY_REFUSED);
    check(str_find(it.copies.at[0].words, STR("no such person")) >= 0);
    sink_does(&d->sink, SINK_TAKES);
    check_ok(turn_write(d->house, actor_system(), once_more, &said, NULL, d->arena));
    reaction_settle(d->house);
    check_str(sink_envelope(&d->sink, 0), " nobody@example.org busy@example.net");
    it = desk_delivery(d, said);
    check(it.state == DELIVERY_SENT && it.copies.at[0].state == COPY_SENT);
    desk_close(d);
}

struct proposing {
    struct desk *desk;
    id conversation;
    struct envelope_proposed out;
};

static enum err propose(struct turn *t, void *with)
{
    struct proposing *it = with;
    struct conversation c = { 0 };
    struct turn as = *t;
    as.actor = (struct actor){ .kind = STAFF, .role = AGENT, .who = it->desk->kim.id };
    TRY(conversation_find(&as, it->conversation, &c));
    return envelope_propose(&as, &c, &it->out);
}

static struct envelope_proposed proposed(struct desk *d, id conversation)
{
    struct proposing it = { .desk = d, .conversation = conversation };
    check_ok(turn_read(d->house, actor_system(), propose, &it, NULL, d->arena));
    return it.out;
}

TEST(who_else_stood_in_their_mail_is_proposed_and_gets_nothing_by_itself)
{
    struct desk *d = desk_open();
    (void)t;
    struct ledger_mail first = desk_arrives(
        d, STR("From: Ann <ann@example.org>\r\nTo: Desk <support@desk.example>, Ann <ann@example.org>\r\n"
               "Cc: \"Lind, Bo\" <bo@example.net>, cy@example.net, broken, bo@example.net\r\nSubject: "
               "x\r\n\r\nHello\r\n"));
    struct envelope_proposed it = proposed(d, first.conversation);
    check_str(it.to, "ann@example.org");
    check_str(it.name, "Ann");
    check_int(it.others.n, 2);
    check_str(it.others.at[0].email, "bo@example.net");
    check_str(it.others.at[0].name, "Lind, Bo");
    check_str(it.others.at[1].email, "cy@example.net");
    check(!it.others.at[0].known && !it.others.at[1].known);
    check_str(it.signature, "Kim, at your service");
    check_str(it.quote, "Hello");
    check(str_find(it.quote_intro, STR("Ann wrote on ")) >= 0);
    says(d, to_all(d, first.conversation, "cy@example.net", "dee@example.com"));
    it = proposed(d, first.conversation);
    check_int(it.others.n, 2);
    check(str_is(it.others.at[0].email, STR("cy@example.net")) && it.others.at[0].known);
    check(str_is(it.others.at[1].email, STR("bo@example.net")) && !it.others.at[1].known);
    desk_close(d);
}

TEST(a_report_on_a_copy_says_nothing_of_the_customers)
{
    struct desk *d = desk_open();
    (void)t;
    id said = says(d, to_all(d, desk_ann_writes(d).conversation, "bo@example.net", ""));
    str ours = desk_delivery(d, said).message_id;
    str body = str_format(d->arena,
                          "--x\r\nContent-Type: text/plain\r\n\r\nIt did not arrive.\r\n--x\r\nContent-Type: "
                          "message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\r\nFinal-Recipient: "
                          "rfc822; bo@example.net\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 "
                          "5.1.1 gone for good\r\n\r\n--x\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: "
                          "<%.*s>\r\n\r\nHi\r\n--x--",
                          STR_ARG(ours));
    desk_arrives(d, desk_mail(d, "MAILER-DAEMON@example.net",
                              "Subject: Undelivered\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; "
                              "report-type=delivery-status; boundary=x\r\n",
                              desk_z(d, body)));
    struct delivery it = desk_delivery(d, said);
    check(it.state == DELIVERY_SENT && it.copies.at[0].state == COPY_REFUSED);
    check(str_find(it.copies.at[0].words, STR("gone for good")) >= 0);
    desk_close(d);
}

TEST(who_was_in_cc_and_answers_is_never_taken_for_the_customer)
{
    struct desk *d = desk_open();
    (void)t;
    struct ledger_mail first = desk_ann_writes(d);
    id said = says(d, to_all(d, first.conversation, "bo@example.net", ""));
    str ours = desk_delivery(d, said).message_id;
    str head = str_format(d->arena, "Subject: Re: My bowl\r\nIn-Reply-To: <%.*s>\r\n", STR_ARG(ours));
    struct ledger_mail back = desk_arrives(d, desk_mail(d, "Bo <bo@example.net>", desk_z(d, head), "Me too."));
    check(back.state == MAIL_CONVERSATION && back.conversation != first.conversation);
    desk_close(d);
}
