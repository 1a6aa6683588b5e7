/* imap.h against a real Dovecot, which test/rings/25-mail starts. Alone these tests skip. */
#include <dirent.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "channel/email/imap.h"
#include "channel/email/imap_peer_test.h"
#include "channel/email/mail.h"

enum { MANY = 10000, PUSH_WITHIN_MS = 20000, NEVER_MS = 600000 };

struct dovecot {
    char folder[512];
    int plain, tls;
};

static struct dovecot dovecot_beside(void)
{
    struct dovecot d = { 0 };
    const char *said = getenv("REGULARS_TEST_DOVECOT");
    if (!said) skip("no Dovecot beside us (test/rings/25-mail)");
    check(sscanf(said, "%511s %d %d", d.folder, &d.plain, &d.tls) == 3);
    return d;
}

static struct imap_account account_of(struct arena *a, const struct dovecot *d, const char *user)
{
    return (struct imap_account){ .host = STR("127.0.0.1"),
                                  .port = d->tls,
                                  .security = IMAP_TLS,
                                  .user = str_of(user),
                                  .secret = STR("secret"),
                                  .own_network = true,
                                  .ca_file = str_format(a, "%s/ca.pem", d->folder) };
}

static struct imap *opened(struct arena *a, const struct imap_account *account)
{
    struct imap_trouble trouble;
    struct imap *s = NULL;
    enum err err = imap_open(a, account, &s, &trouble);
    check_str(str_of(imap_fault_code(trouble.fault)), "none");
    check_ok(err);
    return s;
}

/* Into a maildir, as any delivery agent would: written beside, then moved in. */
static void deliver(struct arena *a, const struct dovecot *d, const char *box, int number, str mail)
{
    const char *from = str_z(a, str_format(a, "%s/mail/%s/tmp/%09d.test", d->folder, box, number));
    const char *to = str_z(a, str_format(a, "%s/mail/%s/new/%09d.test", d->folder, box, number));
    FILE *f = fopen(from, "wb");
    struct stat owner;
    check(f && fwrite(mail.at, 1, mail.n, f) == mail.n && fclose(f) == 0);
    check(stat(d->folder, &owner) == 0 && chown(from, owner.st_uid, owner.st_gid) == 0 && rename(from, to) == 0);
}

static str letter(struct arena *a, int number, size_t bytes)
{
    struct text x = { .arena = a };
    text_addf(&x, "From: ann@example.org\r\nTo: shop@example.org\r\nSubject: %d\r\n\r\n", number);
    while (x.n + 2 < bytes) text_addz(&x, x.n % 78 == 0 ? "\r\n" : "x");
    text_addz(&x, "\r\n");
    return text_str(&x);
}

static struct imap_mailbox selected(struct imap *s, const char *folder)
{
    struct imap_mailbox box;
    check_ok(imap_select(s, str_of(folder), &box));
    check(box.uidvalidity > 0);
    return box;
}

static size_t count_in(struct imap *s, struct arena *a, const char *folder)
{
    struct imap_mail_list mails;
    selected(s, folder);
    check_ok(imap_uids(s, a, 0, &mails));
    return mails.n;
}

PURE(dovecot_gives_a_mail_as_it_was_and_leaves_it_unread)
{
    struct dovecot d = dovecot_beside();
    struct arena *a = arena_open();
    str small = letter(a, 1, 200), large = letter(a, 2, 3 << 20);
    deliver(a, &d, "ann", 1, small);
    deliver(a, &d, "ann", 2, large);
    static const int ways[] = { IMAP_TLS, IMAP_STARTTLS, IMAP_PLAIN_LOOPBACK_ONLY };
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        struct imap_account account = account_of(a, &d, "ann");
        account.security = (enum imap_security)ways[i];
        account.port = account.security == IMAP_TLS ? d.tls : d.plain;
        struct imap *s = opened(a, &account);
        struct imap_mail_list mails;
        struct text got = { .arena = a };
        struct imap_fetched how;
        check(imap_can_idle(s));
        struct imap_mailbox box = selected(s, "INBOX");
        check_int(box.exists, 2);
        check(box.keywords && !box.read_only);
        check_ok(imap_uids(s, a, 0, &mails));
        check_int(mails.n, 2);
        check_int(mails.at[1].size, large.n);
        check_ok(imap_fetch(s, &mails.at[1], MAIL_BYTES, imap_text_sink(&got), &how));
        check(str_is(text_str(&got), large) && !how.cut);
        got.n = 0;
        check_ok(imap_fetch(s, &mails.at[1], 1000, imap_text_sink(&got), &how));
        check(str_is(text_str(&got), str_cut(large, 1000)) && how.cut && !imap_is_lost(s));
        got.n = 0;
        mails.at[0].size = 10; /* a server that lied about the size */
        check_ok(imap_fetch(s, &mails.at[0], 100, imap_text_sink(&got), &how));
        check(str_is(text_str(&got), str_cut(small, 100)) && how.cut && imap_is_lost(s));
        imap_close(s);
    }
    const char *seen = str_z(a, str_format(a, "grep -l x %s/mail/ann/cur/*:2,*S* >/dev/null 2>&1", d.folder));
    check(system(seen) != 0);
    arena_close(a);
}

