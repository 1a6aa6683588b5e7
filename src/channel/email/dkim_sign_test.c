#include "channel/email/dkim_sign.h"

#include <stdio.h>
#include <stdlib.h>

#include "channel/email/compose.h"
#include "channel/email/parse.h"
#include "test/test.h"

PURE(what_is_signed_is_written_as_rfc_6376_shows)
{
    struct arena *a = arena_open();
    struct text field = { .arena = a };
    check_str(dkim_body(a, STR(" C \r\nD \t E\r\n\r\n\r\n")), " C\r\nD E\r\n"); /* §3.4.5 */
    check_str(dkim_body(a, STR("\r\n \r\n\r\n")), "");
    check_str(dkim_body(a, STR("no end")), "no end\r\n");
    check_str(dkim_body(a, STR("\r\na\r\n\r\nb")), "\r\na\r\n\r\nb\r\n");
    dkim_field(&field, STR("A"), STR(" X"));
    text_addc(&field, '|');
    dkim_field(&field, STR("B "), STR(" Y\t\r\n\tZ  "));
    check_str(text_str(&field), "a:X|b:Y Z");
    arena_close(a);
}

static str a_letter(struct arena *a)
{
    struct letter l = { .from = { .name = STR("Tienda Sa\303\272l"), .email = STR("desk@shop.test") },
                        .subject = STR(
                            "A  subject with   blanks, and so long that it has to be folded somewhere \342\202\254"),
                        .text = STR("Hello Ann  \n\n.\nBye\n\n\n"),
                        .html = STR("<p>Hello</p>"),
                        .message_id = STR("m1@shop.test"),
                        .in_reply_to = STR("q@example.org"),
                        .unsubscribe_url = STR("https://shop.test/off"),
                        .automatic = true,
                        .date = INT64_C(1795512600) * SECOND };
    struct why w = { 0 };
    str bytes = { 0 };
    *LIST_ADD(a, &l.to) = (struct mail_address){ .name = STR("Ann"), .email = STR("ann@x.test") };
    *LIST_ADD(a, &l.files) = (struct letter_file){ .name = STR("x.bin"), .bytes = STR("\0\1\2") };
    check_ok(letter_compose(a, &w, &l, &bytes));
    return bytes;
}

/* For the ring 26-mail-out, where another program verifies them. */
static void leave(struct arena *a, const char *name, str bytes)
{
    const char *folder = getenv("REGULARS_TEST_EXIM");
    if (!folder) return;
    str path = str_format(a, "%s/signed/%s", folder, name);
    FILE *file = fopen(str_z(a, path), "wb");
    check(file != NULL);
    check(fwrite(bytes.at, 1, bytes.n, file) == bytes.n);
    check(fclose(file) == 0);
}

static void sign_with(struct arena *a, enum dkim_kind kind, const char *name)
{
    struct why w = { 0 };
    struct dkim_key key = { .domain = STR("shop.test"), .selector = str_of(name) };
    str mail = a_letter(a), out = { 0 }, record = { 0 };
    check_ok(dkim_key_make(a, &w, kind, &key.private_key));
    check_ok(dkim_record(a, &w, key.private_key, &record));
    check_ok(dkim_sign(a, &w, &key, mail, INT64_C(1795512601) * SECOND, &out));
    check(str_ends(out, mail) && str_starts(out, STR("DKIM-Signature: v=1; a=")));
    check(str_find(record, kind == DKIM_RSA ? STR("k=rsa; p=MII") : STR("k=ed25519; p=")) > 0);
    struct mail before, after;
    mail_parse(a, mail, &before);
    mail_parse(a, out, &after);
    check_int(after.fields.n, before.fields.n + 1);
    check(str_find(mail_field(&after, "DKIM-Signature"), STR("h=from: from: reply-to: to: to: cc: subject: subject:")) >
          0);
    for (str rest = str_cut(out, out.n - mail.n); rest.n;) check(str_split(&rest, '\n').n <= 79);
    leave(a, str_z(a, str_format(a, "%s.eml", name)), out);
    leave(a, str_z(a, str_format(a, "%s.record", name)), record);
}

PURE(a_mail_is_signed_with_either_kind_of_key)
{
    struct arena *a = arena_open();
    sign_with(a, DKIM_RSA, "one");
    sign_with(a, DKIM_ED25519, "two");
    arena_close(a);
}

PURE(a_key_that_cannot_sign_is_said_to)
{
    static const char small[] = "-----BEGIN PRIVATE KEY-----\n"
                                "MIGEAgEAMBAGByqGSM49AgEGBSuBBAAKBG0wawIBAQQgVcB/UNPxalR9zDYAjQIf\n"
                                "-----END PRIVATE KEY-----\n";
    static const char *const bad[] = { "", "x", small, "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n" };
    struct arena *a = arena_open();
    struct why w = { 0 };
    str out = { 0 }, good = { 0 };
    check_ok(dkim_key_make(a, &w, DKIM_ED25519, &good));
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct dkim_key key = { .domain = STR("shop.test"), .selector = STR("s"), .private_key = str_of(bad[i]) };
        check_err(dkim_sign(a, &w, &key, STR("From: a@b.org\r\n\r\nx\r\n"), SECOND, &out), INVALID);
        check_str(w.field, "private_key");
    }
    struct dkim_key key = { .domain = STR("shop.test; x=1"), .selector = STR("s"), .private_key = good };
    check_err(dkim_sign(a, &w, &key, STR("x"), SECOND, &out), INVALID);
    check_str(w.field, "domain");
    key = (struct dkim_key){ .domain = STR("shop.test"), .selector = STR("s\r\nBcc"), .private_key = good };
    check_err(dkim_sign(a, &w, &key, STR("x"), SECOND, &out), INVALID);
    check_str(w.field, "selector");
    arena_close(a);
}
