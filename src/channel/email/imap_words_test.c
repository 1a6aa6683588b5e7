/* One answer at a time: what is read, and what is refused. */
#include "channel/email/imap_folder.h"
#include "channel/email/imap_wire.h"
#include "channel/email/imap_words.h"
#include "test/test.h"

static struct imap_answer read_one(struct arena *a, const char *line)
{
    struct imap_answer it;
    check(imap_read(a, str_of(line), &it));
    return it;
}

PURE(an_imap_status_is_read_with_its_code)
{
    struct arena *a = arena_open();
    struct imap_answer it = read_one(a, "* OK [UIDVALIDITY 17] valid\r\n");
    check_int(it.says, IMAP_OK);
    check_str(it.code, "UIDVALIDITY");
    check_str(it.argument, "17");
    check_str(it.text, "valid");
    it = read_one(a, "r12 no [AUTHENTICATIONFAILED] who?\r\n");
    check_int(it.says, IMAP_NO);
    check_str(it.tag, "r12");
    check_str(it.code, "AUTHENTICATIONFAILED");
    check_int(read_one(a, "+ idling\r\n").says, IMAP_GO_ON);
    check_int(read_one(a, "+\r\n").says, IMAP_GO_ON);
    check_int(read_one(a, "* BYE\r\n").says, IMAP_BYE);
    check_int(read_one(a, "* OKAY whatever\r\n").says, IMAP_OTHER);
    arena_close(a);
}

PURE(an_imap_fetch_is_read_whatever_else_stands_in_it)
{
    struct arena *a = arena_open();
    struct imap_answer it = read_one(a, "* 9 FETCH (FLAGS (\\Seen $Done) UID 4294967295 RFC822.SIZE 44827)\r\n");
    check_int(it.says, IMAP_FETCH);
    check_int(it.number, 9);
    check_int(it.uid, 4294967295);
    check_int(it.size, 44827);
    check(!it.has_body);
    it = read_one(
        a,
        "* 1 FETCH (ENVELOPE (\"a \\\" b)\" {5}\r\n(x)\r\n NIL ((NIL NIL \"u\" \"h\"))) BODY[HEADER.FIELDS (TO CC)]<0>"
        " \"UID 3\" BODY[] {3}\r\nabc UID 12)\r\n");
    check_int(it.uid, 12);
    check(it.has_body);
    check_str(it.body, "abc");
    it = read_one(a, "* 1 FETCH (UID 12 BODY[] NIL)\r\n");
    check(!it.has_body);
    check_int(it.size, -1);
    arena_close(a);
}

PURE(what_is_not_imap_is_refused)
{
    static const char *const bad[] = { "",
                                       "\r\n",
                                       "HTTP/1.1 400 Bad Request\r\n",
                                       "* \r\n",
                                       "r1\r\n",
                                       "r1 PERHAPS\r\n",
                                       "r1 BYE\r\n",
                                       "* 4294967296 EXISTS\r\n",
                                       "* 99999999999999999999 EXISTS\r\n",
                                       "* 1 FETCH\r\n",
                                       "* 1 FETCH (UID 0)\r\n",
                                       "* 1 FETCH (UID 4294967296)\r\n",
                                       "* 1 FETCH (UID 1 UID 2)\r\n",
                                       "* 1 FETCH (UID -1)\r\n",
                                       "* 1 FETCH (UID 1\r\n",
                                       "* 1 FETCH (UID 1) and more\r\n",
                                       "* 1 FETCH (UID 1 RFC822.SIZE 9223372036854775808)\r\n",
                                       "* 1 FETCH (BODY[] {9}\r\nshort)\r\n",
                                       "* 1 FETCH (BODY[] {9223372036854775808}\r\n)\r\n",
                                       "* 1 FETCH (BODY[] \"a\" BODY[] \"b\")\r\n",
                                       "* 1 FETCH (BODY[] \"open)\r\n",
                                       "* LIST () \"/\"\r\n",
                                       "* LIST \"/\" INBOX\r\n" };
    struct arena *a = arena_open();
    struct imap_answer it;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (imap_read(a, str_of(bad[i]), &it)) check_str(str_of(bad[i]), "refused");
    check(!imap_read(a, STR("* OK a NUL\0in it\r\n"), &it));
    struct text deep = { .arena = a };
    text_addz(&deep, "* 1 FETCH (X ");
    for (int i = 0; i < 100000; i++) text_addc(&deep, '(');
    text_addz(&deep, "\r\n");
    check(!imap_read(a, text_str(&deep), &it));
    arena_close(a);
}

