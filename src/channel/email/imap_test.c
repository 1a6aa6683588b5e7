/* Against a server that follows a script, as good ones and strange ones would. Against a real one: imap_dovecot_test.c.
 */
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "channel/email/imap_peer_test.h"

static void plain_day(struct imap_peer *p)
{
    imap_peer_login(p, "IDLE MOVE UIDPLUS ID");
    if (imap_peer_hear(p, "ID (\"name\" \"Regulars\")")) imap_peer_ok(p);
    imap_peer_select(p, 2);
    if (imap_peer_hear(p, "UID FETCH 1:1000 (UID RFC822.SIZE)")) {
        imap_peer_say(p, "* 2 FETCH (UID 9 RFC822.SIZE 12)\r\n* 1 FETCH (RFC822.SIZE 11 UID 4)\r\n"
                         "* 2 FETCH (UID 9 RFC822.SIZE 12)\r\n* 3 FETCH (FLAGS (\\Seen) UID 5000)\r\n");
        imap_peer_ok(p);
    }
    if (imap_peer_hear(p, "UID FETCH 4 (UID BODY.PEEK[])")) {
        imap_peer_say(p, "* 2 FETCH (FLAGS (\\Seen))\r\n* 1 FETCH (BODY[] {11}\r\nA: b\r\n\r\nc\r\n UID 4)\r\n");
        imap_peer_ok(p);
    }
    if (imap_peer_hear(p, "UID STORE 4 +FLAGS.SILENT (\\Seen)")) imap_peer_ok(p);
    if (imap_peer_hear(p, "UID MOVE 4 \"Done\"")) imap_peer_ok(p);
    imap_peer_end_of(p);
}

PURE(mails_are_listed_fetched_flagged_and_moved)
{
    struct arena *a = arena_open();
    struct imap_peer p;
    struct imap *s = imap_peer_opened(a, &p, plain_day);
    struct imap_mail_list mails;
    struct text mail = { .arena = a };
    struct imap_fetched got;
    check_ok(imap_uids(s, a, 0, &mails));
    check_int(mails.n, 2); /* 5000 was not asked for: what stands before it is not passed over */
    check_int(mails.at[0].uid, 4);
    check_int(mails.at[0].size, 11);
    check_int(mails.at[1].uid, 9);
    check_ok(imap_fetch(s, &mails.at[0], 1000, imap_text_sink(&mail), &got));
    check_str(text_str(&mail), "A: b\r\n\r\nc\r\n");
    check_int(got.bytes, 11);
    check(!got.cut);
    check_ok(imap_flag(s, 4, STR("\\Seen")));
    check_err(imap_flag(s, 4, STR("\\Seen) x")), INVALID);
    check_err(imap_flag(s, 4, STR("\\Made-up")), INVALID);
    check_ok(imap_move(s, 4, STR("Done")));
    check_err(imap_move(s, 4, STR("a\r\nb")), INVALID);
    imap_close(s);
    imap_peer_end(&p);
    arena_close(a);
}

static void without_extensions(struct imap_peer *p)
{
    imap_peer_login(p, "UIDPLUS");
    imap_peer_select(p, 1);
    if (imap_peer_hear(p, "UID COPY 4 \"Done\"")) imap_peer_ok(p);
    if (imap_peer_hear(p, "UID STORE 4 +FLAGS.SILENT (\\Deleted)")) imap_peer_ok(p);
    if (imap_peer_hear(p, "UID EXPUNGE 4")) imap_peer_ok(p);
    if (imap_peer_hear(p, "UID COPY 4 \"Nowhere\""))
        imap_peer_say(p, "%.*s NO [TRYCREATE] no such folder\r\n", STR_ARG(p->tag));
    imap_peer_end_of(p);
}

PURE(a_mail_is_moved_also_where_there_is_no_move)
{
    struct arena *a = arena_open();
    struct imap_peer p;
    struct imap *s = imap_peer_opened(a, &p, without_extensions);
    check(!imap_can_idle(s));
    check_ok(imap_move(s, 4, STR("Done")));
    check_err(imap_move(s, 4, STR("Nowhere")), NOT_FOUND);
    check(!imap_is_lost(s));
    imap_close(s);
    imap_peer_end(&p);
    arena_close(a);
}

/* A million mails, each UID a thousand and one apart and more: a window of UIDs finds nothing, places do. */
enum { MILLION = 1000000, APART = 4001 };

