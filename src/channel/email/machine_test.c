#include <stdio.h>

#include "channel/email/machine.h"
#include "channel/email/parse.h"
#include "test/hostile.h"

static str own_addresses[] = { STR_INIT("support@desk.test"), STR_INIT("sales@desk.test") };
static const struct str_list own = { .at = own_addresses, .n = 2, .room = 2 };

static enum machine of(struct arena *a, const char *head)
{
    struct mail m;
    mail_parse(a, str_format(a, "%s\nTo: support@desk.test\n\nhello", head), &m);
    return machine_recognise(a, &m, &own, NULL);
}

PURE(programs_are_told_from_people)
{
    static const struct {
        const char *head;
        enum machine is;
    } cases[] = {
        { "From: a@b.org", A_PERSON },
        { "From: a@b.org\nAuto-Submitted: no", A_PERSON },
        { "From: a@b.org\nAuto-Submitted: auto-replied (vacation)", AUTO_REPLY },
        { "From: a@b.org\nAUTO-SUBMITTED: Auto-Generated", AUTO_GENERATED },
        { "From: a@b.org\nSubject: Out of office chairs, which ones?", A_PERSON },
        { "From: a@b.org\nSubject: Re: Out of office: your order", A_PERSON },
        { "From: a@b.org\nSubject: Automatic reply is broken on your site", A_PERSON },
        { "From: a@b.org\nSubject: [EXTERNAL] Out of Office Re: x", AUTO_REPLY },
        { "From: a@b.org\nSubject: =?utf-8?q?R=C3=89PONSE_AUTOMATIQUE_:_x?=", AUTO_REPLY },
        { "From: a@b.org\nSubject: Abwesend bis 4.1.", A_PERSON },
        { "From: a@b.org\nSubject: Abwesend bis 4.1.\nIn-Reply-To: <x@desk.test>", AUTO_REPLY },
        { "From: a@b.org\nSubject: Abwesend bis 4.1.\nReferences: <x@desk.test>", AUTO_REPLY },
        { "From: a@b.org\nSubject: Abwesend bis 4.1.\nReturn-Path: <>", AUTO_REPLY },
        { "From: a@b.org\nSubject: Abwesend bis 4.1.\nX-MS-Exchange-Inbox-Rules-Loop: a@b.org", AUTO_REPLY },
        { "From: a@b.org\nSubject: Auto: the brakes are loud", A_PERSON },
        { "From: a@b.org\nSubject: Letto: una gamba rotta", A_PERSON },
        { "From: a@b.org\nSubject: On vacation - please deliver later", A_PERSON },
        { "From: a@b.org\nSubject: Nicht im Haus", A_PERSON },
        { "From: a@b.org\nSubject: Nicht im Haus\nPrecedence: auto_reply", AUTO_REPLY },
        { "From: a@b.org\nFeedback-ID: 1:x:y:z", A_PERSON },
        { "From: a@b.org\nFeedback-ID: 1:x:y:z\nIn-Reply-To: <x@desk.test>", AUTO_GENERATED },
        { "From: a@b.org\nX-MS-Exchange-Inbox-Rules-Loop: a@b.org", A_PERSON },
        { "From: a@b.org\nX-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent", A_PERSON },
        { "From: a@b.org\nX-Loop: help@other.test", A_PERSON },
        { "From: a@b.org\nX-Loop: other@x.test\nX-Loop: Support@desk.test", OUR_OWN },
        { "From: a@b.org\nX-MS-Exchange-Inbox-Rules-Loop: a@b.org\nReturn-Path: <>", AUTO_REPLY },
        { "From: bouncer@club.org", A_PERSON },
        { "From: norepinephrine@lab.org", A_PERSON },
        { "From: no.reply+17@shop.org", AUTO_GENERATED },
        { "From: MAILER-DAEMON@b.org", A_REPORT },
        { "From: Support@DESK.test", OUR_OWN },
        { "From: a@b.org\nList-Id: <x.b.org>", BY_LIST },
        { "From: a@b.org\nPrecedence: list\nList-Post: <mailto:Support@desk.test>\nList-Id: <support.desk.test>",
          A_PERSON },
        { "From: a@b.org\nContent-Type: multipart/report; boundary=x", A_REPORT },
        { "From: a@b.org\nReturn-Path: <>", AUTO_GENERATED },
        { "From: a@b.org\nReturn-Path: <a@b.org>", A_PERSON },
    };
    struct arena *a = arena_open();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        enum machine is = of(a, cases[i].head);
        if (is != cases[i].is) printf("# %s: %s\n", cases[i].head, machine_words[is]);
        check_int(is, cases[i].is);
    }
    arena_close(a);
}

PURE(the_set_of_machines_and_people_is_told_apart)
{
    static const char *const people[] = { "045-auto-no", "046-human-says-automatic", "047-human-quotes-ooo" };
    struct arena *a = arena_open();
    struct str_list names = hostile_names(a, "generated/autoreply", ".eml");
    size_t machines = 0, persons = 0;
    for (size_t i = 0; i < names.n; i++) {
        struct mail m;
        bool person = false;
        for (size_t p = 0; p < COUNT_OF(people); p++) person |= str_find(names.at[i], str_of(people[p])) >= 0;
        mail_parse(a, hostile_file(a, str_z(a, names.at[i])), &m);
        enum machine is = machine_recognise(a, &m, &own, NULL);
        if ((is == A_PERSON) != person) printf("# %.*s: %s\n", STR_ARG(names.at[i]), machine_words[is]);
        machines += is != A_PERSON && !person;
        persons += is == A_PERSON && person;
    }
    printf("# machines %zu of %zu, people %zu of %zu\n", machines, names.n - COUNT_OF(people), persons,
           COUNT_OF(people));
    check_int(machines, names.n - COUNT_OF(people));
    check_int(persons, COUNT_OF(people));
    arena_close(a);
}