PURE(a_literal_is_announced_only_where_one_can_stand)
{
    int64_t n = 0;
    check_int(imap_literal(STR("* 1 FETCH (BODY[] {310}\r\n"), 0, &n), 1);
    check_int(n, 310);
    check(imap_body_follows(STR("* 1 FETCH (UID 5 BODY[] {310}\r\n")));
    check(imap_body_follows(STR("* 1 FETCH (BODY[]<0> {310}\r\n")));
    check(!imap_body_follows(STR("* 1 FETCH (BODY[HEADER] {310}\r\n")));
    check(!imap_body_follows(STR("* LIST () \"BODY[] {3}\r\n")));
    check_int(imap_literal(STR("* OK see {310}\r\n"), 0, &n), 0);
    check_int(imap_literal(STR("r1 OK see {310}\r\n"), 0, &n), 0);
    check_int(imap_literal(STR("* LIST () \"/\" \"{310}\"\r\n"), 0, &n), 0);
    check_int(imap_literal(STR("* LIST () \"/\" {5}\r\na{31}\r\n"), 24, &n), 0);
    check_int(imap_literal(STR("* LIST () \"/\" {2147483648}\r\n"), 0, &n), -1);
    check_int(imap_literal(STR("* LIST () \"/\" {9223372036854775808}\r\n"), 0, &n), -1);
    check_int(imap_literal(STR("* LIST () \"/\" {-1}\r\n"), 0, &n), 0);
}

PURE(a_folder_has_its_name_in_any_script)
{
    static const char *const names[][2] = { { "INBOX", "\"INBOX\"" },         { "Entwürfe", "\"Entw&APw-rfe\"" },
                                            { "日本語", "\"&ZeVnLIqe-\"" },   { "Tom & Jerry", "\"Tom &- Jerry\"" },
                                            { "a\"b\\c", "\"a\\\"b\\\\c\"" }, { "🙂", "\"&2D3eQg-\"" } };
    struct arena *a = arena_open();
    str wire = { 0 }, back = { 0 };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        check(imap_folder_quoted(a, str_of(names[i][0]), &wire));
        check_str(wire, names[i][1]);
    }
    check(imap_folder_name(a, STR("Entw&APw-rfe"), &back));
    check_str(back, "Entwürfe");
    static const char *const bad[] = { "", "&AP-", "a&b", "Entw\xc3\xbcrfe", "&AGE-", "&2D0-", "&AAo-" };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (imap_folder_name(a, str_of(bad[i]), &back)) check_str(str_of(bad[i]), "refused");
    check(!imap_folder_quoted(a, STR("x\r\nr9 DELETE INBOX"), &wire));
    check(!imap_folder_quoted(a, STR("\xff"), &wire));
    arena_close(a);
}

PURE(no_secret_is_in_the_words_of_a_server)
{
    struct arena *a = arena_open();
    str secret = STR("canary-of-a-secret");
    check_str(server_words(a, STR("no such user"), secret), "no such user");
    check_str(server_words(a, STR("you said canary-of-a-secret"), secret), "");
    check_str(server_words(a, STR("you said AGFubgBjYW5hcnktb2YtYS1zZWNyZXQ= !"), secret), "");     /* NUL ann NUL */
    check_str(server_words(a, STR("you said AGFubmUAY2FuYXJ5LW9mLWEtc2VjcmV0 !"), secret), "");     /* NUL anne NUL */
    check_str(server_words(a, STR("you said AGFubmVyAGNhbmFyeS1vZi1hLXNlY3JldA== !"), secret), ""); /* NUL anner NUL */
    arena_close(a);
}