static void a_million(struct imap_peer *p)
{
    imap_peer_login(p, "IDLE");
    imap_peer_select(p, MILLION);
    while (imap_peer_hear(p, "")) {
        unsigned from = 0, to = 0;
        if (sscanf(p->line, "%*s UID FETCH %u:%u", &from, &to) == 2) {
            for (unsigned long uid = (from + APART - 1UL) / APART * APART;
                 uid <= to && uid <= (unsigned long)MILLION * APART; uid += APART)
                imap_peer_say(p, "* %lu FETCH (UID %lu RFC822.SIZE 100)\r\n", uid / APART, uid);
        } else if (sscanf(p->line, "%*s FETCH %u:%u", &from, &to) == 2) {
            for (unsigned i = from; i <= to && i <= MILLION; i++)
                imap_peer_say(p, "* %u FETCH (UID %lu RFC822.SIZE 100)\r\n", i, (unsigned long)i * APART);
        } else {
            imap_peer_say(p, "* BYE\r\n");
        }
        imap_peer_ok(p);
    }
}

PURE(a_million_mails_far_apart_cost_the_memory_of_a_batch)
{
    struct arena *a = arena_open(), *batch = arena_open();
    struct imap_peer p;
    struct imap *s = imap_peer_opened(a, &p, a_million);
    uint32_t after = 0, right = 0;
    size_t most = 0;
    for (int i = 0; i < 12; i++) { /* from the beginning, then the end */
        struct imap_mail_list mails;
        arena_reset(batch);
        check_ok(imap_uids(s, batch, after, &mails));
        most = arena_used(batch) > most ? arena_used(batch) : most;
        if (mails.n == 0) break;
        check(mails.n <= IMAP_BATCH);
        for (size_t k = 0; k < mails.n; k++) {
            check_int(mails.at[k].uid, after + APART);
            after = mails.at[k].uid;
            right++;
        }
        if (i == 8) after = (uint32_t)(MILLION - 700) * APART;
    }
    check_int(after, (int64_t)MILLION * APART);
    check(right > 5 * IMAP_BATCH);
    check(most < 200000);
    imap_close(s);
    imap_peer_end(&p);
    arena_close(batch);
    arena_close(a);
}

static void still_there(struct imap_peer *p, int uid)
{
    char command[100];
    snprintf(command, sizeof command, "UID FETCH %d:%d (UID RFC822.SIZE)", uid, uid);
    if (imap_peer_hear(p, "NOOP")) imap_peer_ok(p);
    if (imap_peer_hear(p, command)) {
        imap_peer_say(p, "* 2 FETCH (UID %d RFC822.SIZE 4)\r\n", uid);
        imap_peer_ok(p);
    }
}

static void nobody_there(struct imap_peer *p)
{
    imap_peer_login(p, "IDLE");
    imap_peer_select(p, 3);
    if (imap_peer_hear(p, "UID FETCH 5 (UID BODY.PEEK[])")) {
        imap_peer_say(p, "* 1 EXPUNGE\r\n");
        imap_peer_ok(p);
    }
    if (imap_peer_hear(p, "UID FETCH 6 (UID BODY.PEEK[])")) {
        imap_peer_say(p, "* 2 FETCH (UID 6 BODY[] NIL)\r\n");
        imap_peer_ok(p);
    }
    still_there(p, 6);
    if (imap_peer_hear(p, "UID FETCH 7 (UID BODY.PEEK[])")) {
        imap_peer_say(p, "* 2 FETCH (UID 7 BODY[] \"\")\r\n");
        imap_peer_ok(p);
    }
    still_there(p, 7);
    if (imap_peer_hear(p, "UID FETCH 8 (UID BODY.PEEK[])"))
        imap_peer_say(p, "%.*s NO [SERVERBUG] disk on fire\r\n", STR_ARG(p->tag));
    if (imap_peer_hear(p, "UID FETCH 9 (UID BODY.PEEK[]<0.4>)")) {
        imap_peer_say(p, "* 2 FETCH (UID 9 BODY[]<0> {4}\r\nabcd)\r\n");
        imap_peer_ok(p);
    }
    if (imap_peer_hear(p, "UID FETCH 10 (UID BODY.PEEK[])"))
        imap_peer_say(p, "* 2 FETCH (UID 10 BODY[] {9}\r\nabcdefghi)\r\n");
}

