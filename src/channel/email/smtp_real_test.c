/* smtp.h and compose.h against a real Exim, which test/rings/26-mail-out starts. Alone these tests skip. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "channel/email/compose.h"
#include "channel/email/parse.h"
#include "channel/email/smtp.h"
#include "test/test.h"

static const usec morning = INT64_C(1795512600) * SECOND;

static struct smtp_account account_at(struct arena *a, const char *port)
{
    const char *folder = getenv("REGULARS_TEST_EXIM"), *number = getenv(port);
    int64_t n = 0;
    if (!folder || !number) {
        arena_close(a);
        skip("no Exim beside us (test/rings/26-mail-out)");
    }
    check(str_int(str_of(number), &n));
    bool starttls = strcmp(port, "REGULARS_TEST_EXIM_STARTTLS") == 0;
    return (struct smtp_account){ .host = STR("localhost"),
                                  .port = (int)n,
                                  .security = starttls ? SMTP_STARTTLS : SMTP_TLS,
                                  .how = SMTP_PASSWORD,
                                  .user = STR("agent"),
                                  .secret = STR("agent word"),
                                  .hello = STR("desk.shop.test"),
                                  .ca_file = str_format(a, "%s/ca.pem", folder),
                                  .own_network = true,
                                  .answer_ms = 20000 };
}

static struct letter letter_of(struct arena *a, const char *subject, const char *name)
{
    struct letter l = { .from = { .name = STR("Tienda Sa\303\272l"), .email = STR("desk@shop.test") },
                        .subject = str_of(subject),
                        .text = STR(
                            "Hello Ann\n.\n..\nFrom here on: \330\247\331\204\330\263\331\204\330\247\331\205\n"),
                        .html = STR("<p>Hello <strong>Ann</strong></p>"),
                        .message_id = str_format(a, "%s@shop.test", name),
                        .date = morning };
    *LIST_ADD(a, &l.to) = (struct mail_address){ .name = STR("Ann \"A\" <x>"), .email = STR("ann@x.test") };
    *LIST_ADD(a, &l.files) = (struct letter_file){ .name = STR("r\303\251sum\303\251.pdf"),
                                                   .type = STR("application/pdf"),
                                                   .bytes = STR("%PDF\r\n.\r\n\0\xFF\n.\n") };
    return l;
}

static struct smtp_mail mail_of(struct arena *a, const struct letter *l)
{
    struct why w = { 0 };
    struct smtp_mail m = { .from = STR("desk@shop.test") };
    check_ok(letter_compose(a, &w, l, &m.bytes));
    *LIST_ADD(a, &m.to) = STR("ann@x.test");
    return m;
}

static str read_file(struct arena *a, str path)
{
    struct text out = { .arena = a };
    FILE *file = fopen(str_z(a, path), "rb");
    if (!file) return (str){ 0 };
    for (size_t n = 1; n > 0; out.n += n) n = fread(text_room(&out, 1 << 16), 1, 1 << 16, file);
    fclose(file);
    return text_str(&out);
}

/* What Exim put into the box with that in its header: the last one, and how many there are. */
static int delivered(struct arena *a, str message_id, str *out)
{
    str folder = str_format(a, "%s/box", getenv("REGULARS_TEST_EXIM")),
        wanted = str_format(a, "<%.*s>", STR_ARG(message_id));
    int n = 0;
    DIR *box = opendir(str_z(a, folder));
    check(box != NULL);
    for (struct dirent *one; (one = readdir(box));) {
        str bytes = read_file(a, str_format(a, "%.*s/%s", STR_ARG(folder), one->d_name));
        if (str_find(bytes, wanted) < 0) continue;
        *out = bytes;
        n++;
    }
    closedir(box);
    return n;
}

static int arrives(struct arena *a, str message_id, int many, str *out)
{
    int n = 0;
    for (int i = 0; i < 100 && (n = delivered(a, message_id, out)) < many; i++) usleep(100000);
    return n;
}

