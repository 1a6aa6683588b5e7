/* Files on messages: theirs in the same transaction, read by whoever may see the conversation, swept when nobody used
 * them. */
#include "conversation/attachment.h"

#include "channel/channel.h"
#include "net/peer_test.h"
#include "spine/worker.h"
#include "staff/team.h"
#include "test/ask.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

struct scene {
    struct arena *a;
    struct house *h;
    id which;
};

static enum err arrive(struct turn *t, void *with)
{
    struct incoming it = { 0 };
    TRY(incoming_keep(t, &channel_form, STR("message=Hello"), STR(""), STR(""), &it));
    TRY(conversation_receive(t, &(struct event){ .subject = it.id }));
    TRY(incoming_find(t, it.id, &it));
    *(id *)with = it.conversation;
    return OK;
}

static struct scene open_scene(void)
{
    struct scene it = { .a = arena_open() };
    it.h = test_house_served(it.a, flow);
    check_ok(turn_write(it.h, actor_system(), arrive, &it.which, NULL, it.a));
    return it;
}

/* How many blobs there are; and, when told so, away with them. */
static int count_blobs(struct scene *it, bool remove)
{
    int n = 0;
    for (int folder = 0; folder < 256; folder++) {
        str path = str_format(it->a, "%.*s/blobs/%02x", STR_ARG(it->h->options.directory), folder);
        DIR *d = opendir(str_z(it->a, path));
        if (!d) continue;
        for (struct dirent *e = readdir(d); e; e = readdir(d)) {
            if (e->d_name[0] == '.') continue;
            n++;
            if (remove) unlinkat(dirfd(d), e->d_name, 0);
        }
        closedir(d);
        if (remove) rmdir(str_z(it->a, path));
    }
    return n;
}

static void close_scene(struct scene *it)
{
    count_blobs(it, true);
    test_house_close(it->h);
    arena_close(it->a);
}

static str ask(struct scene *it, const char *line, str who, str body)
{
    return test_ask(it->h, it->a, str_of(line), who, body);
}

static str sent(struct scene *it, str who, const char *name, str bytes)
{
    str reply = ask(it, str_z(it->a, str_format(it->a, "POST /api/v1/files?name=%s", name)), who, bytes);
    ptrdiff_t at = str_find(reply, STR("{\"id\":\""));
    check(at > 0);
    str rest = str_from(reply, (size_t)at + 7);
    return str_copy(it->a, str_split(&rest, '"'));
}

static str write_with(struct scene *it, str who, str file, const char *more)
{
    str line = str_format(it->a, "POST /api/v1/conversations/%lld/messages", (long long)it->which);
    return ask(it, str_z(it->a, line), who,
               str_format(it->a, "{\"body\":\"Here it is\",\"files\":[\"%.*s\"]%s}", STR_ARG(file), more));
}

static int fetched(struct scene *it, str who, str file)
{
    return status_of(ask(it, str_z(it->a, str_format(it->a, "GET /api/v1/files/%.*s", STR_ARG(file))), who, STR("")));
}

static str messages(struct scene *it, str who)
{
    return ask(it, str_z(it->a, str_format(it->a, "GET /api/v1/conversations/%lld/messages", (long long)it->which)),
               who, STR(""));
}

EACH_DATABASE(a_file_hangs_on_its_message_and_is_read_by_whoever_sees_the_conversation)
{
    struct scene it = open_scene();
    str bo = test_sign_in(it.h, it.a, AGENT), cy = test_sign_in(it.h, it.a, AGENT);
    str file = sent(&it, bo, "bowl.png", STR("\x89PNG\r\n\x1a\nrest"));
    check_int(fetched(&it, bo, file), 200);
    check_int(fetched(&it, cy, file), 404); /* until it hangs on something it is its sender's */
    check_int(status_of(write_with(&it, bo, file, "")), 201);
    check_int(fetched(&it, cy, file), 200);
    str said = messages(&it, cy);
    check(test_has(said, "\"name\":\"bowl.png\"") && test_has(said, "\"type\":\"image/png\""));
    close_scene(&it);
}

static enum err move_away(struct turn *t, void *with)
{
    struct team team = { 0 };
    TRY(team_add(t, STR("blue"), &team));
    return conversation_move(t, *(id *)with, team.id, 0, STR(""));
}

EACH_DATABASE(a_file_of_another_teams_conversation_is_not_there_even_for_its_sender)
{
    struct scene it = open_scene();
    str bo = test_sign_in(it.h, it.a, AGENT), admin = test_sign_in(it.h, it.a, ADMIN);
    str file = sent(&it, bo, "a.txt", STR("words"));
    check(test_has(write_with(&it, bo, file, ",\"internal\":true"), "a.txt"));
    check_ok(turn_write(it.h, actor_system(), move_away, &it.which, NULL, it.a));
    check_int(fetched(&it, bo, file), 404);
    check_int(fetched(&it, admin, file), 200);
    close_scene(&it);
}