PURE(a_mail_that_is_gone_or_kept_back_or_too_large_is_told_apart)
{
    struct arena *a = arena_open();
    struct imap_peer p;
    struct imap *s = imap_peer_opened(a, &p, nobody_there);
    struct text mail = { .arena = a };
    struct imap_fetched got;
    struct imap_mail which = { .uid = 5, .size = 4 };
    check_err(imap_fetch(s, &which, 4, imap_text_sink(&mail), &got), NOT_FOUND);
    which.uid = 6;
    check_err(imap_fetch(s, &which, 4, imap_text_sink(&mail), &got), REMOTE);
    which.uid = 7;
    check_err(imap_fetch(s, &which, 4, imap_text_sink(&mail), &got), REMOTE);
    which.uid = 8;
    check_err(imap_fetch(s, &which, 4, imap_text_sink(&mail), &got), REMOTE);
    check_str(imap_trouble_words(a, imap_trouble(s)), "the server refused: it says \"disk on fire\"");
    check(!imap_is_lost(s));
    check_int(mail.n, 0);
    which = (struct imap_mail){ .uid = 9, .size = 90 }; /* known to be too large */
    check_ok(imap_fetch(s, &which, 4, imap_text_sink(&mail), &got));
    check_str(text_str(&mail), "abcd");
    check(got.cut && !imap_is_lost(s));
    mail.n = 0;
    which = (struct imap_mail){ .uid = 10, .size = 4 }; /* the size was a lie */
    check_ok(imap_fetch(s, &which, 4, imap_text_sink(&mail), &got));
    check_str(text_str(&mail), "abcd");
    check(got.cut && imap_is_lost(s));
    check_err(imap_flag(s, 10, STR("\\Seen")), REMOTE);
    imap_close(s);
    imap_peer_end(&p);
    arena_close(a);
}

static void pushes(struct imap_peer *p)
{
    imap_peer_login(p, "IDLE");
    imap_peer_select(p, 1);
    if (imap_peer_hear(p, "UID FETCH 1:1000")) imap_peer_ok(p);
    if (imap_peer_hear(p, "FETCH 1:1 ")) {
        imap_peer_say(p, "* 1 FETCH (UID 3 RFC822.SIZE 9)\r\n");
        imap_peer_ok(p);
    }
    for (int i = 0; i < 3; i++) {
        if (!imap_peer_hear(p, "IDLE")) return;
        char tag[64];
        snprintf(tag, sizeof tag, "%.*s", STR_ARG(p->tag));
        imap_peer_say(p, "* OK one moment\r\n+ idling\r\n* OK still here\r\n* 1 FETCH (FLAGS (\\Seen))\r\n");
        if (i == 2) imap_peer_say(p, "* 2 EXISTS\r\n* 1 RECENT\r\n");
        if (!imap_peer_hear(p, "DONE")) return;
        imap_peer_say(p, "%s OK idled\r\n", tag);
    }
    imap_peer_end_of(p);
}

PURE(idle_begins_anew_and_tells_of_what_came)
{
    struct arena *a = arena_open();
    struct imap_peer p;
    struct imap_mailbox box;
    struct imap_mail_list mails;
    struct imap *s = NULL;
    struct imap_trouble trouble;
    imap_peer_start(&p, pushes);
    struct imap_account account = imap_peer_account(&p);
    account.limits.again_ms = 30;
    check_ok(imap_open(a, &account, &s, &trouble));
    check(imap_can_idle(s));
    check_ok(imap_select(s, STR("INBOX"), &box));
    check_int(imap_idle(s, 60000), IMAP_NEWS); /* nothing was listed yet */
    check_ok(imap_uids(s, a, 0, &mails));
    check_int(imap_idle(s, 60000), IMAP_NEWS);
    imap_close(s);
    imap_peer_end(&p);
    arena_close(a);
}

static void polls(struct imap_peer *p)
{
    imap_peer_login(p, "IDLE");
    imap_peer_select(p, 0);
    if (imap_peer_hear(p, "UID FETCH 1:1000")) imap_peer_ok(p);
    if (imap_peer_hear(p, "IDLE")) imap_peer_say(p, "%.*s BAD not today\r\n", STR_ARG(p->tag));
    if (imap_peer_hear(p, "NOOP")) imap_peer_ok(p);
    if (imap_peer_hear(p, "NOOP")) {
        imap_peer_say(p, "* 1 EXISTS\r\n");
        imap_peer_ok(p);
    }
    imap_peer_end_of(p);
}