PURE(dovecot_flags_moves_and_forgets)
{
    struct dovecot d = dovecot_beside();
    struct arena *a = arena_open();
    for (int i = 1; i <= 3; i++) deliver(a, &d, "bo", i, letter(a, i, 200));
    struct imap_account account = account_of(a, &d, "bo");
    struct imap *s = opened(a, &account), *other = opened(a, &account);
    struct imap_mail_list mails;
    struct imap_folder_list folders;
    struct imap_fetched how;
    struct text got = { .arena = a };
    check_ok(imap_folders(s, a, &folders));
    check_int(folders.n, 2);
    for (size_t i = 0; i < folders.n; i++)
        if (str_is(folders.at[i].name, STR("Sent"))) check_str(folders.at[i].use, "sent");
    check_int(count_in(s, a, "INBOX"), 3);
    check_ok(imap_uids(s, a, 0, &mails));
    check_ok(imap_flag(s, mails.at[0].uid, STR("\\Seen")));
    check_ok(imap_flag(s, mails.at[0].uid, STR("$Taken")));
    check(system(str_z(a, str_format(a, "ls %s/mail/bo/cur/000000001*:2,*S* >/dev/null", d.folder))) == 0);
    check(system(str_z(a, str_format(a, "grep -q '[$]Taken' %s/mail/bo/dovecot-keywords", d.folder))) == 0);
    check_err(imap_move(s, mails.at[0].uid, STR("Erledigt & fertig")), NOT_FOUND);
    selected(other, "INBOX");
    check_ok(imap_move(other, mails.at[1].uid, STR("Sent")));
    check_err(imap_fetch(s, &mails.at[1], MAIL_BYTES, imap_text_sink(&got), &how), NOT_FOUND);
    check_int(got.n, 0);
    check_ok(imap_fetch(s, &mails.at[2], MAIL_BYTES, imap_text_sink(&got), &how));
    check_ok(imap_uids(s, a, 0, &mails));
    check_int(mails.n, 2);
    check_int(count_in(other, a, "Sent"), 1);
    struct imap_mailbox box;
    check_err(imap_select(s, STR("Nowhere"), &box), NOT_FOUND);
    check(!imap_is_lost(s));
    imap_close(s);
    imap_close(other);
    arena_close(a);
}

struct later {
    struct dovecot d;
    int number;
};

static void *delivers_later(void *with)
{
    struct later *l = with;
    struct arena *a = arena_open();
    usleep(300000);
    deliver(a, &l->d, "cy", l->number, letter(a, l->number, 200));
    arena_close(a);
    return NULL;
}