/* What arrived is what was written: the same fields, words and bytes. Exim adds fields of its own on top. */
static void check_arrived(struct arena *a, const struct smtp_mail *sent, const struct letter *l)
{
    str bytes = { 0 };
    struct mail before, after;
    check_int(arrives(a, l->message_id, 1, &bytes), 1);
    mail_parse(a, sent->bytes, &before);
    mail_parse(a, bytes, &after);
    check(after.fields.n > before.fields.n);
    for (size_t i = 0, from = after.fields.n - before.fields.n; i < before.fields.n; i++) {
        check_str(after.fields.at[from + i].name, str_z(a, before.fields.at[i].name));
        check(str_is(after.fields.at[from + i].value, before.fields.at[i].value));
    }
    check_str(after.text, str_z(a, before.text));
    check(str_is(after.subject, l->subject) && str_is(after.from.name, l->from.name));
    check(str_is(after.to.at[0].name, l->to.at[0].name));
    const struct mail_part *file = mail_part_typed(&after, "application/pdf");
    check(file != NULL);
    check(str_is(file->bytes, l->files.at[0].bytes) && str_is(file->name, l->files.at[0].name));
}

static void send_and_arrive(const char *port, const char *name, enum smtp_login how)
{
    struct arena *a = arena_open();
    struct smtp_result r = { 0 };
    struct smtp_account account = account_at(a, port);
    struct letter l = letter_of(a, "Gr\303\274\303\237e \342\202\254 5", name);
    struct smtp_mail mail = mail_of(a, &l);
    account.how = how;
    if (how != SMTP_PASSWORD) account.secret = STR("good-token");
    enum smtp_outcome outcome = smtp_send(a, &account, &mail, &r);
    if (outcome) printf("# %s: %s\n", smtp_step_words[r.at], smtp_fault_words(r.fault));
    check_int(outcome, SMTP_SENT);
    check(str_starts(r.words, STR("OK id=")));
    check_arrived(a, &mail, &l);
    arena_close(a);
}

PURE(a_real_server_takes_a_letter_over_starttls)
{
    send_and_arrive("REGULARS_TEST_EXIM_STARTTLS", "starttls", SMTP_PASSWORD);
}

PURE(a_real_server_takes_a_letter_over_tls)
{
    send_and_arrive("REGULARS_TEST_EXIM_TLS", "tls", SMTP_PASSWORD);
}

PURE(a_real_server_takes_a_letter_with_a_token)
{
    send_and_arrive("REGULARS_TEST_EXIM_TLS", "xoauth2", SMTP_XOAUTH2);
    send_and_arrive("REGULARS_TEST_EXIM_STARTTLS", "oauthbearer", SMTP_OAUTHBEARER);
}

static void check_unopened(const char *port, void (*change)(struct smtp_account *it), enum smtp_step at,
                           const char *fault)
{
    struct arena *a = arena_open();
    struct smtp_result r = { 0 };
    struct smtp_account account = account_at(a, port);
    if (change) change(&account);
    struct smtp *s = smtp_open(a, &account, &r);
    check(s == NULL);
    check_int(r.outcome, SMTP_ACCOUNT);
    check_int(r.at, at);
    check_str(str_of(smtp_fault_code(r.fault)), fault);
    check(str_find(r.words, account.secret) < 0);
    arena_close(a);
}

static void with_system_authorities(struct smtp_account *it)
{
    it->ca_file = (str){ 0 };
}

static void with_bad_password(struct smtp_account *it)
{
    it->secret = STR("wrong word");
}

static void with_old_token(struct smtp_account *it)
{
    it->how = SMTP_XOAUTH2;
    it->secret = STR("old-token");
}

static void by_number(struct smtp_account *it)
{
    it->host = STR("127.0.0.1"); /* which the certificate does not name */
}

PURE(a_real_server_with_a_wrong_certificate_gets_nothing)
{
    check_unopened("REGULARS_TEST_EXIM_EXPIRED", NULL, SMTP_AT_CERTIFICATE, "certificate_expired");
    check_unopened("REGULARS_TEST_EXIM_OTHER_NAME", NULL, SMTP_AT_CERTIFICATE, "certificate_name");
    check_unopened("REGULARS_TEST_EXIM_SELFSIGNED", NULL, SMTP_AT_CERTIFICATE, "certificate_self");
    check_unopened("REGULARS_TEST_EXIM_TLS", by_number, SMTP_AT_CERTIFICATE, "certificate_name");
    check_unopened("REGULARS_TEST_EXIM_TLS", with_system_authorities, SMTP_AT_CERTIFICATE, "certificate_unknown");
    check_unopened("REGULARS_TEST_EXIM_STARTTLS", with_system_authorities, SMTP_AT_CERTIFICATE, "certificate_unknown");
}

