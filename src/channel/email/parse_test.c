#include <stdio.h>

#include "channel/email/charset.h"
#include "channel/email/counted.h"
#include "channel/email/encoded.h"
#include "channel/email/parse.h"
#include "test/test.h"

static struct mail read_mail(struct arena *a, const char *raw)
{
    struct mail m;
    mail_parse(a, str_of(raw), &m);
    return m;
}

PURE(a_plain_mail_is_read)
{
    struct arena *a = arena_open();
    struct mail m = read_mail(
        a, "From: =?utf-8?q?Ann_=C3=89?= <Ann@Example.org>\r\nTo: b@c.org, \"D, E\" <d@e.org>\r\n"
           "Reply-To: r@x.org\r\nSubject: =?iso-8859-1?Q?Gr=FC=DFe?=\r\nDate: Tue, 24 Nov 2026 10:00:00 +0100\r\n"
           "Message-ID: <one@x.org>\r\nIn-Reply-To: <two@x.org>\r\nReferences: <zero@x.org>\r\n "
           "<two@x.org>\r\n\r\nHello\r\nyou\r\n");
    check_int(m.sender_is, FROM_ONE);
    check_str(m.from.name, "Ann É");
    check_str(m.from.email, "ann@example.org");
    check_int(m.to.n, 2);
    check_str(m.to.at[1].name, "D, E");
    check_str(m.reply_to.at[0].email, "r@x.org");
    check_str(m.subject, "Grüße");
    check_str(time_iso(a, m.date), "2026-11-24T09:00:00.000000Z");
    check_str(m.id, "one@x.org");
    check_str(m.in_reply_to, "two@x.org");
    check_int(m.references.n, 2);
    check_str(m.references.at[0], "zero@x.org");
    check_str(m.text, "Hello\nyou\n");
    check_int(m.cuts, 0);
    arena_close(a);
}

PURE(parts_have_their_uses)
{
    struct arena *a = arena_open();
    struct mail m = read_mail(a, "From: a@b.org\nContent-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: "
                                 "multipart/alternative; boundary=\"a\"\n\n"
                                 "--a\nContent-Type: text/plain; charset=windows-1252\nContent-Transfer-Encoding: "
                                 "quoted-printable\n\n=80 5=\n 0\n--a\n"
                                 "Content-Type: multipart/related; boundary=r\n\n--r\nContent-Type: "
                                 "text/html\n\n<b>x</b>\n--r\nContent-Type: image/png\n"
                                 "Content-ID: <i@x>\nContent-Transfer-Encoding: "
                                 "base64\n\niVBORw0K\n--r--\n--a--\n--m\nContent-Type: application/pdf;"
                                 " name=\"=?utf-8?b?w6kucGRm?=\"\nContent-Disposition: attachment;\n "
                                 "filename*0*=utf-8''..%2Fa%20;\n filename*1=b.pdf\n\nx\n--m--\n");
    check_int(m.parts.n, 7);
    check_str(m.text, "€ 5 0");
    check_str(m.html, "<b>x</b>");
    check_str(m.parts.at[5].cid, "i@x");
    check_int(m.parts.at[5].uses, USE_FILE);
    check_int(m.parts.at[5].bytes.n, 6);
    check_str(m.parts.at[6].name, "a b.pdf");
    check_int(m.parts.at[6].uses, USE_FILE);
    check_int(m.parts.at[6].disposition, ATTACHED);
    arena_close(a);
}

PURE(a_mail_with_html_alone_has_its_plain_words)
{
    struct arena *a = arena_open();
    struct mail m = read_mail(
        a, "From: a@b.org\nContent-Type: text/html\n\n<p>Hello <b>you</b></p><script>x()</script><p>Bye</p>");
    check_str(m.text, "Hello you\n\nBye");
    check(str_find(m.html, STR("<script>")) >= 0);
    arena_close(a);
}

PURE(who_wrote_is_one_or_unclear)
{
    static const struct {
        const char *from;
        enum mail_sender is;
    } cases[] = {
        { "a@b.org", FROM_ONE },
        { "\"boss@desk.org\" <a@b.org>", FROM_ONE },
        { "=?utf-8?b?Ym9zc0BkZXNrLm9yZw==?= <a@b.org>", FROM_ONE },
        { "=?utf-8?q?boss=40desk.org_=3Ca=40b.org=3E?= <a@b.org>", FROM_ONE },
        { "a@b.org (boss@desk.org)", FROM_ONE },
        { "\"A (x\" <a@b.org>", FROM_ONE },
        { "", FROM_NOBODY },
        { "<>", FROM_NOBODY },
        { "undisclosed:;", FROM_NOBODY },
        { "<a@b.org>, <c@d.org>", FROM_UNCLEAR },
        { "boss@desk.org <a@b.org>", FROM_UNCLEAR },
        { "g: a@b.org;", FROM_UNCLEAR },
        { "=?utf-8?q?boss=40desk.org?=@b.org", FROM_UNCLEAR },
        { "<=?utf-8?q?boss=40desk.org?=>", FROM_NOBODY },
        { "<=?utf-8?q?boss?=@desk.org>", FROM_UNCLEAR },
        { "\"boss@desk.org\"@b.org", FROM_UNCLEAR },
        { "<@x.org,@y.org:a@b.org>", FROM_UNCLEAR },
        { "a@b.org\nFrom: c@d.org", FROM_UNCLEAR },
    };
    struct arena *a = arena_open();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct mail m = read_mail(a, str_z(a, str_format(a, "From: %s\n\nx", cases[i].from)));
        check_int(m.sender_is, cases[i].is);
        check_str(m.from.email, m.sender_is == FROM_ONE ? "a@b.org" : "");
    }
    arena_close(a);
}

