#include <stdio.h>

#include "channel/email/bounce.h"
#include "channel/email/parse.h"
#include "test/hostile.h"

static struct bounce of(struct arena *a, str raw)
{
    struct mail m;
    struct bounce b;
    mail_parse(a, raw, &m);
    bounce_read(a, &m, &b);
    return b;
}

PURE(a_delivery_report_is_read)
{
    struct arena *a = arena_open();
    struct bounce b = of(a, STR("From: MAILER-DAEMON@mx.b.org\nSubject: Undelivered Mail Returned to "
                                "Sender\nContent-Type: multipart/report; report-type=delivery-status; boundary=q\n\n"
                                "--q\n\nSorry.\n--q\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; "
                                "mx.b.org\n\nFinal-Recipient: rfc822; Ann@b.org\nAction: failed\n"
                                "Status: 5.2.2\nDiagnostic-Code: smtp; 552 5.2.2 mailbox\n full\n\n--q\nContent-Type: "
                                "text/rfc822-headers\n\nMessage-ID: <one@desk.test>\nSubject: x\n--q--\n"));
    check_int(b.kind, PERMANENT);
    check_int(b.reason, MAILBOX_FULL);
    check_str(b.status, "5.2.2");
    check_str(b.message_id, "one@desk.test");
    check_int(b.recipients.n, 1);
    check_str(b.recipients.at[0].email, "ann@b.org");
    check_str(b.words, "552 5.2.2 mailbox full");
    arena_close(a);
}

PURE(a_notice_without_a_report_is_read)
{
    struct arena *a = arena_open();
    struct bounce b = of(
        a, STR("From: MAILER-DAEMON@mx.b.org\nReturn-Path: <>\nTo: support@desk.test\nSubject: failure notice\n\nHi. "
               "This is the qmail-send program.\n"
               "I wasn't able to deliver your message.\n\n<ann@b.org>:\nSorry, no mailbox here by that name. "
               "(#5.1.1)\n\n--- Below this line is a copy of the message.\n\n"
               "Return-Path: <support@desk.test>\nMessage-ID: <two@desk.test>\nTo: ann@b.org\n\nHello\n"));
    check_int(b.kind, PERMANENT);
    check_int(b.reason, NO_SUCH_MAILBOX);
    check_str(b.message_id, "two@desk.test");
    check_str(b.recipients.at[0].email, "ann@b.org");
    b = of(a, STR("From: MAILER-DAEMON@mx.b.org\nSubject: Warning: could not send message for past 4 hours\n\nThis is "
                  "a warning message only. You do not need to resend.\n"
                  "<ann@b.org>... Deferred: Connection timed out (4.4.1)\n"));
    check_int(b.kind, TEMPORARY);
    check_int(b.reason, NOT_IN_TIME);
    arena_close(a);
}

/* What a server said, and what it means: the words decide before a status that says little, and addresses say nothing.
 */
PURE(reasons_are_what_the_words_mean)
{
    static const struct {
        const char *said;
        enum bounce_reason reason;
    } cases[] = {
        { "550 5.2.1 <filtered@b.org>... User Unknown", NO_SUCH_MAILBOX },
        { "550 5.4.1 <ann@b.org>: Recipient address rejected: Access denied", NO_SUCH_MAILBOX },
        { "450 4.7.1 <spam-filter@b.org>: Recipient address rejected: User unknown", NO_SUCH_MAILBOX },
        { "550 Mailbox is frozen. See https://b.org/errors/3/", MAILBOX_DISABLED },
        { "550 The account or domain may not exist, they may be blacklisted", NO_SUCH_HOST },
        { "550 Unroutable sender address", REFUSED },
        { "550 5.2.0 From: Domain is invalid. Please provide a valid From:", REFUSED },
        { "554 You've reached your daily relay quota", REFUSED },
        { "554 Blocked - see https://b.org/dnsbl-lookup.cgi?ip=192.0.2.1", REFUSED },
        { "550 5.1.0 the domain is listed in Spamhaus", REFUSED },
        { "550 5.7.1 suspicious due to the very low reputation of the sender, to protect our users from spam",
          REFUSED },
        { "550 5.2.1 The user is receiving mail at a rate that prevents more messages", REFUSED },
        { "421 4.7.0 temporarily deferred due to unexpected volume or user complaints", REFUSED },
        { "550 Protocol violation", REFUSED },
        { "550 Virus Detected; Content Rejected", BAD_CONTENT },
        { "500 Line limit exceeded", TOO_BIG },
        { "450 4.4.2 lost connection with mx.b.org while performing the HELO handshake", NOT_IN_TIME },
        { "451 4.3.0 Error: queue file write error", THEIR_TROUBLE },
        { "552 5.2.0 procmail: Lock failure on mailbox.lock", THEIR_TROUBLE },
        { "550 5.7.1 This message looks like spam", SPAM_LIKE },
        { "552 5.2.2 mailbox full", MAILBOX_FULL },
    };
    struct arena *a = arena_open();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct bounce b = of(a, str_format(a,
                                           "From: MAILER-DAEMON@mx.b.org\nSubject: Undelivered Mail\nContent-Type: "
                                           "multipart/report; boundary=q\n\n--q\n\nSorry.\n--q\nContent-Type: "
                                           "message/delivery-status\n\nFinal-Recipient: rfc822; ann@b.org\nAction: "
                                           "failed\nDiagnostic-Code: smtp; %s\n--q--\n",
                                           cases[i].said));
        if (b.reason != cases[i].reason) printf("# %s: %s\n", cases[i].said, bounce_reason_words[b.reason]);
        check_int(b.reason, cases[i].reason);
    }
    arena_close(a);
}

