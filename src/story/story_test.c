#include "story/lives.h"
#include "story/order.h"
#include "story/shifts.h"
#include "story/story.h"

#include "spine/house.h"
#include "staff/session.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

#include <stdio.h>

static bool fits(const char *pattern, const char *said, str args[SENTENCE_ARGS])
{
    struct line line = line_cut(str_of(said));
    return sentence_matches(pattern, &line, args);
}

PURE(a_sentence_takes_its_words_apart)
{
    str args[SENTENCE_ARGS];
    check(fits("agent {who} answers [{customer}]: {text}", "agent bo answers ann: Hello: you", args));
    check_str(args[0], "bo");
    check_str(args[1], "ann");
    check_str(args[2], "Hello: you");
    check(fits("agent {who} answers [{customer}]: {text}", "agent  bo answers:", args));
    check_str(args[1], "");
    check_str(args[2], "");
    check(!fits("agent {who} answers [{customer}]: {text}", "agent bo answers", args));
    check(fits("clock +{n} {unit} at {time}", "clock +1 day at 09:15", args));
    check_str(args[0], "1");
    check_str(args[2], "09:15");
    check(!fits("clock +{n} {unit}", "clock + day", args));
    check(fits("expect csat {percent} % of {n} ({low} to {high})", "expect csat 100 % of 1 (20.7 to 100)", args));
    check_str(args[2], "20.7");
    check_str(args[3], "100");
    check(fits("staff {who} is a|an {role} named {name…}", "staff ana is an owner named Ana van der Berg", args));
    check_str(args[2], "Ana van der Berg");
    check(!fits("staff {who} is a|an {role} named {name…}", "staff ana is an owner named", args));
}

/* Every row has a function or is a heading, says what it does, and is found by its own words. */
PURE(every_sentence_is_told_and_explained)
{
    for (const struct sentence *s = sentences; s->pattern; s++) {
        bool heading = !s->act && !s->move;
        check(heading || (s->help && s->help[strlen(s->help) - 1] == '.'));
        check(heading || !s->expects || strncmp(s->pattern, "expect ", 7) == 0);
        check(!s->act || !s->move);
        check(heading || sentence_nearness(s->pattern, line_cut(str_of(s->pattern)).head) > 0);
    }
}

static enum err read(struct arena *a, struct why *w, const char *text, struct story_list *out)
{
    struct reading r = { .arena = a, .why = w, .file = STR("x.story"), .now = 1772452800 * SECOND, .stories = out };
    return story_read(&r, str_of(text));
}

PURE(a_story_is_read_with_its_clock_and_its_texts)
{
    struct arena *a = arena_open();
    struct why why = { 0 };
    struct story_list stories = { 0 };
    check_ok(read(a, &why,
                  "# One\r\n-- a remark\nbegins on 2026-01-05 at 09:00\ncustomer ann asks by form: First\n    line\n\n"
                  "      deeper\n\nclock +1 day at 10:30\ncustomer ann says solved\n# Two\nbegins 1 day ago at 08:00\n"
                  "customer ann looks",
                  &stories));
    check_int(stories.n, 2);
    check_str(stories.at[0].title, "One");
    check_str(said_word(&stories.at[0].steps.at[0], "text"), "First\nline\n\n  deeper");
    check_str(time_iso(a, stories.at[0].steps.at[1].at), "2026-01-06T10:30:00.000000Z");
    check_int(stories.at[0].steps.at[1].line, 10);
    check_str(time_iso(a, stories.at[1].steps.at[0].at), "2026-03-01T08:00:00.000000Z");
    arena_close(a);
}

PURE(what_is_not_understood_names_the_place_and_the_fix)
{
    static const struct {
        const char *text, *place, *words;
    } odd[] = {
        { "", "x.story:0", "there is no story" },
        { "customer ann looks\n", "x.story:1", "begins with its title" },
        { "# T\ncustomer ann look\n", "x.story:2", "customer {customer} looks" },
        { "# T\n\ncustomer ann shouts: x\n", "x.story:3", "nearest" },
        { "# T\n    indented\n", "x.story:2", "indented" },
        { "# T\nclock +x days\n", "x.story:2", "must be a number" },
        { "# T\nclock +1 month\n", "x.story:2", "minutes, hours" },
        { "# T\nbegins on 2026-02-30 at 09:00\n", "x.story:2", "must be a date" },
        { "# T\nbegins on 2026-02-03 at 9\n", "x.story:2", "must be a time" },
        { "# T\ncustomer ann looks\nbegins 1 day ago at 09:00\n", "x.story:3", "stands before" },
        { "# T\nclock +0 days at 08:00\n", "x.story:2", "cannot go back" },
        { "# T\n# U\ncustomer ann looks\n", "x.story:2", "nothing happens" },
        { "#\n", "x.story:1", "a title says" },
    };
    for (size_t i = 0; i < COUNT_OF(odd); i++) {
        struct arena *a = arena_open();
        struct why why = { 0 };
        struct story_list stories = { 0 };
        check_err(read(a, &why, odd[i].text, &stories), MALFORMED);
        check_str(why.field, odd[i].place);
        check(str_find(why.words, str_of(odd[i].words)) >= 0);
        arena_close(a);
    }
}

