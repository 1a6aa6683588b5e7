/* Many customers at once, one after the other: numbers need a count. */
#include "story/acts.h"

enum { CROWD_MOST = 1000 };

/* One sentence told for another customer: its row is found as a reader would find it. */
static enum err say(struct telling *t, str line, str text)
{
    struct line cut = { .head = line, .text = text, .has_text = text.n > 0 };
    struct said s = { .line = 0 };
    for (const struct sentence *one = sentences; one->pattern; one++) {
        if (!one->act || !sentence_matches(one->pattern, &cut, s.args)) continue;
        s.sentence = one;
        TRY(one->act(t, &s));
        reaction_settle(t->house);
        return OK;
    }
    bug("no sentence is told like this: %.*s", STR_ARG(line));
}

static enum err one_of(struct telling *t, const struct said *s, str name)
{
    str role = said_word(s, "role"), who = said_word(s, "who"), score = said_word(s, "score");
    str asks = str_format(t->arena, "customer %.*s@example.org asks by form", STR_ARG(name));
    TRY(say(t, asks, STR("Can you help me?")));
    TRY(say(t, str_format(t->arena, "%.*s %.*s answers", STR_ARG(role), STR_ARG(who)), STR("Gladly.")));
    TRY(say(t, str_format(t->arena, "customer %.*s says solved", STR_ARG(name)), (str){ 0 }));
    str answers = str_format(t->arena, "customer %.*s answers the survey with %.*s", STR_ARG(name), STR_ARG(score));
    return say(t, answers, (str){ 0 });
}

enum err story_crowd(struct telling *t, const struct said *s)
{
    int64_t n = 0;
    if (!str_int(said_word(s, "n"), &n) || n < 1 || n > CROWD_MOST)
        return untrue(t, "a crowd has 1 to %d customers", CROWD_MOST);
    for (int64_t i = 1; i <= n; i++)
        TRY(one_of(t, s, str_format(t->arena, "%.*s-%lld", STR_ARG(said_word(s, "crowd")), (long long)i)));
    return OK;
}