/* UTF-16 read a second time would be something else. */
PURE(what_a_notice_says_is_decoded_once)
{
    struct arena *a = arena_open();
    struct text raw = { .arena = a };
    text_addz(&raw, "From: MAILER-DAEMON@mx.b.org\nSubject: Undelivered mail\nContent-Type: text/plain; "
                    "charset=utf-16le\n\n");
    for (const char *c = "Delivery failed.\n<ann@b.org>: 550 5.1.1 user unknown\n"; *c; c++) {
        text_addc(&raw, *c);
        text_addc(&raw, 0);
    }
    struct bounce b = of(a, text_str(&raw));
    check_int(b.kind, PERMANENT);
    check_int(b.reason, NO_SUCH_MAILBOX);
    check_str(b.status, "5.1.1");
    arena_close(a);
}

PURE(people_and_their_answers_are_no_bounces)
{
    static const char *const mails[] = {
        "From: ann@b.org\nSubject: My parcel could not be delivered\n\nThe driver was not able to deliver it, error "
        "550?",
        "From: ann@b.org\nSubject: Fwd: Undelivered Mail Returned to Sender\n\nWhat is this? 550 5.1.1 user unknown, "
        "delivery failed",
        "From: ann@b.org\nSubject: Away\nAuto-Submitted: auto-replied\nReturn-Path: <>\n\nI am away, mail may be "
        "delivered late. An error? Call 555.",
        "From: ann@b.org\nSubject: order 550\n\nhello",
        "From: ann@b.org\nSubject: Delivery problem\n\nMy order of 450 euro failed to arrive.",
        "From: ann@b.org\nSubject: Delivery problem\n\nOrder 450 has failed to arrive.",
        "From: noreply@shop.example\nSubject: Delivery problem with your order\n\nThe payment of 450 euro failed.",
        "From: noreply@shop.example\nSubject: Delivery problem\n\nOrder 450 for ann@b.org failed.",
        "From: ann@b.org\nSubject: Delivery problem\n\nThe update 4.2.1 failed.",
    };
    struct arena *a = arena_open();
    for (size_t i = 0; i < COUNT_OF(mails); i++) {
        struct bounce b = of(a, str_of(mails[i]));
        if (b.kind != NO_BOUNCE) printf("# %s\n", mails[i]);
        check_int(b.kind, NO_BOUNCE);
    }
    arena_close(a);
}

struct tally {
    size_t mails, bounces, reasons, recipients, ids;
};

static struct tally count_folder(const char *folder, bool silent)
{
    struct arena *a = arena_open(), *each = arena_open();
    struct str_list names = hostile_names(a, folder, ".eml");
    struct tally n = { 0 };
    for (size_t i = 0; i < names.n; i++) {
        if (str_find(names.at[i], STR("/rfc3834-")) >= 0) continue; /* vacation notes: machine.h */
        struct bounce b = of(each, hostile_file(each, str_z(each, names.at[i])));
        n.mails++;
        n.bounces += b.kind != NO_BOUNCE;
        n.reasons += b.kind != NO_BOUNCE && b.reason != REASON_UNKNOWN;
        n.recipients += b.kind != NO_BOUNCE && b.recipients.n > 0;
        n.ids += b.kind != NO_BOUNCE && b.message_id.n > 0;
        if (!silent && (b.kind == NO_BOUNCE || b.reason == REASON_UNKNOWN))
            printf("# %.*s: %s %s\n", STR_ARG(names.at[i]), bounce_kind_words[b.kind], bounce_reason_words[b.reason]);
        arena_reset(each);
    }
    arena_close(each);
    arena_close(a);
    return n;
}

PURE(the_set_of_bounces_is_recognised_with_its_reasons)
{
    static const char *const folders[] = { "bsd", "dos", "mac", "err" };
    struct tally all = { 0 };
    for (size_t i = 0; i < COUNT_OF(folders); i++) {
        struct arena *a = arena_open();
        str folder = str_format(a, "bounces/sisimai/maildir/%s", folders[i]);
        struct tally n = count_folder(str_z(a, folder), false);
        printf("# %s: %zu of %zu recognised, %zu with a reason, %zu with an address, %zu with a Message-ID\n",
               folders[i], n.bounces, n.mails, n.reasons, n.recipients, n.ids);
        all.mails += n.mails;
        all.bounces += n.bounces;
        all.reasons += n.reasons;
        arena_close(a);
    }
    struct tally none = count_folder("bounces/sisimai/maildir/not", true);
    printf("# recognised %.1f %%, with a reason %.1f %%; %zu of %zu others misread\n",
           100.0 * (double)all.bounces / (double)all.mails, 100.0 * (double)all.reasons / (double)all.mails,
           none.bounces, none.mails);
    check(all.reasons * 100 >= all.mails * 97);
    check_int(none.bounces, 0);
}

PURE(no_other_mail_of_the_sets_is_a_bounce)
{
    struct arena *a = arena_open();
    struct str_list names = hostile_names(a, "generated/autoreply", ".eml");
    for (size_t i = 0; i < names.n; i++) {
        struct bounce b = of(a, hostile_file(a, str_z(a, names.at[i])));
        check_int(b.kind != NO_BOUNCE, str_find(names.at[i], STR("-dsn-")) >= 0);
    }
    arena_close(a);
}