PURE(a_real_server_that_refuses_the_login_is_about_the_account)
{
    check_unopened("REGULARS_TEST_EXIM_TLS", with_bad_password, SMTP_AT_LOGIN, "login_refused");
    check_unopened("REGULARS_TEST_EXIM_STARTTLS", with_old_token, SMTP_AT_LOGIN, "token_refused");
}

PURE(a_real_server_judges_each_recipient_and_each_letter)
{
    struct arena *a = arena_open();
    struct smtp_result r = { 0 };
    struct smtp_account account = account_at(a, "REGULARS_TEST_EXIM_TLS");
    struct letter l = letter_of(a, "for many", "many");
    struct smtp_mail mail = mail_of(a, &l);
    *LIST_ADD(a, &mail.to) = STR("never@x.test");
    *LIST_ADD(a, &mail.to) = STR("later@x.test");
    *LIST_ADD(a, &mail.to) = STR("bo@x.test");
    struct smtp *s = smtp_open(a, &account, &r);
    check(s != NULL);
    static const enum smtp_outcome each[] = { SMTP_SENT, SMTP_REFUSED, SMTP_LATER, SMTP_SENT };
    check_int(smtp_give(s, a, &mail, &r), SMTP_SENT);
    for (size_t i = 0; i < COUNT_OF(each); i++) check_int(r.recipients.at[i].outcome, each[i]);
    check_str(r.recipients.at[1].words, "5.1.1 nobody of that name");
    check_int(r.recipients.at[2].code, 451);
    static const struct {
        const char *subject;
        enum smtp_outcome outcome;
        int code;
    } letters[] = { { "viagra", SMTP_REFUSED, 554 }, { "sleepy", SMTP_LATER, 451 }, { "good", SMTP_SENT, 250 } };
    for (size_t i = 0; i < COUNT_OF(letters); i++) { /* on the same connection */
        l = letter_of(a, letters[i].subject, letters[i].subject);
        mail = mail_of(a, &l);
        check_int(smtp_give(s, a, &mail, &r), letters[i].outcome);
        check_int(r.code, letters[i].code);
    }
    l.files.at[0].bytes = (str){ .at = arena_take(a, 2 << 20), .n = 2 << 20 };
    mail = mail_of(a, &l);
    check_int(smtp_give(s, a, &mail, &r), SMTP_REFUSED); /* said by EHLO: 1 MiB */
    mail = mail_of(a, &(struct letter[]){ letter_of(a, "x", "foreign") }[0]);
    mail.from = STR("boss@elsewhere.test");
    check_int(smtp_give(s, a, &mail, &r), SMTP_ACCOUNT);
    check_int(r.at, SMTP_AT_SENDER);
    smtp_close(s);
    str bytes = { 0 };
    check_int(arrives(a, STR("many@shop.test"), 2, &bytes), 2);
    check_int(delivered(a, STR("viagra@shop.test"), &bytes) + delivered(a, STR("sleepy@shop.test"), &bytes), 0);
    arena_close(a);
}

PURE(a_real_server_is_tested_step_by_step)
{
    struct arena *a = arena_open();
    struct smtp_said_list said = { 0 };
    struct smtp_account account = account_at(a, "REGULARS_TEST_EXIM_STARTTLS");
    check(smtp_check(a, &account, STR("desk@shop.test"), &said));
    check_int(said.n, 7);
    for (size_t i = 0; i < said.n; i++) check(said.at[i].good);
    check_str(said.at[6].words, "It lets us write as this address");
    account = account_at(a, "REGULARS_TEST_EXIM_EXPIRED");
    check(!smtp_check(a, &account, STR("desk@shop.test"), &said));
    check_int(said.at[said.n - 1].step, SMTP_AT_CERTIFICATE);
    check_str(said.at[said.n - 1].words, "the certificate has expired");
    arena_close(a);
}
