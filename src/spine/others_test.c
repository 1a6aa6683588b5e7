/* Two programs on one database: what one commits, and who looks at its screens, the other one's screens are told. */
#include "spine/others.h"

#include "channel/channel.h"
#include "conversation/conversation.h"
#include "net/peer_test.h"
#include "test/ask.h"
#include "test/database.h"
#include "test/house.h"
#include "test/live.h"
#include "test/test.h"

#include <unistd.h>

enum { QUIET_MS = 400, PATIENCE = 20, MEET_MS = 5000 };

struct scene {
    struct arena *a;
    struct house *h, *beside;
    id which;
};

/* What is said until `words` are in it, so often, and a moment longer: more would be seen, too. */
static str hear_of(struct scene *it, int fd, const char *words, int times)
{
    struct text all = { .arena = it->a };
    for (int i = 0; i < PATIENCE && count_of(text_str(&all), str_of(words)) < times; i++)
        text_add(&all, hear(it->a, fd, QUIET_MS));
    text_add(&all, hear(it->a, fd, QUIET_MS));
    return text_str(&all);
}

static bool is_told(struct scene *it, int fd, const char *words, int times)
{
    return count_of(hear_of(it, fd, words, times), str_of(words)) == times;
}

static enum err note(struct turn *t, void *with)
{
    struct message m = { 0 };
    return conversation_write(t, *(id *)with, STR("Look at this"), true, &m);
}

static bool have_met(const struct scene *it, int ms)
{
    for (int i = 0; i < ms; i++, test_pause())
        if (others_known(it->h->others) == 1 && others_known(it->beside->others) == 1) return true;
    return false;
}

/* False: one database is one program there. */
static bool open_scene(struct scene *it)
{
    *it = (struct scene){ .a = arena_open() };
    it->h = test_house_served(it->a, flow);
    if (store_engine(it->h->store) == SQLITE) {
        check(!it->h->others);
        test_house_close(it->h);
        arena_close(it->a);
        return false;
    }
    it->beside = test_house_beside(it->h, it->a);
    check(have_met(it, MEET_MS));
    check_ok(turn_write(it->h, actor_system(), test_arrives, &it->which, NULL, it->a));
    return true;
}

static void close_scene(struct scene *it)
{
    if (it->beside) house_close(it->beside, 0);
    test_house_close(it->h);
    arena_close(it->a);
}

EACH_DATABASE(what_one_program_commits_the_screens_of_another_are_told)
{
    struct scene it;
    if (!open_scene(&it)) return;
    int here = test_live(it.a, it.h, test_sign_in(it.h, it.a, AGENT));
    int there = test_live(it.a, it.beside, test_sign_in(it.h, it.a, AGENT));
    check_ok(turn_write(it.h, actor_system(), note, &it.which, NULL, it.a));
    check(is_told(&it, there, "message.written", 1));
    check(is_told(&it, here, "message.written", 1));
    check_ok(turn_write(it.beside, actor_system(), note, &it.which, NULL, it.a));
    check(is_told(&it, here, "message.written", 1));
    check(is_told(&it, there, "message.written", 1));
    close(here);
    close(there);
    close_scene(&it);
}

EACH_DATABASE(people_at_two_programs_see_each_other_and_who_leaves_is_gone)
{
    struct scene it;
    if (!open_scene(&it)) return;
    int bo = test_live(it.a, it.h, test_sign_in(it.h, it.a, AGENT));
    int cy = test_live(it.a, it.beside, test_sign_in(it.h, it.a, AGENT));
    test_look_at(it.a, bo, it.which, "reading");
    check(is_told(&it, bo, "\"staff\"", 1)); /* alone */
    test_look_at(it.a, cy, it.which, "writing");
    str of_bo = hear_of(&it, bo, "\"staff\"", 2);
    check_int(count_of(of_bo, STR("\"staff\"")), 2);
    check_int(count_of(of_bo, STR("\"doing\":\"writing\"")), 1);
    check(is_told(&it, cy, "\"staff\"", 2));
    close(cy);
    check(is_told(&it, bo, "\"staff\"", 1));
    close(bo);
    close_scene(&it);
}

EACH_DATABASE(a_program_that_ends_takes_those_at_its_screens_along)
{
    struct scene it;
    if (!open_scene(&it)) return;
    int bo = test_live(it.a, it.h, test_sign_in(it.h, it.a, AGENT));
    int cy = test_live(it.a, it.beside, test_sign_in(it.h, it.a, AGENT));
    test_look_at(it.a, cy, it.which, "reading");
    hear_of(&it, cy, "\"staff\"", 1);
    test_look_at(it.a, bo, it.which, "reading");
    check(is_told(&it, bo, "\"staff\"", 2));
    house_close(it.beside, 0);
    it.beside = NULL;
    close(cy);
    str after = hear_of(&it, bo, "\"staff\"", 1);
    check(count_of(after, STR("\"presence\"")) >= 1);
    check_int(count_of(after, STR("\"staff\"")), count_of(after, STR("\"presence\""))); /* only themselves */
    check_int(others_known(it.h->others), 0);
    close(bo);
    close_scene(&it);
}

EACH_DATABASE(a_draft_saved_at_one_program_is_newer_than_the_same_persons_screen_at_another)
{
    struct scene it;
    if (!open_scene(&it)) return;
    str bo = test_sign_in(it.h, it.a, AGENT);
    int desk = test_live(it.a, it.h, bo), train = test_live(it.a, it.beside, bo);
    test_look_at(it.a, desk, it.which, "reading");
    test_look_at(it.a, train, it.which, "reading");
    hear_of(&it, desk, "\"presence\"", 1), hear_of(&it, train, "\"presence\"", 1);
    test_live_say(it.a, desk, str_format(it.a, "{\"saved\":\"%lld\"}", (long long)it.which));
    check(is_told(&it, train, "\"saved\"", 1));
    close(desk);
    close(train);
    close_scene(&it);
}

EACH_DATABASE(a_session_that_ends_at_one_program_closes_its_screens_at_all)
{
    struct scene it;
    if (!open_scene(&it)) return;
    str bo = test_sign_in(it.h, it.a, AGENT);
    int there = test_live(it.a, it.beside, bo);
    check_int(status_of(test_ask(it.h, it.a, STR("DELETE /api/v1/session"), bo, STR(""))), 204);
    check(is_closed(there, 8000));
    close(there);
    close_scene(&it);
}
