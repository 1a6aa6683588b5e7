#include "conversation/mail_desk_test.h"

#include "spine/house.h"
#include "test/house.h"
#include "test/test.h"

static enum err add_box(struct turn *t, void *with)
{
    struct desk *d = with;
    struct mailbox given = { .name = STR("Support"),
                             .address = STR("support@desk.example"),
                             .active = true,
                             .plus = true,
                             .from_name = STR("The Desk"),
                             .signature = STR("{name}, at your service"),
                             .smtp_host = STR("127.0.0.1"),
                             .smtp_port = d->sink.port,
                             .smtp_security = MAIL_BARE,
                             .smtp_user = STR("support"),
                             .smtp_secret = STR("secret") };
    TRY(staff_add(t, STR("Kim"), STR("kim@desk.example"), AGENT, &d->kim));
    return mailbox_keep(t, &given, &d->box);
}

struct desk *desk_open(void)
{
    struct arena *a = arena_open();
    struct desk *d = ARENA_NEW(a, struct desk);
    d->arena = a;
    d->house = test_house_open(a);
    d->house->flow = flow;
    sink_open(&d->sink);
    check_ok(turn_write(d->house, actor_system(), add_box, d, NULL, a));
    return d;
}

void desk_close(struct desk *d)
{
    test_house_close(d->house);
    sink_close(&d->sink);
    arena_close(d->arena);
}

struct handing {
    const struct mailbox *box;
    str raw;
    struct ledger_mail kept;
};

static enum err hand_in(struct turn *t, void *with)
{
    struct handing *it = with;
    return mail_keep(t, it->box, &(struct mail_arrival){ .way = BY_PIPE, .raw = it->raw }, &it->kept);
}

static enum err look_mail(struct turn *t, void *with)
{
    struct ledger_mail *m = with;
    return mail_find(t, m->id, m);
}

struct ledger_mail desk_arrives(struct desk *d, str raw)
{
    struct handing it = { .box = &d->box, .raw = raw };
    check_ok(turn_write(d->house, actor_system(), hand_in, &it, NULL, d->arena));
    reaction_settle(d->house);
    check_ok(turn_read(d->house, actor_system(), look_mail, &it.kept, NULL, d->arena));
    return it.kept;
}

str desk_mail(struct desk *d, const char *from, const char *head, const char *body)
{
    return str_format(d->arena, "From: %s\r\nTo: support@desk.example\r\n%s\r\n%s\r\n", from, head, body);
}

struct ledger_mail desk_ann_writes(struct desk *d)
{
    return desk_arrives(
        d, desk_mail(d, "Ann <ann@example.org>", "Subject: My bowl\r\nMessage-ID: <one@example.org>\r\n", "It broke."));
}

enum err desk_say(struct turn *t, void *with)
{
    struct answering *it = with;
    struct turn as = *t;
    as.actor = (struct actor){ .kind = STAFF, .role = AGENT, .who = it->desk->kim.id };
    return conversation_say(&as, &it->what, &it->m);
}

id desk_answers(struct desk *d, id conversation, const char *body)
{
    struct answering it = { .desk = d, .what = { .conversation = conversation, .body = str_of(body) } };
    check_ok(turn_write(d->house, actor_system(), desk_say, &it, NULL, d->arena));
    return it.m.id;
}

static enum err look(struct turn *t, void *with)
{
    struct delivery *it = with;
    return delivery_find(t, it->message, it);
}

struct delivery desk_delivery(struct desk *d, id message)
{
    struct delivery it = { .message = message };
    check_ok(turn_read(d->house, actor_system(), look, &it, NULL, d->arena));
    return it;
}

static enum err tick(struct turn *t, void *with)
{
    (void)with;
    return EMIT(t, EVERY_MINUTE, .subject = 0);
}

/* Time passes, and the house notices. */
void desk_later(struct desk *d, usec by)
{
    clock_set(&d->house->clock, clock_now(&d->house->clock) + by);
    check_ok(turn_write(d->house, actor_system(), tick, NULL, NULL, d->arena));
    reaction_settle(d->house);
}

str letter_head(str letter)
{
    ptrdiff_t end = str_find(letter, STR("\r\n\r\n"));
    return str_cut(letter, end < 0 ? letter.n : (size_t)end + 2);
}

/* The value of a field, unfolded; how often it is there. */
str letter_field(struct desk *d, str letter, const char *name, int *times)
{
    struct text value = { .arena = d->arena };
    bool in = false;
    *times = 0;
    for (str rest = letter_head(letter), line; rest.n;) {
        line = str_split(&rest, '\n');
        if (line.n && line.at[line.n - 1] == '\r') line.n--;
        str key = line;
        key = str_split(&key, ':');
        bool more = line.n && (line.at[0] == ' ' || line.at[0] == '\t');
        if (!more) in = str_is(key, str_of(name));
        if (in && !more) *times += 1;
        if (in) text_add(&value, more ? line : str_trim(str_from(line, key.n + 1)));
    }
    return text_str(&value);
}

int letter_fields(str letter)
{
    int n = 0;
    for (str rest = letter_head(letter); rest.n;) {
        str line = str_split(&rest, '\n');
        n += line.n > 1 && line.at[0] != ' ' && line.at[0] != '\t';
    }
    return n;
}

const char *desk_z(struct desk *d, str s)
{
    return str_z(d->arena, s);
}
