#include "channel/email/forwarded.h"
#include "channel/email/parse.h"
#include "test/test.h"

static struct forwarded of(struct arena *a, const char *raw)
{
    struct mail m;
    struct forwarded f;
    mail_parse(a, str_of(raw), &m);
    forwarded_read(a, &m, &f);
    return f;
}

PURE(a_forwarded_mail_names_its_sender)
{
    static const char *const marks[] = {
        "---------- Forwarded message ---------\nFrom: Ann Example <ann@b.org>\nDate: Tue, 3 May 2026\nSubject: My "
        "parcel\nTo: <bo@desk.test>\n",
        "Begin forwarded message:\n\nFrom: Ann Example <ann@b.org>\nSubject: My parcel\nDate: Tue, 3 May 2026\n",
        "-------- Weitergeleitete Nachricht --------\nBetreff: My parcel\nDatum: Tue, 3 May 2026\nVon: Ann Example "
        "<ann@b.org>\nAn: bo@desk.test\n",
        "----- Forwarded by Bo -----\n*From:* Ann Example [mailto:ann@b.org]\n*Sent:* Tue, 3 May 2026\n*Subject:* My "
        "parcel\n",
    };
    struct arena *a = arena_open();
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        struct forwarded f = of(
            a, str_z(a, str_format(
                            a, "From: bo@desk.test\nSubject: Fwd: My parcel\n\nPlease take this.\n\n%s\nWhere is it?\n",
                            marks[i])));
        check_int(f.is, SURE);
        check_str(f.sender.email, "ann@b.org");
        check_str(f.sender.name, "Ann Example");
        check_str(f.subject, "My parcel");
        check_str(f.date, "Tue, 3 May 2026");
        check_str(f.note, "Please take this.");
        check_str(f.text, "Where is it?");
    }
    arena_close(a);
}

PURE(an_attached_mail_is_a_forwarded_one)
{
    struct arena *a = arena_open();
    struct forwarded f = of(a, "From: bo@desk.test\nSubject: Fwd: x\nContent-Type: multipart/mixed; "
                               "boundary=q\n\n--q\n\nSee this.\n--q\nContent-Type: message/rfc822\n\n"
                               "From: Ann <ann@b.org>\nSubject: My parcel\n\nWhere?\n--q--\n");
    check_int(f.is, SURE);
    check_str(f.sender.email, "ann@b.org");
    check_str(f.text, "Where?");
    arena_close(a);
}

PURE(what_is_unclear_is_said_to_be)
{
    struct arena *a = arena_open();
    struct forwarded f = of(
        a, "From: bo@desk.test\nSubject: WG: x\n\nVon: Ann Example\nGesendet: Montag\nBetreff: y\n\nHallo\n");
    check_int(f.is, UNSURE);
    check_str(f.sender.email, "");
    check_str(f.sender.name, "Ann Example");
    check_int(of(a, "From: bo@desk.test\nSubject: Fwd: x\n\nno more\n").is, UNSURE);
    f = of(a, "From: bo@desk.test\nSubject: Fwd: x\n\n---------- Forwarded message ---------\nFrom: ceo@desk.test "
              "<ann@b.org>\nDate: x\n\nHi\n");
    check_int(f.is, UNSURE);
    check_int(of(a, "From: bo@desk.test\nSubject: Hello\n\nFrom: is a word.\n").is, NOT_FORWARDED);
    check_int(of(a, "From: bo@desk.test\nSubject: Re: Fwd: x\n\nThanks\n").is, NOT_FORWARDED);
    arena_close(a);
}
