/* A desk for tests: a mailbox, a colleague, a mail server that takes what leaves, and what one looks for in a letter.
 */
#ifndef CONVERSATION_MAIL_DESK_TEST_H
#define CONVERSATION_MAIL_DESK_TEST_H

#include "channel/email/ledger.h"
#include "conversation/delivery.h"
#include "conversation/smtp_sink_test.h"
#include "staff/staff.h"

struct desk {
    struct arena *arena;
    struct house *house;
    struct sink sink;
    struct mailbox box;
    struct staff kim;
};

struct desk *desk_open(void);
void desk_close(struct desk *d);
struct ledger_mail desk_arrives(struct desk *d, str raw); /* and is sorted */
str desk_mail(struct desk *d, const char *from, const char *head, const char *body);
struct ledger_mail desk_ann_writes(struct desk *d);
void desk_later(struct desk *d, usec by); /* time passes, and the house notices */
const char *desk_z(struct desk *d, str s);

struct answering {
    struct desk *desk;
    struct writing what;
    struct message m;
};
enum err desk_say(struct turn *t, void *answering); /* as Kim */
id desk_answers(struct desk *d, id conversation, const char *body);
struct delivery desk_delivery(struct desk *d, id message);

str letter_head(str letter);
str letter_field(struct desk *d, str letter, const char *name, int *times); /* unfolded; how often it is there */
int letter_fields(str letter);

#define check_field(d, letter, name, value)                                                                            \
    do {                                                                                                               \
        int times_;                                                                                                    \
        check_str(letter_field((d), (letter), (name), &times_), (value));                                              \
        check_int(times_, 1);                                                                                          \
    } while (0)

#endif
