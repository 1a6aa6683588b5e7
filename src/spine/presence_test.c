/* Who sees whom, over real sockets. */
#include "spine/presence.h"

#include "channel/channel.h"
#include "conversation/conversation.h"
#include "net/peer_test.h"
#include "staff/team.h"
#include "test/database.h"
#include "test/house.h"
#include "test/live.h"
#include "test/test.h"

#include <unistd.h>

enum { WAIT_MS = 400 };

static enum err move_away(struct turn *t, void *with)
{
    struct team team = { 0 };
    TRY(team_add(t, STR("blue"), &team));
    return conversation_move(t, *(id *)with, team.id, 0, STR(""));
}

struct scene {
    struct arena *a;
    struct house *h;
    id which;
};

static struct scene open_scene(void)
{
    struct scene it = { .a = arena_open() };
    it.h = test_house_served(it.a, NULL);
    check_ok(turn_write(it.h, actor_system(), test_arrives, &it.which, NULL, it.a));
    return it;
}

static void close_scene(struct scene *it)
{
    test_house_close(it->h);
    arena_close(it->a);
}

EACH_DATABASE(two_who_look_at_the_same_see_each_other_and_a_closed_tab_is_gone_at_once)
{
    struct scene it = open_scene();
    int bo = test_live(it.a, it.h, test_sign_in(it.h, it.a, AGENT)),
        cy = test_live(it.a, it.h, test_sign_in(it.h, it.a, AGENT));
    test_look_at(it.a, bo, it.which, "reading");
    check_int(count_of(hear(it.a, bo, WAIT_MS), STR("\"staff\"")), 1); /* alone */
    test_look_at(it.a, cy, it.which, "reading");
    check_int(count_of(hear(it.a, bo, WAIT_MS), STR("\"staff\"")), 2);
    test_look_at(it.a, cy, it.which, "writing");
    check_int(count_of(hear(it.a, bo, WAIT_MS), STR("\"doing\":\"writing\"")), 1);
    close(cy);
    str after = hear(it.a, bo, WAIT_MS);
    check_int(count_of(after, STR("\"presence\"")), 1);
    check_int(count_of(after, STR("\"staff\"")), 1);
    close(bo);
    close_scene(&it);
}

EACH_DATABASE(who_may_not_see_a_conversation_sees_nobody_there_and_is_not_seen)
{
    struct scene it = open_scene();
    check_ok(turn_write(it.h, actor_system(), move_away, &it.which, NULL, it.a));
    int admin = test_live(it.a, it.h, test_sign_in(it.h, it.a, ADMIN)),
        bo = test_live(it.a, it.h, test_sign_in(it.h, it.a, AGENT));
    test_look_at(it.a, admin, it.which, "writing");
    check_int(count_of(hear(it.a, admin, WAIT_MS), STR("\"presence\"")), 1);
    test_look_at(it.a, bo, it.which, "reading");
    check_int(count_of(hear(it.a, bo, WAIT_MS), STR("\"presence\"")), 0);
    str seen = hear(it.a, admin, 50);
    check_int(count_of(seen, STR("\"staff\"")), count_of(seen, STR("\"presence\""))); /* only themselves */
    close(bo);
    close(admin);
    close_scene(&it);
}

EACH_DATABASE(what_goes_to_another_team_is_left_by_those_who_may_not_follow)
{
    struct scene it = open_scene();
    it.h->flow = flow;
    int bo = test_live(it.a, it.h, test_sign_in(it.h, it.a, AGENT)),
        cy = test_live(it.a, it.h, test_sign_in(it.h, it.a, AGENT));
    test_look_at(it.a, bo, it.which, "reading");
    test_look_at(it.a, cy, it.which, "reading");
    hear(it.a, bo, WAIT_MS);
    check_ok(turn_write(it.h, actor_system(), move_away, &it.which, NULL, it.a));
    check(count_of(hear(it.a, bo, WAIT_MS), STR("\"here\":[]")) == 1);
    test_look_at(it.a, bo, it.which, "reading");
    check_int(count_of(hear(it.a, bo, WAIT_MS), STR("\"presence\"")), 0);
    close(bo);
    close(cy);
    close_scene(&it);
}

EACH_DATABASE(the_other_screens_of_the_same_person_hear_that_a_draft_was_saved)
{
    struct scene it = open_scene();
    str cookie = test_sign_in(it.h, it.a, AGENT);
    int here = test_live(it.a, it.h, cookie), there = test_live(it.a, it.h, cookie);
    int other = test_live(it.a, it.h, test_sign_in(it.h, it.a, AGENT));
    test_look_at(it.a, here, it.which, "reading");
    test_look_at(it.a, there, it.which, "writing");
    test_look_at(it.a, other, it.which, "reading");
    hear(it.a, here, WAIT_MS);
    test_live_say(it.a, there, str_format(it.a, "{\"saved\":\"%lld\"}", (long long)it.which));
    check_int(count_of(hear(it.a, here, WAIT_MS), STR("{\"saved\":")), 1);
    check_int(count_of(hear(it.a, other, WAIT_MS), STR("{\"saved\":")), 0);
    close(here);
    close(there);
    close(other);
    close_scene(&it);
}

EACH_DATABASE(what_is_no_frame_of_ours_is_not_listened_to_and_harms_nobody)
{
    static const char *const odd[] = { "",
                                       "{",
                                       "[]",
                                       "{\"look\":\"-1\"}",
                                       "{\"look\":7.5}",
                                       "{\"look\":{}}",
                                       "{\"look\":\"1\",\"doing\":\"sleeping\"}",
                                       "{\"unknown\":1}",
                                       "{\"saved\":\"1\"}",
                                       "null",
                                       "{\"look\":null}",
                                       "{\"look\":\"9223372036854775807\"}" };
    struct scene it = open_scene();
    int bo = test_live(it.a, it.h, test_sign_in(it.h, it.a, AGENT));
    for (size_t i = 0; i < COUNT_OF(odd); i++) test_live_say(it.a, bo, str_of(odd[i]));
    for (int i = 0; i < 200; i++) test_look_at(it.a, bo, it.which + i % 3, "reading"); /* and far too many */
    str long_one = str_format(it.a, "{\"look\":\"1\",\"doing\":\"%0300d\"}", 0);
    test_live_say(it.a, bo, long_one);
    hear(it.a, bo, WAIT_MS + 600);
    test_look_at(it.a, bo, it.which, "writing");
    check(count_of(hear(it.a, bo, WAIT_MS), STR("\"doing\":\"writing\"")) >= 1);
    close(bo);
    close_scene(&it);
}