PURE(nothing_in_one_line_can_become_another_header)
{
    struct arena *a = arena_open();
    struct mail m = read_mail(
        a, "From: =?utf-8?q?A=0D=0ABcc:_v=40x.org?= <a@b.org>\nSubject: =?utf-8?q?Hi=0D=0ABcc:_v=40x.org=E2=80=A8x?=\n"
           "Content-Type: text/plain; name=\"=?utf-8?q?a=0D=0Ab?=\"\nContent-Disposition: attachment\n\nx");
    check_str(m.subject, "Hi Bcc: v@x.org x");
    check_str(m.from.name, "A Bcc: v@x.org");
    check_str(m.parts.at[0].name, "a b");
    arena_close(a);
}

PURE(charsets_are_read_as_they_are_meant)
{
    struct arena *a = arena_open();
    check_str(charset_text(a, STR("\x80 5"), STR("iso-8859-1")), "€ 5");
    check_str(charset_text(a, STR("\xE4"), STR("us-ascii")), "ä");
    check_str(charset_text(a, STR("\xE4"), STR("x-nobody-knows")), "ä");
    check_str(charset_text(a, STR("\xC3\xA4"), STR("iso-8859-1")), "ä");
    check_str(charset_text(a, STR("+ADw-b+AD4-"), STR("UTF-7")), "+ADw-b+AD4-");
    check_str(charset_text(a, STR("\x1B$B\x24\x22\x1B(B"), STR("iso-2022-jp")), "あ");
    check_str(charset_text(a, STR("a\0b"), STR("utf-8")), "ab");
    check_str(charset_text(a, STR("\xC3\xA4\xC3\xA4\xFF"), STR("utf-8")), "ää\xEF\xBF\xBD");
    check_str(charset_text(a, STR("<\0b\0>\0"), STR("utf-16le")), "<b>");
    check_str(encoded_line(a, STR("=?utf-7?q?+ADw-b+AD4-?=")), "+ADw-b+AD4-");
    check_str(encoded_line(a, STR("=?utf-8?b?w6?= =?utf-8?b?k=?=")), "é");
    check_str(encoded_line(a, STR("a =?utf-8?q?b?= =?utf-8?q?c?= d")), "a bc d");
    check_str(encoded_line(a, STR("=?utf-8?Q?=3D=3Futf-8=3FB=3FPHM+=3F=3D?=")), "=?utf-8?B?PHM+?=");
    arena_close(a);
}

PURE(what_people_are_told_about_a_part)
{
    static const struct {
        const char *type;
        enum mail_label label;
    } cases[] = {
        { "multipart/signed; protocol=\"application/pgp-signature\"; boundary=b", SIGNED_PGP },
        { "multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=b", SIGNED_SMIME },
        { "multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b", ENCRYPTED_PGP },
        { "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", ENCRYPTED_SMIME },
        { "application/x-pkcs7-mime; smime-type=signed-data", SIGNED_SMIME },
        { "application/ms-tnef; name=winmail.dat", WINMAIL },
        { "application/octet-stream; name=winmail.dat", WINMAIL },
        { "text/calendar; method=REQUEST", CALENDAR },
        { "text/plain", PLAIN },
    };
    struct arena *a = arena_open();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct mail m = read_mail(
            a, str_z(a, str_format(a, "From: a@b.org\nContent-Type: %s\n\n--b\n\nx\n--b--\n", cases[i].type)));
        check_int(m.parts.at[0].label, cases[i].label);
    }
    arena_close(a);
}

PURE(what_is_too_much_is_cut_and_said)
{
    struct arena *a = arena_open();
    struct text raw = { .arena = a };
    for (int i = 0; i < 1500; i++) text_addf(&raw, "X-%d: y\n", i);
    text_addz(&raw, "\nx");
    struct mail m;
    mail_parse(a, text_str(&raw), &m);
    check_int(m.fields.n, MAIL_FIELDS);
    check_int(m.cuts, CUT_FIELDS);
    raw.n = 0;
    for (int i = 0; i < 80; i++) text_addf(&raw, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i);
    mail_parse(a, text_str(&raw), &m);
    check(m.cuts & CUT_DEPTH);
    check(m.parts.n <= MAIL_DEPTH + 1);
    arena_close(a);
}