PURE(dovecot_tells_of_what_came_without_being_asked)
{
    struct dovecot d = dovecot_beside();
    struct arena *a = arena_open();
    struct imap_account account = account_of(a, &d, "cy");
    account.stop = eventfd(0, EFD_CLOEXEC);
    struct imap *s = opened(a, &account);
    uint32_t after = 0;
    selected(s, "INBOX");
    for (int i = 1; i <= 3; i++) {
        struct imap_mail_list mails;
        struct later l = { .d = d, .number = i };
        pthread_t thread;
        check_ok(imap_uids(s, a, after, &mails));
        check_int(mails.n, 0);
        check_int(imap_idle(s, 100), IMAP_NOTHING);
        check(pthread_create(&thread, NULL, delivers_later, &l) == 0);
        usec began = monotonic_now();
        enum imap_idled told = imap_idle(s, NEVER_MS);
        usec took = monotonic_now() - began;
        pthread_join(thread, NULL);
        check_int(told, IMAP_NEWS);
        check(took < PUSH_WITHIN_MS * MILLISECOND); /* pushed: asking every minute would not have seen it */
        printf("# told %lld ms after the wait began, delivered after 300\n", (long long)(took / MILLISECOND));
        check_ok(imap_uids(s, a, after, &mails));
        check_int(mails.n, 1);
        after = mails.at[0].uid;
    }
    check(eventfd_write(account.stop, 1) == 0);
    check_int(imap_idle(s, NEVER_MS), IMAP_STOPPED);
    imap_close(s);
    close(account.stop);
    arena_close(a);
}

PURE(dovecot_with_ten_thousand_mails_is_listed_in_batches)
{
    struct dovecot d = dovecot_beside();
    struct arena *a = arena_open(), *batch = arena_open();
    for (int i = 1; i <= MANY; i++) {
        arena_reset(batch);
        deliver(batch, &d, "dee", i, letter(batch, i, 120));
    }
    struct imap_account account = account_of(a, &d, "dee");
    struct imap *s = opened(a, &account);
    uint32_t after = 0;
    int seen = 0;
    check_int(selected(s, "INBOX").exists, MANY);
    for (;;) {
        struct imap_mail_list mails;
        arena_reset(batch);
        check_ok(imap_uids(s, batch, after, &mails));
        if (mails.n == 0) break;
        check(mails.n <= IMAP_BATCH && arena_used(batch) < 200000);
        for (size_t i = 0; i < mails.n; i++) {
            check(mails.at[i].uid > after);
            after = mails.at[i].uid;
            seen++;
        }
    }
    check_int(seen, MANY);
    imap_close(s);
    arena_close(batch);
    arena_close(a);
}

PURE(dovecot_that_numbers_anew_says_so)
{
    struct dovecot d = dovecot_beside();
    struct arena *a = arena_open();
    deliver(a, &d, "eve", 1, letter(a, 1, 200));
    struct imap_account account = account_of(a, &d, "eve");
    struct imap *s = opened(a, &account);
    uint32_t before = selected(s, "INBOX").uidvalidity;
    imap_close(s);
    sleep(1); /* it is made of the time */
    check(system(str_z(a, str_format(a, "rm -f %s/mail/eve/dovecot*", d.folder))) == 0);
    s = opened(a, &account);
    struct imap_mailbox box = selected(s, "INBOX");
    check(box.uidvalidity != before);
    check_int(box.exists, 1);
    imap_close(s);
    arena_close(a);
}

PURE(dovecot_with_holes_between_its_mails_is_listed_whole)
{
    struct dovecot d = dovecot_beside();
    struct arena *a = arena_open();
    for (int i = 1; i <= 6; i++) deliver(a, &d, "flo", i, letter(a, i, 200));
    const char *list = str_z(a, str_format(a, "%s/mail/flo/dovecot-uidlist", d.folder));
    static const unsigned uids[] = { 3, 5000, 5001, 900000, 4000000000, 4294967294 };
    FILE *f = fopen(list, "w");
    struct stat owner;
    check(f && fprintf(f, "3 V1700000000 N4294967295 G0123456789abcdef0123456789abcdef\n") > 0);
    for (int i = 0; i < 6; i++) fprintf(f, "%u :%09d.test\n", uids[i], i + 1);
    check(fclose(f) == 0 && stat(d.folder, &owner) == 0 && chown(list, owner.st_uid, owner.st_gid) == 0);
    struct imap_account account = account_of(a, &d, "flo");
    struct imap *s = opened(a, &account);
    uint32_t after = 0;
    check_int(selected(s, "INBOX").uidvalidity, 1700000000);
    for (size_t i = 0; i < COUNT_OF(uids);) {
        struct imap_mail_list mails;
        check_ok(imap_uids(s, a, after, &mails));
        check(mails.n > 0);
        for (size_t k = 0; k < mails.n; k++, i++) check_int(mails.at[k].uid, uids[i]);
        after = mails.at[mails.n - 1].uid;
    }
    imap_close(s);
    arena_close(a);
}