EACH_DATABASE(a_file_hangs_on_one_message_and_only_its_sender_hangs_it)
{
    struct scene it = open_scene();
    str bo = test_sign_in(it.h, it.a, AGENT), cy = test_sign_in(it.h, it.a, AGENT);
    str file = sent(&it, bo, "a.txt", STR("words"));
    str stolen = write_with(&it, cy, file, "");
    check_int(status_of(stolen), 422);
    check(test_has(stolen, "\"field\":\"files\""));
    check(!test_has(messages(&it, bo), "Here it is")); /* nothing half done */
    check_int(status_of(write_with(&it, bo, file, "")), 201);
    check_int(status_of(write_with(&it, bo, file, "")), 422);
    check_int(status_of(write_with(&it, bo, STR("77"), "")), 422);
    close_scene(&it);
}

EACH_DATABASE(more_files_than_a_message_may_have_are_refused)
{
    struct scene it = open_scene();
    str bo = test_sign_in(it.h, it.a, AGENT);
    str line = str_format(it.a, "POST /api/v1/conversations/%lld/messages", (long long)it.which);
    struct text body = { .arena = it.a };
    text_addz(&body, "{\"body\":\"Here\",\"files\":[");
    for (int i = 0; i <= ATTACHMENTS_MOST; i++) text_addf(&body, "%s\"%d\"", i ? "," : "", i + 1);
    text_addz(&body, "]}");
    str reply = ask(&it, str_z(it.a, line), bo, text_str(&body));
    check_int(status_of(reply), 422);
    check(test_has(reply, "\"field\":\"files\""));
    close_scene(&it);
}

/* ---- what nobody used ---- */

static void night(struct scene *it)
{
    check_ok(turn_write(it->h, actor_system(), tick, NULL, NULL, it->a));
    reaction_settle(it->h);
}

/* The clock of the test is not that of the disk: blobs are as old as they are told. */
static void age_blobs(struct scene *it, usec at)
{
    for (int folder = 0; folder < 256; folder++) {
        str path = str_format(it->a, "%.*s/blobs/%02x", STR_ARG(it->h->options.directory), folder);
        DIR *d = opendir(str_z(it->a, path));
        if (!d) continue;
        struct timespec then[2] = { { .tv_sec = at / SECOND }, { .tv_sec = at / SECOND } };
        for (struct dirent *e = readdir(d); e; e = readdir(d))
            if (e->d_name[0] != '.') check_int(utimensat(dirfd(d), e->d_name, then, 0), 0);
        closedir(d);
    }
}

EACH_DATABASE(what_nobody_used_for_a_day_is_swept_and_what_hangs_on_a_message_stays)
{
    struct scene it = open_scene();
    str bo = test_sign_in(it.h, it.a, OWNER);
    str used = sent(&it, bo, "used.txt", STR("words that stay")),
        unused = sent(&it, bo, "unused.txt", STR("words that go"));
    str twin = sent(&it, bo, "twin.txt", STR("words that stay")); /* one blob, of which a part is used */
    check_int(status_of(write_with(&it, bo, used, "")), 201);
    age_blobs(&it, clock_now(&it.h->clock));
    clock_move(&it.h->clock, DAY - HOUR);
    night(&it);
    check_int(fetched(&it, bo, unused), 200); /* not yet a day */
    clock_move(&it.h->clock, DAY);
    night(&it);
    check_int(fetched(&it, bo, unused), 404);
    check_int(fetched(&it, bo, twin), 404);
    check_int(fetched(&it, bo, used), 200);
    check_int(count_blobs(&it, false), 1);
    str again = sent(&it, bo, "again.txt", STR("words that go"));
    check_int(fetched(&it, bo, again), 200);
    close_scene(&it);
}

EACH_DATABASE(a_blob_that_is_sent_again_just_before_the_sweep_stays)
{
    struct scene it = open_scene();
    str bo = test_sign_in(it.h, it.a, OWNER);
    sent(&it, bo, "old.txt", STR("the same words"));
    age_blobs(&it, clock_now(&it.h->clock));
    clock_move(&it.h->clock, 2 * DAY);
    str again = sent(&it, bo, "new.txt", STR("the same words")); /* marks it */
    night(&it);
    check_int(fetched(&it, bo, again), 200);
    check_int(count_blobs(&it, false), 1);
    close_scene(&it);
}