/* However the boundary is declared, and whatever kind the parts are. GMime reads four kilobytes at a time. */
PURE(parts_are_counted_where_they_are_cut)
{
    static const struct {
        const char *type, *part;
    } cases[] = {
        { "boundary=b", "--b\n\n" },
        { "BOUNDARY=b", "--b\n\n" },
        { "Boundary=\"b\"", "--b\n\n" },
        { "boundary*0=b", "--b\n\n" },
        { "boundary*=us-ascii''b", "--b\n\n" },
        { "boundary*0*=us-ascii''%62; boundary*1=c", "--bc\n\n" },
        { "boundary=b", "--b\nContent-Type: text/html\n\n" },
        { "boundary=b", "--b\nContent-Type: image/png\n\n" },
        { "boundary=b", "--b\nContent-Type: application/pkcs7-mime\n\n" },
        { "boundary=b", "--b\nContent-Type: message/rfc822\n\n\n" },
        { "boundary=b", "--b\nContent-Type: message/partial\n\n" },
        { "boundary=b", "--b\nContent-Type: message/news\n\n\n" },
        { "boundary=b", "--b\nContent-Type: multipart/signed; boundary=c\n\n--c--\n" },
        { "boundary=b", "--b\nContent-Type: multipart/encrypted; boundary=c\n\n--c--\n" },
        { "boundary=b", "--b\nContent-Type: multipart/x; boundary=c\n\n--c--\n" },
    };
    struct arena *a = arena_open();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct text raw = { .arena = a };
        struct mail m;
        text_addf(&raw, "From: a@b.org\nContent-Type: multipart/mixed; %s\n\n", cases[i].type);
        for (int n = 0; n < 5000; n++) text_addz(&raw, cases[i].part);
        mail_parse(a, text_str(&raw), &m);
        bool counted = counted_parts() > MAIL_PARTS && counted_parts() <= MAIL_PARTS + 1024;
        if (!(m.cuts & CUT_PARTS) || !counted)
            printf("# %s, %s: %zu made, %zu kept\n", cases[i].type, cases[i].part, counted_parts(), m.parts.n);
        check_int(m.parts.n, MAIL_PARTS);
        check(m.cuts & CUT_PARTS);
        check(counted);
    }
    arena_close(a);
}

PURE(a_mail_with_a_thousand_parts_is_whole_and_dashes_are_no_parts)
{
    struct arena *a = arena_open();
    struct text raw = { .arena = a };
    struct mail m;
    text_addz(&raw, "From: a@b.org\nContent-Type: multipart/mixed; boundary=b\n\n");
    for (int n = 0; n < MAIL_PARTS - 1; n++) text_addz(&raw, "--b\n\nx\n");
    for (int n = 0; n < 5000; n++) text_addz(&raw, "--bold-is-no-boundary\n-- \n--\n");
    text_addz(&raw, "--b--\n");
    mail_parse(a, text_str(&raw), &m);
    check_int(m.parts.n, MAIL_PARTS);
    check_int(m.cuts, 0);
    check(str_ends(m.text, STR("\n--")));
    arena_close(a);
}

PURE(a_field_whose_name_is_too_long_is_left_out)
{
    struct arena *a = arena_open();
    struct text raw = { .arena = a }, flat = { .arena = a };
    struct mail m, again = { 0 };
    text_addz(&raw, "From: a@b.org\n");
    for (int n = 0; n < 70000; n++) text_addc(&raw, 'x');
    text_addz(&raw, ": y\nSubject: z\n\nx");
    mail_parse(a, text_str(&raw), &m);
    check_int(m.cuts, CUT_FIELD);
    check_str(m.subject, "z");
    check_int(m.fields.n, 2);
    mail_write(&flat, &m);
    check(mail_read(a, text_str(&flat), &again));
    arena_close(a);
}

PURE(a_flat_form_that_was_tampered_with_is_refused_or_still_a_mail)
{
    struct arena *a = arena_open();
    struct mail m = read_mail(a, "From: a@b.org\nSubject: x\nReferences: <a> <b>\n\nHello"), again = { 0 };
    struct text flat = { .arena = a };
    mail_write(&flat, &m);
    check(mail_read(a, text_str(&flat), &again));
    check_str(again.text, "Hello");
    for (size_t n = 0; n < flat.n; n++) {
        struct mail cut = { 0 };
        check(!mail_read(a, str_cut(text_str(&flat), n), &cut));
    }
    for (size_t i = 0; i < flat.n; i++) {
        struct mail other = { 0 };
        flat.at[i] = (char)(flat.at[i] ^ 0x80);
        if (mail_read(a, text_str(&flat), &other)) check(other.parts.n <= MAIL_PARTS && other.fields.n <= MAIL_FIELDS);
        flat.at[i] = (char)(flat.at[i] ^ 0x80);
    }
    arena_close(a);
}