/* ---- telling ---- */

static struct why told;

static enum err tell(const char *text)
{
    static char words[500];
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    struct story_list stories = { 0 };
    struct outcome out = { 0 };
    h->flow = flow;
    h->options.recognise = session_recognise;
    told = (struct why){ 0 };
    enum err err = read(a, &told, text, &stories);
    if (err == OK) err = story_tell(h, &stories, NULL, &told, &out);
    snprintf(words, sizeof words, "%.*s: %.*s", STR_ARG(told.field), STR_ARG(told.words));
    told.words = str_of(words);
    test_house_close(h);
    arena_close(a);
    return err;
}

static void check_untrue(const char *text, const char *words)
{
    check_err(tell(text), INVALID);
    if (str_find(told.words, str_of(words)) < 0) check_str(told.words, words);
}

#define STAFF "# T\nstaff bo is an agent named Bo\n"
#define ASKED STAFF "customer ann@example.org asks by form: Hello\n"

EACH_DATABASE(a_story_fails_where_it_is_not_true)
{
    check_ok(tell(ASKED "expect conversation state new\n"));
    check_untrue(ASKED "expect conversation state open\n", "x.story:4: not true: it is new");
    check_untrue(ASKED "expect owner bo\n", "it is nobody");
    check_untrue(ASKED "expect nobody waiting\n", "somebody has waited since");
    check_untrue(ASKED "expect ann sees: Goodbye\n", "the page does not show it");
    check_untrue(ASKED "expect ann does not see: Hello\n", "the page shows it");
    check_untrue(ASKED "expect agent bo sees: Goodbye\n", "it is not in the thread");
    check_untrue(ASKED "expect event conversation.opened 2 times\n", "it is 1");
    check_untrue(ASKED "expect page of ann in ar from right\n", "begins otherwise");
    check_untrue(ASKED "agent bo answers: Hi\nexpect refused: no\n", "it was not refused");
    check_untrue(ASKED "agent bo reopens\nexpect refused: because\n", "refused with other words");
    check_untrue(ASKED "agent bo reopens\nexpect refused as gone\n", "refused as conflict");
}

EACH_DATABASE(a_story_fails_where_something_is_refused_that_nobody_expected)
{
    check_untrue(ASKED "agent bo reopens\nclock +1 day\ncustomer ann looks\n", "x.story:4: conflict");
    check_untrue(ASKED "lead bo answers: Hi\n", "bo is no lead but agent");
    check_untrue(ASKED "agent cleo answers: Hi\n", "nobody called cleo works here yet");
    check_untrue(STAFF "agent bo answers: Hi\n", "nobody has asked anything yet");
    check_untrue(STAFF "customer ann looks\n", "let them ask first");
    check_untrue(STAFF "staff bo is a lead named Bo\n", "bo works here already");
    check_untrue("# T\nstaff bo is a king named Bo\n", "must be auditor, agent");
}

/* Two stories at once: what happened is in the order of its times, and nothing is left to do. */
EACH_DATABASE(stories_told_together_happen_together)
{
    check_ok(tell("# One\nbegins on 2026-01-05 at 09:00\nstaff bo is an agent named Bo\n"
                  "customer ann@example.org asks by form: One\nclock +2 hours\nagent bo answers: First\n"
                  "clock +40 days\nagent bo answers: I am still here\n"
                  "# Two\nbegins on 2026-01-05 at 10:00\ncustomer max@example.org asks by form: Two\n"
                  "clock +2 hours\nagent bo answers: Second\nexpect event message.received 1 time\n"));
}

/* Whose step is next, looked for in all of them: what the heap must say. */
static const struct story *next_by_looking(const struct thread *const *all, size_t n)
{
    const struct thread *first = NULL;
    for (size_t i = 0; i < n; i++) {
        const struct thread *th = all[i];
        if (th->next == th->story->steps.n) continue;
        usec at = th->story->steps.at[th->next].at;
        usec best = first ? first->story->steps.at[first->next].at : 0;
        if (!first || at < best || (at == best && th->story < first->story)) first = th;
    }
    return first ? first->story : NULL;
}

