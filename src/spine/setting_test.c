#include "spine/setting.h"

#include "spine/event.h"
#include "spine/house.h"
#include "spine/route.h"
#include "test/test.h"

static const char *const tempers[] = { "calm", "brisk", NULL };
static const struct setting_kind kinds[] = {
    { .name = "test.days", .kind = FIELD_INT, .min = 1, .max = 30, .standard = "7", .help = "how long" },
    { .name = "test.temper", .kind = FIELD_ENUM, .words = tempers, .standard = "calm", .help = "how" },
    { .name = "test.words", .kind = FIELD_TEXT, .standard = "", .help = "in whose words" },
    { .name = "test.on", .kind = FIELD_BOOL, .standard = "true", .help = "whether" },
    { 0 },
};
static const struct module module_test = { .name = "test", .settings = kinds };
static const struct module *const with_kinds[] = { &module_test, NULL };

static int64_t number(struct turn *t, const char *name)
{
    int64_t n = -1;
    check_ok(setting_int(t, name, &n));
    return n;
}

TEST(a_setting_is_its_standard_until_somebody_changes_it)
{
    t->house->modules = with_kinds;
    check_int(number(t, "test.days"), 7);
    check_int(number(t, "test.temper"), 0);
    check_int(number(t, "test.on"), 1);
    check_ok(setting_set(t, STR("test.days"), STR("30")));
    check_ok(setting_set(t, STR("test.temper"), STR("brisk")));
    check_ok(setting_set(t, STR("test.on"), STR("false")));
    check_int(number(t, "test.days"), 30);
    check_int(number(t, "test.temper"), 1);
    check_int(number(t, "test.on"), 0);
}

TEST(a_setting_that_breaks_its_rule_is_refused_by_name_and_stays)
{
    t->house->modules = with_kinds;
    check_err(setting_set(t, STR("test.days"), STR("31")), INVALID);
    check_str(t->why->field, "test.days");
    check_str(t->why->words, "must be between 1 and 30");
    check_err(setting_set(t, STR("test.temper"), STR("wild")), INVALID);
    check_str(t->why->words, "must be one of calm, brisk");
    check_err(setting_set(t, STR("test.nothing"), STR("1")), NOT_FOUND);
    check_int(number(t, "test.days"), 7);
}

TEST(a_changed_setting_leaves_an_event)
{
    struct event_list list = { 0 };
    t->house->modules = with_kinds;
    check_ok(setting_set(t, STR("test.days"), STR("9")));
    check_ok(event_since(t, 0, 10, &list));
    check_int(list.n, 1);
    check_str(list.at[0].kind, "setting.changed");
    check_str(list.at[0].body, "{\"name\":\"test.days\",\"value\":\"9\"}");
}

TEST(free_words_of_a_setting_stand_in_the_setting_only)
{
    struct event_list list = { 0 };
    t->house->modules = with_kinds;
    check_ok(setting_set(t, STR("test.words"), STR("Ask for Ann")));
    check_ok(event_since(t, 0, 10, &list));
    check_int(list.n, 1);
    check_str(list.at[0].body, "{\"name\":\"test.words\",\"value\":\"\"}");
}