static void check_refused(struct arena *a, const struct imap_account *account, enum imap_fault should)
{
    struct imap_trouble trouble;
    struct imap *s = NULL;
    enum err err = imap_open(a, account, &s, &trouble);
    check_str(str_of(imap_fault_code(trouble.fault)), imap_fault_code(should));
    check_int(err, imap_fault_err(should));
    check(!s && str_find(trouble.theirs, account->secret) < 0);
}

PURE(dovecot_with_a_bad_certificate_is_refused)
{
    static const struct {
        const char *host;
        enum imap_fault fault;
    } bad[] = { { "127.0.0.2", IMAP_CERTIFICATE_EXPIRED },
                { "127.0.0.3", IMAP_CERTIFICATE_NAME },
                { "127.0.0.4", IMAP_CERTIFICATE_SELF } };
    struct dovecot d = dovecot_beside();
    struct arena *a = arena_open();
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        for (int starttls = 0; starttls < 2; starttls++) {
            struct imap_account account = account_of(a, &d, "gus");
            account.host = str_of(bad[i].host);
            account.security = starttls ? IMAP_STARTTLS : IMAP_TLS;
            account.port = starttls ? d.plain : d.tls;
            check_refused(a, &account, bad[i].fault);
        }
    struct imap_account account = account_of(a, &d, "gus");
    account.ca_file = (str){ 0 }; /* the system does not know this authority */
    check_refused(a, &account, IMAP_CERTIFICATE_UNKNOWN);
    account.ca_file = str_format(a, "%s/dovecot.conf", d.folder);
    check_refused(a, &account, IMAP_BAD_CA_FILE);
    arena_close(a);
}

PURE(dovecot_refuses_a_wrong_password_and_a_wrong_token)
{
    struct dovecot d = dovecot_beside();
    struct arena *a = arena_open();
    struct imap_account account = account_of(a, &d, "gus");
    account.secret = STR("canary-wrong");
    check_refused(a, &account, IMAP_LOGIN_REFUSED);
    account.security = IMAP_STARTTLS;
    account.port = d.plain;
    check_refused(a, &account, IMAP_LOGIN_REFUSED);
    static const int ways[] = { IMAP_XOAUTH2, IMAP_OAUTHBEARER };
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        account = account_of(a, &d, "token");
        account.how = (enum imap_login)ways[i];
        account.secret = STR("a-good-token");
        struct imap *s = opened(a, &account);
        selected(s, "INBOX");
        imap_close(s);
        account.secret = STR("canary-wrong");
        check_refused(a, &account, IMAP_TOKEN_REFUSED);
    }
    arena_close(a);
}

PURE(dovecot_is_tested_step_by_step)
{
    static const enum imap_step upgraded[] = { IMAP_AT_NAME,       IMAP_AT_CONNECT,     IMAP_AT_GREETING,
                                               IMAP_AT_ENCRYPTION, IMAP_AT_CERTIFICATE, IMAP_AT_LOGIN,
                                               IMAP_AT_FOLDER };
    struct dovecot d = dovecot_beside();
    struct arena *a = arena_open();
    struct imap_account account = account_of(a, &d, "gus");
    struct imap_said_list said;
    account.security = IMAP_STARTTLS;
    account.port = d.plain;
    check(imap_check(a, &account, (str){ 0 }, &said));
    check_int(said.n, COUNT_OF(upgraded));
    for (size_t i = 0; i < said.n; i++) {
        check_int(said.at[i].step, upgraded[i]);
        check(said.at[i].good && said.at[i].words.n > 0);
    }
    check(!imap_check(a, &account, STR("Nowhere"), &said));
    check_int(said.n, COUNT_OF(upgraded));
    check_int(said.at[6].trouble.fault, IMAP_NO_FOLDER);
    account.host = STR("127.0.0.2");
    check(!imap_check(a, &account, (str){ 0 }, &said));
    check_int(said.n, 5);
    check_int(said.at[4].step, IMAP_AT_CERTIFICATE);
    check_str(said.at[4].words, "the certificate has expired");
    account.host = STR("a b");
    check(!imap_check(a, &account, (str){ 0 }, &said));
    check_int(said.n, 1);
    arena_close(a);
}