PURE(where_idle_is_refused_the_server_is_asked)
{
    struct arena *a = arena_open();
    struct imap_peer p;
    struct imap_mailbox box;
    struct imap_mail_list mails;
    struct imap *s = NULL;
    struct imap_trouble trouble;
    imap_peer_start(&p, polls);
    struct imap_account account = imap_peer_account(&p);
    account.limits.poll_ms = 20;
    check_ok(imap_open(a, &account, &s, &trouble));
    check_ok(imap_select(s, STR("INBOX"), &box));
    check_ok(imap_uids(s, a, 0, &mails));
    check_int(mails.n, 0);
    check_int(imap_idle(s, 60000), IMAP_NEWS);
    check(!imap_can_idle(s));
    imap_close(s);
    imap_peer_end(&p);
    arena_close(a);
}

static void idles(struct imap_peer *p)
{
    imap_peer_login(p, "IDLE");
    imap_peer_select(p, 0);
    if (imap_peer_hear(p, "UID FETCH 1:1000")) imap_peer_ok(p);
    if (!imap_peer_hear(p, "IDLE")) return;
    imap_peer_say(p, "+ idling\r\n");
    int stop = *(int *)p->with;
    if (stop) eventfd_write(stop, 1);
    while (stop && imap_peer_hear(p, "")) {
    }
}

/* IDLE for an hour, which the other side ends: by our own stop, or by its end. */
static enum imap_idled idled_until(int stop)
{
    struct arena *a = arena_open();
    struct imap_peer p;
    struct imap_mailbox box;
    struct imap_mail_list mails;
    struct imap *s = NULL;
    struct imap_trouble trouble;
    imap_peer_start_with(&p, idles, &stop);
    struct imap_account account = imap_peer_account(&p);
    account.stop = stop;
    check_ok(imap_open(a, &account, &s, &trouble));
    check_ok(imap_select(s, STR("INBOX"), &box));
    check_ok(imap_uids(s, a, 0, &mails));
    enum imap_idled idled = imap_idle(s, 3600000);
    check(imap_is_lost(s));
    check_int(imap_trouble(s)->fault, stop ? IMAP_WAS_STOPPED : IMAP_LOST_IT);
    imap_close(s);
    imap_peer_end(&p);
    arena_close(a);
    return idled;
}

PURE(what_waits_can_be_stopped_and_notices_an_end)
{
    int stop = eventfd(0, EFD_CLOEXEC);
    check_int(idled_until(stop), IMAP_STOPPED);
    check_int(idled_until(0), IMAP_LOST);
    close(stop);
}

PURE(every_fault_of_a_mailbox_has_a_name_and_words)
{
    for (int i = 0; i < IMAP_FAULTS; i++) {
        const char *code = imap_fault_code((enum imap_fault)i), *words = imap_fault_words((enum imap_fault)i);
        check(code && words && code[0] && words[0]);
        check((imap_fault_err((enum imap_fault)i) == OK) == (i == IMAP_NO_FAULT));
        for (int k = 0; k < i; k++) check(strcmp(code, imap_fault_code((enum imap_fault)k)) != 0);
    }
}

static void lists(struct imap_peer *p)
{
    imap_peer_login(p, "SPECIAL-USE LIST-EXTENDED");
    if (imap_peer_hear(p, "LIST \"\" \"*\" RETURN (SPECIAL-USE)")) {
        imap_peer_say(p, "* LIST (\\HasNoChildren) \"/\" INBOX\r\n* LIST (\\Sent) \"/\" \"Gesendet &- &APw-ber\"\r\n");
        imap_peer_say(p, "* LIST (\\Noselect) NIL {5}\r\na {1}\r\n* LIST () \"/\" \"&broken\"\r\n");
        imap_peer_ok(p);
    }
    if (imap_peer_hear(p, "SELECT \"Gesendet &- &APw-ber\""))
        imap_peer_say(p, "%.*s NO never heard of it\r\n", STR_ARG(p->tag));
    imap_peer_end_of(p);
}

PURE(folders_are_listed_by_the_names_people_know)
{
    struct arena *a = arena_open();
    struct imap_peer p;
    struct imap_folder_list folders;
    struct imap_mailbox box;
    imap_peer_start(&p, lists);
    struct imap *s = imap_peer_open(a, &p);
    check_ok(imap_folders(s, a, &folders));
    check_int(folders.n, 3);
    check_str(folders.at[0].name, "INBOX");
    check_str(folders.at[1].name, "Gesendet & über");
    check_str(folders.at[1].use, "sent");
    check_str(folders.at[2].name, "a {1}");
    check(folders.at[2].closed && !folders.at[1].closed);
    check_err(imap_select(s, STR("Gesendet & über"), &box), NOT_FOUND);
    imap_close(s);
    imap_peer_end(&p);
    arena_close(a);
}
