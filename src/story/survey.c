/* Sentences about the question that is asked when a conversation is solved. */
#include "survey/survey.h"

#include "spine/setting.h"
#include "story/acts.h"
#include "survey/kind.h"

/* The address behind the button on their private page; remembered, because a page that was answered shows none. */
static enum err find_link(struct telling *t, struct teller_customer *c, bool *shown)
{
    static const str before = STR_INIT("href=\"/s/");
    struct reply reply = { 0 };
    TRY(telling_visit(t, &(struct visit){ .method = "GET", .path = c->page, .language = c->language }, &reply));
    ptrdiff_t at = str_find(reply.body, before);
    *shown = at >= 0;
    if (!*shown) return OK;
    str rest = str_from(reply.body, (size_t)at + before.n - strlen("/s/"));
    str link = str_split(&rest, '"');
    if (!str_is(link, c->survey)) c->survey = str_copy(t->whole, link);
    return OK;
}

static enum err survey_of(struct telling *t, const struct said *s, struct teller_customer **out)
{
    bool shown = false;
    TRY(telling_customer(t, said_word(s, "customer"), out));
    TRY(find_link(t, *out, &shown));
    return (*out)->survey.n ? OK : untrue(t, "%.*s was not asked anything", STR_ARG((*out)->name));
}

static enum err send_answer(struct telling *t, const struct said *s, str score, str comment)
{
    struct teller_customer *c = NULL;
    struct reply reply = { 0 };
    struct text form = { .arena = t->arena };
    TRY(survey_of(t, s, &c));
    visit_form(&form, "score", score);
    visit_form(&form, "comment", comment);
    struct visit v = { .method = "POST", .path = c->survey, .form = text_str(&form), .language = c->language };
    return telling_visit(t, &v, &reply);
}

enum err story_customer_scores(struct telling *t, const struct said *s)
{
    return send_answer(t, s, said_word(s, "score"), (str){ 0 });
}

enum err story_customer_scores_and_says(struct telling *t, const struct said *s)
{
    return send_answer(t, s, said_word(s, "score"), said_word(s, "text"));
}

enum err story_customer_stops_surveys(struct telling *t, const struct said *s)
{
    struct teller_customer *c = NULL;
    struct reply reply = { 0 };
    TRY(survey_of(t, s, &c));
    struct visit v = { .method = "POST", .path = str_format(t->arena, "%.*s/stop", STR_ARG(c->survey)) };
    return telling_visit(t, &v, &reply);
}

enum err story_machine_follows_survey(struct telling *t, const struct said *s)
{
    struct teller_customer *c = NULL;
    struct reply reply = { 0 };
    str score = said_word(s, "score");
    TRY(survey_of(t, s, &c));
    struct visit v = { .method = "GET",
                       .path = str_format(t->arena, "%.*s?score=%.*s", STR_ARG(c->survey), STR_ARG(score)) };
    return telling_visit(t, &v, &reply);
}

/* ---- what the business asks ---- */

struct change {
    str name, value;
};

static enum err set(struct turn *turn, void *with)
{
    const struct change *c = with;
    return setting_set(turn, c->name, c->value);
}

enum err story_setting(struct telling *t, const struct said *s)
{
    struct change c = { .name = said_word(s, "name"), .value = said_word(s, "value") };
    return telling_turn(t, turn_write, set, &c);
}

/* ---- what must be true ---- */

enum err story_expect_asked(struct telling *t, const struct said *s)
{
    struct teller_customer *c = NULL;
    bool shown = false;
    TRY(telling_customer(t, said_word(s, "customer"), &c));
    TRY(find_link(t, c, &shown));
    return shown ? OK : untrue(t, "their page asks nothing");
}

enum err story_expect_not_asked(struct telling *t, const struct said *s)
{
    struct teller_customer *c = NULL;
    bool shown = false;
    TRY(telling_customer(t, said_word(s, "customer"), &c));
    TRY(find_link(t, c, &shown));
    return shown ? untrue(t, "their page asks how we did") : OK;
}

struct outcomes {
    id conversation;
    struct survey_outcome_list all;
};

static enum err look(struct turn *turn, void *with)
{
    struct outcomes *o = with;
    return survey_outcomes(turn, o->conversation, &o->all);
}

static enum err last_outcome(struct telling *t, struct survey_outcome *out)
{
    struct teller_customer *about = NULL;
    struct outcomes o = { 0 };
    TRY(telling_customer(t, (str){ 0 }, &about));
    o.conversation = about->conversation;
    TRY(telling_turn(t, turn_read, look, &o));
    if (o.all.n == 0) return untrue(t, "nobody was asked about this conversation");
    *out = o.all.at[o.all.n - 1];
    return OK;
}

/* Who is asked less often than others answers less often: nothing is wrong when they were not. */
static enum err rate(struct telling *t, const struct said *s, str comment)
{
    struct teller_customer *c = NULL;
    struct survey_outcome o = { 0 };
    int64_t percent = 0;
    bool shown = false;
    if (!str_int(said_word(s, "percent"), &percent) || percent < 0 || percent > 100)
        return untrue(t, "how content somebody is must be a number from 0 to 100");
    TRY(telling_customer(t, said_word(s, "customer"), &c));
    TRY(find_link(t, c, &shown));
    if (!shown) return OK;
    TRY(last_outcome(t, &o));
    const struct survey_kind *kind = survey_kind_named(o.kind);
    if (!kind) return untrue(t, "nobody knows the survey %.*s", STR_ARG(o.kind));
    int64_t score = kind->low + ((kind->high - kind->low) * percent + 50) / 100;
    return send_answer(t, s, str_format(t->arena, "%lld", (long long)score), comment);
}

enum err story_customer_rates(struct telling *t, const struct said *s)
{
    return rate(t, s, (str){ 0 });
}

enum err story_customer_rates_and_says(struct telling *t, const struct said *s)
{
    return rate(t, s, said_word(s, "text"));
}

enum err story_expect_survey(struct telling *t, const struct said *s)
{
    struct survey_outcome o = { 0 };
    TRY(last_outcome(t, &o));
    str is = str_of(invitation_state_words[o.state]);
    return str_is(is, said_word(s, "state")) ? OK : untrue(t, "it is %.*s", STR_ARG(is));
}

enum err story_expect_suppressed(struct telling *t, const struct said *s)
{
    struct survey_outcome o = { 0 };
    TRY(last_outcome(t, &o));
    str is = str_of(suppressed_reason_words[o.reason]);
    return str_is(is, said_word(s, "reason")) ? OK : untrue(t, "the reason is %.*s", STR_ARG(is));
}