PURE(the_earliest_step_comes_next_and_of_two_at_once_the_one_that_was_read_first)
{
    enum { N = 60 };
    struct arena *a = arena_open();
    struct story_list stories = { 0 };
    unsigned chance = 1;
    for (int i = 0; i < N; i++) {
        struct story *s = LIST_ADD(a, &stories);
        usec at = 0;
        *s = (struct story){ .title = STR("x") };
        for (int k = 0; k <= i % 7; k++) {
            at += chance % 4 * MINUTE; /* often at the same moment */
            chance = (chance * 1103515245U + 12345U) >> 1;
            *LIST_ADD(a, &s->steps) = (struct said){ .at = at };
        }
    }
    struct order o = order_of(a, &stories);
    const struct thread *all[N];
    for (int i = 0; i < N; i++) all[i] = o.at[i];
    int steps = 0;
    for (; o.n; steps++) {
        struct thread *th = order_first(&o);
        check(th->story == next_by_looking(all, N));
        th->next++;
        order_settle(&o);
    }
    check_int(steps, 234);
    check(next_by_looking(all, N) == NULL);
    arena_close(a);
}

static struct story_list lives_of(struct arena *a, uint64_t seed)
{
    struct story_list all = { 0 };
    struct why why = { 0 };
    usec now = 0;
    check(time_parse(STR("2026-03-02T12:00:00Z"), &now));
    struct reading r = { .arena = a, .why = &why, .now = now, .stories = &all };
    check_int(lives_read(&r, &(struct lives){ .seed = seed, .n = 300 }), OK);
    return all;
}

static bool lives_are_alike(const struct story_list *one, const struct story_list *other)
{
    for (size_t i = 0; i < one->n; i++) {
        const struct said_list *x = &one->at[i].steps, *y = &other->at[i].steps;
        if (x->n != y->n) return false;
        for (size_t k = 0; k < x->n; k++)
            if (x->at[k].at != y->at[k].at || !str_is(x->at[k].args[0], y->at[k].args[0])) return false;
    }
    return true;
}

PURE(lives_are_the_same_for_one_seed_and_lie_in_the_fourteen_months_before_now)
{
    struct arena *a = arena_open();
    struct story_list one = lives_of(a, 7), same = lives_of(a, 7), other = lives_of(a, 8);
    struct why why = { 0 };
    usec now = 0;
    check_int(one.n, 300);
    check(lives_are_alike(&one, &same));
    check(!lives_are_alike(&one, &other));
    check(time_parse(STR("2026-03-02T12:00:00Z"), &now));
    check_int(story_fits(a, &why, &one, now - (LIVES_DAYS + 1) * DAY, now), OK);
    arena_close(a);
}

static const struct shift *shift_of(str who)
{
    for (const struct shift *s = shifts; s->who; s++)
        if (str_is(who, str_of(s->who))) return s;
    check_failed("somebody without a shift works in the shop", "who", 0);
}

PURE(what_staff_do_in_lives_they_do_in_their_shifts)
{
    struct arena *a = arena_open();
    struct story_list lives = lives_of(a, 7);
    int acts = 0;
    for (size_t i = 0; i < lives.n; i++) {
        const struct said_list *steps = &lives.at[i].steps;
        for (size_t k = 0; k < steps->n; k++) {
            if (strncmp(steps->at[k].sentence->pattern, "{role} {who}", 12) != 0) continue;
            check(shift_is_on(shift_of(said_word(&steps->at[k], "who")), steps->at[k].at));
            acts++;
        }
    }
    check(acts > 300);
    arena_close(a);
}

PURE(whoever_is_there_takes_what_lies_there_and_otherwise_who_comes_first)
{
    struct chance c = { .state = 1 };
    usec monday = 1767571200 * SECOND; /* 2026-01-05 00:00 */
    usec night = monday + 3 * HOUR, noon = monday + 12 * HOUR, sunday = monday + 6 * DAY + 21 * HOUR;
    check_str(str_of(shift_takes(&c, &night)->who), "ben");
    check_int(night, monday + 8 * HOUR);
    check(shift_is_on(shift_takes(&c, &noon), noon));
    check_int(noon, monday + 12 * HOUR);
    check_str(str_of(shift_takes(&c, &sunday)->who), "ben"); /* after Dora has left */
    check_int(sunday, monday + 7 * DAY + 8 * HOUR);
    check(shift_colleague(&c, &shifts[0], noon) != &shifts[0]);
    check(shift_is_on(shift_colleague(&c, &shifts[0], noon), noon));
    check(shift_colleague(&c, &shifts[0], monday + 3 * HOUR) == NULL); /* nobody is there at night */
}
